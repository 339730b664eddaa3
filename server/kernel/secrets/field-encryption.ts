import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Keys of field encryption by their ids; `current` seals, the others still open. */
export interface FieldKeys {
  fieldEncryption: { current: number; keys: ReadonlyMap<number, Buffer> };
}

/** A sealed value: version (1 byte), algorithm (1), key id (2), nonce (12), ciphertext, tag (16). */
const version = 1;
const aes256Gcm = 1;
const headerLength = 4;
const nonceLength = 12;
const tagLength = 16;

const subkeys = new WeakMap<Buffer, Map<string, Buffer>>();

/** Thrown when a sealed value was altered, moved to another row or column, or sealed with a key we do not have. */
export class SealBroken extends Error {
  constructor(reason: string) {
    super(`a sealed value cannot be opened: ${reason}`);
    this.name = "SealBroken";
  }
}

/**
 * Encrypts one field so that it can be read only in the place it was written for.
 * `aad` is "table.column.rowId"; every column has its own key.
 */
export function seal(secrets: FieldKeys, aad: string, plaintext: string): Buffer {
  const { current, keys } = secrets.fieldEncryption;
  const header = Buffer.from([version, aes256Gcm, current >> 8, current & 0xff]);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", columnKey(keys.get(current), aad), nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return Buffer.concat([header, nonce, ciphertext, cipher.getAuthTag()]);
}

/** Decrypts what `seal` made for the same `aad`. Throws SealBroken for anything else. */
export function open(secrets: FieldKeys, aad: string, sealed: Uint8Array): string {
  const value = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (value.length < headerLength + nonceLength + tagLength) throw new SealBroken("too short");
  if (value[0] !== version || value[1] !== aes256Gcm) throw new SealBroken("unknown format");
  const key = secrets.fieldEncryption.keys.get(value.readUInt16BE(2));
  if (!key) throw new SealBroken("unknown key");

  const header = value.subarray(0, headerLength);
  const nonce = value.subarray(headerLength, headerLength + nonceLength);
  const decipher = createDecipheriv("aes-256-gcm", columnKey(key, aad), nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  decipher.setAuthTag(value.subarray(-tagLength));
  const ciphertext = value.subarray(headerLength + nonceLength, -tagLength);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
  } catch {
    throw new SealBroken("altered, or not of this place");
  }
}

/**
 * Gives 16 bytes by which equal values of a column are found without storing them. The value must be normalised
 * first, else equal values do not meet.
 */
export function blindIndex(secrets: { blindIndex: Buffer }, column: string, normalisedValue: string): Buffer {
  const key = subkey(secrets.blindIndex, `blind index ${column}`);
  return createHmac("sha256", key).update(normalisedValue).digest().subarray(0, 16);
}

function columnKey(key: Buffer | undefined, aad: string): Buffer {
  const end = aad.lastIndexOf(".");
  if (!key || !/^[^.]+\..+/.test(aad.slice(0, end))) throw new TypeError(`not of the form table.column.rowId: ${aad}`);
  return subkey(key, `field ${aad.slice(0, end)}`);
}

/** Derived once per column and process: the columns are few. */
function subkey(key: Buffer, purpose: string): Buffer {
  const known = subkeys.get(key) ?? new Map<string, Buffer>();
  subkeys.set(key, known);
  const found = known.get(purpose) ?? Buffer.from(hkdfSync("sha256", key, "", purpose, 32));
  known.set(purpose, found);
  return found;
}
