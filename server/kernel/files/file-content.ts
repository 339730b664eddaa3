import { unreachable } from "../database/unreachable.ts";
import { cleanJpeg } from "./clean-jpeg.ts";
import type { CleanPicture } from "./clean-picture.ts";
import { cleanPng } from "./clean-png.ts";
import { cleanWebp } from "./clean-webp.ts";
import { damaged, tooLarge, tooManyPixels, typeNotAllowed } from "./file-errors.ts";

export const mediaTypes = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type MediaType = (typeof mediaTypes)[number];

export interface CleanContent {
  mediaType: MediaType;
  bytes: Buffer;
  width: number | null;
  height: number | null;
}

export interface ContentLimits {
  mediaTypes: readonly MediaType[];
  maxBytes: number;
  /** Longest side of a picture in pixels. */
  maxSide: number;
}

/** The ending that a name gets, since only the content decides what a file is. */
export const endings: Record<MediaType, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

export const isPicture = (mediaType: MediaType) => mediaType !== "application/pdf";

/** Reads a stream to its end, and no further than `maxBytes`. Throws files.too_large, having let the rest go. */
export async function readAtMost(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The type that the first bytes tell; undefined for everything that no purpose takes, SVG and HTML among it. */
export function sniff(bytes: Buffer): MediaType | undefined {
  const begins = (text: string, at = 0) => bytes.toString("latin1", at, at + text.length) === text;
  if (begins("\x89PNG\r\n\x1a\n")) return "image/png";
  if (begins("\xff\xd8\xff")) return "image/jpeg";
  if (begins("RIFF") && begins("WEBP", 8)) return "image/webp";
  if (begins("%PDF-")) return "application/pdf";
  return undefined;
}

/**
 * What may be kept of an upload: its true type, and a picture without metadata, hidden parts or anything after its end.
 * Throws files.type_not_allowed, files.damaged, files.animated, files.unusual, files.too_many_pixels.
 */
export function cleanContent(bytes: Buffer, limits: ContentLimits): CleanContent {
  const mediaType = sniff(bytes);
  if (mediaType === undefined || !limits.mediaTypes.includes(mediaType)) throw typeNotAllowed();
  if (mediaType === "application/pdf") return { mediaType, bytes: wholePdf(bytes), width: null, height: null };
  const picture = cleanPicture(mediaType, bytes);
  if (Math.max(picture.width, picture.height) > limits.maxSide) throw tooManyPixels(limits.maxSide);
  return { mediaType, ...picture };
}

function cleanPicture(mediaType: Exclude<MediaType, "application/pdf">, bytes: Buffer): CleanPicture {
  switch (mediaType) {
    case "image/jpeg":
      return cleanJpeg(bytes);
    case "image/png":
      return cleanPng(bytes);
    case "image/webp":
      return cleanWebp(bytes);
    default:
      return unreachable(mediaType);
  }
}

/** A document is kept as it is (and only ever handed out to be saved); one that was cut off is refused. */
function wholePdf(bytes: Buffer): Buffer {
  if (!bytes.subarray(-1024).includes("%%EOF")) throw damaged();
  return bytes;
}

/** A name to save the file under: no folders, no control or direction characters, the ending of its true type. */
export function safeName(given: string, mediaType: MediaType): string {
  const last = given.split(/[\\/]/).at(-1) ?? "";
  const plain = last
    .normalize("NFC")
    .replace(/\p{C}/gu, "")
    .replace(/[<>:"|?*]/g, "")
    .replace(/\.[^.]*$/, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return `${[...plain].slice(0, 80).join("") || "file"}.${endings[mediaType]}`;
}
