import type { MatchedPeople } from "../../../shared/api-types/index.ts";

type Line = MatchedPeople["lines"][number];

/** Whom each line means, by its place in the list; null is nobody. */
export type Choices = Record<number, string | null>;

/** A line with its place in the list, which is all that tells two alike apart. */
export type PlacedLine = Line & { place: number };

export const placed = (lines: readonly Line[]): PlacedLine[] => lines.map((line, place) => ({ ...line, place }));

const most = 500;

/** The lines of what was pasted, blank ones left out, at most as many as are checked at once. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, most);

/** What is certain is chosen; who is one of several waits for a choice. */
export const choicesOf = (lines: readonly Line[]): Choices =>
  Object.fromEntries(
    lines.map(({ outcome, people }, index) => [index, outcome === "found" ? (people[0]?.id ?? null) : null]),
  );

/** Everybody who is chosen, once, in the order of the list. */
export const chosenIn = (lines: readonly Line[], choices: Choices): string[] => [
  ...new Set(lines.flatMap((_, index) => choices[index] ?? [])),
];
