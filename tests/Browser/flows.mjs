// Whole flows with their price: what a person presses from the first page after signing in to the end, counted.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { visitor } from "./browser.mjs";
import { api, pupils, sandbox, today } from "./school.mjs";

/** A page that counts what is pressed and typed. */
const counting = page => Object.assign(page, {
  clicks: 0, typed: 0,
  async press(what) { page.clicks++; await page.locator(what).first().click(); },
  async write(what, text) { page.typed++; await page.locator(what).first().fill(text); },
  async choose(what, option) { page.clicks++; await page.locator(what).first().selectOption(option); },
});

/** Drops a file on a field, as the browser does it with a file from the desktop. */
async function drop(page, field, file) {
  const [box, devtools] = [await page.locator(field).boundingBox(), await page.context().newCDPSession(page)];
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await devtools.send("Input.dispatchDragEvent", {
      type, x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  }
}

const people = page => page.locator("main table .who a").allInnerTexts();

const section = (programme, name) => `nav.tabs a[href="/programmes/${programme}/${name}"]`;

export const flows = ({ browser, server, keys, is }) => ({
  // The brief: 6, and a click for each row that is mended.
  async sixty_pupils_come_from_the_spreadsheet_of_their_school() {
    const folder = mkdtempSync(join(tmpdir(), "list-"));
    const file = join(folder, "8 классы.xlsx");
    writeFileSync(file, pupils(Number(today().slice(0, 4)) - (today().slice(5) < "07" ? 1 : 0)));
    const page = counting(await visitor(browser, server, keys.curator));
    await page.press(section(keys.programme, "participants"));
    await page.press('main a.primary[href*="/import"]');
    await drop(page, "#file", file);
    await page.press("main button.primary");
    const said = page.locator("main .lead");
    is("found in the file", "Людей в файле: 60. Готовы: 57, с вопросами: 3, уже есть: 0. Ничего ещё не записано.", await said.innerText());
    is("columns", true, (await page.innerText("main")).includes("Столбцы: понято 7 из 8"));
    // A mother of two, whose telephone differs from row to row; the club is a column that no form has.
    await page.press('label:has-text("тот же")');
    await page.choose('tr:has(th:has-text("Кружок")) select', { label: "Интересы" });
    await page.press('main button[name="do"][value="load"]');
    is("imported", "Записано: 58. Уже были: 0.", await said.innerText());
    await page.press('main .buttons a:has-text("Участники")');
    await page.write("#q", "Абрикосов Базилик");
    await page.press("main form.filters button");
    is("found in the base", ["Абрикосов Базилик Выдуманный"], await people(page));
    is("clicks", 8, page.clicks);
    await page.context().close();
    rmSync(folder, { recursive: true });
  },

  // The brief: 6. The seventh ticks the ground, which is the curator's own to name.
  async pairs_are_matched_and_their_order_is_made() {
    const school = await sandbox(server, keys.integrator, 5);
    const [at, curator, form] = [`/programmes/${school.programme}`, api(server, school.keys.curator), "learner-learner"];
    const mentees = (await curator.get(`${at}/mentees?limit=100`)).items.filter(m => m.form === form).map(m => m.person);
    const mentors = (await curator.get(`${at}/mentors?limit=100`)).items.filter(m => m.forms.includes(form)).map(m => m.person);
    const round = `${at}/matching-rounds/${(await curator.post(`${at}/matching-rounds`, { form })).events[0].body.round}`;
    await curator.post(`${round}/meetings`, { on: today(), minutes: 60, present: [...mentees, ...mentors] });
    await curator.post(`${round}/preferences`, { side: "mentees", person: mentees[0], ranked: [mentors[0]] });
    await curator.post(`${round}/preferences/closing`);

    const page = counting(await visitor(browser, server, school.keys.curator, { context: { acceptDownloads: true } }));
    await page.press(section(school.programme, "pairs"));
    await page.press('main button:has-text("Рассчитать предложение")');
    is("back at the board, with the receipt at hand", 1, await page.locator('.banner[role="status"] a[href^="/receipts/"]').count());
    await page.press('label:has-text("анкеты сопоставлены")');
    await page.press('main button.primary:has-text("Подтвердить 3 пары")');
    await page.write('[name="number"]', "31-од");
    await page.write('[name="date"]', "сегодня");
    await page.press("main button.primary");
    const [order] = await Promise.all([page.waitForEvent("download"), page.press('main button:has-text("Сохранить DOCX")')]);
    is("the order is a document of Word", "PK", readFileSync(await order.path(), "latin1").slice(0, 2));
    is("clicks to the order", 6, page.clicks);
    is("they wait for their order", 2, (await curator.get(`${at}/tandems?limit=100&status=formed`)).items.length);
    await page.press('main button:has-text("Приказ подписан: утвердить 2 пары")');
    await page.waitForURL("**/receipts/**");
    is("clicks", 7, page.clicks);
    is("fields", 2, page.typed);
    is("approved", 2, (await curator.get(`${at}/tandems?limit=100`)).items.filter(t => t.approvedOn === today()).length);
    await page.context().close();
    await school.remove();
  },

  // The brief: 3.
  async a_month_of_meetings_is_one_form() {
    const [at, curator] = [`/programmes/${keys.programme}`, api(server, keys.curator)];
    for (const { id } of (await curator.get(`${at}/tandems?limit=100`)).items) {
      const read = `${at}/tandems/${id}`;
      const first = (await curator.get(read)).meetings.map(m => m.on).sort()[0];
      // On another weekday than the meetings that are recorded.
      const weekday = (new Date(`${first}T00:00Z`).getUTCDay() + 1) % 7 || 7;
      await curator.replace(read, `${read}/timetable`, { weekday, minutes: 45, format: "inPerson", from: first });
    }
    const page = counting(await visitor(browser, server, keys.curator));
    await page.press(section(keys.programme, "meetings"));
    // A school year that has just begun has had no time for a meeting yet.
    if (await page.locator("table.month:not(.free)").count() === 0) return page.context().close();
    const rows = await page.locator('input[name$=".day"]').count();
    await page.press('main button.primary:has-text("Проверить")');
    is("nothing yet", 1, await page.locator('.checked:has-text("Пока ничего не записано")').count());
    await page.press('main button.primary:has-text("Записать")');
    await page.waitForURL("**/receipts/**");
    is("clicks", 3, page.clicks);
    await page.press("main .buttons a.primary");
    is("nothing left to record", 0, await page.locator(`table.month:not(.free) input[name$=".day"]`).count());
    console.log(`measured a month of ${rows} meetings in 3 clicks`);
    await page.context().close();
  },

  // The brief: 8 of both, with one of the head, who presses two.
  async a_year_is_closed_to_its_certificate() {
    const school = await sandbox(server, keys.integrator, 7);
    const [at, curator] = [`/programmes/${school.programme}`, api(server, school.keys.curator)];
    await allButTheCertificate(curator, at);
    await api(server, school.keys.head).replace(at, `${at}/second-approver-policy`, { secondApprover: "always", reason: "Решение педагогического совета." });
    const page = counting(await visitor(browser, server, school.keys.curator));
    await page.press("main .tasks a.do");
    await page.press('main a.mend:has-text("Выдать справку")');
    await page.write('[name="number"]', "3");
    await page.write('[name="date"]', "сегодня");
    await page.write('[name="signatoryPosition"]', "Директор");
    await page.press("main button.primary");
    await page.press('.decide button.primary:has-text("Представить этап 7")');
    is("it waits for the head", 0, await page.locator(".decide button.primary").count());
    const signing = counting(await visitor(browser, server, school.keys.head));
    await signing.press("main .tasks a.do");
    await signing.press(".decide button.primary");
    await signing.waitForURL("**/receipts/**");
    page.clicks++;
    await page.reload();
    await page.press('.decide button.primary:has-text("Утвердить этап 7")');
    await page.waitForURL("**/receipts/**");
    const approval = page.url();
    await page.press('main button.primary:has-text("Завершить программу")');
    await page.waitForURL(url => url.pathname.startsWith("/receipts/") && `${url}` !== approval);
    is("clicks", [7, 2], [page.clicks, signing.clicks]);
    is("fields", 3, page.typed);
    await page.goto(`${at}/certificate`);
    is("certificate", true, (await page.innerText("main .lead")).includes("СОВПАДАЕТ"));
    await signing.context().close();
    await page.context().close();
    await school.remove();
  },

  // The brief: 3 for the operator, and 4 or 5 fields.
  async the_first_school_of_an_operator_gets_its_head() {
    const page = counting(await visitor(browser, server, keys.operator));
    await page.press('main a[href="/installation/new-school"]');
    await page.write("#title", "Гимназия «Орешник»");
    await page.write("#head", "Кедров Л. И.");
    await page.write("#curator", "Вязова Р. Т.");
    await page.press("main button.primary");
    is("slips", 2, await page.locator(".slip").count());
    is("the operator's clicks and fields", [2, 3], [page.clicks, page.typed]);
    const { head, login } = await invited(browser, server, new URL(await page.locator(".slip .secret").first().innerText()).pathname);
    is("the head's clicks to the first page", 2, head.clicks);
    is("what to do first", 1, await head.locator("main a.primary").count());
    await head.press(".account summary");
    await head.press('.account button:has-text("Выйти")');
    await head.write('[name="login"]', login);
    await head.write('[name="password"]', password);
    await head.press("main button.primary");
    await head.waitForURL("**/inbox");
    is("the head's clicks until signed in again", 5, head.clicks);
    await head.context().close();
    await page.context().close();
  },

  // No price in the brief.
  // The price of an approval: the second button in the place of the first.
  async an_approval_is_signed_by_a_passkey_and_verified_at_home() {
    // A passkey belongs to a name, which an address of numbers is not.
    const named = server.replace("127.0.0.1", "localhost");
    const school = await sandbox(server, keys.integrator, 1, true);
    const [curator, head] = [api(server, school.keys.curator), api(server, school.keys.head)];
    const at = `/programmes/${school.programme}/stages/1`;
    await curator.replace(at, `${at}/submission`);
    await head.replace(at, `${at}/countersignature`);
    const { person } = await curator.get("/whoami");
    const made = await head.post("/keys", { roles: ["curator"], person, invitation: true });
    const { head: page } = await invited(browser, named, new URL(made.invitation.link).pathname);
    await page.goto(at);
    is("nothing to sign with", 0, await page.locator("[data-sign-button]").count());

    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", { options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    } });
    await page.goto("/account");
    await page.fill("#k-current", password);
    await page.click('form[data-passkey="make"] button');
    await page.waitForURL("**/account?done=passkey");
    await page.click("main .tasks details summary");
    const fingerprint = await page.innerText("main .tasks details .mono");

    await page.goto(at);
    page.clicks = 0;
    await page.press("[data-sign-button]");
    await page.waitForURL("**/receipts/**");
    is("the receipt names the key", 1, await page.locator(`#receipt dd[title="${fingerprint}"]`).count());
    is("clicks", 1, page.clicks);
    is("complaints", [], page.complaints);
    const folder = mkdtempSync(join(tmpdir(), "bundle-"));
    const file = join(folder, "programme.bundle");
    writeFileSync(file, await (await fetch(`${server}/api/programmes/${school.programme}/export`, { headers: { authorization: `Bearer ${school.keys.curator}` } })).text());
    const [program, ...words] = keys.verify;
    const verdict = of => spawnSync(program, [...words, file, "--signer", `${person}=${of}`], { encoding: "utf8" });
    const [own, other] = [verdict(fingerprint), verdict("0".repeat(64))];
    is("verified", [0, true], [own.status, own.stdout.includes(`${person}=${fingerprint}`)]);
    is("another key", [1, true], [other.status, other.stdout.includes("other-signer")]);
    rmSync(folder, { recursive: true });
    await page.context().close();
  },

  async letters_and_a_calendar_are_asked_for() {
    if (!keys.letters) return;
    const operator = api(server, keys.operator);
    const { organisation } = await operator.post("/organisations", { title: "Школа «Липа»", kind: "school", timeZone: "Europe/Moscow" });
    const made = await operator.post(`/organisations/${organisation}/keys`, { roles: ["head"], person: randomUUID(), invitation: true });
    const { head, login } = await invited(browser, server, new URL(made.invitation.link).pathname);
    head.clicks = head.typed = 0;
    await head.press(".account summary");
    await head.press('.account a[href="/account"]');
    await head.press('main a[href="/account/notifications"]');
    await head.write("#n-address", login);
    await head.press("main form.card button.primary");
    is("asked", 1, await head.locator('.banner:has-text("Откройте ссылку в письме")').count());
    const letter = await arrived(keys.letters, "/notifications/confirm");
    head.clicks++;
    await head.goto(new URL(/https?:\S+\/notifications\/confirm\S*/.exec(letter)[0]).pathname);
    await head.press("main button.primary");
    is("confirmed", 1, await head.locator("#receipt").count());
    await head.press('main a[href="/account/notifications"]');
    is("letters are on", 1, await head.locator('main p:has-text("Письма включены")').count());
    await head.press('main button:has-text("Создать адрес календаря")');
    const calendar = await head.request.get(new URL(await head.locator(".once a").getAttribute("href")).pathname);
    is("a calendar", "BEGIN:VCALENDAR", (await calendar.text()).slice(0, 15));
    is("clicks and fields", [8, 1], [head.clicks, head.typed]);
    await head.context().close();
  },
});

const password = "восемь синих ключей";

// Opens an invitation in a browser of its own and makes an account with it.
async function invited(browser, server, path) {
  const head = counting(await visitor(browser, server, null));
  head.clicks++;
  await head.goto(path);
  const login = `head-${randomUUID().slice(0, 8)}@school.example`;
  await head.write("#login", login);
  await head.write("#password", password);
  await head.press("main button.primary");
  await head.waitForURL("**/inbox");
  return { head, login };
}

// The letter with a text in it, when the mail server has got it.
async function arrived(folder, text) {
  for (let n = 0; n < 300; n++) {
    for (const name of readdirSync(folder).filter(n => n.endsWith(".txt"))) {
      const letter = readFileSync(join(folder, name), "utf8");
      if (letter.includes(text)) return letter;
    }
    await new Promise(wait => setTimeout(wait, 100));
  }
  throw new Error(`no letter with ${text}`);
}

// The work of stage 7 but for its certificate: reflections, measurements, monitorings, recognition, results.
async function allButTheCertificate(curator, at) {
  const on = today();
  const fact = async (path, body) => (await curator.post(`${at}/${path}`, body)).events[0].body.id;
  const paper = kind => fact("documents", { kind, title: "Бумага", original: "paper", number: "7", date: on, signatoryPosition: "Директор" });
  const all = async what => (await curator.get(`${at}/${what}?limit=100`)).items;
  const [tandems, mentees, mentors] = [await all("tandems"), (await all("mentees")).map(m => m.person), (await all("mentors")).map(m => m.person)];
  for (const t of tandems) await fact(`tandems/${t.id}/reflections`, {});
  await fact("indicators", { measurements: mentees.map(person => ({ code: "Q_SUPPORT", wave: "exit", value: "9", source: "questionnaire", measuredOn: on, person })) });
  for (const kind of ["satisfaction", "quality", "influence"]) {
    const monitoring = await fact("monitorings", { kind });
    if (kind === "quality") {
      for (const form of ["learner-learner", "teacher-teacher"])
        await fact(`monitorings/${monitoring}/swot`, { form, strengths: [{ code: "wish-to-continue", share: "83.3" }] });
      await fact(`monitorings/${monitoring}/curator-score`, { lines: [2, 2, 1, 2, 1, 2, 1, 2, 1] });
    }
    await curator.post(`${at}/monitorings/${monitoring}/conclusion`, { document: await paper("monitoring-report") });
  }
  await fact("recognition/encouragements", { order: await paper("encouragement-order"), persons: mentors });
  for (const partner of (await all("facts")).filter(f => f.kind === "partners" && f.fact.contour === "external"))
    await fact("recognition/letters", { partner: partner.id, document: await paper("letter") });
  await fact("recognition/final-event-orders", { order: await paper("final-event-order") });
  await fact("recognition/final-events", { on, attendance: 80 });
  await fact("recognition/competitions", { nomination: "mentorOfTheYear", on, places: [{ place: 1, persons: [mentors[0]] }] });
  await fact("recognition/competitions", { nomination: "bestPair", on, places: [{ place: 1, persons: [tandems[0].mentor, tandems[0].mentees[0]] }] });
  await fact("recognition/publications", { on, url: "https://school.example/mentoring", site: "own" });
  for (const [what, persons] of [["mentees", mentees], ["mentors", mentors]])
    for (const person of persons) await curator.replace(`${at}/${what}/${person}`, `${at}/${what}/${person}/result`, { result: "reached" });
  const open = (await curator.get(`${at}/roadmap`)).items.filter(i => i.plan.stage === 7 && i.status === "open").map(i => ({ of: i.plan.item }));
  await curator.post(`${at}/roadmap/items/completion/batch`, { items: open, request: { evidence: [await paper("bases-register")] } });
}
