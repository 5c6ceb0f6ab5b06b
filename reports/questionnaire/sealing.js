// Sealing a result for the recruiter, with nothing but the browser's own cryptography (WebCrypto):
// HPKE base mode (RFC 9180) with P-256, HKDF-SHA256 and AES-256-GCM; the run signs with ECDSA P-256.
// The byte format is described in docs/trust.md; suitability/services/sealing.py is its other half.

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const toBase64 = (bytes) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
};

const littleEndian = (number, size) => {
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
};

// Parts joined so that no others give the same bytes: their count, then length and bytes of each.
const pae = (...parts) =>
  joined(littleEndian(parts.length, 8), ...parts.flatMap((part) => [littleEndian(part.length, 8), part]));

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// JSON with sorted keys and no blanks: the text that checksums and signatures are made over.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
};

// ---- HPKE ----

const hmac = async (key, message) => {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
};

const NO_BYTES = new Uint8Array(0);
const NO_SALT = new Uint8Array(32); // HMAC pads a shorter key with zeros, so this is the empty salt
const KEM_SUITE = joined(utf8("KEM"), Uint8Array.of(0, 0x10));
const HPKE_SUITE = joined(utf8("HPKE"), Uint8Array.of(0, 0x10, 0, 1, 0, 2));

const extract = (suite, salt, label, secret) => hmac(salt, joined(utf8("HPKE-v1"), suite, utf8(label), secret));

// At most 32 bytes are ever asked for: one block of HKDF-Expand.
const expand = async (suite, secret, label, info, length) => {
  const message = joined(Uint8Array.of(0, length), utf8("HPKE-v1"), suite, utf8(label), info, Uint8Array.of(1));
  return (await hmac(secret, message)).slice(0, length);
};

const CURVE = { name: "ECDH", namedCurve: "P-256" };

const encapsulated = async (recipient) => {
  const theirs = await crypto.subtle.importKey("raw", recipient, CURVE, false, []);
  const ours = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const sent = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const secret = await extract(KEM_SUITE, NO_SALT, "eae_prk", new Uint8Array(shared));
  return { sent, secret: await expand(KEM_SUITE, secret, "shared_secret", joined(sent, recipient), 32) };
};

const encrypted = async (recipient, info, plain) => {
  const { sent, secret } = await encapsulated(recipient);
  const noKeyId = await extract(HPKE_SUITE, NO_SALT, "psk_id_hash", NO_BYTES);
  const context = joined(Uint8Array.of(0), noKeyId, await extract(HPKE_SUITE, NO_SALT, "info_hash", info));
  const schedule = await extract(HPKE_SUITE, secret, "secret", NO_BYTES);
  const key = await expand(HPKE_SUITE, schedule, "key", context, 32);
  const iv = await expand(HPKE_SUITE, schedule, "base_nonce", context, 12);
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  return joined(sent, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, plain)));
};

// ---- the run's own key ----

const SIGNING = { name: "ECDSA", namedCurve: "P-256" };

const newRunKey = async () => {
  const pair = await crypto.subtle.generateKey(SIGNING, true, ["sign"]);
  return crypto.subtle.exportKey("jwk", pair.privateKey);
};

const runPublic = (jwk) => {
  const coordinate = (text) => fromBase64(text.replace(/-/g, "+").replace(/_/g, "/"));
  return joined(Uint8Array.of(4), coordinate(jwk.x), coordinate(jwk.y));
};

const signed = async (jwk, message) => {
  const key = await crypto.subtle.importKey("jwk", jwk, SIGNING, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, message));
};

// ---- the envelope ----

const squeezed = async (bytes) => {
  if (typeof CompressionStream === "undefined") return null;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const packed = async (body) => {
  const small = await squeezed(body);
  const [method, content] = small !== null && small.length < body.length ? [1, small] : [0, body];
  const length = 5 + content.length;
  return joined(Uint8Array.of(method), littleEndian(content.length, 4), content, new Uint8Array((512 - (length % 512)) % 512));
};

const armoured = (kind, bytes) => {
  const lines = toBase64(bytes).match(/.{1,64}/g).join("\n");
  return `-----BEGIN SUITABILITY ${kind}-----\n${lines}\n-----END SUITABILITY ${kind}-----\n`;
};

// The invitation as it was signed: version, key id, signature, then JSON. Whoever made this page checked it.
const readInvite = (text) => {
  const lines = text.split("\n").filter((line) => line && !line.startsWith("-"));
  return JSON.parse(new TextDecoder().decode(fromBase64(lines.join("")).slice(73)));
};

const fingerprintOf = async (invite) => hex(await sha256(joined(fromBase64(invite.signer), fromBase64(invite.opening))));

// Everything that is sealed, as people can read it.
const letterOf = async (data, invite, consent, result) => ({
  invite: invite.id,
  recipient: await fingerprintOf(invite),
  sealed_at: new Date().toISOString(),
  program: data.program,
  consent,
  result,
});

const seal = async (invite, runKey, letter) => {
  const id = fromHex(invite.id);
  const opening = fromBase64(invite.opening);
  const text = utf8(canonical(letter));
  const signature = await signed(runKey, pae(utf8("suitability-run-v1"), id, opening, text));
  const plain = await packed(joined(runPublic(runKey), signature, text));
  const closed = await encrypted(opening, pae(utf8("suitability-result-v1"), id, opening), plain);
  return armoured("RESULT", joined(Uint8Array.of(1), id, closed));
};

// ---- the result itself ----

const resultOf = async (data, sitting) => {
  const responses = data.form.order.filter((id) => id in sitting.responses).map((id) => {
    const { answer, ms } = sitting.responses[id];
    const row = answer === null ? { item: id, omitted: true } : { item: id, answer };
    if (ms !== null) row.ms = ms;
    return { ...row, mark: data.items[id].mark };
  });
  const body = {
    format: "suitability-result",
    version: 1,
    id: sitting.id,
    created: sitting.finished,
    program: data.program,
    content: data.content,
    form: data.form.id,
    language: sitting.language,
    order: data.form.order,
    responses,
  };
  return { ...body, checksum: hex(await sha256(utf8(canonical(body)))) };
};

// What can be saved where the browser has no cryptography: answers without times, which the program reads too.
const answersOf = (data, sitting) => {
  const known = data.form.order.filter((id) => id in sitting.responses);
  const answers = Object.fromEntries(known.map((id) => [id, sitting.responses[id].answer]));
  return { form: data.form.id, language: sitting.language, answers };
};

const readable = (value) => `${JSON.stringify(value, null, 1)}\n`;
