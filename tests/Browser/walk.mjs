// Walks through all pages that a role reaches by clicking from its first page, and demands of each what only a browser can tell: no fault
// that axe finds, no complaint of the browser, no scrolling sideways on a phone or a tablet. The System.Tests follow the links without a browser.
import { overflow, pattern, violations, visitor } from "./browser.mjs";

const ELSEWHERE = /\/(swagger|api|assets|survey|openapi)(\/|$)|^\/sign-out/;

/**
 * Returns the faults.
 * looked: kinds of pages that were looked at before, in another role.
 * forms: of the forms that are made from the API's document and look alike, the most that are looked at.
 * pictures: takes them instead of looking for faults.
 */
export async function walk(browser, server, role, key, { looked = new Set(), forms = Infinity, pictures = null, theme = "light", language = "ru" } = {}) {
  const page = await visitor(browser, server, key, { axe: true, theme, language });
  const [seen, faults, open] = [new Set(), [], ["/"]];
  while (open.length > 0) {
    const address = open.shift();
    const kind = pattern(address);
    if (seen.has(kind)) continue;
    seen.add(kind);
    // Without the browser's own work it is known faster whether there is something new to look at.
    const answer = await page.request.get(address);
    if (!(answer.headers()["content-type"] || "").startsWith("text/html")) continue;
    const html = await answer.text();
    const alike = html.includes('name="decision-key"');
    if (!looked.has(kind) && !(alike && forms-- <= 0)) {
      looked.add(kind);
      await page.goto(address, { waitUntil: "load" });
      if (pictures) await pictures(page, address);
      else faults.push(...(await faultsOf(page)).map(fault => `${role} ${address} ${theme} ${language}: ${fault}`));
      await page.setViewportSize({ width: 1366, height: 768 });
    }
    for (const [, href] of html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      const link = href.replaceAll("&amp;", "&").split("#")[0];
      if (!ELSEWHERE.test(link) && !seen.has(pattern(link))) open.push(link);
    }
  }
  await page.context().close();
  return faults;
}

async function faultsOf(page) {
  const faults = await violations(page);
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 740 });
    if (await overflow(page) > 0) faults.push(`wider than ${width} px by ${await overflow(page)}`);
  }
  return [...faults, ...page.complaints.splice(0)];
}
