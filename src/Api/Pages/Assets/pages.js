// Shortens what works without it: a form is sent once, its texts survive a reload, a refusal gets the focus.
"use strict";
const alert = document.querySelector('.refusal, #receipt');
if (alert) { alert.setAttribute("tabindex", "-1"); alert.focus(); }

for (const form of document.querySelectorAll("form[data-once]")) {
  const place = "typed " + form.getAttribute("action");
  const fields = [...form.querySelectorAll("textarea")];
  try {
    if (!alert) {
      const kept = JSON.parse(sessionStorage.getItem(place) || "{}");
      for (const f of fields) if (!f.value && kept[f.name]) f.value = kept[f.name];
    }
  } catch { /* A browser that keeps nothing. */ }
  form.addEventListener("input", () => {
    try { sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(fields.map(f => [f.name, f.value])))); } catch { /* The same. */ }
  });
  let sent = false;
  form.addEventListener("submit", event => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    const button = event.submitter || form.querySelector("button.primary");
    if (button) button.setAttribute("aria-disabled", "true");
    try { sessionStorage.removeItem(place); } catch { /* The same. */ }
  });
  window.addEventListener("pageshow", () => { sent = false; form.querySelector("button.primary")?.removeAttribute("aria-disabled"); });
}

// On paper nothing can be opened.
window.addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("main details.part")) part.open = true; });

// A slider says its number in the field that it is for.
for (const slide of document.querySelectorAll("input[data-shows]")) {
  const field = document.getElementById(slide.dataset.shows);
  if (field) slide.addEventListener("input", () => { field.value = slide.value; });
}

// Two minutes before the session ends without a request, the page says so. Every page that is open counts.
const ending = document.getElementById("session-ends");
if (ending) {
  const lasts = Number(ending.dataset.seconds) * 1000;
  const seen = () => { try { localStorage.setItem("seen", String(Date.now())); } catch { /* A browser that keeps nothing. */ } own = Date.now(); };
  let own = 0;
  const last = () => { try { return Math.max(own, Number(localStorage.getItem("seen"))); } catch { return own; } };
  seen();
  setInterval(() => { ending.hidden = Date.now() - last() < lasts; }, 5000);
  ending.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch("/stay", { redirect: "manual" }).catch(() => null);
    if (answer && answer.ok) { seen(); ending.hidden = true; }
  });
}
