import { crc32, createInflateRaw } from "node:zlib";
import { bytesOf, type Part } from "./archive.rules.ts";
import { tooMuchInside, unreadable } from "./file-refusal.ts";

const step = 64 * 1024;

/** A part as it is unpacked, in pieces. Throws when it is more, less or other than the directory declares. */
export async function* bytesOfPart(file: Buffer, part: Part): AsyncGenerator<Buffer> {
  let bytes = 0;
  let sum = 0;
  for await (const piece of unpacked(file, part)) {
    bytes += piece.length;
    sum = crc32(piece, sum);
    if (bytes > part.unpacked) throw unreadable();
    yield piece;
  }
  if (bytes !== part.unpacked || sum !== part.sum) throw unreadable();
}

/** The text of a part as it is unpacked. */
export async function* textOfPart(file: Buffer, part: Part): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of bytesOfPart(file, part)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function unpacked(file: Buffer, part: Part): AsyncIterable<Buffer> | Buffer[] {
  const packed = bytesOf(file, part);
  if (part.method === 0) return [packed];
  if (part.method !== 8) throw unreadable();
  const inflate = createInflateRaw({ chunkSize: step });
  inflate.end(packed);
  return inflate;
}

/** A part that is small enough to be held whole. */
export async function wholeText(file: Buffer, part: Part | undefined): Promise<string> {
  return part === undefined ? "" : (await Array.fromAsync(textOfPart(file, part))).join("");
}

/** Longer than any row or text of a spreadsheet. */
const longest = 16 * 1024 * 1024;

/**
 * The elements of one name in XML that comes in pieces, each as its whole text: rows of a sheet, shared texts. The name is without
 * prefix; some programs write <x:row>.
 */
export async function* elementsOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  let prefix: string | undefined;
  let rest = "";
  for await (const piece of pieces) {
    rest += piece;
    prefix ??=
      /<(\w+:)?(?:worksheet|sst)[\s>]/.exec(rest)?.[1] ??
      (rest.includes("<worksheet") || rest.includes("<sst") ? "" : undefined);
    if (prefix !== undefined) rest = yield* completeOnes(rest, `${prefix}${name}`);
    if (rest.length > longest) throw tooMuchInside();
  }
  if (prefix !== undefined && rest.startsWith(`<${prefix}${name}`)) throw unreadable();
}

/** Gives what is complete, returns what is not. */
function* completeOnes(text: string, name: string): Generator<string, string> {
  const [begin, end] = [`<${name}`, `</${name}>`];
  let at = text.indexOf(begin);
  let done = 0;
  while (at >= 0) {
    const head = text.indexOf(">", at);
    if (head < 0) return text.slice(at);
    done = head + 1;
    if (/[\s/>]/.test(text.charAt(at + begin.length))) {
      const after = text.charAt(head - 1) === "/" ? head + 1 : text.indexOf(end, head) + end.length;
      if (after < end.length) return text.slice(at);
      yield text.slice(at, after);
      done = after;
    }
    at = text.indexOf(begin, done);
  }
  // The beginning of a name may stand at the end.
  return text.slice(Math.max(done, text.length - begin.length));
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text between tags as it was meant. Excel writes what XML does not allow as _x000D_. */
export const plainText = (xml: string): string =>
  xml.includes("&") || xml.includes("_x")
    ? xml
        .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, decimal, name) =>
          name === undefined
            ? sign(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16), all)
            : (named[name] ?? all),
        )
        .replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : xml;

const sign = (code: number, otherwise: string): string => (code <= 0x10ffff ? String.fromCodePoint(code) : otherwise);

/** The text of a shared or inline string: its runs one after another, without the readings that stand above them. */
export function textOfRuns(xml: string): string {
  const [, only, more] =
    /^(?:<(?:\w+:)?(?:is|si)>)?<t(?:\s[^>]*)?>([^<]*)<\/t>(?:<\/(?:\w+:)?(?:is|si)>)?(.*)$/s.exec(xml) ?? [];
  if (only !== undefined && more === "") return plainText(only);
  const seen = xml.includes("rPh") ? xml.replace(/<(\w+:)?rPh\b.*?<\/(\w+:)?rPh>/gs, "") : xml;
  return Array.from(seen.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>(.*?)<\/(?:\w+:)?t>/gs), ([, text = ""]) =>
    plainText(text),
  ).join("");
}
