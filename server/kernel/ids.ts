import { randomFillSync } from "node:crypto";

/** A type that cannot be confused with another of the same shape; made only by zod and by stores. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

const pool = Buffer.alloc(8192);
let used = pool.length;
let lastMillis = 0;
let counter = 0;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, a 12-bit counter that keeps one process's ids in order, 62 random bits. */
export function uuidv7(now = Date.now()): string {
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const r = pool.subarray(used, used + 8);
  used += 8;
  counter = now === lastMillis ? (counter + 1) & 0xfff : (byteAt(r, 0) << 3) | (byteAt(r, 1) >> 5);
  lastMillis = now;
  const time = now.toString(16).padStart(12, "0");
  const b = (index: number) => hex[byteAt(r, index)];
  const variant = hex[(byteAt(r, 2) & 0x3f) | 0x80];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${variant}${b(3)}-${b(4)}${b(5)}${b(6)}${b(7)}${b(0)}${b(1)}`;
}

function byteAt(bytes: Buffer, index: number): number {
  return bytes[index] ?? 0;
}
