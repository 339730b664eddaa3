import { readLine } from "#engines/sheets";
import { type Ctx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { matchLine } from "./match-lines.rules.ts";
import { maskPhone, searchForms } from "./names.ts";
import { listPeopleNamed, type PersonRow } from "./people.store.ts";
import { findPhone, phoneIndex } from "./sealed-fields.ts";

/** Of a very common name not more are shown than anybody would choose from. */
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
  const rows = await transact(ctx, (tx) =>
    listPeopleNamed(
      tx.db,
      {
        paths: pathsHolding(tx.actor, "people.view"),
        phoneIndexes: read.flatMap(({ says }) => (says.phone === undefined ? [] : [phoneIndex(secrets, says.phone)])),
        memberNumbers: read.flatMap(({ says }) => says.memberNumber ?? []),
        pinyins: read.flatMap(({ says }) => (says.name === undefined ? [] : [spelled(says.name)])),
      },
      mostCandidates,
    ),
  );
  const candidates = rows.map((row) => ({
    ...row,
    phone: findPhone(secrets, row) ?? "",
    memberNumber: row.memberNumber ?? "",
  }));
  const shown = new Map(candidates.map((one) => [one.id, present(one)]));
  return {
    lines: read.map(({ line, says }) => {
      const match = matchLine(says, candidates);
      const ids = match.outcome === "found" ? [match.id] : match.ids.slice(0, shownPerLine);
      return { line, outcome: match.outcome, people: ids.flatMap((id) => shown.get(id) ?? []) };
    }),
  };
}

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
