import type { CleanPicture } from "./clean-picture.ts";
import { damaged, unusual } from "./file-errors.ts";

const [SOI, EOI, SOS, DQT, DHT, DRI] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xdd];
const [APP0, APP1, APP2, APP14] = [0xe0, 0xe1, 0xe2, 0xee];
/** Baseline, extended and progressive; nothing else is shown by every browser. */
const frames = [0xc0, 0xc1, 0xc2];
/** A progressive picture has about ten; thousands make a small file cost minutes. */
const mostScans = 64;
/** A long colour profile and maker's notes make some hundreds; a million empty ones would stop the server for a second. */
const mostSegments = 4000;

interface Segment {
  marker: number;
  /** Marker, length and content, of a scan also its data. */
  whole: Buffer;
  content: Buffer;
}

/**
 * The picture without anything that a decoder does not need: no EXIF (place, device, time), XMP, comments, thumbnails or
 * further pictures, nothing after its end. Colour profile and the way up stay. Throws files.damaged, files.unusual.
 */
export function cleanJpeg(bytes: Buffer): CleanPicture {
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  let turned = 1;
  let scans = 0;
  let count = 0;
  for (const segment of segments(bytes)) {
    if (++count > mostSegments) throw unusual();
    const { marker, content } = segment;
    if (marker === APP1) turned = Math.max(turned, orientationOf(content));
    if (frames.includes(marker)) {
      if (size !== undefined) throw unusual();
      size = sizeOf(content);
    }
    if (marker === SOS) {
      if (size === undefined) throw damaged();
      if (++scans > mostScans) throw unusual();
    }
    const essential = keep(segment);
    if (essential !== undefined) kept.push(essential);
  }
  if (size === undefined || scans === 0) throw damaged();
  const way = turned === 1 ? [] : [orientationSegment(turned)];
  const marks = { begin: Buffer.from([0xff, SOI]), end: Buffer.from([0xff, EOI]) };
  return { bytes: Buffer.concat([marks.begin, ...way, ...kept, marks.end]), ...size };
}

/** What stays of a segment; undefined when nothing does. */
function keep({ marker, whole, content }: Segment): Buffer | undefined {
  if (frames.includes(marker) || [SOS, DQT, DHT, DRI].includes(marker)) return whole;
  if (marker === APP0 && startsWith(content, "JFIF\0") && content.length >= 12) return withoutThumbnail(content);
  if (marker === APP2 && startsWith(content, "ICC_PROFILE\0")) return whole;
  if (marker === APP14 && startsWith(content, "Adobe") && content.length === 12) return whole; // says how colours are coded
  if ((marker >= APP0 && marker <= 0xef) || marker === 0xfe) return undefined;
  throw unusual();
}

function* segments(bytes: Buffer): Generator<Segment> {
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) throw damaged();
    while (bytes[at + 1] === 0xff) at++; // any number of fill bytes
    const marker = bytes[at + 1];
    if (marker === EOI) return;
    if (marker === undefined || marker < 0xc0 || (marker >= 0xd0 && marker <= SOI)) throw damaged();
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw damaged();
    const over = marker === SOS ? endOfScan(bytes, end) : end;
    yield { marker, whole: bytes.subarray(at, over), content: bytes.subarray(at + 4, end) };
    at = over;
  }
}

/** A scan ends at the first marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    const next = at === -1 ? undefined : bytes[at + 1];
    if (next === undefined) throw damaged();
    if (next === 0xff) at += 1;
    else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else return at;
  }
}

function sizeOf(content: Buffer): { width: number; height: number } {
  if (content.length < 9 || content[0] !== 8) throw unusual();
  const [height, width] = [content.readUInt16BE(1), content.readUInt16BE(3)];
  if (height === 0 || width === 0) throw unusual();
  return { width, height };
}

function withoutThumbnail(content: Buffer): Buffer {
  return segmentOf(APP0, Buffer.concat([content.subarray(0, 12), Buffer.alloc(2)]));
}

/** Which way up the camera was held (EXIF tag 0x0112): 1 to 8, 1 when it is not said or cannot be read. */
function orientationOf(content: Buffer): number {
  if (!startsWith(content, "Exif\0\0")) return 1;
  const tiff = content.subarray(6);
  const little = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  const entries = Math.min(short(directory), 200);
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + index * 12;
    const value = short(at + 8);
    if (short(at) === 0x0112) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An EXIF block that says the way up and nothing else. */
function orientationSegment(value: number): Buffer {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0];
  return segmentOf(APP1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), Buffer.from(tiff)]));
}

function segmentOf(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

const startsWith = (content: Buffer, text: string) => content.toString("latin1", 0, text.length) === text;
