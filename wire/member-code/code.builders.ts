import {
  type Bytes,
  compressPoint,
  type DeviceAlgorithm,
  freshNonce,
  idLengths,
  keyIdOf,
  makeCertificate,
  makeDeviceCode,
  makeServerCode,
  type PublishedKey,
  type Sign,
  type Statement,
  toBase64url,
} from "./index.ts";

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** A key pair as a phone makes it: the public half compressed, the private half only as a function. */
export async function aKey(algorithm: DeviceAlgorithm): Promise<{ publicKey: Bytes; sign: Sign }> {
  const name = algorithm === "P-256" ? { name: "ECDSA", namedCurve: "P-256" } : { name: "Ed25519" };
  const pair = await crypto.subtle.generateKey(name, false, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("no key pair");
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const how = { ...name, hash: "SHA-256" };
  return {
    publicKey: algorithm === "P-256" ? compressPoint(raw) : raw,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(how, pair.privateKey, message)),
  };
}

/** A server key with the form in which it is published. */
export async function aServerKey(): Promise<{ keyId: Bytes; published: PublishedKey; sign: Sign }> {
  const { publicKey, sign } = await aKey("Ed25519");
  const keyId = await keyIdOf(publicKey);
  const id = Array.from(keyId, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { keyId, published: { id, algorithm: "Ed25519", publicKey: toBase64url(publicKey) }, sign };
}

export type Server = Awaited<ReturnType<typeof aServerKey>>;

/** A phone with a certificate of the server. */
export async function aPhone(server: Server, algorithm: DeviceAlgorithm, notAfter = 4_000_000_000_000) {
  const key = await aKey(algorithm);
  const device = random(idLengths.device);
  const handle = random(idLengths.handle);
  const fields = { keyId: server.keyId, algorithm, device, handle, notAfter, publicKey: key.publicKey };
  const certificate = await makeCertificate(fields, server.sign);
  return {
    ...key,
    fields,
    certificate,
    code: (statement: Partial<Statement> = {}) => makeDeviceCode(certificate, aStatement(statement), key.sign),
  };
}

/** A code that the server makes itself. */
export const aServerMadeCode = (server: Server, statement: Partial<Statement> = {}): Promise<string> =>
  makeServerCode({ keyId: server.keyId, handle: random(idLengths.handle) }, aStatement(statement), server.sign);

/** A statement to identify oneself, made at noon, where the test does not say otherwise. */
export function aStatement(statement: Partial<Statement> = {}): Statement {
  return { purpose: "identify", subject: null, madeAt: noon, nonce: freshNonce(), ...statement };
}

export const noon = Date.UTC(2026, 10, 22, 4);
