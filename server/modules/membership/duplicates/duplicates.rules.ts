import { type Likeness, likeness, type PersonTraits } from "#engines/sheets";
import { type DetailField, detailFields } from "../people.store.ts";

/**
 * From which score on two people of the register stand on the desk. Two good numbers under one name and birthday make 45: in a
 * province that is namesakes by the thousand, so more has to speak for it, such as the same union.
 */
export const deskFrom = 50;

/** Somebody of the register as far as they are compared. */
export interface Compared extends PersonTraits {
  id: string;
}

export interface FoundPair extends Likeness {
  /** The lower id. */
  firstId: string;
  secondId: string;
}

/** The pairs of a block that somebody should look at. */
export function pairsOf(block: readonly Compared[]): FoundPair[] {
  return block.flatMap((a, at) => block.slice(at + 1).flatMap((b) => pairOf(a, b) ?? []));
}

function pairOf(a: Compared, b: Compared): FoundPair | undefined {
  const like = likeness(a, b);
  if (like.score < deskFrom || a.id === b.id) return undefined;
  const [firstId = "", secondId = ""] = [a.id, b.id].sort();
  return { ...like, firstId, secondId };
}

/** What of a file can stay or be taken over; `document` is kind, number and whether it was verified, `union` the primary one. */
export const mergeFields = [
  "name",
  "document",
  "phone",
  "sex",
  "birthDate",
  "employmentForm",
  "tags",
  ...detailFields,
  "union",
] as const satisfies readonly (DetailField | string)[];
export type MergeField = (typeof mergeFields)[number];

/** The columns that a field stands for; those of sealed fields are written by themselves. */
export const columnsOf: Record<Exclude<MergeField, "document" | "phone" | "union">, readonly string[]> = {
  name: ["name", "pinyin", "initials"],
  ...{ sex: ["sex"], birthDate: ["birth_date"], employmentForm: ["employment_form"], tags: ["tags"] },
  ...{ ethnicity: ["ethnicity"], education: ["education"], politics: ["politics"], householdKind: ["household_kind"] },
  ...{ workType: ["work_type"], skillLevel: ["skill_level"], title: ["title"], employerName: ["employer_name"] },
  remark: ["remark"],
};

export type PlainField = keyof typeof columnsOf;
export const isPlainField = (field: string): field is PlainField => field in columnsOf;

export interface Holding {
  id: string;
  organisationId: string;
  primary: boolean;
}

/**
 * Which memberships end when two files become one, so that nobody is counted twice or stands twice in one union: of two primary
 * ones that of the union that was not chosen, and of two in the same union the lesser. Ids.
 */
export function endsWithMerge(
  { kept, merged }: { kept: readonly Holding[]; merged: readonly Holding[] },
  takesUnion: boolean,
): string[] {
  const primaries = { kept: kept.find(({ primary }) => primary), merged: merged.find(({ primary }) => primary) };
  const ending = new Set<string>();
  if (primaries.kept !== undefined && primaries.merged !== undefined) {
    const same = primaries.kept.organisationId === primaries.merged.organisationId;
    ending.add(takesUnion && !same ? primaries.kept.id : primaries.merged.id);
  }
  for (const one of merged) {
    const there = kept.find(({ organisationId }) => organisationId === one.organisationId);
    if (there === undefined || ending.has(one.id) || ending.has(there.id)) continue;
    ending.add(one.primary ? there.id : one.id);
  }
  return [...ending].sort();
}
