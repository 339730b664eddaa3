import { crc32, deflateSync } from "node:zlib";

/** Pictures of 8 × 6 pixels as an ordinary program writes them. */
const jpegText = [
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO",
  "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P",
  "T09PT09PT0//wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAXEAEAAwAAAAAAAAAAAAAAAAAAAhRh",
  "/8QAFQEBAQAAAAAAAAAAAAAAAAAABAb/xAAZEQACAwEAAAAAAAAAAAAAAAAAAQQVUlP/2gAMAwEAAhEDEQA/AI27PQFhWROaE2Mr",
  "bP/Z",
].join("");
const webpText = [
  "UklGRlQAAABXRUJQVlA4IEgAAAAwAwCdASoIAAYAAgA0JagCdLcAlgH8AwgD9APf/A9EArXgAP73nEpAeVM/+euOGOKv7kYY4q/9",
  "9pf69v/gm/QruYB7V5jaAAA=",
].join("");
const losslessText = ["UklGRjoAAABXRUJQVlA4TC0AAAAvB0ABAC8AEIT/bRMz8+b/+U+WBoRsJOkUTuEVXuEV3l+rE9H/+HjVrQ62GgAA"].join(
  "",
);
const animatedText = [
  "UklGRsAAAABXRUJQVlA4WAoAAAACAAAABwAABQAAQU5JTQYAAAD/////AABBTk1GSAAAAAAAAAAAAAcAAAUAAGQAAAJWUDggMAAA",
  "ANABAJ0BKggABgACADQloAJ0ugH4AAOwAP7wxAv/ILlhdcjX/yA/5Af8gP/48gAAAEFOTUZEAAAAAAAAAAAABwAABQAAZAAAAFZQ",
  "OCAsAAAAlAEAnQEqCAAGAAAANCWgAnS6AAOYAP75k2//kB//kB//kB//ID/iF3sgMABSSUZGPAAAAFdFQlBWUDggMAAAANABAJ0B",
  "KggABgACADQloAJ0ugH4AAOwAP7wxAv/ILlhdcjX/yA/5Af8gP/48gAAAA==",
].join("");

export const jpeg = Buffer.from(jpegText, "base64");
export const webp = Buffer.from(webpText, "base64");
export const losslessWebp = Buffer.from(losslessText, "base64");
export const animatedWebp = Buffer.from(animatedText, "base64");

/** A segment of a JPEG. */
export function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The JPEG with more segments after its beginning, and with something after its end. */
export const jpegWith = (segments: Buffer[], after = Buffer.alloc(0)) =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2), after]);

/** An EXIF block as a phone writes it: the way up, and where the picture was taken. */
export function exif(orientation: number, place = "GPS 31.2304 121.4737"): Buffer {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const head = Buffer.from("Exif\0\0II*\0\x08\0\0\0\x02\0", "latin1");
  const directory = [entry(0x0112, 3, 1, orientation), entry(0x8825, 4, 1, 38), Buffer.alloc(4)];
  return jpegSegment(0xe1, Buffer.concat([head, ...directory, Buffer.from(place)]));
}

/** A chunk of a PNG. */
export function pngChunk(type: string, content: Buffer | string = ""): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), Buffer.from(content)]);
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(body.length - 4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** A grey PNG with more chunks before its pixels, and with something after its end. */
export function png({ width = 8, height = 6, chunks = [] as Buffer[], after = Buffer.alloc(0) } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(8, 8);
  const pixels = deflateSync(Buffer.alloc((8 + 1) * 6));
  const parts = [pngChunk("IHDR", head), ...chunks, pngChunk("IDAT", pixels), pngChunk("IEND")];
  return Buffer.concat([signature, ...parts, after]);
}

/** A chunk of a WebP. */
export function webpChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** An extended WebP around the still picture: flags of its header, chunks after its pixels, its canvas. */
export function extendedWebp(flags: number, chunks: Buffer[], { width = 8, height = 6 } = {}): Buffer {
  const header = Buffer.alloc(10);
  header.writeUInt8(flags);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  const parts = [Buffer.from("WEBP"), webpChunk("VP8X", header), webp.subarray(12), ...chunks];
  const body = Buffer.concat(parts);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
