import type { LineSays } from "#engines/sheets";
import { plainName } from "./names.ts";

/** A person as a line may mean one. */
export interface Candidate {
  id: string;
  name: string;
  phone: string;
  memberNumber: string;
  /** The number of theirs, where a line says the end of one. */
  document?: string;
  unions: readonly { name: string }[];
}

export type LineMatch = { outcome: "found"; id: string } | { outcome: "ambiguous" | "missing"; ids: string[] };

/**
 * Whom a line means among the people of that phone, number or name. One certain person is found; a number whose owner is
 * called otherwise, or a name that several bear, is for a person to decide.
 */
export function matchLine(says: LineSays, candidates: readonly Candidate[]): LineMatch {
  const unsure = (among: readonly Candidate[]): LineMatch => ({
    outcome: among.length === 0 ? "missing" : "ambiguous",
    ids: among.map(({ id }) => id),
  });
  const numbered = candidates.filter(
    (one) => one.phone === says.phone || (says.memberNumber !== undefined && one.memberNumber === says.memberNumber),
  );
  const [owner] = numbered;
  if (owner !== undefined)
    return numbered.length === 1 && (says.name === undefined || isCalled(owner, says.name)) && hasDocument(owner, says)
      ? { outcome: "found", id: owner.id }
      : unsure(numbered);
  if (says.name === undefined) return unsure([]);
  const { name } = says;
  const named = candidates.filter((one) => isCalled(one, name));
  // A phone that nobody here has, beside a name that somebody has: perhaps an old number, perhaps somebody else.
  if (says.phone !== undefined || says.memberNumber !== undefined) return unsure(named);
  const byTail = named.filter((one) => one.phone.endsWith(says.tail ?? "") && hasDocument(one, says));
  const byUnit = byTail.filter((one) =>
    says.words.some((word) => one.unions.some((union) => isLike(union.name, word))),
  );
  const [only] = byUnit.length > 0 ? byUnit : byTail;
  const left = byUnit.length > 0 ? byUnit.length : byTail.length;
  if (left === 1 && only !== undefined) return { outcome: "found", id: only.id };
  return unsure(byTail.length > 0 ? byTail : named);
}

const isCalled = (one: Candidate, name: string) => plainName(one.name) === plainName(name);
const hasDocument = ({ document = "" }: Candidate, { idTail = "" }: LineSays) => document.endsWith(idTail);
const isLike = (union: string, word: string) => word.length > 1 && (union.includes(word) || word.includes(union));
