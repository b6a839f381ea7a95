// Shared by the stories and the pictures: Debian's Chromium, signing in, and the demands on every page.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A browser of its own, signed in with a key; null for nobody. */
export async function visitor(browser, server, key, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 }, locale: "ru-RU", bypassCSP: options.axe === true, javaScriptEnabled: options.script !== false,
    baseURL: server, ...options.context,
  });
  if (options.theme) await context.addCookies([{ name: "theme", value: options.theme, url: server }]);
  if (options.language) await context.addCookies([{ name: "language", value: options.language, url: server }]);
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", m => { if (m.type() === "error" && !/status of (4|5)\d\d/.test(m.text())) page.complaints.push(m.text()); });
  page.on("pageerror", e => page.complaints.push(`${e}`));
  if (key) {
    await page.request.post("/sign-in/key", { form: { key } });
    await page.goto("/");
  }
  return page;
}

/** Violations that axe finds on the open page, each with its first places. */
export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
    .map(v => `${v.id}: ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 140)).join(" | ")}`));
}

/** By how many pixels the page is wider than the window. */
export const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** An address without what differs from thing to thing. */
export const pattern = address => address.split(/[?#]/)[0]
  .replace(/[0-9a-f]{64}/g, "{}").replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "{}").replace(/(?<=\/)(?:[0-9]+(?:\.[0-9]+)*|[A-Z][0-9]\.[0-9A-Z]+)(?=\/|$)/g, "{}");
