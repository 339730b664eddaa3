import type { Bytes } from "./bytes.ts";

// RFC 9285. Its alphabet is exactly the alphanumeric mode of QR, which packs two characters into 11 bits: a code becomes
// several QR versions smaller than with base64url in byte mode.
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const values = new Map([...alphabet].map((character, value) => [character, value]));

/** Base45 text of the bytes: three characters for two bytes, two for a last single one. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const last = at + 1 === bytes.length;
    const value = last ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    text += alphabet.charAt(value % 45) + alphabet.charAt(Math.floor(value / 45) % 45);
    if (!last) text += alphabet.charAt(Math.floor(value / 2025));
  }
  return text;
}

/** Bytes of Base45 text; undefined when it is not Base45. No two texts give the same bytes. */
export function decodeBase45(text: string): Bytes | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  for (let from = 0, to = 0; from < text.length; from += 3, to += 2) {
    const value = groupValue(text.slice(from, from + 3));
    const last = from + 2 === text.length;
    if (value === undefined || value > (last ? 0xff : 0xffff)) return undefined;
    if (last) bytes[to] = value;
    else {
      bytes[to] = value >> 8;
      bytes[to + 1] = value & 0xff;
    }
  }
  return bytes;
}

/** The number that two or three Base45 digits stand for, least significant first. */
function groupValue(group: string): number | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of group) {
    const digit = values.get(character);
    if (digit === undefined) return undefined;
    sum += digit * weight;
    weight *= 45;
  }
  return sum;
}
