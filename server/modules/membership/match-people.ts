import { type LineSays, readLine } from "#engines/sheets";
import type { Actor } from "#kernel/actor";
import { type Ctx, type Tx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { pathsHolding } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { type Candidate, type LineMatch, matchLine } from "./match-lines.rules.ts";
import { maskPhone, searchForms } from "./names.ts";
import { listPeopleNamed, type PersonRow } from "./people.store.ts";
import { findIdNumber, findPhone, phoneIndex } from "./sealed-fields.ts";

/** Of one very common name not more are read than anybody would choose from; who is not read may be the one who is meant. */
const mostCandidates = 2000;
const shownPerLine = 20;

/**
 * Whom the lines of a pasted list mean (a 接龙, a column of a spreadsheet), among the people whom the actor may view: found,
 * not found, or to be chosen from several. Lines that are nobody are left out.
 */
export async function matchPeople(ctx: Ctx, secrets: Secrets, lines: readonly string[]) {
  const read = lines.flatMap((line) => {
    const says = readLine(line);
    return says === undefined ? [] : [{ line: line.trim(), says }];
  });
  const says = read.map((one) => one.says);
  const candidates = await transact(ctx, (tx) => candidatesOf(tx.db, secrets, { actor: tx.actor, says }));
  const shown = new Map(candidates.map((one) => [one.id, present(one)]));
  return {
    lines: read.map(({ line, says }) => {
      const match = matchAmong(says, candidates);
      const ids = match.outcome === "found" ? [match.id] : match.ids.slice(0, shownPerLine);
      return { line, outcome: match.outcome, people: ids.flatMap((id) => shown.get(id) ?? []) };
    }),
  };
}

/** Everybody whom these lines may mean, among the people whom the actor may view. */
async function candidatesOf(db: Db, secrets: Secrets, { actor, says }: { actor: Actor; says: readonly LineSays[] }) {
  const named = {
    paths: pathsHolding(actor, "people.view"),
    phoneIndexes: says.flatMap(({ phone }) => (phone === undefined ? [] : [phoneIndex(secrets, phone)])),
    memberNumbers: says.flatMap(({ memberNumber }) => memberNumber ?? []),
    pinyins: says.flatMap(({ name }) => (name === undefined ? [] : [spelled(name)])),
  };
  const rows = await listPeopleNamed(db, named, mostCandidates);
  const asksDocuments = says.some(({ idTail }) => idTail !== undefined);
  return rows.map((row) => ({
    ...{ ...row, phone: findPhone(secrets, row) ?? "", memberNumber: row.memberNumber ?? "" },
    ...(asksDocuments && { document: findIdNumber(secrets, row) ?? "" }),
  }));
}

/** As `matchLine`; where not everybody of a name was read, nobody is certain. */
function matchAmong(says: LineSays, candidates: readonly (Candidate & { pinyin: string })[]): LineMatch {
  const match = matchLine(says, candidates);
  if (isNumbered(says) || says.name === undefined) return match;
  const pinyin = spelled(says.name);
  if (candidates.filter((one) => one.pinyin === pinyin).length < mostCandidates) return match;
  return { outcome: "ambiguous", ids: match.outcome === "found" ? [match.id] : match.ids };
}

/** So many rows are looked for together. */
const togetherMost = 50;

/**
 * Whom the rows of a sheet mean, among the people whom the actor may view: one for certain, several, or nobody. In their order. The
 * transaction may see more than its actor.
 */
export async function findListed(tx: Tx, secrets: Secrets, says: readonly LineSays[]): Promise<LineMatch[]> {
  const matches: LineMatch[] = [];
  for (let from = 0; from < says.length; from += togetherMost) {
    const part = says.slice(from, from + togetherMost);
    // Who has a number is looked for by it alone.
    const asked = part.map((one) => (isNumbered(one) ? omitName(one) : one));
    const candidates = await candidatesOf(tx.db, secrets, { actor: tx.actor, says: asked });
    matches.push(...part.map((one) => matchAmong(one, candidates)));
  }
  return matches;
}

const isNumbered = ({ phone, memberNumber }: LineSays) => phone !== undefined || memberNumber !== undefined;
const omitName = ({ name: _, ...rest }: LineSays): LineSays => rest;

// Spelled as it was when they were entered; the index is on it.
const spelled = (name: string) => searchForms(name, "surname").pinyin;

const present = ({
  id,
  name,
  phone,
  memberNumber,
  unions,
}: Omit<PersonRow, "phone" | "memberNumber"> & { phone: string; memberNumber: string }) => ({
  ...{ id, name, memberNumber, phoneMasked: phone === "" ? "" : maskPhone(phone) },
  union: unions.find((one) => one.primary)?.name ?? unions[0]?.name ?? "",
});
