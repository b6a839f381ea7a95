// Pictures of every page: node screens.mjs SERVER KEYS.json DIR. Each at 360, 768 and 1366 px in both themes.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { walk } from "./walk.mjs";

const [, , server, keysFile, folder] = process.argv;
const keys = JSON.parse(readFileSync(keysFile, "utf8"));
const browser = await launch();
let count = 0;
for (const theme of ["light", "dark"]) {
  const looked = new Set();
  for (const role of ["curator", "head", "auditor", "regional-centre", "operator"]) {
    const faults = await walk(browser, server, role, keys[role], {
      theme, looked,
      async pictures(page, kind) {
        const name = `${kind === "/" ? "start" : kind.replaceAll("{}", "one").replace(/[^a-z0-9-]+/gi, "_").replace(/^_+|_+$/g, "")}`;
        for (const width of [360, 768, 1366]) {
          mkdirSync(join(folder, theme), { recursive: true });
          await page.setViewportSize({ width, height: 768 });
          await page.screenshot({ path: join(folder, theme, `${name}-${width}.png`), fullPage: true });
          count++;
        }
      },
    });
    for (const fault of faults) console.error(fault);
  }
}
await browser.close();
console.log(`${count} pictures in ${folder}`);
