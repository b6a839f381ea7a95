// The server took these words from its resource files and put them into the page.
const all = JSON.parse(document.getElementById("words").textContent);

let chosen = document.documentElement.lang;

export const languages = Object.keys(all);

export const language = () => chosen;

/** From here on everything is said in this language. */
export function speak(code) {
  chosen = code;
  document.documentElement.lang = code;
}

/** The words under a key, with {0}, {1}, … replaced. */
export const word = (key, ...values) => values.reduce((text, value, i) => text.replaceAll(`{${i}}`, value), all[chosen][key] ?? key);

/** A word in a language that is not spoken now. */
export const wordIn = (code, key) => all[code][key];

/** A date such as 2021-10-31 as people say it. */
export const day = date => new Intl.DateTimeFormat(chosen === "en" ? "en-GB" : chosen, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(date));
