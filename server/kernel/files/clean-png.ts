import { crc32 } from "node:zlib";
import type { CleanPicture } from "./clean-picture.ts";
import { animated, damaged, unusual } from "./file-errors.ts";

const signatureLength = 8;
/** What a decoder needs to show the pixels in their colours. */
const essential = new Set(["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "IDAT", "IEND"]);
const animation = new Set(["acTL", "fcTL", "fdAT"]);

/**
 * The picture without texts, EXIF, times and private chunks, and without anything after its end.
 * Throws files.damaged, files.animated, files.unusual.
 */
export function cleanPng(bytes: Buffer): CleanPicture {
  const kept = [bytes.subarray(0, signatureLength)];
  let size: { width: number; height: number } | undefined;
  let hasPixels = false;
  for (const { type, whole, content } of chunks(bytes)) {
    if (animation.has(type)) throw animated();
    if ((type === "IHDR") !== (size === undefined)) throw damaged(); // the first chunk, and once
    if (type === "IHDR") size = sizeOf(content);
    if (type === "IDAT") hasPixels = true;
    if (essential.has(type)) kept.push(whole);
    else if (/^[A-Z]/.test(type)) throw unusual(); // a capital: not to be shown by who does not know it
  }
  if (size === undefined || !hasPixels) throw damaged();
  return { bytes: Buffer.concat(kept), ...size };
}

function* chunks(bytes: Buffer): Generator<{ type: string; whole: Buffer; content: Buffer }> {
  let at = signatureLength;
  for (;;) {
    if (at + 12 > bytes.length) throw damaged();
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw damaged();
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type)) throw damaged();
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw damaged();
    yield { type, whole: bytes.subarray(at, end), content: bytes.subarray(at + 8, end - 4) };
    if (type === "IEND") return;
    at = end;
  }
}

function sizeOf(content: Buffer): { width: number; height: number } {
  if (content.length !== 13) throw damaged();
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
  if (width === 0 || height === 0) throw damaged();
  return { width, height };
}
