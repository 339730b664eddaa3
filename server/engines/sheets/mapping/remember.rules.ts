import { createHash } from "node:crypto";
import type { Mapping, SheetSchema } from "../sheets.types.ts";
import { plainHeading } from "./heading.rules.ts";
import type { Remembered } from "./map-columns.ts";

/** Names the headings of a file, whatever their order: the same form filled in next year has the same. */
export const headingSignature = (kind: string, headings: readonly string[]): string =>
  createHash("sha256")
    .update([kind, ...headings.map(plainHeading).filter(Boolean).sort()].join("\n"))
    .digest("hex");

/** What is worth keeping of a mapping that somebody has accepted. Headings that stand twice say nothing. */
export function toRemember({ columns }: Mapping): Remembered {
  const plain = columns.map(({ heading, key }) => [plainHeading(heading), key] as const);
  const once = plain.filter(([heading]) => heading !== "" && plain.filter(([other]) => other === heading).length === 1);
  return Object.fromEntries(once);
}

/** What was decided before, with what was decided now. */
export const mergeRemembered = (before: Remembered, now: Remembered): Remembered => ({ ...before, ...now });

/** The mapping with somebody's choice: the column stands for `key` (null: is left out), and no other does. */
export function withChoice(schema: SheetSchema, mapping: Mapping, choice: { at: number; key: string | null }): Mapping {
  const columns = mapping.columns.map((column) => {
    if (column.at === choice.at) return { ...column, key: choice.key, because: "chosen" as const, candidates: [] };
    const loses = choice.key !== null && column.key === choice.key;
    return loses ? { ...column, key: null, because: "unknown" as const, candidates: [choice.key ?? ""] } : column;
  });
  const taken = new Set(columns.map(({ key }) => key));
  const missing = schema.columns
    .filter(({ key, required }) => required === true && !taken.has(key))
    .map(({ key }) => key);
  return { ...mapping, columns, missing };
}
