import { give, questions } from "./api.js";
import { make } from "./dom.js";
import { form, givenAnswers, markAll, say, sending, unanswered } from "./form.js";
import { asPreferences } from "./preferences.js";
import { forget, keep, openLink, session, submissionKey } from "./session.js";
import { day, language, languages, speak, word, wordIn } from "./words.js";

// What a refusal means to the person in front of the page.
const meanings = {
  "survey-link-expired": "expired", "survey-link-revoked": "revoked", "survey-wave-closed": "closed", "programme-closed": "closed",
  "survey-already-answered": "answered", "idempotency-key-reused": "answered", "unauthenticated": "unknown", "role-required": "unknown",
  "not-found": "unknown", "unknown": "unknown", "programme-suspended": "stopped", "not-taking-part": "stopped", "survey-not-invited": "stopped",
  "preferences-closed": "closed", "matching-round-closed": "closed", "not-in-base": "stopped",
};

const main = document.getElementById("main");
let redraw = start;
let busy = false;

addEventListener("hashchange", start);
if (session().language) speak(session().language);
start();

function start() {
  switch (openLink()) {
    case "absent": return session().receipt === undefined ? notice("no-link") : thanks();
    case "malformed": return refused("unknown");
    default: return open();
  }
}

async function open() {
  redraw = open;
  status(word("loading"));
  if (!main.querySelector("form")) show(make("p", { class: "notice" }, word("loading")));
  const { answer, problem } = await questions();
  status("");
  if (answer) return draw(answer);
  if (!problem) return notice("unreachable", make("button", { class: "again", type: "button" }, word("again")));
  const meaning = meanings[problem.code] ?? "other";
  return meaning === "answered" && session().sent ? submit(session().sent) : refused(meaning);
}

function draw(survey) {
  document.title = survey.heading;
  show(
    make("p", { class: "wave" }, survey.title),
    make("h1", {}, survey.heading),
    make("p", { class: "until" }, word("until", day(survey.openUntil))),
    make("p", { class: "about" }, word("about")),
    form(survey.items, () => check(survey)));
}

function check({ items, prefers }) {
  if (busy) return undefined;
  say(null);
  const missing = unanswered(items);
  if (missing.length > 0) return markAll(missing.map(code => [code, word("answer-this")]), word("missing", missing.length));
  const answers = givenAnswers(items);
  return submit(JSON.stringify(prefers ? asPreferences(answers) : { answers }));
}

// The key stays until it is known that the answer was taken: what is sent twice counts once.
async function submit(body) {
  busy = true;
  const asked = main.querySelector("form") !== null;
  if (asked) sending(true);
  status(word("sending"));
  session().sent = body;
  const key = submissionKey();
  keep();
  const { answer, problem } = await give(body, key);
  busy = false;
  status("");
  if (answer) {
    forget(answer.receipt.position);
    return thanks();
  }

  if (asked) sending(false);
  if (!problem) return asked ? say(word("not-sent")) : notice("unreachable", make("button", { class: "again", type: "button" }, word("again")));
  delete session().sent;
  keep();
  if (asked && problem.code === "survey-answers-invalid") return markAll(problem.missing.map(fault), word("invalid"));
  return refused(meanings[problem.code] ?? "other");
}

const fault = ({ what, where, sentence }) => [where, what === "survey-item-required" ? word("answer-this") : sentence];

function thanks() {
  notice("thanks", make("p", { class: "receipt" }, word("receipt"), " ", make("strong", {}, `${session().receipt}`)), make("p", { class: "aside" }, word("receipt-use")));
  redraw = thanks;
}

function refused(meaning) {
  // A link that will never open again is not kept in this browser.
  if (meaning !== "stopped" && meaning !== "other") forget();
  notice(meaning);
}

function notice(kind, ...more) {
  if (kind !== "unreachable") redraw = () => notice(kind, ...more);
  document.title = word(`${kind}-title`);
  const heading = make("h1", { tabindex: -1 }, word(`${kind}-title`));
  show(make("section", { class: `notice ${kind}` }, heading, make("p", {}, word(`${kind}-text`)), ...more));
  main.querySelector(".again")?.addEventListener("click", open);
  heading.focus();
}

function show(...content) {
  main.replaceChildren(...content);
  const nav = document.getElementById("languages");
  nav.setAttribute("aria-label", word("languages"));
  nav.replaceChildren(...languages.map(tongue));
}

function tongue(code) {
  const button = make("button", { type: "button", lang: code, "aria-pressed": code === language() }, wordIn(code, "language"));
  button.addEventListener("click", async () => {
    if (busy) return;
    speak(code);
    session().language = code;
    keep();
    await redraw();
    document.querySelector(`#languages [lang="${code}"]`).focus();
  });
  return button;
}

function status(text) {
  document.getElementById("status").textContent = text;
}
