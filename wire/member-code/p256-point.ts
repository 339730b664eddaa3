import { type Bytes, concat } from "./bytes.ts";

// Certificates carry P-256 keys compressed (33 bytes instead of 65), and WebCrypto in Chromium and WebKit takes only the
// long form. Constants: NIST SP 800-186, section 3.2.1.3. Everything here is public, so nothing has to run in constant time.
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** The 33-byte form of an uncompressed public key (0x04, x, y). Throws a RangeError on anything else. */
export function compressPoint(point: Uint8Array): Bytes {
  if (point.length !== 65 || point[0] !== 4) throw new RangeError("not an uncompressed P-256 point");
  const odd = (point[64] ?? 0) & 1;
  return concat(Uint8Array.of(2 + odd), point.slice(1, 33));
}

/** The 65-byte form of a compressed public key; undefined when it is no point of the curve. */
export function expandPoint(compressed: Uint8Array): Bytes | undefined {
  const sign = compressed[0];
  if (compressed.length !== 33 || (sign !== 2 && sign !== 3)) return undefined;
  const x = compressed.slice(1).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  if (x >= p) return undefined;
  const square = ((((x * x - 3n) * x + b) % p) + p) % p;
  // p leaves 3 when divided by 4, so this power is a square root wherever there is one.
  const root = power(square, (p + 1n) / 4n);
  if ((root * root) % p !== square) return undefined;
  const y = (root & 1n) === BigInt(sign & 1) ? root : p - root;
  return concat(Uint8Array.of(4), compressed.slice(1), bytesOf(y));
}

// Written out, because the ** of BigInt is turned into Math.pow for old browsers.
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

function bytesOf(value: bigint): Bytes {
  const bytes = new Uint8Array(32);
  for (let at = 31, rest = value; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}
