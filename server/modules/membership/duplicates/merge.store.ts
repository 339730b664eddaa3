import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { stayingRows } from "#kernel/person-references";
import type { Secrets } from "#kernel/secrets/secrets";
import { movePerson } from "../people.store.ts";
import {
  findIdNumber,
  findPhone,
  type IdKind,
  idIndex,
  phoneIndex,
  sealIdNumber,
  sealPhone,
} from "../sealed-fields.ts";
import { columnsOf, type MergeField, type PlainField } from "./duplicates.rules.ts";

export interface LockedPerson {
  id: string;
  node: string;
  memberNumber: string | null;
  phone: Buffer | null;
  phoneIndex: Buffer | null;
  idKind: IdKind | null;
  idNumber: Buffer | null;
  verifiedAt: Date | null;
  /** When somebody last showed that the number is theirs, as PostgreSQL writes it: never is -infinity. */
  phoneKnownAt: string;
  leftAt: Date | null;
}

/** Two files, locked in the order of their ids, so that merges of overlapping pairs go one after another. */
export async function lockTwo(db: Db, ids: readonly [string, string]): Promise<Map<string, LockedPerson>> {
  const { rows } =
    await sql<LockedPerson>`select id, node::text as node, member_number, phone, phone_index, id_kind, id_number,
      verified_at, phone_known_at::text as phone_known_at, left_at
    from membership.person where id = any(${[...ids]}::uuid[]) order by id for update`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the file of the one who stays said in these fields, as their columns. */
export async function fieldsBefore(
  db: Db,
  id: string,
  fields: readonly PlainField[],
): Promise<Record<string, unknown>> {
  const columns = fields.flatMap((field) => columnsOf[field]);
  const { rows } = await sql<{ before: Record<string, unknown> }>`
    select coalesce((select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(p)) where key = any(${columns}::text[])), '{}') as before
    from membership.person p where p.id = ${id}::uuid`.execute(db);
  return rows[0]?.before ?? {};
}

/** Takes these fields over from another file. */
export async function takeFields(db: Db, { from, to }: FromTo, fields: readonly PlainField[]): Promise<void> {
  const columns = fields.flatMap((field) => columnsOf[field]);
  if (columns.length === 0) return;
  await sql`update membership.person p set ${sql.join(columns.map((name) => sql`${sql.ref(name)} = o.${sql.ref(name)}`))},
      updated_at = clock_timestamp()
    from membership.person o where p.id = ${to}::uuid and o.id = ${from}::uuid`.execute(db);
}

/** Gives a field back what it said before, as long as it says what the merge wrote; false when somebody has changed it since. */
export async function giveFieldBack(
  db: Db,
  { from, to }: FromTo,
  field: PlainField,
  before: Record<string, unknown>,
): Promise<boolean> {
  const columns = columnsOf[field].map((name) => sql.ref(name));
  const { rows } =
    await sql`update membership.person p set ${sql.join(columns.map((name) => sql`${name} = b.${name}`))},
      updated_at = clock_timestamp()
    from membership.person o, jsonb_populate_record(null::membership.person, ${JSON.stringify(before)}::jsonb) b
    where p.id = ${to}::uuid and o.id = ${from}::uuid
      and ${sql.join(
        columns.map((name) => sql`p.${name} is not distinct from o.${name}`),
        sql` and `,
      )} returning 1`.execute(db);
  return rows.length > 0;
}

export interface FromTo {
  from: string;
  to: string;
}

/**
 * The phone of a file from now on, sealed for its person; that it went from file to file shows nobody's right to it. Links of parent apps
 * end with the former number.
 */
export async function putPhone(
  db: Db,
  secrets: Secrets,
  id: string,
  { phone, phoneKnownAt }: { phone: string | undefined; phoneKnownAt: string },
): Promise<void> {
  const sealed = phone === undefined ? { sealed: null, index: null } : sealPhone(secrets, id, phone);
  await sql`with links as (delete from membership.person_identity where person_id = ${id}::uuid)
    update membership.person set phone = ${sealed.sealed}, phone_index = ${sealed.index},
      phone_known_at = ${phoneKnownAt}::timestamptz, phone_disputed_at = null, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);
}

export interface DocumentBefore {
  kind: IdKind | null;
  number: string | undefined;
  verifiedAt: string | null;
}

/** The identity document of a file from now on, and when it was verified. */
export async function putDocument(db: Db, secrets: Secrets, id: string, document: DocumentBefore): Promise<void> {
  const { kind, number, verifiedAt } = document;
  const sealed =
    kind === null || number === undefined
      ? { kind: null, sealed: null, index: null }
      : { kind, ...sealIdNumber(secrets, id, { kind, number }) };
  await sql`update membership.person set id_kind = ${sealed.kind}, id_number = ${sealed.sealed}, id_index = ${sealed.index},
      verified_at = ${verifiedAt}::timestamptz, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);
}

