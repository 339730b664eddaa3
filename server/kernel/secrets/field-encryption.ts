import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** How fields are sealed: by the international standard, or by the national ones (GB/T 32907, GB/T 32905). */
export const sealAlgorithms = ["aes-256-gcm", "sm4-ctr-hmac-sm3"] as const;
export type SealAlgorithm = (typeof sealAlgorithms)[number];

/** Keys of field encryption by their ids; `current` seals, the others still open. Whatever the algorithm, all that was sealed opens. */
export interface FieldKeys {
  fieldEncryption: { current: number; keys: ReadonlyMap<number, Buffer>; algorithm?: SealAlgorithm | undefined };
}

/** A sealed value: version (1 byte), algorithm (1), key id (2), nonce (12 or 16), ciphertext, tag (16 or 32). */
const version = 1;
const headerLength = 4;

interface Cipher {
  id: number;
  nonceLength: number;
  tagLength: number;
  seal(key: Buffer, nonce: Buffer, aad: Buffer, plaintext: string): Buffer[];
  /** Undefined for anything that was not sealed so. */
  open(key: Buffer, nonce: Buffer, aad: Buffer, ciphertext: Buffer, tag: Buffer): Buffer | undefined;
}

const aes: Cipher = {
  id: 1,
  nonceLength: 12,
  tagLength: 16,
  seal: (key, nonce, aad, plaintext) => {
    const cipher = createCipheriv("aes-256-gcm", keyObject(key), nonce).setAAD(aad);
    return [cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()];
  },
  open: (key, nonce, aad, ciphertext, tag) => {
    const decipher = createDecipheriv("aes-256-gcm", keyObject(key), nonce, { authTagLength: 16 })
      .setAAD(aad)
      .setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
    } catch {
      return undefined;
    }
  },
};

/** Encrypt, then authenticate what came out, with two keys; OpenSSL has no SM4 in GCM. */
const sm: Cipher = {
  id: 2,
  nonceLength: 16,
  tagLength: 32,
  seal: (key, nonce, aad, plaintext) => {
    const cipher = createCipheriv("sm4-ctr", keyObject(subkey(key, "sm4"), 16), nonce);
    const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
    return [ciphertext, sm3(key, nonce, aad, ciphertext)];
  },
  open: (key, nonce, aad, ciphertext, tag) => {
    if (!timingSafeEqual(tag, sm3(key, nonce, aad, ciphertext))) return undefined;
    const decipher = createDecipheriv("sm4-ctr", keyObject(subkey(key, "sm4"), 16), nonce);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },
};

/** The place is as long as its own length says, so that nothing of it passes for ciphertext. */
function sm3(key: Buffer, nonce: Buffer, aad: Buffer, ciphertext: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(aad.length);
  return createHmac("sm3", keyObject(subkey(key, "hmac-sm3")))
    .update(length)
    .update(aad)
    .update(nonce)
    .update(ciphertext)
    .digest();
}

const ciphers: Record<SealAlgorithm, Cipher> = { "aes-256-gcm": aes, "sm4-ctr-hmac-sm3": sm };

const subkeys = new WeakMap<Buffer, Map<string, Buffer>>();

/** Thrown when a sealed value was altered, moved to another row or column, or sealed with a key we do not have. */
export class SealBroken extends Error {
  constructor(reason: string) {
    super(`a sealed value cannot be opened: ${reason}`);
    this.name = "SealBroken";
  }
}

/** How everything begins that is sealed now; what begins otherwise was sealed with another key or algorithm. */
export function currentHeader({ fieldEncryption: { current, algorithm = "aes-256-gcm" } }: FieldKeys): Buffer {
  return Buffer.from([version, ciphers[algorithm].id, current >> 8, current & 0xff]);
}

/**
 * Encrypts one field so that it can be read only in the place it was written for.
 * `aad` is "table.column.rowId"; every column has its own key.
 */
export function seal(secrets: FieldKeys, aad: string, plaintext: string): Buffer {
  const { current, keys, algorithm = "aes-256-gcm" } = secrets.fieldEncryption;
  const cipher = ciphers[algorithm];
  const header = currentHeader(secrets);
  const nonce = randomBytes(cipher.nonceLength);
  const place = Buffer.concat([header, Buffer.from(aad)]);
  return Buffer.concat([header, nonce, ...cipher.seal(columnKey(keys.get(current), aad), nonce, place, plaintext)]);
}

/** Decrypts what `seal` made for the same `aad`. Throws SealBroken for anything else. */
export function open(secrets: FieldKeys, aad: string, sealed: Uint8Array): string {
  const value = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const cipher = Object.values(ciphers).find(({ id }) => id === value[1]);
  if (value.length > headerLength && (value[0] !== version || cipher === undefined))
    throw new SealBroken("unknown format");
  if (cipher === undefined || value.length < headerLength + cipher.nonceLength + cipher.tagLength)
    throw new SealBroken("too short");
  const key = secrets.fieldEncryption.keys.get(value.readUInt16BE(2));
  if (!key) throw new SealBroken("unknown key");

  const place = Buffer.concat([value.subarray(0, headerLength), Buffer.from(aad)]);
  const bodyAt = headerLength + cipher.nonceLength;
  const nonce = value.subarray(headerLength, bodyAt);
  const [ciphertext, tag] = [value.subarray(bodyAt, -cipher.tagLength), value.subarray(-cipher.tagLength)];
  const opened = cipher.open(columnKey(key, aad), nonce, place, ciphertext, tag);
  if (opened === undefined) throw new SealBroken("altered, or not of this place");
  return opened.toString("utf8");
}

/**
 * Gives 16 bytes by which equal values of a column are found without storing them. The value must be normalised
 * first, else equal values do not meet.
 */
export function blindIndex(secrets: { blindIndex: Buffer }, column: string, normalisedValue: string): Buffer {
  const key = subkey(secrets.blindIndex, `blind index ${column}`);
  return createHmac("sha256", keyObject(key)).update(normalisedValue).digest().subarray(0, 16);
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

const keyObjects = new WeakMap<Buffer, KeyObject>();

/** A derived key as a cipher takes it; of bytes a cipher makes such an object each time, which costs more than sealing a field. */
function keyObject(key: Buffer, length = key.length): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key.subarray(0, length));
  keyObjects.set(key, made);
  return made;
}
