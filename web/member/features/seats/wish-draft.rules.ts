import type { Mine } from "../../../shared/api-types/index.ts";
import type { PendingAct } from "../releases/pending-acts.ts";

/** What one says when entering a hall: seats, the dearest first, and the code of the company to sit with. */
export interface Said {
  wishes: readonly string[];
  partyCode: string | null;
}

/** What the server knows of it. */
export const saidBefore = ({ wishes, partyCode }: Pick<Mine, "wishes" | "partyCode">): Said => ({
  wishes: wishes ?? [],
  partyCode: partyCode ?? null,
});

/** What was pressed and is on its way, or was refused and may be mended. */
export const saidWith = (act: PendingAct | undefined): Said | undefined =>
  act?.act === "entry" ? { wishes: act.wishes ?? [], partyCode: act.partyCode ?? null } : undefined;

export const isAlike = (one: Said, other: Said): boolean =>
  one.partyCode === other.partyCode &&
  one.wishes.length === other.wishes.length &&
  one.wishes.every((label, at) => other.wishes[at] === label);

/** A draft that this phone has kept, or something else. */
export function isSaid(value: unknown): value is Said {
  if (typeof value !== "object" || value === null) return false;
  const { wishes, partyCode } = value as Record<string, unknown>;
  const isCode = partyCode === null || typeof partyCode === "string";
  return isCode && Array.isArray(wishes) && wishes.every((label) => typeof label === "string");
}
