// Walks through all pages that a role reaches by clicking from its first page, and demands of each what is demanded of all.
import { overflow, pattern, violations, visitor } from "./browser.mjs";

const LARGEST = 150_000;

/** Returns the patterns of the pages seen and of the links found, and the faults. */
export async function walk(browser, server, role, key, { pictures = null, theme = "light", language = "ru", most = 250 } = {}) {
  const page = await visitor(browser, server, key, { axe: true, theme, language });
  const [seen, links, faults] = [new Map(), new Set(), []];
  const open = [new URL(page.url()).pathname];
  while (open.length > 0 && seen.size < most) {
    const address = open.shift();
    const kind = pattern(address);
    if (seen.has(kind)) continue;
    seen.set(kind, address);
    let bytes = 0;
    const weigh = async r => { if (!r.url().includes("/assets/")) bytes += (await r.body().catch(() => Buffer.alloc(0))).length; };
    page.on("response", weigh);
    const answer = await page.goto(address, { waitUntil: "load" }).catch(e => ({ status: () => `${e}`.slice(0, 80), download: /Download/.test(`${e}`) }));
    page.off("response", weigh);
    if (answer?.download) continue;
    const status = answer?.status();
    const type = answer?.headers?.()["content-type"] || "";
    if (status !== 200) { faults.push(`${role} ${address}: ${status}`); continue; }
    if (!type.startsWith("text/html")) continue;
    const html = await answer.text();
    if (/\sstyle="|<script(?![^>]*\ssrc=)/.test(html) && kind !== "/verify") faults.push(`${role} ${address}: style or script inside`);
    if (/\[[a-z-]+\.[A-Za-z.-]+\]/.test(await page.innerText("body"))) faults.push(`${role} ${address}: a key without words`);
    if (bytes > LARGEST) faults.push(`${role} ${address}: ${bytes} bytes`);
    for (const v of await violations(page)) faults.push(`${role} ${address} ${theme} ${language}: ${v}`);
    await page.setViewportSize({ width: 360, height: 740 });
    if (await overflow(page) > 0) faults.push(`${role} ${address}: wider than 360 px by ${await overflow(page)}`);
    if (pictures) await pictures(page, kind, address);
    await page.setViewportSize({ width: 1366, height: 768 });
    for (const complaint of page.complaints.splice(0)) faults.push(`${role} ${address}: ${complaint}`);
    const hrefs = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map(a => a.href));
    for (const action of await page.evaluate(() => [...document.querySelectorAll("form[action]")].map(f => new URL(f.getAttribute("action"), location.href).pathname)))
      links.add(pattern(action));
    for (const href of hrefs) {
      const url = new URL(href, server);
      if (url.origin !== new URL(server).origin) continue;
      links.add(pattern(url.pathname));
      if (/\/(swagger|api|assets|survey)(\/|$)/.test(url.pathname) || url.pathname === "/sign-out") continue;
      if (!seen.has(pattern(url.pathname))) open.push(url.pathname + url.search);
    }
  }
  await page.context().close();
  return { seen, links, faults };
}
