import { constants, inflateRawSync } from "node:zlib";

/** Numbers of people that must be nowhere: phones, documents, accounts; digits alone, of documents the first seventeen. */
export class Seeds {
  readonly #numbers = new Set<string>();
  readonly #lengths = new Set<number>();

  add(number: string): void {
    const digits = number.replace(/^\+86/, "").replace(/[^\d]/g, "").slice(0, 17);
    if (digits.length < 11) throw new Error("a number that chance alone would find");
    this.#numbers.add(digits);
    this.#lengths.add(digits.length);
  }

  get count(): number {
    return this.#numbers.size;
  }

  has(number: string): boolean {
    return this.#numbers.has(number);
  }

  /** Those that stand somewhere in a row of digits. */
  in(run: string): string[] {
    const found: string[] = [];
    for (const length of this.#lengths)
      for (let at = 0; at + length <= run.length; at++) {
        const number = run.slice(at, at + length);
        if (this.#numbers.has(number)) found.push(number);
      }
    return found;
  }
}

export interface Hit {
  form: string;
  number: string;
}

interface Form {
  form: string;
  /** Over bytes read as Latin-1. */
  pattern: RegExp;
  /** The digits of a hit, perhaps among other signs; `text` and `at` for what stands around it. */
  digits: (hit: string, around: { text: string; at: number }) => string;
}

/** The lowest byte of the upper half of a whole number from 13e9 to 2e10. */
const upperBytes = String.fromCharCode(3, 4);

/** Every way in which digits lie in bytes has a pattern of its own, so that each byte is looked at a few times, however many numbers there are. */
const forms: readonly Form[] = [
  { form: "plain", pattern: /\d(?:[ -]?\d){10,}/g, digits: (hit) => hit.replace(/\D/g, "") },
  { form: "UTF-16", pattern: /(?:\d\0){11,}|(?:\0\d){11,}/g, digits: (hit) => hit.replaceAll("\0", "") },
  { form: "full width, UTF-8", pattern: /(?:\xef\xbc[\x90-\x99]){11,}/g, digits: (hit) => lastDigits(hit, 3, 0x90) },
  { form: "full width, GB18030", pattern: /(?:\xa3[\xb0-\xb9]){11,}/g, digits: (hit) => lastDigits(hit, 2, 0xb0) },
  { form: "escaped", pattern: /(?:\\u003\d){11,}/g, digits: (hit) => lastDigits(hit, 6, 0x30) },
  { form: "hexadecimal", pattern: /(?:3\d){11,}/g, digits: (hit) => lastDigits(hit, 2, 0x30) },
  {
    form: "hexadecimal of UTF-16",
    pattern: /(?:3\d00){10,}3\d|(?:003\d){11,}/g,
    digits: (hit) => lastDigits(hit.startsWith("00") ? hit : `00${hit}`, 4, 0x30),
  },
  // Three digits always become four signs of these.
  { form: "base64", pattern: /(?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){3,}/g, digits: decodedAround },
  // A phone as a whole number of eight bytes: of the upper half one byte is not zero.
  { form: "binary", pattern: new RegExp(`[${upperBytes}]\0\0\0`, "g"), digits: wholeNumberAt },
];

/** What stands before and after the whole threes is decoded along. */
function decodedAround(hit: string, { text, at }: { text: string; at: number }): string {
  const before = /^[A-Za-z0-9+/_-]{4}$/.exec(text.slice(Math.max(0, at - 4), at))?.[0] ?? "";
  const after = /^[A-Za-z0-9+/_-]*/.exec(text.slice(at + hit.length, at + hit.length + 4))?.[0] ?? "";
  return Buffer.from(`${before}${hit}${after}`, "base64").toString("latin1");
}

function wholeNumberAt(_: string, { text, at }: { text: string; at: number }): string {
  let value = text.charCodeAt(at);
  for (let back = 1; back <= 4; back++) value = value * 256 + text.charCodeAt(at - back);
  return value >= 13e9 && value < 2e10 ? String(value) : "";
}

const lastDigits = (hit: string, width: number, zero: number): string =>
  Array.from({ length: hit.length / width }, (_, at) => hit.charCodeAt(at * width + width - 1) - zero).join("");

/** Texts inside which any bytes may be written down as signs, packed ones among them. */
const wrappings: readonly { form: string; pattern: RegExp; as: "hex" | "base64" }[] = [
  { form: "hexadecimal", pattern: /(?:[0-9a-f]{2}){14,}|(?:[0-9A-F]{2}){14,}/g, as: "hex" },
  { form: "base64", pattern: /[A-Za-z0-9+/_-]{24,}/g, as: "base64" },
];
const isHex = /^[0-9a-f]+$/i;

const windowBytes = 4 << 20;
/** Longer than whatever one number takes up in any form. */
const overlap = 256;
const nothing = Buffer.alloc(64 << 10);

/** Every seeded number in these bytes: in each form, in what is wrapped twice at most, and in what is packed. */
export function hitsIn(bytes: Buffer, seeds: Seeds, depth = 0): Hit[] {
  const hits: Hit[] = [];
  for (let from = 0; from < bytes.length; from += windowBytes)
    for (const part of filledParts(bytes.subarray(from, from + windowBytes + overlap))) {
      const text = part.toString("latin1");
      hits.push(...plainHits(text, seeds));
      if (depth < 2) hits.push(...wrappedHits(text, seeds, depth));
    }
  if (depth < 4)
    for (const inner of unpacked(bytes))
      for (const { form, number } of hitsIn(inner, seeds, depth + 1)) hits.push({ form: `packed, ${form}`, number });
  return hits;
}

/** Most of a fresh write-ahead log is nothing: stretches without it, as they lie. */
function filledParts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let begin = -1;
  for (let at = 0; at < bytes.length; at += nothing.length) {
    const piece = bytes.subarray(at, at + nothing.length);
    const isFilled = !piece.equals(nothing.subarray(0, piece.length));
    if (isFilled && begin < 0) begin = at;
    if (!isFilled && begin >= 0) parts.push(bytes.subarray(begin, at));
    if (!isFilled) begin = -1;
  }
  if (begin >= 0) parts.push(bytes.subarray(begin));
  return parts;
}

function plainHits(text: string, seeds: Seeds): Hit[] {
  const hits: Hit[] = [];
  for (const { form, pattern, digits } of forms)
    for (const match of text.matchAll(pattern))
      for (const number of seeds.in(digits(match[0], { text, at: match.index }))) hits.push({ form, number });
  return hits;
}

function wrappedHits(text: string, seeds: Seeds, depth: number): Hit[] {
  const hits: Hit[] = [];
  for (const { form, pattern, as } of wrappings)
    for (const [hit] of text.matchAll(pattern)) {
      if (as === "base64" && isHex.test(hit)) continue;
      for (const { form: inner, number } of hitsIn(Buffer.from(hit, as), seeds, depth + 1))
        hits.push({ form: `${form}, ${inner}`, number });
    }
  return hits;
}

const mostBytes = 128 << 20;
const gzipHead = Buffer.from([0x1f, 0x8b, 8]);
const zipHead = Buffer.from([0x50, 0x4b, 3, 4]);

/**
 * What is packed here, wherever it begins (an archive may lie inside a page of a table): every gzip stream and every entry of a zip, as
 * far as it can be unpacked.
 */
function* unpacked(bytes: Buffer): Generator<Buffer> {
  for (let at = bytes.indexOf(gzipHead); at >= 0; at = bytes.indexOf(gzipHead, at + 1))
    yield* inflated(bytes.subarray(at + gzipHeadLength(bytes, at)));
  for (let at = bytes.indexOf(zipHead); at >= 0; at = bytes.indexOf(zipHead, at + 1)) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== 8) continue; // what is stored as it is has been searched
    yield* inflated(bytes.subarray(at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)));
  }
}

/** Ten bytes, and the name that most programs put behind them. */
function gzipHeadLength(bytes: Buffer, at: number): number {
  const hasName = ((bytes[at + 3] ?? 0) & 8) !== 0;
  return hasName ? bytes.indexOf(0, at + 10) + 1 - at : 10;
}

function inflated(packed: Buffer): Buffer[] {
  try {
    return [inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostBytes })];
  } catch {
    return []; // bytes that only begin like an archive have been searched as they are
  }
}
