import { constants, inflateRawSync } from "node:zlib";
import { encrypted, hasMacros, tooMuchInside, unreadable } from "./file-refusal.ts";
import type { ReadLimits } from "./limits.ts";

/** A part of a zip archive as its directory declares it. */
export interface Part {
  name: string;
  /** CRC-32 of what is in it. */
  sum: number;
  packed: number;
  unpacked: number;
  method: number;
  encrypted: boolean;
  /** Where its local header begins. */
  at: number;
}

const endMark = 0x06054b50;
const directoryMark = 0x02014b50;
const localMark = 0x04034b50;
const unknown = 0xffffffff;

/** The directory of a zip archive. Throws for what is none, has more parts than allowed, or hides its sizes. */
export function partsOf(file: Buffer, most: number): Part[] {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  if (count > most) throw tooMuchInside();
  const parts: Part[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== directoryMark) throw unreadable();
    const nameLength = file.readUInt16LE(at + 28);
    const part = {
      name: file.toString("utf8", at + 46, at + 46 + nameLength),
      sum: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      method: file.readUInt16LE(at + 10),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      at: file.readUInt32LE(at + 42),
    };
    // Sizes past four gigabytes stand elsewhere: nobody's table.
    if ([part.packed, part.unpacked, part.at].includes(unknown)) throw tooMuchInside();
    parts.push(part);
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

function endOf(file: Buffer): number {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at--)
    if (file.readUInt32LE(at) === endMark) return at;
  throw unreadable();
}

/** What is streamed and need not be held whole. */
const isSheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/i.test(name);

/**
 * Refuses an archive by what its directory declares: the library stops every part at its declared size, so a lie there only cuts the
 * part short. A part without a declared size could unfold into anything.
 */
export function assertModest(parts: readonly Part[], limits: ReadLimits): void {
  if (parts.some((part) => part.encrypted)) throw encrypted();
  if (parts.some(({ unpacked, packed, method }) => method === 8 && unpacked === 0 && packed > 2)) throw tooMuchInside();
  if (parts.some(({ name, unpacked }) => !isSheet(name) && isRead(name) && unpacked > limits.partBytes))
    throw tooMuchInside();
  if (parts.reduce((sum, { unpacked }) => sum + unpacked, 0) > limits.unpackedBytes) throw tooMuchInside();
  if (parts.some(({ name }) => /vbaProject[^/]*\.bin$|(^|\/)macrosheets\/|^Basic\/.+\.xml$/i.test(name)))
    throw hasMacros();
}

const isRead = (name: string): boolean => /\.(xml|rels|bin)$/i.test(name);

/** A part as it is packed. */
export function bytesOf(file: Buffer, part: Part): Buffer {
  if (part.at + 30 > file.length || file.readUInt32LE(part.at) !== localMark) throw unreadable();
  const from = part.at + 30 + file.readUInt16LE(part.at + 26) + file.readUInt16LE(part.at + 28);
  if (from + part.packed > file.length) throw unreadable();
  return file.subarray(from, from + part.packed);
}

/** How a part of XML begins, at most some kilobytes of it. */
function beginningOf(file: Buffer, part: Part): string {
  const packed = bytesOf(file, part).subarray(0, 2048);
  const bytes = part.method === 0 ? packed : inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  return bytes.toString("latin1", 0, 4096);
}

/** Spreadsheets have no document type; with one come entities that unfold or fetch. */
export function assertNoDocumentType(file: Buffer, parts: readonly Part[]): void {
  const xml = parts.filter(({ name, unpacked }) => /\.(xml|rels)$/i.test(name) && unpacked > 0);
  if (xml.some((part) => /<!(DOCTYPE|ENTITY)/i.test(beginningOf(file, part).replaceAll("\0", "")))) throw unreadable();
}
