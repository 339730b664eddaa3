import { type Bytes, concat, toHex, uuidFromBytes, uuidToBytes } from "./bytes.ts";

/** What a code may be used for: show who I am · redeem a claim · enter a session. */
export const purposes = ["identify", "redeem", "enter"] as const;
export type Purpose = (typeof purposes)[number];

/** How the phone signs. */
export const deviceAlgorithms = ["Ed25519", "P-256"] as const;
export type DeviceAlgorithm = (typeof deviceAlgorithms)[number];

/** Length of a compressed public key in bytes. */
export const publicKeyLength = { Ed25519: 32, "P-256": 33 } as const satisfies Record<DeviceAlgorithm, number>;

/** What the server confirms about a phone's key. Ids and handles are raw bytes, `notAfter` is in milliseconds (whole seconds). */
export interface Certificate {
  keyId: Bytes;
  algorithm: DeviceAlgorithm;
  device: Bytes;
  handle: Bytes;
  notAfter: number;
  publicKey: Bytes;
}

/** What a single code says; `subject` is the claim or session (a UUID), null to identify; `madeAt` is server time in ms. */
export interface Statement {
  purpose: Purpose;
  subject: string | null;
  madeAt: number;
  nonce: Bytes;
}

/** A code taken apart, nothing checked but its shape. A code made by the server has no certificate. */
export interface ParsedCode {
  keyId: Bytes;
  handle: Bytes;
  statement: Statement;
  certificate: { fields: Certificate; signed: Bytes; signature: Bytes } | null;
  signed: Bytes;
  signature: Bytes;
}

// The first byte: format version in the high half, who signs the statement in the low half.
const formatVersion = 1;
const serverSigns = 0;
const sizes = {
  keyId: 4,
  device: 8,
  handle: 16,
  notAfter: 4,
  subject: 16,
  madeAt: 6,
  nonce: 8,
  signature: 64,
} as const;
export const idLengths = {
  keyId: sizes.keyId,
  device: sizes.device,
  handle: sizes.handle,
  nonce: sizes.nonce,
} as const;

// A signature made for one of these documents must never pass for another: each message begins with its own name.
const certificateDomain = utf8("gonghui member certificate 1\n");
const codeDomain = utf8("gonghui member code 1\n");
const serverCodeDomain = utf8("gonghui server-made code 1\n");
const possessionDomain = utf8("gonghui key possession 1\n");

