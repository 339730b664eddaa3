import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { blindIndex, type Secrets } from "#kernel/secrets/secrets";
import { type Bytes, keyIdOf, type PublishedKey, type Sign, toBase64url, toHex } from "#wire/member-code/index";

/** The keys that the engine works with; made once per process. */
export interface CodeKeys {
  /** Id of the signing key inside codes and certificates. */
  keyId: Bytes;
  sign: Sign;
  /** Every key that is still trusted, the signing one first. */
  published: readonly PublishedKey[];
  /** What is stored of a number for typing. */
  markOf(shortNumber: string): Buffer;
}

/**
 * The engine's keys out of the server's secrets. `retired` are the public keys that signed certificates before the present
 * one; keep them for as long as a certificate holds (30 days), and those phones need no network to go on.
 */
export async function codeKeys(
  secrets: Pick<Secrets, "codesSigning" | "blindIndex">,
  retired: readonly KeyObject[] = [],
): Promise<CodeKeys> {
  const { privateKey } = secrets.codesSigning;
  const current = rawPublicKey(createPublicKey(privateKey));
  return {
    keyId: await keyIdOf(current),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
    published: await Promise.all([current, ...retired.map(rawPublicKey)].map(publish)),
    markOf: (shortNumber) => blindIndex(secrets, "codes.short_number.mark", shortNumber),
  };
}

async function publish(publicKey: Bytes): Promise<PublishedKey> {
  return { id: toHex(await keyIdOf(publicKey)), algorithm: "Ed25519", publicKey: toBase64url(publicKey) };
}

/** The 32 bytes at the end of the standard form of an Ed25519 public key (RFC 8410). */
function rawPublicKey(key: KeyObject): Bytes {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("codes are signed with Ed25519");
  return new Uint8Array(key.export({ format: "der", type: "spki" }).subarray(-32));
}
