import type { Value, Values } from "../sheets.types.ts";

export const importStates = [
  "reading",
  "mapping",
  "checking",
  "review",
  "submitted",
  "applying",
  "applied",
  "undo_asked",
  "undoing",
  "undone",
  "failed",
  "withdrawn",
] as const;
export type ImportState = (typeof importStates)[number];

/** States in which the server works on an import. */
export const workingStates: readonly ImportState[] = ["reading", "checking", "applying", "undoing"];

const steps: Record<ImportState, readonly ImportState[]> = {
  reading: ["mapping", "review", "failed", "withdrawn"],
  mapping: ["checking", "withdrawn"],
  checking: ["review", "failed", "withdrawn"],
  // The mapping can be corrected after the first look.
  review: ["checking", "submitted", "applying", "withdrawn"],
  submitted: ["applying", "review", "withdrawn"],
  applying: ["applied", "review", "failed"],
  applied: ["undo_asked", "undoing"],
  undo_asked: ["undoing", "applied"],
  undoing: ["undone", "applied"],
  undone: [],
  failed: ["checking", "withdrawn"],
  withdrawn: [],
};

/** May an import go from one state to the other? */
export const mayBecome = (from: ImportState, to: ImportState): boolean => steps[from].includes(to);

/** True when two values of a field say the same; the order of words does not count. */
export function isSame(one: Value | undefined, other: Value | undefined): boolean {
  const plain = (value: Value | undefined) => (Array.isArray(value) ? [...value].sort().join("\n") : (value ?? null));
  return plain(one) === plain(other);
}

/** Fields in which a row says something else than the register; a blank cell says nothing. */
export const differingFields = (values: Values, before: Values): string[] =>
  Object.keys(values).filter((key) => !saysNothing(values[key]) && key in before && !isSame(values[key], before[key]));

const saysNothing = (value: Value | undefined) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** The fields of a three-way merge that can be taken back (still as the import left them), and those that others own now. */
export function backAndKept(
  fields: readonly string[],
  states: { written: Values; now: Values },
): { back: string[]; kept: string[] } {
  const back = fields.filter((key) => isSame(states.now[key], states.written[key]));
  return { back, kept: fields.filter((key) => !back.includes(key)) };
}

/** What one row would do to the register. */
export const outcomes = ["insert", "update", "unchanged", "conflict", "refused"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Counts extends Record<Outcome, number> {
  /** Conflicts that nobody has decided. */
  undecided: number;
  /** Conflicts that somebody has left out for now. */
  leftOut: number;
  applied: number;
  stale: number;
  undone: number;
  kept: number;
}

export type NotReady = "undecided" | "unsettled" | "nothing" | "refused_left";

/** Why an import cannot go on to the register yet; undefined when it can. */
export function whyNotReady(given: { counts: Counts; unsettled: number; skipRefused: boolean }): NotReady | undefined {
  const { counts } = given;
  if (given.unsettled > 0) return "unsettled";
  if (counts.undecided > 0) return "undecided";
  if (counts.refused > 0 && !given.skipRefused) return "refused_left";
  if (counts.insert + counts.update + counts.conflict - counts.leftOut === 0) return "nothing";
  return undefined;
}
