// The stories: node stories.mjs SERVER KEYS.json [NAME]. Prints a line for each; exit 1 when one fails.
import { readFileSync } from "node:fs";
import { launch, visitor } from "./browser.mjs";
import { walk } from "./walk.mjs";

const [, , server, keysFile, only] = process.argv;
const keys = JSON.parse(readFileSync(keysFile, "utf8"));
const is = (what, expected, found) => { if (JSON.stringify(expected) !== JSON.stringify(found)) throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`); };
const browser = await launch();
let failed = 0;

/** A page that counts its clicks: a flow has a price. */
const counting = page => { page.clicks = 0; return Object.assign(page, { press: async what => { page.clicks++; await page.click(what); } }); };

const stories = {
  async every_page_a_role_reaches_is_sound() {
    const [looked, faults] = [new Set(), []];
    for (const role of ["curator", "head", "initiator", "auditor", "regional-centre", "operator"])
      faults.push(...await walk(browser, server, role, keys[role], { looked, forms: keys.full ? Infinity : 6 }));
    is("faults", [], faults);
  },

  async in_the_dark_and_in_english() {
    is("faults", [], await walk(browser, server, "curator", keys.curator, { theme: "dark", language: "en", forms: 6 }));
  },

  async a_stage_is_returned_without_script_and_nothing_typed_is_lost() {
    const page = await visitor(browser, server, keys.curator, { script: false });
    await page.goto("/inbox");
    await page.click("main .tasks a.do >> nth=0");
    await page.click("text=Вернуть этап 5");
    await page.fill("#f-remarks-0-text", "Приложите протокол собрания.");
    await page.click("button.primary");
    // The criterion was not chosen: refused beside the field, and the text is still there.
    is("text", "Приложите протокол собрания.", await page.inputValue("#f-remarks-0-text"));
    is("focusable refusal", 1, await page.locator('.refusal[role="alert"]').count());
    await page.goBack();
    await page.context().close();
  },

  async the_first_run_takes_four_clicks() {
    if (!keys.enter) return;
    const page = counting(await visitor(browser, server, null));
    await page.goto(keys.enter);
    page.clicks++;
    await page.press("button.primary");
    await page.press("main .tasks a.do >> nth=0");
    await page.press(".decide button.primary");
    await page.waitForURL("**/receipts/**");
    is("clicks", 4, page.clicks);
    is("receipt", 1, await page.locator("#receipt").count());
    await page.context().close();
  },

  async two_curators_and_a_double_click_decide_once() {
    const [one, other] = [await visitor(browser, server, keys.curator), await visitor(browser, server, keys.curator)];
    const title = "Молодой педагог";
    for (const page of [one, other]) {
      await page.goto("/programmes");
      await page.click("main a.primary");
      await page.fill("#f-title", title);
      await page.fill("#f-schoolYear", "2026/2027");
      await page.fill("#f-goal", "Помочь первому году работы.");
    }
    await one.dblclick("button.primary");
    await one.waitForURL("**/receipts/**");
    await other.click("button.primary");
    is("the second one is refused with a reason", 1, await other.locator('.refusal[role="alert"]').count());
    is("and keeps what was typed", title, await other.inputValue("#f-title"));
    await one.goto("/programmes");
    is("programmes", 1, await one.locator(`main a:has-text("${title}")`).count());
    await one.context().close();
    await other.context().close();
  },
};

for (const [name, story] of Object.entries(stories)) {
  if (only && !only.split(",").includes(name)) continue;
  const since = Date.now();
  try {
    await story();
    console.log(`passed ${name} ${Date.now() - since} ms`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
