/** How much a file may ask for. What is beyond is refused with a sentence, not tried. */
export interface ReadLimits {
  /** Of the file itself. */
  bytes: number;
  /** Of everything in an archive, unpacked. */
  unpackedBytes: number;
  /** Of a part that has to be held whole: shared strings, styles, the table of an ods. */
  partBytes: number;
  parts: number;
  sheets: number;
  /** With something in them. */
  rows: number;
  columns: number;
  /** Characters of one row, and of all: a text can be told once and stand in every cell. */
  rowCharacters: number;
  characters: number;
  /** That the reading process may work; waiting for whoever takes the rows does not count. */
  seconds: number;
  /** Heap of the reading process. */
  memoryMb: number;
}

const mb = 1024 * 1024;

export const usualLimits: ReadLimits = {
  bytes: 50 * mb,
  unpackedBytes: 1024 * mb,
  partBytes: 160 * mb,
  parts: 3000,
  sheets: 64,
  rows: 300_000,
  columns: 300,
  rowCharacters: 100_000,
  characters: 200_000_000,
  seconds: 120,
  memoryMb: 512,
};
