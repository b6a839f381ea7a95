// Verifies an exported programme or an excerpt without any server, as ops/verify does: the same checks in the same order, and the same names of faults.
// The page names the checks that only ops/verify makes: the order of events, the proposals of pairs, and the recomputed certificate.
"use strict";
const Verify = (() => {
  // SHA-256 (FIPS 180-4).
  const K = new Uint32Array(64), H0 = new Uint32Array(8);
  for (let n = 2, found = 0; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    const part = x => ((x - Math.floor(x)) * 4294967296) >>> 0;
    if (found < 8) H0[found] = part(Math.sqrt(n));
    K[found++] = part(Math.cbrt(n));
  }
  const W = new Uint32Array(64);
  const sha256 = bytes => {
    const length = bytes.length, blocks = Math.ceil((length + 9) / 64), padded = new Uint8Array(blocks * 64), h = Uint32Array.from(H0);
    padded.set(bytes);
    padded[length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 536870912));
    view.setUint32(padded.length - 4, (length << 3) >>> 0);
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i++) W[i] = view.getUint32(at + 4 * i);
      for (let i = 16; i < 64; i++) {
        const a = W[i - 15], b = W[i - 2];
        W[i] = (W[i - 16] + W[i - 7] + ((a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ (a >>> 3))
          + ((b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ (b >>> 10))) >>> 0;
      }
      let [a, b, c, d, e, f, g, k] = h;
      for (let i = 0; i < 64; i++) {
        const t = (k + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) >>> 0;
        const u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
        k = g; g = f; f = e; e = (d + t) >>> 0; d = c; c = b; b = a; a = (t + u) >>> 0;
      }
      h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
    }
    const digest = new Uint8Array(32), out = new DataView(digest.buffer);
    for (let i = 0; i < 8; i++) out.setUint32(4 * i, h[i]);
    return digest;
  };

  const utf8 = text => new TextEncoder().encode(text);
  const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, "0")).join("");
  const unhex = text => Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16));
  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  };
  const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const digest = text => hex(sha256(utf8(text)));

  // Base64 that encodes to the same text again; null for anything else.
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const base64 = bytes => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 3) {
      const n = bytes[i] << 16 | (bytes[i + 1] || 0) << 8 | (bytes[i + 2] || 0);
      text += LETTERS[n >> 18] + LETTERS[n >> 12 & 63] + (i + 1 < bytes.length ? LETTERS[n >> 6 & 63] : "=") + (i + 2 < bytes.length ? LETTERS[n & 63] : "=");
    }
    return text;
  };
  const unbase64 = text => {
    if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
    const bytes = [];
    for (let i = 0; i < text.length; i += 4) {
      const [a, b, c, d] = [0, 1, 2, 3].map(k => Math.max(0, LETTERS.indexOf(text[i + k])));
      bytes.push(a << 2 | b >> 4);
      if (text[i + 2] !== "=") bytes.push((b & 15) << 4 | c >> 2);
      if (text[i + 3] !== "=") bytes.push((c & 3) << 6 | d);
    }
    const decoded = Uint8Array.from(bytes);
    return base64(decoded) === text ? decoded : null;
  };

  // ECDSA on P-256 with SHA-256 (FIPS 186-5); points are pairs, null is the point at infinity.
  const big = text => BigInt("0x" + text);
  const P = big("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  const N = big("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const B = big("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  const G = [big("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"), big("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")];
  const mod = (x, m) => (x % m + m) % m;
  const inverse = (x, m) => {
    let [a, b, u, v] = [mod(x, m), m, 1n, 0n];
    while (b) { const q = a / b; [a, b] = [b, a - q * b]; [u, v] = [v, u - q * v]; }
    return mod(u, m);
  };
  const add = (p, q) => {
    if (!p) return q;
    if (!q) return p;
    if (p[0] === q[0] && mod(p[1] + q[1], P) === 0n) return null;
    const slope = p[0] === q[0] ? (3n * p[0] * p[0] - 3n) * inverse(2n * p[1], P) : (q[1] - p[1]) * inverse(q[0] - p[0], P);
    const x = mod(slope * slope - p[0] - q[0], P);
    return [x, mod(slope * (p[0] - x) - p[1], P)];
  };
  const onCurve = ([x, y]) => x < P && y < P && mod(y * y - (x * x * x - 3n * x + B), P) === 0n;
  const integers = der => {
    if (der[0] !== 0x30 || der[1] > 127 || der[1] !== der.length - 2) return null;
    const found = [];
    let at = 2;
    while (at < der.length) {
      const length = der[at + 1], value = der.slice(at + 2, at + 2 + length);
      if (der[at] !== 2 || !(length > 0 && length <= 33) || value.length !== length || value[0] & 0x80 || (length > 1 && value[0] === 0 && !(value[1] & 0x80))) return null;
      found.push(big(hex(value)));
      at += 2 + length;
    }
    return found.length === 2 ? found : null;
  };
  const signedBy = (point, message, signature) => {
    const pair = integers(signature);
    if (!pair || pair.some(n => n < 1n || n >= N)) return false;
    const [r, s] = pair, w = inverse(s, N), u = mod(big(hex(sha256(message))) * w, N), v = mod(r * w, N), both = add(G, point);
    let sum = null;
    for (let bit = 255n; bit >= 0n; bit--) {
      sum = add(sum, sum);
      const [a, b] = [u >> bit & 1n, v >> bit & 1n];
      if (a && b) sum = add(sum, both);
      else if (a) sum = add(sum, G);
      else if (b) sum = add(sum, point);
    }
    return sum !== null && mod(sum[0], N) === r;
  };

  // The forms of the files (the specifications are the comments of src/Domain/Audit/Bundle.cs and Excerpt.cs).
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  const [INT, LONG] = [2147483647n, 9223372036854775807n];
  const number = (text, most) => /^[0-9]+$/.test(text) && BigInt(text) <= most ? BigInt(text) : null;
  const isOneLine = text => text !== "" && text !== "-" && !/[\u0000-\u001f\u007f]/.test(text);
  const isName = text => isOneLine(text) && !/[\s+\u0085]/.test(text);
  const MOST_SIGNATURES = 32;
  const PREFIX = unhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  const readKey = text => {
    const first = text.indexOf("+"), second = text.indexOf("+", first + 1);
    if (first < 0 || second < 0) return null;
    const name = text.slice(0, first), raw = unbase64(text.slice(second + 1));
    if (!isName(name) || !raw || raw[0] !== 2) return null;
    const spki = raw.slice(1), id = sha256(spki).slice(0, 4);
    if (spki.length !== 91 || !same(spki.slice(0, 27), PREFIX) || `${name}+${hex(id)}+${base64(raw)}` !== text) return null;
    const point = [big(hex(spki.slice(27, 59))), big(hex(spki.slice(59)))];
    return onCurve(point) ? { name, id, point, text } : null;
  };
  const hash32 = text => { const bytes = unbase64(text); return bytes && bytes.length === 32 ? hex(bytes) : null; };
  const readCheckpoint = body => {
    const [origin, size, root, end, ...more] = body.split("\n");
    if (end !== "" || more.length || !isOneLine(origin) || number(size, LONG) === null || hash32(root) === null) return null;
    return String(BigInt(size)) === size ? { origin, size: BigInt(size), root: hash32(root) } : null;
  };
  const readStatement = body => {
    const [title, stream, version, size, root, end, ...more] = body.split("\n");
    if (title !== "mentorshipflow stream v1" || end !== "" || more.length || !isOneLine(stream) || number(version, INT) === null
      || number(size, LONG) === null || hash32(root) === null) return null;
    return String(BigInt(version)) === version && String(BigInt(size)) === size
      ? { stream, version: BigInt(version), size: BigInt(size), root: hash32(root) } : null;
  };
  const bodyOf = note => note.includes("\n\n") ? note.slice(0, note.indexOf("\n\n") + 1) : note;
  // The signed lines of a note of this key; null for anything else.
  const opened = (note, key) => {
    const end = note.lastIndexOf("\n\n"), body = note.slice(0, end + 1), lines = note.slice(end + 2).split("\n");
    if (end < 0 || lines.pop() !== "" || lines.length === 0 || lines.length > MOST_SIGNATURES) return null;
    const ours = [];
    for (const line of lines) {
      const [dash, name, encoded, ...more] = line.split(" "), signed = unbase64(encoded || "");
      if (dash !== "\u2014" || more.length || !isName(name || "") || !signed || signed.length < 5) return null;
      if (name === key.name && same(signed.slice(0, 4), key.id)) ours.push(signed.slice(4));
    }
    return ours.length === 1 && signedBy(key.point, utf8(body), ours[0]) ? body : null;
  };

  // What an excerpt claims to show; whether an entry fits is decided from the entry alone.
  const readClaim = text => {
    const at = text.indexOf(" "), kind = text.slice(0, Math.max(0, at)), value = text.slice(at + 1), n = number(value, INT);
    const isClaim = kind === "certificate" || kind === "person" ? UUID.test(value) && value === value.toLowerCase()
      : kind === "entry" || kind === "stage" ? n !== null && n >= 1n && (kind === "entry" || n <= 7n) && String(n) === value
        : kind === "actor" && isOneLine(value);
    return isClaim ? { kind, value, text } : null;
  };
  const members = e => {
    const body = JSON.parse(e.body);
    return body !== null && typeof body === "object" && !Array.isArray(body) ? Object.entries(body) : [];
  };
  const has = (e, member, text) => members(e).some(([key, v]) => key === member && v === text);
  const issues = (e, id) => e.type === "certificate_issued" && has(e, "id", id);
  const replaces = (e, id) => e.type === "certificate_issued" && has(e, "replaces", id);
  const annuls = (e, id) => e.type === "certificate_annulled" && has(e, "id", id);
  const fits = ({ kind, value }, e) => {
    if (kind === "entry") return e.version === BigInt(value);
    if (kind === "actor") return e.actor === value;
    if (kind === "stage") return members(e).some(([key, v]) =>
      (key === "stage" && v === Number(value)) || (key === "affectedStages" && Array.isArray(v) && v.includes(Number(value))));
    if (kind === "person") return [value, `person-${value}`].some(p => p === e.actor || p === e.behalf)
      || members(e).some(([, v]) => v === value || (Array.isArray(v) && v.includes(value)));
    return issues(e, value) || replaces(e, value) || annuls(e, value);
  };

  class Unexpected extends Error {}
  const invalidAt = bytes => {
    for (let i = 0; i < bytes.length;) {
      const b = bytes[i], c = bytes[i + 1], cont = n => (bytes[i + n] & 0xc0) === 0x80;
      if (b < 0x80) i += 1;
      else if (b >= 0xc2 && b < 0xe0 && cont(1)) i += 2;
      else if (b >= 0xe0 && b < 0xf0 && cont(1) && cont(2) && !(b === 0xe0 && c < 0xa0) && !(b === 0xed && c > 0x9f)) i += 3;
      else if (b >= 0xf0 && b < 0xf5 && cont(1) && cont(2) && cont(3) && !(b === 0xf0 && c < 0x90) && !(b === 0xf4 && c > 0x8f)) i += 4;
      else return i;
    }
    return -1;
  };
  const FIELDS = ["position", "organisation", "stream", "version", "event", "type", "actor", "role", "behalf", "recorded", "effective", "command",
    "index", "fingerprint", "correlation", "causation", "body"];
  const leafText = e => "mentorshipflow entry v1\n" + FIELDS.map(f => `${f} ${e[f] === null ? "-" : e[f]}\n`).join("");

  const read = text => {
    let at = 0, line = 0;
    const fail = expected => { throw new Unexpected(`line ${line}: ${expected}`); };
    const next = () => {
      line++;
      const end = text.indexOf("\n", at);
      if (end < 0) fail("a line that ends in a newline");
      const found = text.slice(at, end);
      at = end + 1;
      return found;
    };
    const exactly = expected => { if (next() !== expected) fail(expected); };
    const value = name => { const l = next(); return l.startsWith(name + " ") ? l.slice(name.length + 1) : fail(`${name} \u2026`); };
    const counted = (name, most) => { const n = number(value(name), most); return n === null ? fail(`${name} {number}`) : n; };
    const words = name => { const [first, ...rest] = next().split(" "); return first === name ? rest : fail(`${name} \u2026`); };
    const take = count => { const start = at; for (; count > 0; count--) next(); return text.slice(start, at); };
    const hashes = list => list.map(w => /^[0-9a-f]{64}$/.test(w) ? w : fail("hashes of 64 lower-case hexadecimal digits"));
    const note = (count, what, reader) => {
      const body = take(count);
      if (reader(body) === null) fail(what);
      exactly("");
      return `${body}\n${next()}\n`;
    };
    // Cosignatures of witnesses may follow, which only ops/verify checks.
    const cosigned = () => {
      let found = note(3, "a checkpoint", readCheckpoint);
      for (let n = 1; n < MOST_SIGNATURES && text.startsWith("\u2014 ", at); n++) found += `${next()}\n`;
      return found;
    };
    const entry = () => {
      exactly("mentorshipflow entry v1");
      const e = {};
      for (const f of FIELDS) {
        if (f === "position") e[f] = counted(f, LONG);
        else if (f === "version" || f === "index") e[f] = counted(f, INT);
        else e[f] = value(f);
        if (f === "event") { if (!UUID.test(e[f])) fail("event {uuid}"); e[f] = e[f].toLowerCase(); }
        if (["behalf", "effective", "correlation", "causation"].includes(f) && e[f] === "-") e[f] = null;
      }
      return e;
    };
    const entries = name => {
      const found = [];
      for (let left = counted(name, INT); left > 0n; left--) found.push({ e: entry(), proof: hashes(words("proof")) });
      return found;
    };
    const link = () => {
      if (!text.startsWith("consistency ", at)) return null;
      const [size, ...rest] = words("consistency"), n = number(size || "", LONG);
      if (n === null) fail("consistency {size} {root} {proof}");
      const [root, ...proof] = hashes(rest);
      return root === undefined ? fail("consistency {size} {root} {proof}") : { size: n, root, proof };
    };
    const copies = () => {
      const found = [];
      for (let left = counted("certificates", INT); left > 0n; left--) {
        const list = words("certificate"), count = list.length === 2 ? number(list[1], INT) : null;
        if (count === null || count === 0n || !UUID.test(list[0])) fail("certificate {id} {number of lines}");
        found.push({ id: list[0].toLowerCase(), lines: count, text: take(Number(count)) });
      }
      line++;
      if (at !== text.length) fail("the end of the file");
      return found;
    };
    const linkText = l => l ? ["consistency", l.size, l.root, ...l.proof].join(" ") + "\n" : "";
    const copiesText = list => `certificates ${list.length}\n` + list.map(c => `certificate ${c.id} ${c.lines}\n${c.text}`).join("");
    // Every file has exactly one text form; any other byte is refused.
    const oneForm = whole => {
      if (whole === text) return;
      let differs = 0;
      while (differs < text.length && differs < whole.length && text[differs] === whole[differs]) differs++;
      throw new Unexpected(`line ${text.slice(0, differs).split("\n").length}: the one form in which it is written`);
    };

    if (text.startsWith("mentorshipflow excerpt v1\n")) {
      next();
      const stream = value("stream"), organisation = value("organisation");
      const key = readKey(value("key")) || fail("key {public key}");
      const claim = readClaim(value("shows")) || fail("shows {certificate|entry|stage|actor|person} {value}");
      const count = counted("entries", INT), found = [];
      if (count === 0n) fail("entries {number from 1}");
      let checkpointNote = null;
      for (let left = count; left > 0n; left--) {
        const e = entry(), proof = [];
        exactly("c2sp.org/tlog-proof@v1");
        value("index");
        for (let l = next(); l !== ""; l = next()) proof.push(hash32(l) || fail("a hash in base64, or an empty line"));
        const of = cosigned();
        checkpointNote = checkpointNote || of;
        found.push({ e, proof });
      }
      const consistency = link(), certificates = copies();
      oneForm(`mentorshipflow excerpt v1\nstream ${stream}\norganisation ${organisation}\nkey ${key.text}\nshows ${claim.text}\nentries ${found.length}\n`
        + found.map(p => `${leafText(p.e)}c2sp.org/tlog-proof@v1\nindex ${p.e.position}\n${p.proof.map(h => base64(unhex(h)) + "\n").join("")}\n`
          + checkpointNote).join("") + linkText(consistency) + copiesText(certificates));
      return { claim, stream, organisation, key, checkpointNote, entries: found, consistency, certificates };
    }

    exactly("mentorshipflow bundle v1");
    const stream = value("stream"), organisation = value("organisation");
    const key = readKey(value("key")) || fail("key {public key}");
    exactly("checkpoint");
    const checkpointNote = cosigned();
    exactly("statement");
    const statementNote = note(5, "a statement on a stream", readStatement);
    const own = entries("entries"), definitions = entries("definitions");
    const consistency = link(), certificates = copies();
    const bundle = { stream, organisation, key, checkpointNote, statementNote, entries: own, definitions, consistency, certificates };
    const proven = list => list.map(p => leafText(p.e) + ["proof", ...p.proof].join(" ") + "\n").join("");
    oneForm(`mentorshipflow bundle v1\nstream ${stream}\norganisation ${organisation}\nkey ${key.text}\ncheckpoint\n${checkpointNote}`
      + `statement\n${statementNote}entries ${own.length}\n${proven(own)}definitions ${definitions.length}\n${proven(definitions)}`
      + linkText(consistency) + copiesText(certificates));
    return bundle;
  };

  // Canonical JSON (RFC 8785) of integers, texts, lists and objects; null if the text is something else.
  const isCanonical = text => {
    const write = (v, depth) => {
      if (v === null || typeof v === "boolean") return String(v);
      if (typeof v === "number") { if (!Number.isSafeInteger(v)) throw new Unexpected("number"); return String(v); }
      if (typeof v === "string") { if (v.includes("\u0000") || /[\ud800-\udfff]/u.test(v)) throw new Unexpected("text"); return JSON.stringify(v); }
      if (depth >= 64) throw new Unexpected("depth");
      if (Array.isArray(v)) return `[${v.map(x => write(x, depth + 1)).join(",")}]`;
      return `{${Object.keys(v).sort().map(k => `${write(k, depth)}:${write(v[k], depth + 1)}`).join(",")}}`;
    };
    try { return write(JSON.parse(text), 0) === text; } catch { return false; }
  };
  const isDay = text => {
    const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!m) return false;
    const [y, month, day] = m.slice(1).map(Number), leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
    return y > 0 && month >= 1 && month <= 12 && day >= 1 && day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  };
  const isTime = text => {
    const m = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.\d{6}Z$/.exec(text);
    return m !== null && isDay(m[1]) && +m[2] < 24 && +m[3] < 60 && +m[4] < 60;
  };
  const isWell = e => ["organisation", "stream", "type", "actor", "role", "command", "fingerprint"].every(f => isOneLine(e[f]))
    && ["behalf", "correlation", "causation"].every(f => e[f] === null || isOneLine(e[f]))
    && e.version >= 1n && isTime(e.recorded) && (e.effective === null || isDay(e.effective)) && isCanonical(e.body);

  // The Merkle tree of RFC 6962; the verifications of RFC 9162, 2.1.3.2 and 2.1.4.2.
  const nodeHash = (left, right) => hex(sha256(joined(Uint8Array.of(1), unhex(left), unhex(right))));
  const path = (node, last, proof, left, right) => {
    for (const sibling of proof) {
      if (last === 0n) return false;
      if (node & 1n || node === last) {
        left(sibling);
        while (!(node & 1n) && node !== 0n) { node >>= 1n; last >>= 1n; }
      } else right(sibling);
      node >>= 1n;
      last >>= 1n;
    }
    return last === 0n;
  };
  const isIncluded = (leaf, index, size, proof, root) => {
    if (index >= size) return false;
    let at = hex(sha256(joined(Uint8Array.of(0), leaf)));
    return path(index, size - 1n, proof, s => { at = nodeHash(s, at); }, s => { at = nodeHash(at, s); }) && at === root;
  };
  const isConsistent = (first, firstRoot, second, secondRoot, proof) => {
    if (first > second) return false;
    if (first === 0n) return proof.length === 0 && firstRoot === hex(sha256(new Uint8Array(0))) && (second > 0n || secondRoot === firstRoot);
    if (first === second) return proof.length === 0 && firstRoot === secondRoot;
    const steps = (first & (first - 1n)) === 0n ? [firstRoot, ...proof] : proof;
    if (steps.length === 0) return false;
    let [node, last] = [first - 1n, second - 1n];
    while (node & 1n) { node >>= 1n; last >>= 1n; }
    let [earlier, later] = [steps[0], steps[0]];
    return path(node, last, steps.slice(1), s => { earlier = nodeHash(s, earlier); later = nodeHash(s, later); }, s => { later = nodeHash(later, s); })
      && earlier === firstRoot && later === secondRoot;
  };

  const name = e => `${e.stream} version ${e.version}`;
  const broken = (code, where) => ({ verdict: "broken", code, where });

  const entriesFault = (bundle, checkpoint) => {
    const all = [...bundle.entries, ...bundle.definitions];
    const malformed = all.find(p => !isWell(p.e));
    if (malformed) return broken("entry-not-canonical", name(malformed.e));
    const foreign = bundle.entries.find(p => p.e.stream !== bundle.stream || p.e.organisation !== bundle.organisation);
    if (foreign) return broken("entry-foreign", name(foreign.e));
    const gap = bundle.entries.findIndex((p, i) => p.e.version !== BigInt(i + 1));
    if (gap >= 0 || bundle.entries.length === 0) return broken("version-gap", `version ${Math.max(0, gap) + 1}`);
    for (const list of [bundle.entries, bundle.definitions]) {
      const late = list.find((p, i) => i > 0 && p.e.position <= list[i - 1].e.position);
      if (late) return broken("position-order", name(late.e));
    }
    const absent = all.find(p => !isIncluded(sha256(utf8(leafText(p.e))), p.e.position, checkpoint.size, p.proof, checkpoint.root));
    return absent ? broken("inclusion-proof-failed", name(absent.e)) : null;
  };

  const excerptFault = (excerpt, checkpoint) => {
    const { entries, claim, certificates } = excerpt;
    const malformed = entries.find(p => !isWell(p.e));
    if (malformed) return broken("entry-not-canonical", name(malformed.e));
    const foreign = entries.find(p => p.e.stream !== excerpt.stream || p.e.organisation !== excerpt.organisation);
    if (foreign) return broken("entry-foreign", name(foreign.e));
    for (const field of ["position", "version"]) {
      const late = entries.find((p, i) => i > 0 && p.e[field] <= entries[i - 1].e[field]);
      if (late) return broken("position-order", name(late.e));
    }
    const absent = entries.find(p => !isIncluded(sha256(utf8(leafText(p.e))), p.e.position, checkpoint.size, p.proof, checkpoint.root));
    if (absent) return broken("inclusion-proof-failed", name(absent.e));
    if (opened(excerpt.checkpointNote, excerpt.key) === null) return broken("checkpoint-signature", "checkpoint");
    const other = entries.find(p => !fits(claim, p.e));
    if (other) return broken("claim-differs", name(other.e));
    const claimed = claim.kind === "certificate" ? claim.value : null;
    if (claimed !== null && !issues(entries[0].e, claimed)) return broken("claim-differs", name(entries[0].e));
    const stray = certificates.find((c, i) => i > 0 || c.id !== claimed);
    if (stray) return broken("certificate-foreign", `certificate ${stray.id}`);
    if (claimed === null) return null;
    const recorded = JSON.parse(entries[0].e.body).contentHash;
    return typeof recorded === "string" && certificates.every(c => digest(c.text) === recorded) ? null : broken("certificate-differs", `certificate ${claimed}`);
  };

  const shown = (excerpt, checkpoint, trust) => {
    const { entries, claim, certificates } = excerpt, body = JSON.parse(entries[0].e.body), isCertificate = claim.kind === "certificate";
    const ended = entries.some(p => replaces(p.e, claim.value)) ? "replaced" : entries.some(p => annuls(p.e, claim.value)) ? "annulled" : null;
    return {
      verdict: "shown", stream: excerpt.stream, claim: claim.text, kind: claim.kind, value: claim.value, entries: entries.length,
      list: entries.map(({ e }) => ({ version: String(e.version), recorded: e.recorded, type: e.type, role: e.role, actor: e.actor })),
      size: String(checkpoint.size), root: checkpoint.root, key: excerpt.key.text, trust,
      joined: excerpt.consistency ? String(excerpt.consistency.size) : null, ended: isCertificate ? ended : null,
      certificate: isCertificate ? { number: body.number, hash: body.contentHash, hasText: certificates.length > 0 } : null,
    };
  };

  const signatureFault = (bundle, checkpoint) => {
    if (opened(bundle.checkpointNote, bundle.key) === null) return broken("checkpoint-signature", "checkpoint");
    const body = opened(bundle.statementNote, bundle.key), statement = body === null ? null : readStatement(body);
    if (!statement) return broken("stream-statement-signature", "statement");
    if (statement.stream !== bundle.stream || statement.size !== checkpoint.size || statement.root !== checkpoint.root)
      return broken("stream-statement-differs", "statement");
    const count = BigInt(bundle.entries.length);
    return statement.version === count ? null
      : statement.version > count ? broken("tail-cut", `version ${count + 1n}`) : broken("stream-statement-differs", "statement");
  };

  const historyFault = (bundle, types) => {
    const id = bundle.stream.startsWith("programme-") ? bundle.stream.slice(10) : "";
    if (!UUID.test(id)) return broken("event-unreadable", bundle.stream);
    const events = bundle.entries.map(p => ({ version: p.e.version, type: p.e.type, day: p.e.effective, body: JSON.parse(p.e.body) }));
    const isReference = d => d && typeof d.code === "string" && typeof d.sha256 === "string" && Number.isInteger(d.version);
    const references = ev => ev.type === "programme_drafted" ? [ev.body.definition] : ev.type === "definition_migrated" ? [ev.body.from, ev.body.to] : [];
    const unreadable = events.find(ev => ev.day === null || ev.body === null || typeof ev.body !== "object" || Array.isArray(ev.body)
      || (types && !types.includes(ev.type)) || !references(ev).every(isReference));
    if (unreadable) return broken("event-unreadable", `version ${unreadable.version}`);
    const published = bundle.definitions.map(p => {
      const body = JSON.parse(p.e.body);
      return p.e.type === "definition_published" && isReference(body) && typeof body.text === "string" && p.e.stream === "definition-" + body.code
        ? { ...body, position: p.e.position } : { position: p.e.position };
    });
    const needed = events.flatMap(references);
    for (const d of needed) {
      const found = published.find(p => p.code === d.code && p.version === d.version), where = `definition ${d.code}/${d.version}`;
      if (!found) return broken("definition-missing", where);
      if (found.sha256 !== d.sha256 || digest(found.text) !== d.sha256) return broken("definition-differs", where);
    }
    const stray = published.find(p => !needed.some(d => d.code === p.code && d.version === p.version && d.sha256 === p.sha256));
    if (stray) return broken("definition-foreign", `position ${stray.position}`);
    const misplaced = events.find((ev, i) => (ev.type === "programme_drafted") !== (i === 0));
    if (misplaced) return broken("fold-impossible", `version ${misplaced.version}`);

    const issued = events.filter(ev => ev.type === "certificate_issued");
    for (const ev of issued) {
      const copy = bundle.certificates.find(c => c.id === ev.body.id), upTo = BigInt(ev.body.upToVersion);
      if (copy && (digest(copy.text) !== ev.body.contentHash || upTo < 1n || upTo >= ev.version)) return broken("certificate-differs", `certificate ${copy.id}`);
    }
    for (const [i, copy] of bundle.certificates.entries())
      if (!issued.some(ev => ev.body.id === copy.id) || bundle.certificates.slice(0, i).some(c => c.id === copy.id))
        return broken("certificate-foreign", `certificate ${copy.id}`);
    for (const [i, ev] of issued.entries())
      if (!bundle.certificates[i] || bundle.certificates[i].id !== ev.body.id) return broken("certificate-missing", `certificate ${ev.body.id}`);
    return null;
  };

  const certificatesOf = bundle => {
    let inForce = null;
    const issued = [];
    for (const { e } of bundle.entries) {
      if (e.type === "certificate_issued") { const body = JSON.parse(e.body); issued.push(body); inForce = body.id; }
      if (e.type === "certificate_annulled" && JSON.parse(e.body).id === inForce) inForce = null;
    }
    return issued.map((c, i) => ({
      id: c.id, number: c.number, date: c.date, text: bundle.certificates[i].text,
      standing: c.id === inForce ? "in-force" : issued.some(o => o.replaces === c.id) ? "replaced" : "annulled",
    }));
  };

  const joinFault = (bundle, checkpoint, trusted, own) => {
    const link = bundle.consistency;
    if (link && !(link.size < checkpoint.size
      ? isConsistent(link.size, link.root, checkpoint.size, checkpoint.root, link.proof)
      : isConsistent(checkpoint.size, checkpoint.root, link.size, link.root, link.proof))) return broken("consistency-proof-failed", "consistency");
    if (trusted && trusted.text !== bundle.key.text) return broken("other-key", "key");
    if (own === null) return null;
    const body = opened(own, bundle.key), mine = body === null ? null : readCheckpoint(body);
    if (!mine) return broken("own-checkpoint-signature", "own checkpoint");
    if (mine.origin !== checkpoint.origin) return broken("other-ledger", "own checkpoint");
    if (mine.size === checkpoint.size) return mine.root === checkpoint.root ? null : broken("own-checkpoint-differs", "own checkpoint");
    if (!link || link.size !== mine.size) return broken("checkpoint-not-joined", "own checkpoint");
    return link.root === mine.root ? null : broken("own-checkpoint-differs", "own checkpoint");
  };

  // The last note of a text: a single note, or checkpoints.log; null if it ends with none.
  const lastNote = text => {
    const lines = text.replace(/\r\n/g, "\n").replace(/\n+$/, "").split("\n");
    let at = lines.length;
    while (at > 0 && lines[at - 1].startsWith("\u2014 ")) at--;
    return at < lines.length && at >= 4 && number(lines[at - 3], LONG) !== null && lines[at - 1] === "" ? lines.slice(at - 4).join("\n") + "\n" : null;
  };

  // bytes: the file; key: the text of a public key from elsewhere or null; own: a signed note from elsewhere or null;
  // types: the names of events that this version knows, or null.
  const verify = (bytes, key = null, own = null, types = null) => {
    const wrong = invalidAt(bytes);
    if (wrong >= 0) return broken("unreadable", `line ${bytes.slice(0, wrong).filter(b => b === 10).length + 1}: UTF-8`);
    let bundle;
    try {
      bundle = read(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    } catch (unexpected) {
      if (!(unexpected instanceof Unexpected)) throw unexpected;
      return broken("unreadable", unexpected.message);
    }
    const checkpoint = readCheckpoint(bodyOf(bundle.checkpointNote));
    const trusted = key === null ? null : readKey(key.trim());
    if (key !== null && !trusted) return { verdict: "unusable", code: "key-unreadable" };
    const trust = trusted ? "given" : own !== null ? "signed-the-own-checkpoint" : "file-itself";
    if (bundle.claim) return excerptFault(bundle, checkpoint) || joinFault(bundle, checkpoint, trusted, own) || shown(bundle, checkpoint, trust);
    return entriesFault(bundle, checkpoint) || signatureFault(bundle, checkpoint) || historyFault(bundle, types)
      || joinFault(bundle, checkpoint, trusted, own) || {
        verdict: "sound", programme: bundle.stream.slice(10), entries: bundle.entries.length, size: String(checkpoint.size), root: checkpoint.root,
        key: bundle.key.text, trust,
        definitions: bundle.definitions.length, joined: bundle.consistency ? String(bundle.consistency.size) : null, certificates: certificatesOf(bundle),
      };
  };

  // A copy of a certificate, whatever an editor did to its line ends.
  const plain = text => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/[ \t]+$/gm, "").replace(/\n*$/, "\n");
  // Whether it is a copy of the text with this hash; the text of a certificate has no spaces at the ends of lines.
  const isCopy = (text, hash) => digest(plain(text)) === hash;
  return { verify, lastNote, plain, isCopy, sha256, hex };
})();

