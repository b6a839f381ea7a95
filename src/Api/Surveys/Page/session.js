// What a reload needs, in this tab only: language, link, the answers so far, the key of the one submission; when it was taken, only its receipt.
const place = "survey";
// A tab that was left open on a shared computer does not open the link again on another day.
const LASTS = 3 * 60 * 60 * 1000;
const shape = /^ms_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/;

let kept = read();

/** The link's secret, the answers by item, and what was sent under which key without hearing what became of it; or the receipt. */
export const session = () => kept;

/** Takes the secret out of the address, where a glance or a screenshot would catch it. Returns whether there is one, and of the right form. */
export function openLink() {
  const secret = location.hash.slice(1);
  if (secret !== "") {
    history.replaceState(null, "", location.pathname);
    if (secret !== kept.link) kept = { language: kept.language, link: secret, answers: {} };
    keep();
  }

  return kept.link === undefined ? "absent" : shape.test(kept.link) ? "present" : "malformed";
}

export function keep() {
  try {
    sessionStorage.setItem(place, JSON.stringify({ ...kept, at: Date.now() }));
  } catch {
    // A browser that stores nothing loses the answers with a reload, and nothing else.
  }
}

/** Link and answers are of no more use. */
export function forget(receipt) {
  kept = { language: kept.language, answers: {}, receipt };
  keep();
}

/** One key for the one answer of this link: sent again, it is answered as the first time. */
export function submissionKey() {
  // Not randomUUID, which a page without https does not have.
  kept.key ??= [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return kept.key;
}

function read() {
  try {
    const { at, ...found } = JSON.parse(sessionStorage.getItem(place)) ?? {};
    return Date.now() - at < LASTS ? found : { answers: {} };
  } catch {
    return { answers: {} };
  }
}
