import { encodeBase45 } from "./base45.ts";
import { type Bytes, concat } from "./bytes.ts";
import {
  type Certificate,
  certificateBody,
  certificateMessage,
  codeMessage,
  idLengths,
  type Statement,
  serverCodeHead,
  serverCodeMessage,
  statementBody,
} from "./layout.ts";

/** Signs a message with a key that stays where it is. Gives 64 bytes. */
export type Sign = (message: Bytes) => Promise<Bytes>;

/** Tells our codes from the other QR codes that a camera sees. */
export const codePrefix = "GH1:";

/** A new code is made this often while it is shown, in milliseconds. */
export const codeRenewal = 15_000;

/** A signed certificate of a phone's key. `sign` is the server's Ed25519 key named in `fields.keyId`. */
export async function makeCertificate(fields: Certificate, sign: Sign): Promise<Bytes> {
  const body = certificateBody(fields);
  return concat(body, await sign(certificateMessage(body)));
}

/** The text of a code signed by the phone whose certificate is given, ready to be drawn as a QR. */
export async function makeDeviceCode(certificate: Uint8Array, statement: Statement, sign: Sign): Promise<string> {
  const signed = concat(certificate, statementBody(statement));
  return codeText(concat(signed, await sign(codeMessage(signed))));
}

/** The text of a code signed by the server, for phones without any signing of their own. */
export async function makeServerCode(
  from: { keyId: Bytes; handle: Bytes },
  statement: Statement,
  sign: Sign,
): Promise<string> {
  const signed = concat(serverCodeHead(from.keyId, from.handle), statementBody(statement));
  return codeText(concat(signed, await sign(serverCodeMessage(signed))));
}

/** Eight fresh random bytes: what makes every code different from every other. */
export function freshNonce(): Bytes {
  return crypto.getRandomValues(new Uint8Array(idLengths.nonce));
}

/** The text of a code's bytes. The last character of Base45 is never a space, so nothing is lost to trimming. */
export function codeText(bytes: Uint8Array): string {
  return codePrefix + encodeBase45(bytes);
}