export const documentOf = (secrets: Secrets, person: LockedPerson): DocumentBefore => ({
  kind: person.idKind,
  number: findIdNumber(secrets, person),
  verifiedAt: person.verifiedAt?.toISOString() ?? null,
});

/** True when nobody else in the register has this number. */
export async function isFree(
  db: Db,
  secrets: Secrets,
  given: { id: string; phone?: string | undefined; document?: DocumentBefore },
): Promise<boolean> {
  const { kind = null, number } = given.document ?? {};
  const index = {
    phone: given.phone === undefined ? null : phoneIndex(secrets, given.phone),
    id: kind === null || number === undefined ? null : idIndex(secrets, { kind, number }),
  };
  const { rows } = await sql`select from membership.person where left_at is null and id <> ${given.id}::uuid
    and (phone_index = ${index.phone}::bytea or id_index = ${index.id}::bytea)`.execute(db);
  return rows.length === 0;
}

export const samePhone = (secrets: Secrets, a: LockedPerson, b: LockedPerson): boolean =>
  findPhone(secrets, a) === findPhone(secrets, b);

/** Closes a file, or opens it again. */
export const setLeft = (db: Db, id: string, left: boolean) =>
  sql`update membership.person set left_at = case when ${left}::boolean then clock_timestamp() end, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

/** Rows by table: the key beside the person, and what the rest was. */
export type Moved = Record<string, { key: Record<string, unknown>; was: string }[]>;

/** Lets the rows of every room follow; gives which went, and in which tables some stayed. See kernel.move_person_rows. */
export async function moveRows(db: Db, { from, to }: FromTo, only?: Moved): Promise<{ moved: Moved; left: string[] }> {
  const { rows } = await sql<{
    moved: Moved & { left: Record<string, number> };
  }>`select kernel.move_person_rows(${from}::uuid,
    ${to}::uuid, ${stayingRows()}::text[], ${only === undefined ? null : JSON.stringify(only)}::jsonb) as moved`.execute(
    db,
  );
  const { left, ...moved } = rows[0]?.moved ?? { left: {} };
  return { moved: moved as Moved, left: Object.keys(left) };
}

/** Where the primary membership of a person is, or else where they were; what waits with the file goes along. */
export async function settleNode(db: Db, id: string, otherwise: string): Promise<void> {
  const { rows } = await sql<{ node: string }>`select node::text as node from membership.membership
    where person_id = ${id}::uuid and is_primary and valid_to is null`.execute(db);
  await movePerson(db, id, rows[0]?.node ?? otherwise);
}

export interface EndedMembership {
  id: string;
  state: string;
  /** YYYY-MM-DD. */
  on: string;
}

/** Opens a membership again that a merge has ended, if it is as that left it and nothing has taken its place; false otherwise. */
export async function reopen(db: Db, ended: EndedMembership): Promise<boolean> {
  const { rows } = await sql`update membership.membership m set state = ${ended.state}, valid_to = null
    where m.id = ${ended.id}::uuid and m.state = 'closed' and m.valid_to = ${ended.on}::date
      and not exists (select from membership.membership o where o.person_id = m.person_id and o.valid_to is null
        and (o.organisation_id = m.organisation_id or (o.is_primary and m.is_primary)))
      and not exists (select from membership.organisation g where g.id = m.organisation_id and g.state = 'closed')
    returning 1`.execute(db);
  return rows.length > 0;
}

export interface NewMerge {
  id: string;
  personId: string;
  mergedId: string;
  node: string;
  nodeBefore: string;
  taken: readonly MergeField[];
  before: Record<string, unknown>;
  phone: Buffer | null;
  idNumber: Buffer | null;
  ended: EndedMembership[];
  moved: Moved;
  reason: string;
  by: string;
  kept: string[];
}

export const insertMerge = (db: Db, m: NewMerge) =>
  sql`insert into membership.merge (id, person_id, merged_id, node, node_before, taken, before, phone, id_number, ended, moved, reason,
      by_label, kept)
    values (${m.id}::uuid, ${m.personId}::uuid, ${m.mergedId}::uuid, ${m.node}::ltree, ${m.nodeBefore}::ltree, ${[...m.taken]}::text[],
      ${JSON.stringify(m.before)}::jsonb, ${m.phone}, ${m.idNumber}, ${JSON.stringify(m.ended)}::jsonb, ${JSON.stringify(m.moved)}::jsonb,
      ${m.reason}, ${m.by}, ${m.kept}::text[])`.execute(db);

export interface MergeRow extends Omit<NewMerge, "by"> {
  byLabel: string;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
}

const columns =
  sql.raw(`id, person_id, merged_id, node::text as node, node_before::text as node_before, taken, before, phone, id_number,
  ended, moved, reason, by_label, at, undone_at, undone_by, kept`);

export async function lockMerge(db: Db, id: string): Promise<MergeRow | undefined> {
  const { rows } =
    await sql<MergeRow>`select ${columns} from membership.merge where id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

