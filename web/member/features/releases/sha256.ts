// Written out because WebCrypto is missing without HTTPS, and because a promise for each of 100,000 entries takes longer
// than the sum itself. FIPS 180-4.

const initial = new Uint32Array(8);
const constants = new Uint32Array(64);
fillConstants();

/** First bits of the fractional parts of square and cube roots of primes, as the standard defines them. */
function fillConstants(): void {
  const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    if (!isPrime(candidate)) continue;
    if (found < 8) initial[found] = fraction(Math.sqrt(candidate));
    constants[found++] = fraction(Math.cbrt(candidate));
  }
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}

const words = new Uint32Array(64);
const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));
const word = (list: Uint32Array, index: number) => list[index] ?? 0;

/** Mixes one block of 64 bytes, beginning at `from`, into the state. */
function mix(state: Uint32Array, bytes: DataView, from: number): void {
  for (let i = 0; i < 16; i++) words[i] = bytes.getUint32(from + i * 4);
  for (let i = 16; i < 64; i++) {
    const [a, b] = [word(words, i - 15), word(words, i - 2)];
    const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[i] = word(words, i - 16) + low + word(words, i - 7) + high;
  }
  const [a0 = 0, b0 = 0, c0 = 0, d0 = 0, e0 = 0, f0 = 0, g0 = 0, h0 = 0] = state;
  let [a, b, c, d, e, f, g, h] = [a0, b0, c0, d0, e0, f0, g0, h0];
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + word(constants, i) + word(words, i)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state.set([a0 + a, b0 + b, c0 + c, d0 + d, e0 + e, f0 + f, g0 + g, h0 + h]);
}

/** The rest of a message after `before` bytes already mixed: 0x80, zeros, and the length in bits. */
function finish(state: Uint32Array, rest: Uint8Array, before: number): Uint32Array {
  const padded = new Uint8Array(Math.ceil((rest.length + 9) / 64) * 64);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const view = new DataView(padded.buffer);
  const bits = (before + rest.length) * 8;
  view.setUint32(padded.length - 8, Math.floor(bits / 2 ** 32));
  view.setUint32(padded.length - 4, bits >>> 0);
  for (let from = 0; from < padded.length; from += 64) mix(state, view, from);
  return state;
}

const toHex = (state: Uint32Array) => Array.from(state, (part) => part.toString(16).padStart(8, "0")).join("");

/** SHA-256 of some bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => toHex(finish(initial.slice(), bytes, 0));

/** HMAC-SHA-256 with one key: gives a function from ASCII text to hexadecimal. The key is mixed in once for all texts. */
export function hmacSha256(key: Uint8Array): (text: string) => string {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? bytesOf(finish(initial.slice(), key, 0)) : key);
  const padState = (pad: number) => {
    const state = initial.slice();
    mix(state, new DataView(block.map((byte) => byte ^ pad).buffer), 0);
    return state;
  };
  const [inner, outer] = [padState(0x36), padState(0x5c)];
  return (text) => {
    const message = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return toHex(finish(outer.slice(), bytesOf(finish(inner.slice(), message, 64)), 64));
  };
}

function bytesOf(state: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  state.forEach((part, index) => {
    view.setUint32(index * 4, part);
  });
  return bytes;
}
