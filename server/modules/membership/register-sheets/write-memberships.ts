import { type ApplyLine, differingFields, type SheetWork, type Values } from "#engines/sheets";
import { recordMany } from "#kernel/audit/audit";
import { isWithin } from "#kernel/policy";
import { freeListedPhones, lockListedByDocuments } from "../listed.store.ts";
import { becomeMember } from "../listed-people.ts";
import { moveMember } from "../memberships.ts";
import { listPeopleByIds } from "../people.store.ts";
import { idIndex, phoneIndex } from "../sealed-fields.ts";
import { correctJoined } from "./joined.store.ts";
import { knownOf, standingsOf } from "./people-found.ts";
import { beforeOf } from "./propose-person.rules.ts";
import { completed, documentOf, textOf } from "./row-values.ts";
import { unionsOf } from "./unions.ts";

/** A row that was to bring somebody in whom another union has on a list: which fields of their file it changes, and what they were. */
type MetLine = ApplyLine & { targetId: string; before: Values };

/** Who of the rows to be brought in is on a list already that the import does not reach: they keep that file. */
export async function meetListed({ tx, secrets, place }: SheetWork, lines: readonly ApplyLine[]): Promise<MetLine[]> {
  const byIndex = new Map(
    lines.flatMap((line) => {
      const document = documentOf(line.values);
      return document === undefined ? [] : [[idIndex(secrets, document).toString("hex"), line] as const];
    }),
  );
  const listed = await lockListedByDocuments(
    tx.db,
    [...byIndex.keys()].map((hex) => Buffer.from(hex, "hex")),
  );
  if (listed.length === 0) return [];
  const ids = listed.map(({ id }) => id);
  const standingOf = await standingsOf(tx.db, ids);
  const rows = await listPeopleByIds(tx.db, ids);
  return rows.flatMap((row) => {
    const line = byIndex.get(row.idIndex?.toString("hex") ?? "");
    if (line === undefined || isWithin(row.node, place.node)) return [];
    const known = knownOf(secrets, row, standingOf(row.id));
    const written = completed(line.values, place.today);
    const fields = [...differingFields(written, known.values), "union"];
    if (textOf(written, "joinedOn") !== undefined) fields.push("joinedOn");
    return { ...line, targetId: row.id, fields, before: beforeOf(known) };
  });
}

/** The numbers of new members are no longer those of people who have them by a list alone. */
export async function freePhones(work: SheetWork, people: readonly { phone: string | null }[]): Promise<void> {
  const { tx, secrets, place } = work;
  const indexes = people.flatMap(({ phone }) => (phone === null ? [] : [phoneIndex(secrets, phone)]));
  const freed = await freeListedPhones(tx.db, indexes);
  const { node, importId, askedBy } = place;
  await recordMany(
    tx,
    {
      ...{ node, action: "person.phone_freed", object: { type: "import", id: importId } },
      detail: { importId, staffAccountId: askedBy },
    },
    { type: "person", subjects: freed.map((one) => ({ ...one, facts: {} })) },
  );
}

interface Change {
  id: string;
  fields: readonly string[];
  values: Values;
}

/** What rows say of the membership of people who are known: it begins, goes to another union, or began on another day. */
export async function writeMemberships(work: SheetWork, changes: readonly Change[]): Promise<void> {
  const { tx, place } = work;
  const moving = changes.filter(({ fields }) => fields.includes("union"));
  const unions = await unionsOf(
    work,
    moving.map(({ values }) => textOf(values, "union")),
  );
  const rows = await listPeopleByIds(
    tx.db,
    moving.map(({ id }) => id),
  );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  for (const [at, { id, values }] of moving.entries()) {
    const person = rowOf.get(id);
    const union = unions[at];
    if (person === undefined || union === undefined)
      throw new Error("a row without a person or a union was to be written");
    if (person.memberNumber !== null) await moveMember(tx, person, { to: union, reason: place.fileName });
    else await becomeMember(tx, person, { union, since: textOf(values, "joinedOn") ?? place.today });
  }
  const begun = new Set(rows.filter(({ memberNumber }) => memberNumber === null).map(({ id }) => id));
  for (const { id, fields, values } of changes) {
    const day = textOf(values, "joinedOn");
    if (fields.includes("joinedOn") && day !== undefined && !begun.has(id)) await correctJoined(tx.db, id, day);
  }
}
