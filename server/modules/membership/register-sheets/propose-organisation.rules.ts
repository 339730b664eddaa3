import { type Defect, differingFields, type GivenLine, type Proposal, type Values } from "#engines/sheets";
import { organisationCodeDoubt } from "#wire/organisation-code";
import { mayContain, type OrganisationKind } from "#wire/organisation-kinds";

/** An organisation of the register that a row may mean or stand under. */
export interface KnownOrganisation {
  id: string;
  parentId: string | null;
  name: string;
  shortName: string;
  kind: OrganisationKind;
  /** What the register says, by the keys of the sheet. */
  values: Values;
}

/** Something that a row can be put under: one of the register, or one that an earlier row sets up. */
export interface Parent {
  id?: string;
  kind: OrganisationKind;
}

export interface Known {
  organisations: readonly KnownOrganisation[];
  /** The import's own. */
  top: { id: string; kind: OrganisationKind };
}

/** A name without blanks and kinds of letters. */
export const plainName = (name: unknown): string =>
  String(name ?? "")
    .normalize("NFKC")
    .replace(/\s/gu, "")
    .toLowerCase();

export const kindOf = (values: Values): OrganisationKind => (values.kind ?? "base") as OrganisationKind;

/** What earlier rows of a file set up, by name. */
export type Earlier = Map<string, { parent: string; kind: OrganisationKind }[]>;

/** What rows do to the register, in their order. A row may stand under one that an earlier row sets up; what these do joins `earlier`. */
export function proposeOrganisations(lines: readonly GivenLine[], known: Known, earlier: Earlier): Proposal[] {
  return lines.map((line) => {
    const name = plainName(line.values.name);
    const parent = parentOf(line.values, known, (called) => (earlier.get(called) ?? []).map(({ kind }) => ({ kind })));
    if ("refused" in parent) return parent.refused;
    const under = plainName(line.values.parent);
    const same = earlier.get(name) ?? [];
    if (same.some((one) => one.parent === under)) return refused("name", "organisation.twice_in_file");
    const proposal = proposeOne(line, parent.found, known.organisations);
    if (proposal.outcome !== "refused") earlier.set(name, [...same, { parent: under, kind: kindOf(line.values) }]);
    return proposal;
  });
}

/** What a row is to stand under: by code, by whole name, by short name, then by an earlier row; nothing is guessed. */
export function parentOf(
  { parent }: Values,
  { organisations, top }: Known,
  earlier: (name: string) => readonly Parent[],
): { found: Parent } | { refused: Proposal } {
  if (parent === null || parent === undefined) return { found: top };
  const called = plainName(parent);
  const ways = [
    organisations.filter((one) => plainName(one.values.creditCode) === called && one.values.creditCode !== null),
    organisations.filter((one) => plainName(one.name) === called),
    organisations.filter((one) => plainName(one.shortName) === called),
    earlier(called),
  ];
  const found = ways.find((way) => way.length > 0) ?? [];
  const [only] = found;
  if (only === undefined) return { refused: refused("parent", "organisation.parent_unknown") };
  return found.length === 1 ? { found: only } : { refused: refused("parent", "organisation.parent_several") };
}

function proposeOne(line: GivenLine, parent: Parent, organisations: readonly KnownOrganisation[]): Proposal {
  const { values, decided } = line;
  if (decided?.as === "same") {
    const same = organisations.find(({ id }) => id === decided.targetId);
    return same === undefined ? refused("name", "organisation.gone") : update(values, same, parent);
  }
  if (decided?.as === "new") return insert(values, parent);
  const called = organisations.filter((one) => plainName(one.name) === plainName(values.name));
  const coded = organisations.filter(
    (one) => values.creditCode !== null && one.values.creditCode === values.creditCode,
  );
  const both = called.filter((one) => coded.includes(one));
  const [only] = both;
  if (both.length === 1 && only !== undefined) return update(values, only, parent);
  if (coded.length > 0) return conflict(coded, "code");
  const here = called.filter((one) => values.parent === null || one.parentId === parent.id);
  const [one] = here;
  if (here.length === 1 && one !== undefined) return update(values, one, parent);
  return called.length > 0 ? conflict(called, "name") : insert(values, parent);
}

const conflict = (organisations: readonly KnownOrganisation[], reason: "code" | "name"): Proposal => ({
  outcome: "conflict",
  candidates: organisations.map(({ id }) => ({ id, score: reason === "code" ? 90 : 70, reasons: [reason] })),
});

function insert(values: Values, parent: Parent): Proposal {
  if (!mayContain(parent.kind, kindOf(values))) return refused("kind", "organisation.kind_not_under_parent");
  if (isTermHalf(values)) return refused("termYears", "organisation.term_incomplete");
  return { outcome: "insert", notes: codeNotes(values, kindOf(values)) };
}

function update(values: Values, target: KnownOrganisation, parent: Parent): Proposal {
  const sameName = plainName(values.name) === plainName(target.name);
  const stays = (field: string) => field === "kind" || (field === "name" && sameName);
  const fields = differingFields(values, target.values).filter((field) => !stays(field));
  if (isTermHalf({ ...target.values, ...given(values) })) return refused("termYears", "organisation.term_incomplete");
  const notes: Defect[] = fields.includes("creditCode") ? codeNotes(values, target.kind) : [];
  if (values.kind !== null && values.kind !== target.kind)
    notes.push({ column: "kind", code: "organisation.kind_stays" });
  if (values.parent !== null && parent.id !== target.parentId)
    notes.push({ column: "parent", code: "organisation.parent_stays" });
  const outcome = fields.length === 0 ? "unchanged" : "update";
  return { outcome, targetId: target.id, before: target.values, fields, notes };
}

const given = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
const isTermHalf = ({ termFrom, termYears }: Values): boolean =>
  (termFrom ?? null) === null ? (termYears ?? null) !== null : (termYears ?? null) === null;

/** A doubtful code is kept and told, never refused. */
const codeNotes = ({ creditCode }: Values, kind: OrganisationKind): Defect[] =>
  typeof creditCode === "string" && organisationCodeDoubt(creditCode, kind) !== undefined
    ? [{ column: "creditCode", code: "organisation.code_doubtful" }]
    : [];

const refused = (column: string, code: string): Proposal => ({ outcome: "refused", defects: [{ column, code }] });
