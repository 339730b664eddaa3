import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { open, SealBroken, seal } from "#kernel/secrets/field-encryption";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import type { Secrets } from "#kernel/secrets/secrets";
import type { Values } from "../sheets.types.ts";

/** The key of one import; destroyed with it, which makes its lines and its file unreadable wherever a copy lies. */
export interface ImportKey {
  importId: string;
  key: KeyObject;
}

const place = (importId: string) => `sheets.import.key.${importId}`;
registerSealedColumn({ table: "sheets.import", column: "sealed_key", place: place });
const nonceLength = 12;
const tagLength = 16;

/** A fresh key and what is stored of it. */
export function makeImportKey(secrets: Secrets, importId: string): { key: ImportKey; sealed: Buffer } {
  const key = randomBytes(32);
  return {
    key: { importId, key: createSecretKey(key) },
    sealed: seal(secrets, place(importId), key.toString("base64")),
  };
}

export const openImportKey = (secrets: Secrets, given: { id: string; sealedKey: Buffer }): ImportKey => ({
  importId: given.id,
  key: createSecretKey(Buffer.from(open(secrets, place(given.id), given.sealedKey), "base64")),
});

/** AES-256-GCM, bound to its place in the import: "file" or the number of a row. */
export function sealPart({ importId, key }: ImportKey, part: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(`${importId}.${part}`));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws SealBroken for what `sealPart` did not make for this place. */
export function openPart({ importId, key }: ImportKey, part: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(`${importId}.${part}`));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    throw new SealBroken("altered, or not of this import");
  }
}

/** What a line holds that nobody else may read. */
export interface LineContent {
  values: Values;
  before?: Values;
  /** Text of cells that could not be read, by column key. */
  raw?: Record<string, string>;
}

export const sealLine = (key: ImportKey, row: number, content: LineContent): Buffer =>
  sealPart(key, String(row), Buffer.from(JSON.stringify(content)));

export const openLine = (key: ImportKey, row: number, sealed: Buffer): LineContent =>
  JSON.parse(openPart(key, String(row), sealed).toString("utf8")) as LineContent; // written by `sealLine` alone
