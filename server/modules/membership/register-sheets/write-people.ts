import type { AppliedLine, ApplyLine, RevertedLine, RevertLine, SheetWork, Values } from "#engines/sheets";
import { backAndKept } from "#engines/sheets";
import { isWithin } from "#kernel/policy";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { type BulkPerson, insertPeople } from "../bulk.ts";
import { replacePhone } from "../change-phone.ts";
import { lookLater } from "../duplicates/find-duplicates.ts";
import { hearPhone } from "../listed-people.ts";
import {
  type EmploymentForm,
  listPeopleByIds,
  type PersonDetails,
  type PersonRow,
  updatePerson,
} from "../people.store.ts";
import { asTaken, mergeFields } from "../person-fields.ts";
import { noteBroughtIn, noteChanged, noteTakenBack, noteTakenOut, type Touched } from "./note-people.ts";
import { valuesOf } from "./people-found.ts";
import { removeImported } from "./remove-imported.ts";
import { changeOf, completed, documentOf, membershipKeys, textOf } from "./row-values.ts";
import { takeBackMemberships } from "./take-back-memberships.ts";
import { type UnionPlace, unionsOf } from "./unions.ts";
import { freePhones, meetListed, writeMemberships } from "./write-memberships.ts";

/** Brings new people in and changes the fields of those that are known; of a roster, their membership too. */
export async function writePeople(
  work: SheetWork,
  lines: readonly ApplyLine[],
  { members }: { members: boolean },
): Promise<AppliedLine[]> {
  const inserts = lines.filter(({ outcome }) => outcome === "insert");
  const met = members ? await meetListed(work, inserts) : [];
  const metRows = new Set(met.map(({ row }) => row));
  const fresh = inserts.filter(({ row }) => !metRows.has(row));
  const ids = await bringIn(work, fresh, members);
  const changed = [...lines.filter(({ outcome }) => outcome === "update"), ...met];
  const changes = changed.map(({ targetId, values, fields }) => ({
    ...{ id: targetId ?? "", fields, values: completed(values, work.place.today) },
  }));
  await noteChanged(work, await changePeople(work, changes));
  if (members) await writeMemberships(work, changes);
  await lookLater(work.tx, [...ids, ...changes.map(({ id }) => id)]);
  return [
    ...fresh.map(({ row }, at) => ({ row, targetId: ids[at] ?? "" })),
    ...changed.map(({ row, targetId, ...line }) => ({
      ...{ row, targetId: targetId ?? "" },
      ...("before" in line ? { met: { before: line.before, fields: line.fields } } : {}),
    })),
  ];
}

async function bringIn(work: SheetWork, fresh: readonly ApplyLine[], members: boolean): Promise<string[]> {
  const unions = await unionsOf(
    work,
    fresh.map(({ values }) => textOf(values, "union")),
  );
  const people = fresh.map(({ values }, at) => personOf(completed(values, work.place.today), unions[at], members));
  if (members) await freePhones(work, people);
  const ids = await insertPeople(work.tx, work.secrets, people, work.place.today).catch(asTaken);
  await noteBroughtIn(
    work,
    people.map(({ union }, at) => ({ id: ids[at] ?? "", node: union.node })),
  );
  return ids;
}

function personOf(values: Values, union: UnionPlace | undefined, member: boolean): BulkPerson {
  if (union === undefined) throw new Error("a row without a union was to be written");
  const document = documentOf(values);
  return {
    name: textOf(values, "name") ?? "",
    phone: textOf(values, "phone") ?? null,
    sex: (values.sex as "female" | "male" | null) ?? null,
    birthDate: textOf(values, "birthDate") ?? null,
    employmentForm: (textOf(values, "employmentForm") ?? "standard") as EmploymentForm,
    tags: [],
    verified: false,
    details: changeOf(values, detailsGiven(values)) as Partial<PersonDetails>,
    memberSince: textOf(values, "joinedOn"),
    ...{ union, member, source: "import" },
    ...(document === undefined ? {} : { document }),
  };
}

