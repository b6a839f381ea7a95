// What a story needs before its first click: requests to the API, a sandbox at the gate of a stage, and the spreadsheet of a school.
import { randomUUID } from "node:crypto";

/** The API as one key sees it. Decisions about what was read carry the tag of what is read just before. */
export function api(server, key) {
  const send = async (method, path, body, match) => {
    const headers = { authorization: `Bearer ${key}`, "accept-language": "ru" };
    if (method === "POST") Object.assign(headers, { "content-type": "application/json", "idempotency-key": randomUUID() });
    if (match) headers["if-match"] = match;
    const answer = await fetch(`${server}/api${path}`, { method, headers, body: method === "POST" ? JSON.stringify(body ?? {}) : undefined });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 400)}`);
    return { tag: answer.headers.get("etag"), json: text ? JSON.parse(text) : {} };
  };
  return {
    get: async path => (await send("GET", path)).json,
    post: async (path, body) => (await send("POST", path, body)).json,
    replace: async (read, path, body) => (await send("POST", path, body, (await send("GET", read)).tag)).json,
  };
}

/** A school of its own with invented people, whose programme stands before the work of a stage, or after it: at its gate. */
export async function sandbox(server, integrator, stage, ready = false) {
  const owner = api(server, integrator);
  const made = await owner.post("/sandboxes", { stage, ready });
  return {
    programme: made.programme, keys: Object.fromEntries(made.keys.map(k => [k.role, k.key])),
    remove: () => owner.post(`/sandboxes/${made.sandbox}/deletion`),
  };
}

/** Today at the school of the sample. */
export const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Moscow" }).format(new Date());

const surnames = ["Абрикосов", "Багульников", "Васильков", "Гвоздиков", "Дубравин", "Ельников", "Жасминов", "Зверобоев", "Ивняков", "Калинов",
  "Ландышев", "Малинов"];
const names = ["Анис", "Базилик", "Вереск", "Гиацинт", "Донник"];
const mothers = ["Липа", "Мальва", "Настурция", "Ольха", "Пихта"];

/**
 * Sixty pupils with parents and telephones, as a school keeps them: a title above, days as days, telephones as numbers, a signature below.
 * Three rows raise a question: a day that does not exist, a name without a surname, and a mother of two with two telephones.
 */
export function pupils(firstYear) {
  const rows = [["МБОУ «Гимназия № 7»"], [`Список обучающихся 8-х классов на ${firstYear}/${firstYear + 1} учебный год`], [],
    ["№ п/п", "ФИО обучающегося", "Дата рождения", "Класс", "ФИО представителя", "Кем приходится", "Телефон представителя", "Кружок"]];
  for (let n = 0; n < 60; n++) {
    const [surname, name] = [surnames[n % 12], names[Math.floor(n / 12)]];
    const born = new Date(Date.UTC(firstYear - 14, 9 + n % 8, 1 + n % 28));
    // The sixth surname has a mother of two in one row each; the seventh too, with the same telephone.
    const mother = mothers[n === 17 || n === 18 ? 0 : Math.floor(n / 12)];
    rows.push([n + 1, n === 40 ? name : `${surname} ${name} Выдуманный`, n === 30 ? `30.02.${firstYear - 13}` : born, `8${"АБВ"[n % 3]}`,
      `${surname}а ${mother} Выдуманная`, "мать", 79160000000 + (n === 18 ? 6 : n), n % 4 === 0 ? "шахматы" : ""]);
  }
  rows.push([], ["Классный руководитель ______________ / Орешникова Р. Т. /"]);
  return xlsx("8 классы", rows);
}

// The few parts that a workbook needs: texts and numbers as they are, days in a cell format.
function xlsx(sheet, rows) {
  const column = n => String.fromCharCode(65 + n);
  const escape = text => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const cell = (value, at) => value === "" || value === undefined ? ""
    : value instanceof Date ? `<c r="${at}" s="1"><v>${value.getTime() / 864e5 + 25569}</v></c>`
    : typeof value === "number" ? `<c r="${at}"><v>${value}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const pack = "http://schemas.openxmlformats.org/package/2006";
  const data = rows.map((row, r) => `<row r="${r + 1}">${row.map((v, c) => cell(v, `${column(c)}${r + 1}`)).join("")}</row>`).join("");
  return zip({
    "[Content_Types].xml": `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/book.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${pack}/relationships"><Relationship Id="a" Type="${relations}/officeDocument" Target="book.xml"/></Relationships>`,
    "book.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${sheet}" sheetId="1" r:id="a"/></sheets></workbook>`,
    "_rels/book.xml.rels": `<Relationships xmlns="${pack}/relationships"><Relationship Id="a" Type="${relations}/worksheet" Target="sheet.xml"/><Relationship Id="b" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "sheet.xml": `<worksheet xmlns="${main}"><sheetData>${data}</sheetData><mergeCells count="2"><mergeCell ref="A1:H1"/><mergeCell ref="A2:H2"/></mergeCells></worksheet>`,
    "styles.xml": `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  });
}

// A ZIP whose files are stored as they are.
function zip(files) {
  const [parts, listed] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, content] = [Buffer.from(name), Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)];
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x0800, 2);
    about.writeUInt16LE(0x21, 8);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(content.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    parts.push(Buffer.from("PK\x03\x04"), about, title, content);
    listed.push(Buffer.from("PK\x01\x02\x14\x00"), about, place, title);
    at += 30 + title.length + content.length;
  }
  const [directory, end] = [Buffer.concat(listed), Buffer.alloc(18)];
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from("PK\x05\x06"), end]);
}

const crc32 = bytes => (bytes.reduce((sum, byte) => {
  sum ^= byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? sum >>> 1 ^ 0xedb88320 : sum >>> 1;
  return sum;
}, -1) ^ -1) >>> 0;
