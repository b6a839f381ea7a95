// Pictures of pages: node screens.mjs SERVER KEYS DIR [ADDRESS…]. Each at 360, 768 and 1366 px in both themes. KEYS: role and key per line.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, pattern, visitor } from "./browser.mjs";
import { walk } from "./walk.mjs";

const [, , server, keysFile, folder, ...wanted] = process.argv;
const keys = Object.fromEntries(readFileSync(keysFile, "utf8").trim().split("\n").map(line => line.split(" ")));
const browser = await launch();
let count = 0;

for (const theme of ["light", "dark"]) {
  mkdirSync(join(folder, theme), { recursive: true });
  const looked = new Set();
  const pictures = async (page, address) => {
    const kind = pattern(address);
    const name = kind === "/" ? "start" : kind.replaceAll("{}", "one").replace(/[^a-z0-9-]+/gi, "_").replace(/^_+|_+$/g, "");
    for (const width of [360, 768, 1366]) {
      await page.setViewportSize({ width, height: 768 });
      await page.screenshot({ path: join(folder, theme, `${name}-${width}.png`), fullPage: true });
      count++;
    }
  };
  if (wanted.length > 0) {
    const page = await visitor(browser, server, keys.curator, { theme });
    for (const address of wanted) {
      const answer = await page.goto(address, { waitUntil: "load" });
      if (!answer.ok()) throw new Error(`${address} answers ${answer.status()} to the curator.`);
      await pictures(page, address);
    }

    await page.context().close();
  } else {
    for (const role of ["curator", "head", "auditor", "regional-centre", "operator"]) {
      // Somebody who is not signed in sees a few pages and would think that these are all.
      if (!keys[role]) throw new Error(`${keysFile} has no key of the ${role}.`);
      const before = looked.size;
      await walk(browser, server, role, keys[role], { theme, looked, pictures });
      console.error(`${theme} ${role}: ${looked.size - before} pages`);
    }
  }
}
await browser.close();
console.log(`${count} pictures in ${folder}`);
