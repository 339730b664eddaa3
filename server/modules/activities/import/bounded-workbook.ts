import { Unzip, UnzipInflate, zipSync } from "fflate";

/** A month of showings is some hundred kilobytes of XML. */
const mostBytes = 4 * 1024 * 1024;
const mostParts = 60;
/** What is fed at once; packed as tightly as can be it unfolds into four megabytes. */
const step = 4096;

/**
 * The tables of a workbook, taken out of their packing within limits and packed anew without pressing: a few kilobytes can unfold
 * into gigabytes, and whoever reads them holds all of it. Pictures and macros are left behind. Throws for what is no archive
 * or has more in it.
 */
export function boundedWorkbook(file: Uint8Array): Uint8Array {
  const parts = new Map<string, Uint8Array[]>();
  let bytes = 0;
  const unzip = new Unzip((part) => {
    if (!/\.(xml|rels)$/.test(part.name)) return;
    const pieces: Uint8Array[] = [];
    parts.set(part.name, pieces);
    part.ondata = (error, piece) => {
      if (error !== null) throw error;
      bytes += piece.length;
      if (bytes > mostBytes || parts.size > mostParts) throw new RangeError("more than a workbook of showings has");
      pieces.push(piece);
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < file.length; at += step) unzip.push(file.subarray(at, at + step), at + step >= file.length);
  if (parts.size === 0) throw new RangeError("no workbook");
  return zipSync(Object.fromEntries([...parts].map(([name, pieces]) => [name, Buffer.concat(pieces)])), { level: 0 });
}
