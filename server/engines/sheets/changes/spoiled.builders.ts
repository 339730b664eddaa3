import { seededRandom } from "../../../../db/demo/random.ts";

export interface Spoiler<Row> {
  /** What the row is refused with. */
  code: string;
  spoil: (row: Row, at: number) => Row;
}

/**
 * Some of the rows with one mistake each, by chance of a seed, each way of being wrong at least once; the mistakes by row number of a
 * file whose heading is row 1.
 */
export function spoilt<Row>(seed: number, rows: readonly Row[], ways: readonly Spoiler<Row>[]) {
  const random = seededRandom(seed);
  const places = new Set<number>();
  while (places.size < ways.length * 2) places.add(random.below(rows.length));
  const wayAt = new Map([...places].map((at, index) => [at, ways[index % ways.length]]));
  return {
    rows: rows.map((row, at) => wayAt.get(at)?.spoil(row, at) ?? row),
    mistakes: new Map([...wayAt].sort(([a], [b]) => a - b).map(([at, way]) => [at + 2, way?.code ?? ""])),
  };
}

/** What `rows` of a desk refused, as `mistakes` says it. */
export const refusedOf = (rows: readonly { row: number; outcome: string; codes: readonly string[] }[]) =>
  new Map(rows.filter(({ outcome }) => outcome === "refused").map(({ row, codes }) => [row, codes[0] ?? ""]));
