import { asSurvey } from "./preferences.js";
import { keep, session } from "./session.js";
import { language } from "./words.js";

const patience = 30_000;

/** The questions of a survey, or whom the participant prefers: the link belongs to one of them. */
export async function questions() {
  const survey = await ask("GET", "api/survey", {});
  if (survey.problem?.code !== "not-found") return survey;
  const preferences = await ask("GET", "api/preferences", {});
  if (!preferences.answer) return preferences;
  session().prefers = true;
  keep();
  return { answer: asSurvey(preferences.answer) };
}

/** Gives the answers: a JSON text, under a key. */
export const give = (body, key) => ask("POST", `api/${session().prefers ? "preferences" : "survey"}/answers`, { "Content-Type": "application/json", "Idempotency-Key": key }, body);

// Nothing but the header carries the secret. Returns { answer }, { problem }, or { lost: true } when nobody knows what became of it.
async function ask(method, path, headers, body) {
  try {
    const response = await fetch(path, {
      method, body, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(patience),
      headers: { Authorization: `Bearer ${session().link}`, "Accept-Language": language(), ...headers },
    });
    if (response.status >= 500) return { lost: true };
    return response.ok ? { answer: await response.json() } : { problem: await response.json() };
  } catch {
    return { lost: true };
  }
}