if (typeof document !== "undefined") {
  const words = JSON.parse(document.getElementById("words").textContent);
  const say = (key, ...values) => values.reduce((text, v, i) => text.replaceAll(`{${i}}`, v), words.text[key] || key);
  const $ = id => document.getElementById(id);
  const given = { bundle: null, checkpoint: null, key: null, certificate: null };
  if (location.protocol === "file:") for (const link of document.querySelectorAll(".online")) link.hidden = true;
  $("form").hidden = false;

  const line = (tag, text, className) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    $("result").append(made);
    return made;
  };
  const show = () => {
    $("result").replaceChildren();
    if (!given.bundle) return;
    $("result").hidden = false;
    const note = given.checkpoint === null ? null : Verify.lastNote(given.checkpoint);
    if (given.checkpoint !== null && note === null) { line("h2", say("checkpoint-unreadable"), "bad"); return; }
    const found = Verify.verify(given.bundle.bytes, given.key, note, words.types);
    if (found.verdict === "unusable") { line("h2", say(found.code), "bad"); return; }
    if (found.verdict === "broken") {
      line("h2", say("broken"), "bad");
      line("p", `${words.faults[found.code]} (${found.where})`, "lead");
      line("p", say("broken-what"));
      line("p", `${found.code}, ${found.where}`, "mono");
      return;
    }
    if (found.verdict === "shown") { excerpt(found); return; }
    line("h2", say("sound", found.entries), "good");
    line("p", say(`trust.${found.trust}`), "lead");
    const facts = [say("checked-entries", found.entries), say("checked-path", found.size), say("checked-signature")];
    if (found.joined !== null) facts.push(say("checked-joined", found.joined));
    for (const c of found.certificates) facts.push(say("checked-certificate", c.number, say(`standing.${c.standing}`)));
    items(facts);
    if (given.certificate !== null) {
      const copy = found.certificates.find(c => Verify.plain(c.text) === Verify.plain(given.certificate));
      line("p", copy ? say("copy-same", copy.number, say(`standing.${copy.standing}`)) : say("copy-other"), copy ? "good lead" : "bad lead");
    }
    line("p", say("left"));
    line("p", say("root"));
    line("p", found.root, "mono");
    line("p", say("programme"));
    line("p", found.programme, "mono");
    printing();
  };
  const items = facts => {
    const list = document.createElement("ul");
    for (const fact of facts) { const item = document.createElement("li"); item.textContent = fact; list.append(item); }
    $("result").append(list);
  };
  const excerpt = found => {
    line("h2", say("shown", found.entries), "good");
    line("p", say(`shows.${found.kind}`, found.value), "lead");
    line("p", say(`trust.${found.trust}`), "lead");
    const facts = [say("checked-entries", found.entries), say("checked-path", found.size), say("checked-note")];
    if (found.joined !== null) facts.push(say("checked-joined", found.joined));
    if (found.certificate) facts.push(say("checked-hash", found.certificate.hash));
    if (found.certificate && found.certificate.hasText) facts.push(say("checked-copy", found.certificate.number));
    items(facts);
    if (found.ended !== null) line("p", say(`ended.${found.ended}`), "bad lead");
    if (given.certificate !== null && found.certificate === null) line("p", say("copy-none"));
    else if (given.certificate !== null) {
      const isSame = Verify.isCopy(given.certificate, found.certificate.hash);
      line("p", isSame ? say("copy-shown", found.certificate.number) : say("copy-not-shown"), isSame ? "good lead" : "bad lead");
    } else if (found.certificate && !found.certificate.hasText) line("p", say("no-text"));
    line("p", say(found.kind === "certificate" ? "limit-certificate" : "limit"));
    line("h3", say("list"));
    items(found.list.map(e => `${e.version}. ${words.names[e.type] || e.type}, ${e.recorded}, ${e.role} ${e.actor}`));
    line("p", say("root"));
    line("p", found.root, "mono");
    line("p", say("stream"));
    line("p", found.stream, "mono");
    printing();
  };
  const printing = () => {
    const print = line("button", say("print"));
    print.type = "button";
    print.addEventListener("click", () => window.print());
  };
  const busy = () => {
    $("status").textContent = given.bundle ? say("checking", given.bundle.name) : "";
    setTimeout(() => { show(); $("status").textContent = given.bundle ? given.bundle.name : ""; }, 20);
  };
  const take = async (slot, file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    given[slot] = slot === "bundle" ? { bytes, name: file.name } : new TextDecoder().decode(bytes);
    busy();
  };
  for (const slot of Object.keys(given)) {
    const input = $(`f-${slot}`), text = $(`t-${slot}`), field = input.closest(".field");
    input.addEventListener("change", () => { if (input.files[0]) take(slot, input.files[0]); });
    if (text) text.addEventListener("change", () => { given[slot] = text.value.trim() === "" ? null : text.value; busy(); });
    field.addEventListener("dragover", event => event.preventDefault());
    field.addEventListener("drop", event => { event.preventDefault(); if (event.dataTransfer.files[0]) take(slot, event.dataTransfer.files[0]); });
  }
}
