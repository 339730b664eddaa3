import type { Cell } from "../sheets.types.ts";

export interface ReadRow {
  /** From 1. */
  row: number;
  cells: readonly Cell[];
}

export interface OpenSheet {
  name: string;
  hidden: boolean;
  rows(): AsyncIterable<ReadRow> | Iterable<ReadRow>;
}

/** Rows counted from 1. */
export function* numbered(rows: Iterable<readonly Cell[]>): Generator<ReadRow> {
  let row = 0;
  for (const cells of rows) {
    row += 1;
    yield { row, cells };
  }
}

/** Rows that the library has left out. */
export function* dense(rows: readonly unknown[][]): Generator<Cell[]> {
  for (let row = 0; row < rows.length; row++) yield (rows[row] ?? []) as Cell[];
}
