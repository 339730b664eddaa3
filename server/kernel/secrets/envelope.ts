import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { open, SealBroken, seal } from "./field-encryption.ts";
import type { Secrets } from "./secrets.ts";

/**
 * The key of one thing with many parts, such as a file; stored sealed beside it and destroyed with it, which makes every part
 * unreadable wherever a copy lies.
 */
export interface Envelope {
  /** Of the thing; parts are bound to it. */
  id: string;
  key: KeyObject;
}

const nonceLength = 12;
const tagLength = 16;

/** A fresh key and what is stored of it; `place` as `registerSealedColumn` tells it. */
export function makeEnvelope(secrets: Secrets, of: { id: string; place: string }) {
  const key = randomBytes(32);
  const envelope: Envelope = { id: of.id, key: createSecretKey(key) };
  return { envelope, sealed: seal(secrets, of.place, key.toString("base64")) };
}

export const openEnvelope = (secrets: Secrets, of: { id: string; place: string; sealed: Buffer }): Envelope => ({
  id: of.id,
  key: createSecretKey(Buffer.from(open(secrets, of.place, of.sealed), "base64")),
});

/** AES-256-GCM, bound to the thing and to the name of its part. */
export function sealPart({ id, key }: Envelope, part: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(`${id}.${part}`));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws SealBroken for what `sealPart` did not make for this place. */
export function openPart({ id, key }: Envelope, part: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(`${id}.${part}`));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    throw new SealBroken("altered, or not of this part");
  }
}