const beyondDetails = new Set(["name", "sex", "birthDate", "employmentForm", "idKind", "idNumber"]);
const detailsGiven = (values: Values) => Object.keys(values).filter((key) => !beyondDetails.has(key));

interface Change {
  id: string;
  fields: readonly string[];
  /** What the fields become. */
  values: Values;
}

/** Sets fields of people's files; whoever gets another phone signs in with that one from now on. Gives whom it changed. */
async function changePeople({ tx, secrets, place }: SheetWork, changes: readonly Change[]): Promise<Touched[]> {
  if (changes.length === 0) return [];
  const rows = new Map(
    (
      await listPeopleByIds(
        tx.db,
        changes.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  for (const { id, fields, values } of changes) {
    const before = rows.get(id);
    if (before === undefined) throw new Error("a person to be changed is gone");
    const write = { secrets, personId: id, today: place.today };
    await updatePerson(tx.db, id, mergeFields(write, before, changeOf(values, fields))).catch(asTaken);
    await refreshPrincipal(tx, id); // what decides who may take part is read with the sign-in
    const phone = textOf(values, "phone");
    if (!fields.includes("phone") || phone === undefined) continue;
    if (before.memberNumber === null) await hearPhone(tx, secrets, { id, phone });
    else await replacePhone(tx, secrets, before, { phone, reason: place.fileName });
  }
  return changes.map(({ id, fields }) => ({ id, fields, node: rows.get(id)?.node ?? place.node }));
}

/**
 * Takes back what an import wrote: fields that still say what it wrote get what they said before, the others stay; people whom
 * it brought in go, unless somebody has done something with them since.
 */
export async function takeBackPeople(work: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]> {
  const { tx, secrets, place } = work;
  const rows = new Map(
    (
      await listPeopleByIds(
        tx.db,
        lines.map(({ targetId }) => targetId),
      )
    )
      // Whoever belongs to another union by now is that union's to change.
      .filter(({ node }) => isWithin(node, place.node))
      .map((row) => [row.id, row]),
  );
  const inserted = lines.filter(({ outcome }) => outcome === "insert");
  const untouched = inserted.filter(({ targetId, values }) => isAsWritten(work, rows.get(targetId), values));
  const removed = await removeImported(
    tx,
    untouched.map(({ targetId }) => targetId),
  );
  await noteTakenOut(
    work,
    [...removed].map((id) => ({ id, node: rows.get(id)?.node ?? place.node })),
  );
  const updated = lines.filter(({ outcome }) => outcome === "update");
  const ofFile = (fields: readonly string[]) => fields.filter((field) => !membershipKeys.includes(field));
  const merges = updated.map((line) => {
    const now = rows.get(line.targetId);
    const written = completed(line.values, place.today);
    const merged =
      now === undefined
        ? { back: [], kept: ofFile(line.fields) }
        : backAndKept(ofFile(line.fields), { written, now: valuesOf(secrets, now) });
    return { line, ...merged };
  });
  const restored = merges.flatMap(({ line, back }) =>
    back.length === 0 ? [] : { id: line.targetId, fields: back, values: line.before },
  );
  const keptThere = await takeBackMemberships(work, updated, rows);
  await noteTakenBack(work, await changePeople(work, restored));
  return [
    ...inserted.map(({ row, targetId }) => ({ row, kept: removed.has(targetId) ? [] : ["*"] })),
    ...merges.map(({ line: { row }, kept }) => ({ row, kept: [...kept, ...(keptThere.get(row) ?? [])] })),
  ];
}

/** True while the file of somebody who was brought in says what the row said. */
function isAsWritten({ secrets, place }: SheetWork, row: PersonRow | undefined, values: Values): boolean {
  if (row === undefined) return false;
  const now = valuesOf(secrets, row);
  const written = completed(values, place.today);
  const fields = Object.keys(now).filter((key) => key !== "employmentForm" || textOf(values, key) !== undefined);
  return backAndKept(fields, { written, now }).kept.length === 0;
}