function utf8(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The certificate without its signature. */
export function certificateBody(fields: Certificate): Bytes {
  const head = formatVersion * 16 + 1 + deviceAlgorithms.indexOf(fields.algorithm);
  const notAfter = bigEndian(fields.notAfter / 1000, sizes.notAfter);
  return concat(Uint8Array.of(head), fields.keyId, fields.device, fields.handle, notAfter, fields.publicKey);
}

/** What the server signs for a certificate. */
export const certificateMessage = (body: Uint8Array): Bytes => concat(certificateDomain, body);

/** What the phone signs: its whole certificate is included, so that a statement cannot move to another one. */
export const codeMessage = (signed: Uint8Array): Bytes => concat(codeDomain, signed);

/** What the server signs when it makes a code for a phone that cannot. */
export const serverCodeMessage = (signed: Uint8Array): Bytes => concat(serverCodeDomain, signed);

/** What a phone signs once, when it asks for a certificate: that it holds the key, and that its signing works. */
export const possessionMessage = (publicKey: Uint8Array): Bytes => concat(possessionDomain, publicKey);

/** The opening of a server-made code, in the place of a certificate. */
export function serverCodeHead(keyId: Uint8Array, handle: Uint8Array): Bytes {
  return concat(Uint8Array.of(formatVersion * 16 + serverSigns), keyId, handle);
}

/** The bytes of a statement. Throws a RangeError on a subject that is no UUID or does not belong to the purpose. */
export function statementBody(statement: Statement): Bytes {
  const subject = statement.subject === null ? new Uint8Array(0) : uuidToBytes(statement.subject);
  if (subject === undefined || (statement.purpose === "identify") !== (statement.subject === null)) {
    throw new RangeError(`a code to ${statement.purpose} cannot be about ${statement.subject}`);
  }
  const purpose = 1 + purposes.indexOf(statement.purpose);
  return concat(Uint8Array.of(purpose), subject, bigEndian(statement.madeAt, sizes.madeAt), statement.nonce);
}

/** Takes a code apart; undefined when the bytes are not of this format, to the last byte. */
export function parseCode(bytes: Uint8Array): ParsedCode | undefined {
  const read = reader(bytes);
  const head = read.number(1);
  if (head === undefined || head >> 4 !== formatVersion) return undefined;
  const signer = head & 15;
  const certificate = signer === serverSigns ? null : readCertificate(read, signer);
  if (certificate === undefined) return undefined;
  const keyId = certificate ? certificate.fields.keyId : read.take(sizes.keyId);
  const handle = certificate ? certificate.fields.handle : read.take(sizes.handle);
  const statement = readStatement(read);
  const signed = bytes.slice(0, read.position());
  const signature = read.take(sizes.signature);
  if (!keyId || !handle || !statement || !signature || !read.atEnd()) return undefined;
  return { keyId, handle, statement, certificate, signed, signature };
}

/** Takes a certificate apart, to the last byte; undefined when it is none. */
export function parseCertificate(bytes: Uint8Array): Certificate | undefined {
  const read = reader(bytes);
  const head = read.number(1);
  if (head === undefined || head >> 4 !== formatVersion) return undefined;
  const certificate = readCertificate(read, head & 15);
  return read.atEnd() ? certificate?.fields : undefined;
}

function readCertificate(read: Reader, signer: number) {
  const algorithm = deviceAlgorithms[signer - 1];
  if (algorithm === undefined) return undefined;
  const keyId = read.take(sizes.keyId);
  const device = read.take(sizes.device);
  const handle = read.take(sizes.handle);
  const seconds = read.number(sizes.notAfter);
  const publicKey = read.take(publicKeyLength[algorithm]);
  const signed = read.before();
  const signature = read.take(sizes.signature);
  if (!keyId || !device || !handle || seconds === undefined || !publicKey || !signature) return undefined;
  return { fields: { keyId, algorithm, device, handle, notAfter: seconds * 1000, publicKey }, signed, signature };
}

function readStatement(read: Reader): Statement | undefined {
  const purpose = purposes[(read.number(1) ?? 0) - 1];
  if (purpose === undefined) return undefined;
  const subject = purpose === "identify" ? null : read.take(sizes.subject);
  const madeAt = read.number(sizes.madeAt);
  const nonce = read.take(sizes.nonce);
  if (subject === undefined || madeAt === undefined || !nonce) return undefined;
  return { purpose, subject: subject && uuidFromBytes(subject), madeAt, nonce };
}

type Reader = ReturnType<typeof reader>;

/** Reads forward; whatever reaches beyond the end is undefined. */
function reader(bytes: Uint8Array) {
  let at = 0;
  const take = (length: number): Bytes | undefined => {
    at += length;
    return at <= bytes.length ? bytes.slice(at - length, at) : undefined;
  };
  return {
    take,
    number: (length: number) => take(length)?.reduce((sum, byte) => sum * 256 + byte, 0),
    before: () => bytes.slice(0, at),
    position: () => at,
    atEnd: () => at === bytes.length,
  };
}

function bigEndian(value: number, length: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** length)
    throw new RangeError(`${value} does not fit`);
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let at = length - 1; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/** Names one making of one code on one phone: whoever sees it twice sees the same code twice. */
export function keyOfUse(code: ParsedCode): string {
  const device = code.certificate?.fields.device ?? new Uint8Array(0);
  return toHex(concat(code.handle, device, code.statement.nonce));
}
