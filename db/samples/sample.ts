import type { Cell } from "#engines/sheets";
import type { SeededRandom } from "../demo/random.ts";

/** Why a row of a sample must be refused. */
export const defectKinds = [
  "id:check",
  "id:short",
  "id:sci",
  "id:date",
  "phone",
  "sex-disagrees",
  "name-missing",
  "duplicate-in-file",
  "join-in-future",
  "number",
  "unknown-choice",
] as const;
export type DefectKind = (typeof defectKinds)[number];

export interface SampleDefect {
  /** As spreadsheet programs number it, from 1. */
  row: number;
  kind: DefectKind;
}

/** A workbook as an office would send it: a title over the headings, then the people, with habits and mistakes that are known. */
export interface Sample {
  /** Of its files. */
  name: string;
  seed: number;
  sheet: string;
  title: string;
  columns: readonly SampleColumn[];
  /** Rows of people, the same at every call. The first stands in row 3. */
  rows(): Iterable<readonly Cell[]>;
  /** Below the people: blank rows, and where one signs. */
  tail: readonly (readonly Cell[])[];
  /** A second sheet with advice. */
  notes: readonly string[];
  /** The rows that must be refused, in order; every other row is good after cleaning. */
  defects: readonly SampleDefect[];
  /** Good rows that share name and birth day with somebody above: perhaps the same person, but no reason to refuse. */
  lookalikes: readonly number[];
}

export interface SampleColumn {
  heading: string;
  width: number;
  /** Of a drop-down. */
  choices?: readonly string[];
}

export interface SampleOptions {
  rows: number;
  seed: number;
  /** About as many wrong rows as offices send, none, or nothing else. */
  wrong?: "usual" | "none" | "all";
}

/** Row of the first person. */
export const firstRow = 3;

export interface Plan {
  /** By place among the people, from 0. */
  defects: ReadonlyMap<number, DefectKind>;
  lookalikes: ReadonlySet<number>;
}

/** Which rows will be wrong and in which way. `shares`: how many of a thousand rows, at least one of each kind. */
export function planDefects(
  random: SeededRandom,
  { rows, wrong = "usual" }: SampleOptions,
  shares: Partial<Record<DefectKind, number>>,
): Plan {
  const kinds = defectKinds.filter((kind) => shares[kind] !== undefined);
  // Where everything is wrong there is nobody whom a later row could repeat.
  const alone = kinds.filter((kind) => kind !== "duplicate-in-file");
  const free = wrong === "all" ? [] : placesBehind(random, rows);
  const take = (count: number) => free.splice(0, count);
  const defects = new Map<number, DefectKind>();
  if (wrong === "all") for (let at = 0; at < rows; at++) defects.set(at, random.pick(alone));
  if (wrong === "usual") {
    for (const kind of kinds)
      for (const at of take(atLeastOne((rows * (shares[kind] ?? 0)) / 1000))) defects.set(at, kind);
  }
  return { defects, lookalikes: new Set(take(atLeastOne(rows / 600))) };
}

const atLeastOne = (count: number) => Math.max(1, Math.round(count));

/** All places but the first few, where those stand whom later rows repeat, in a random order. */
function placesBehind(random: SeededRandom, rows: number): number[] {
  const start = Math.min(20, Math.floor(rows / 2));
  const places = Array.from({ length: rows - start }, (_, index) => start + index);
  for (let last = places.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const [a, b] = [places[last], places[other]];
    if (a !== undefined && b !== undefined) [places[last], places[other]] = [b, a];
  }
  return places;
}

export const inOrder = (places: Iterable<number>): number[] => [...places].sort((a, b) => a - b);

/** The defects of a plan as they stand beside the file. */
export const defectsOf = ({ defects }: Plan): SampleDefect[] =>
  inOrder(defects.keys()).flatMap((at) => {
    const kind = defects.get(at);
    return kind === undefined ? [] : [{ row: at + firstRow, kind }];
  });
