import type { CleanPicture } from "./clean-picture.ts";
import { animated, damaged, unusual } from "./file-errors.ts";

const essential = new Set(["VP8X", "ICCP", "ALPH", "VP8 ", "VP8L"]);
/** Bits of the extended header. */
const flags = { animation: 0x02, xmp: 0x04, exif: 0x08 };

/**
 * The picture without EXIF, XMP and private chunks, and without anything after its end.
 * Throws files.damaged, files.animated, files.unusual.
 */
export function cleanWebp(bytes: Buffer): CleanPicture {
  const kept: Buffer[] = [];
  let canvas: Size | undefined;
  let frame: Size | undefined;
  for (const { type, whole, content } of chunks(bytes)) {
    if (type === "ANIM" || type === "ANMF") throw animated();
    if (type === "VP8X") {
      if (kept.length > 0) throw damaged();
      canvas = canvasOf(content);
      kept.push(withoutMetadataFlags(whole));
    } else if (essential.has(type)) kept.push(whole);
    if (type === "VP8 " || type === "VP8L") {
      if (frame !== undefined) throw unusual();
      frame = type === "VP8 " ? lossySize(content) : losslessSize(content);
    }
  }
  if (frame === undefined) throw damaged();
  if (canvas !== undefined && (canvas.width !== frame.width || canvas.height !== frame.height)) throw damaged();
  const body = Buffer.concat([Buffer.from("WEBP"), ...kept]);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(body.length, 4);
  return { bytes: Buffer.concat([head, body]), ...frame };
}

interface Size {
  width: number;
  height: number;
}

function* chunks(bytes: Buffer): Generator<{ type: string; whole: Buffer; content: Buffer }> {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length || end % 2 === 1) throw damaged();
  let at = 12;
  while (at < end) {
    if (at + 8 > end) throw damaged();
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (next > end) throw damaged();
    const type = bytes.toString("latin1", at, at + 4);
    yield { type, whole: bytes.subarray(at, next), content: bytes.subarray(at + 8, at + 8 + length) };
    at = next;
  }
}

function canvasOf(content: Buffer): Size {
  if (content.length !== 10) throw damaged();
  if (((content[0] ?? 0) & flags.animation) !== 0) throw animated();
  return { width: content.readUIntLE(4, 3) + 1, height: content.readUIntLE(7, 3) + 1 };
}

function withoutMetadataFlags(whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  copy[8] = (copy[8] ?? 0) & ~(flags.exif | flags.xmp);
  return copy;
}

/** Start code of a key frame, then 14 bits each. */
function lossySize(content: Buffer): Size {
  if (content.length < 10 || content.readUIntBE(3, 3) !== 0x9d012a) throw damaged();
  return nonEmpty({ width: content.readUInt16LE(6) & 0x3fff, height: content.readUInt16LE(8) & 0x3fff });
}

function losslessSize(content: Buffer): Size {
  if (content.length < 5 || content[0] !== 0x2f) throw damaged();
  const bits = content.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function nonEmpty(size: Size): Size {
  if (size.width === 0 || size.height === 0) throw damaged();
  return size;
}
