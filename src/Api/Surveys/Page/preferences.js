import { word } from "./words.js";

const ranks = ["first", "second", "third"];
const never = "never";

/** Preferences as questions: somebody's number for each of three ranks, and for whom the participant does not want to work with. */
export const asSurvey = ({ form, side, openUntil, numbers }) => ({
  title: form, heading: word(`prefer-${side}`), openUntil, prefers: true,
  items: [...ranks.slice(0, numbers.length), never].map(code => ({
    code, kind: "choice", required: code === ranks[0], text: word(`prefer-${code}`),
    options: numbers.map(number => ({ code: `${number}`, text: word("number", number) })),
  })),
});

/** The answers as the API takes preferences. A number that is chosen twice counts once. */
export const asPreferences = answers => {
  const chosen = code => answers.filter(answer => answer.item === code).map(answer => Number(answer.choice));
  const ranked = [...new Set(ranks.flatMap(chosen))];
  return { ranked, excluded: chosen(never).filter(number => !ranked.includes(number)) };
};