export const setUndone = (db: Db, id: string, { by, kept }: { by: string; kept: readonly string[] }) =>
  sql`update membership.merge set undone_at = clock_timestamp(), undone_by = ${by}, kept = ${[...kept]}::text[]
    where id = ${id}::uuid`.execute(db);

export interface MergeItemRow {
  id: string;
  personId: string;
  name: string;
  memberNumber: string | null;
  mergedId: string;
  mergedName: string;
  mergedNumber: string | null;
  node: string;
  reason: string;
  by: string;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
  kept: string[];
}

/** The last merges below these subtrees, newest first, at most a hundred. */
export async function listMerges(db: Db, paths: readonly string[]): Promise<MergeItemRow[]> {
  const { rows } =
    await sql<MergeItemRow>`select m.id, m.person_id, p.name, p.member_number, m.merged_id, o.name as merged_name,
      o.member_number as merged_number, m.node::text as node, m.reason, m.by_label as by, m.at, m.undone_at, m.undone_by, m.kept
    from membership.merge m join membership.person p on p.id = m.person_id join membership.person o on o.id = m.merged_id
    where m.node <@ any(${[...paths]}::ltree[]) order by m.at desc, m.id limit 100`.execute(db);
  return rows;
}

/** Merges that stand and whose closed file has rows in some room all the same, oldest first. */
export async function listLate(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select m.id from membership.merge m where m.undone_at is null
    and m.merged_id in (select kernel.people_with_rows(
      array(select merged_id from membership.merge where undone_at is null), ${stayingRows()}::text[]))
    order by m.at, m.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** What has followed and what stayed, by now. */
export const setFollowed = (db: Db, id: string, { moved, kept }: { moved: Moved; kept: readonly string[] }) =>
  sql`update membership.merge set moved = ${JSON.stringify(moved)}::jsonb, kept = ${[...kept]}::text[] where id = ${id}::uuid`.execute(
    db,
  );
