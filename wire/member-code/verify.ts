import { decodeBase45 } from "./base45.ts";
import { type Bytes, fromBase64url, toHex } from "./bytes.ts";
import {
  certificateMessage,
  codeMessage,
  keyOfUse,
  type ParsedCode,
  type Purpose,
  parseCode,
  serverCodeMessage,
} from "./layout.ts";
import { codePrefix } from "./make.ts";
import { type VerifySignature, verifyByAlgorithm, verifyEd25519 } from "./signatures.ts";

/** A code is accepted up to and including this age, in milliseconds of server time. */
export const codeWindow = 30_000;

/** A code may seem made this far in the future (offsets are estimates); beyond it the phone's clock is wrong. */
export const clockTolerance = 3_000;

/** A server key as published: `id` is 8 hexadecimal digits, `publicKey` 32 bytes in base64url. */
export interface PublishedKey {
  id: string;
  algorithm: "Ed25519";
  publicKey: string;
}

/** Why a code is not accepted. */
export type Refusal =
  | "malformed"
  | "forged"
  | "wrong_purpose"
  | "clock_wrong"
  | "expired"
  | "certificate_expired"
  | "revoked";

/** A genuine code. `useKey` names this one making; `device` is null when the server made it; times in ms of server time. */
export interface Code {
  useKey: string;
  handle: string;
  device: string | null;
  purpose: Purpose;
  subject: string | null;
  madeAt: number;
}

/** The answer; a refused code is described as far as its signatures are genuine. */
export type Verdict = { ok: true; code: Code } | { ok: false; reason: Refusal; code?: Code };

/** What is asked of a code beyond being genuine. */
export interface Expectation {
  /** Server time in milliseconds. */
  now: number;
  /** What the code may be for. */
  purposes: readonly Purpose[];
  /** The claim or session it must be about; left out, any. */
  subject?: string | undefined;
  /** Devices no longer trusted, by id. */
  revoked?: ReadonlySet<string>;
}

/** How signatures are checked: the published keys, and another Ed25519 than the platform's own. */
export interface Trust {
  keys: readonly PublishedKey[];
  ed25519?: VerifySignature;
}

/** A code whose signatures are genuine; nothing is said yet about time or purpose. */
export interface OpenedCode {
  code: Code;
  /** End of the phone's certificate in ms, null for a code made by the server. */
  notAfter: number | null;
}

/**
 * Judges a scanned text, or the bytes of a code, without any network. Never throws on what was scanned; in a browser it
 * needs a secure context (HTTPS or localhost), where WebCrypto is.
 */
export async function verifyCode(scanned: string | Uint8Array, expected: Expectation & Trust): Promise<Verdict> {
  const opened = await openCode(scanned, expected);
  return "reason" in opened ? { ok: false, reason: opened.reason } : judgeCode(opened, expected);
}

/** The first half of `verifyCode`: reads a code and checks its signatures. */
export async function openCode(
  scanned: string | Uint8Array,
  trust: Trust,
): Promise<OpenedCode | { reason: "malformed" | "forged" }> {
  const bytes = typeof scanned === "string" ? bytesOfText(scanned) : scanned;
  const parsed = bytes && parseCode(bytes);
  if (!parsed) return { reason: "malformed" };
  if (!(await isGenuine(parsed, trust))) return { reason: "forged" };
  return { code: contentsOf(parsed), notAfter: parsed.certificate?.fields.notAfter ?? null };
}

/** The second half of `verifyCode`: whether a genuine code serves here and now. */
export function judgeCode(opened: OpenedCode, expected: Expectation): Verdict {
  const reason = refusal(opened, expected);
  return reason ? { ok: false, reason, code: opened.code } : { ok: true, code: opened.code };
}

/** Whether a scanned text claims to be one of our codes, so that a till can ignore the other QR codes in view. */
export const looksLikeCode = (text: string): boolean => tidy(text).startsWith(codePrefix);

// Twice the longest code: a QR holds 4,000 letters, an HTTP body more, and neither is worth tidying up.
const longestScan = 700;

// Scan guns type: some with caps lock on, some through an input method that widens characters.
const tidy = (text: string): string => text.normalize("NFKC").trim().toUpperCase();

function bytesOfText(text: string): Bytes | undefined {
  return text.length < longestScan && looksLikeCode(text)
    ? decodeBase45(tidy(text).slice(codePrefix.length))
    : undefined;
}

async function isGenuine(parsed: ParsedCode, trust: Trust): Promise<boolean> {
  const ed25519 = trust.ed25519 ?? verifyEd25519;
  const serverKey = publicKeyOf(trust.keys, parsed.keyId);
  if (!serverKey) return false;
  const { certificate, signed, signature } = parsed;
  if (!certificate) return ed25519(serverKey, serverCodeMessage(signed), signature);

  const { algorithm, publicKey } = certificate.fields;
  if (!(await ed25519(serverKey, certificateMessage(certificate.signed), certificate.signature))) return false;
  return verifyByAlgorithm(algorithm, ed25519)(publicKey, codeMessage(signed), signature);
}

function publicKeyOf(keys: readonly PublishedKey[], id: Uint8Array): Bytes | undefined {
  const key = keys.find((candidate) => candidate.id === toHex(id));
  return key && fromBase64url(key.publicKey);
}

function contentsOf(parsed: ParsedCode): Code {
  const { purpose, subject, madeAt } = parsed.statement;
  const device = parsed.certificate && toHex(parsed.certificate.fields.device);
  return { useKey: keyOfUse(parsed), handle: toHex(parsed.handle), device, purpose, subject, madeAt };
}

function refusal({ code, notAfter }: OpenedCode, expected: Expectation): Refusal | undefined {
  if (!expected.purposes.includes(code.purpose)) return "wrong_purpose";
  if (expected.subject !== undefined && expected.subject.toLowerCase() !== code.subject) return "wrong_purpose";
  const age = expected.now - code.madeAt;
  if (age < -clockTolerance) return "clock_wrong";
  if (age > codeWindow) return "expired";
  if (notAfter !== null && expected.now > notAfter) return "certificate_expired";
  if (code.device !== null && expected.revoked?.has(code.device)) return "revoked";
  return undefined;
}

/**
 * Eight bytes (16 hexadecimal digits) that tie a claim or session to its holder without naming either. A till keeps the
 * marks of what may be accepted without network, and so knows offline that this voucher exists and is this person's.
 */
export async function offlineMark(subject: string, handle: string): Promise<string> {
  const text = new TextEncoder().encode(`gonghui offline mark 1\n${subject.toLowerCase()}\n${handle}`);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, 8));
}

/** The id of a server key: the first four bytes of the SHA-256 of its public key. */
export async function keyIdOf(publicKey: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey)).slice(0, 4);
}
