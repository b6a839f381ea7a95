import { make } from "./dom.js";
import { keep, session } from "./session.js";
import { word } from "./words.js";

const longest = 8000;

/** A form that asks the items in their order, filled with the answers so far. */
export function form(items, submit) {
  const alert = make("p", { class: "alert", role: "alert", hidden: true });
  const done = make("p", { class: "done" });
  const button = make("button", { class: "send", type: "submit" }, word("send"));
  const cards = items.map((item, i) => card(item, i, items.length));
  const element = make("form", { novalidate: true }, ...cards, alert, make("div", { class: "end" }, done, button));
  const count = () => done.textContent = word("answered", items.filter(item => given(item) !== undefined).length, items.length);
  count();
  element.addEventListener("input", event => {
    session().answers[event.target.name] = event.target.value;
    keep();
    count();
    mark(event.target.name, null);
  });
  element.addEventListener("click", event => {
    if (!event.target.matches(".clear")) return;
    delete session().answers[event.target.value];
    for (const input of element.elements[event.target.value]) input.checked = false;
    keep();
    count();
  });
  element.addEventListener("submit", event => {
    event.preventDefault();
    submit();
  });
  return element;
}

/** The answers as the API takes them. */
export const givenAnswers = items => items.map(item => given(item)).filter(answer => answer !== undefined);

/** The required items without an answer. */
export const unanswered = items => items.filter(item => item.required && given(item) === undefined).map(item => item.code);

/** Says at each item what is wrong with its answer, and leads to the first. */
export function markAll(faults, summary) {
  for (const [code, fault] of faults) mark(code, fault);
  say(summary);
  const codes = faults.map(([code]) => code);
  const first = [...document.querySelectorAll("form [name]")].find(input => codes.includes(input.name));
  first?.closest(".card").scrollIntoView({ block: "start" });
  first?.focus({ preventScroll: true });
}

/** Says something about the whole form; nothing, with null. */
export function say(text) {
  const alert = document.querySelector(".alert");
  alert.hidden = text === null;
  alert.textContent = text ?? "";
  alert.scrollIntoView({ block: "nearest" });
}

/** Whether the answers are under way. */
export function sending(busy) {
  const button = document.querySelector(".send");
  button.setAttribute("aria-disabled", busy);
  button.textContent = word(busy ? "sending" : "send");
}

function card(item, index, total) {
  const id = `item-${index}`;
  const number = make("span", { class: "number" }, word("question", index + 1, total));
  if (item.required) number.append(" ", make("span", { class: "required" }, word("required")));
  const title = [number, " ", make("span", {}, item.text)];
  const fault = make("p", { class: "fault", id: `${id}-fault`, hidden: true });
  return item.kind === "open" ? openCard(item, id, title, fault) : groupCard(item, id, title, fault);
}

function openCard(item, id, title, fault) {
  const counter = make("p", { class: "counter", id: `${id}-counter` });
  const text = make("textarea", {
    name: item.code, id, rows: 4, maxlength: longest, autocomplete: "off", "aria-required": item.required, "aria-describedby": `${id}-counter ${id}-fault`,
  });
  text.value = session().answers[item.code] ?? "";
  const count = () => counter.textContent = word("left", longest - text.value.length);
  count();
  text.addEventListener("input", count);
  return make("div", { class: "card" }, make("label", { class: "title", for: id }, ...title), text, counter, fault);
}

function groupCard(item, id, title, fault) {
  const scale = item.kind === "scale";
  const options = scale
    ? Array.from({ length: item.highest - item.lowest + 1 }, (_, i) => ({ code: `${item.lowest + i}`, text: `${item.lowest + i}` }))
    : item.options;
  const choices = options.map(option => choice(item, option));
  const parts = [make("legend", { class: "title", id: `${id}-title` }, ...title)];
  if (scale) parts.push(make("p", { class: "ends", id: `${id}-ends` }, make("span", {}, word("lowest", item.lowest)), make("span", {}, word("highest", item.highest))));
  parts.push(make("div", { class: scale ? "scale" : "choices" }, ...choices));
  if (!item.required) parts.push(make("button", { class: "clear", type: "button", value: item.code }, word("clear")));
  return make("fieldset", {
    class: "card", role: "radiogroup", "aria-labelledby": `${id}-title`, "aria-describedby": `${scale ? `${id}-ends ` : ""}${id}-fault`, "aria-required": item.required,
  }, ...parts, fault);
}

function choice(item, option) {
  const input = make("input", { type: "radio", name: item.code, value: option.code, autocomplete: "off" });
  input.checked = session().answers[item.code] === option.code;
  return make("label", { class: "choice" }, input, make("span", {}, option.text));
}

function mark(code, fault) {
  const place = document.querySelector(`form [name="${CSS.escape(code)}"]`)?.closest(".card");
  if (!place) return;
  const told = place.querySelector(".fault");
  told.hidden = fault === null;
  told.textContent = fault ?? "";
  const field = place.matches("fieldset") ? place : place.querySelector("textarea");
  field.setAttribute("aria-invalid", fault !== null);
}

function given(item) {
  const value = session().answers[item.code];
  if (value === undefined) return undefined;
  if (item.kind === "scale") return { item: item.code, value: Number(value) };
  if (item.kind !== "open") return { item: item.code, choice: value };
  // What no text may hold: control characters, and half a character that a cut left over.
  const text = value.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu, "").trim();
  return text === "" ? undefined : { item: item.code, text };
}
