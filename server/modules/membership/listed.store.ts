import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { PersonSource } from "./people.store.ts";

// Somebody on a list of others' (a survey, a roster of non-members) has a file and no member number. What that list says of phone and
// document is hearsay: it holds until the human being comes.

/** Takes a number away from whoever has it by a list alone; gives their files. */
export async function freeListedPhone(
  db: Db,
  phoneIndex: Buffer,
  butId: string | undefined,
): Promise<{ id: string; node: string }[]> {
  const { rows } = await sql<{ id: string; node: string }>`update membership.person
    set phone = null, phone_index = null, phone_disputed_at = null, updated_at = clock_timestamp()
    where phone_index = ${phoneIndex} and left_at is null and member_number is null
      and id is distinct from ${butId ?? null}::uuid returning id, node::text as node`.execute(db);
  return rows;
}

/** The file with this document of somebody who is on a list and no member, locked. */
export async function lockListedByDocument(db: Db, idIndex: Buffer): Promise<{ id: string; node: string } | undefined> {
  const { rows } = await sql<{ id: string; node: string }>`select id, node::text as node from membership.person
    where id_index = ${idIndex} and left_at is null and member_number is null for update`.execute(db);
  return rows[0];
}

/** The files with these documents of people who are on a list and no members, locked. */
export async function lockListedByDocuments(
  db: Db,
  idIndexes: readonly Buffer[],
): Promise<{ id: string; idIndex: Buffer }[]> {
  const { rows } = await sql<{ id: string; idIndex: Buffer }>`select p.id, p.id_index
    from unnest(${[...idIndexes]}::bytea[]) as i (id_index) cross join lateral (select id, id_index from membership.person
      where id_index = i.id_index and left_at is null and member_number is null for update) p`.execute(db);
  return rows;
}

/** As `freeListedPhone`, for many numbers at once. */
export async function freeListedPhones(
  db: Db,
  phoneIndexes: readonly Buffer[],
): Promise<{ id: string; node: string }[]> {
  const { rows } = await sql<{ id: string; node: string }>`update membership.person p
    set phone = null, phone_index = null, phone_disputed_at = null, updated_at = clock_timestamp()
    from (select l.id from unnest(${[...phoneIndexes]}::bytea[]) as i (phone_index) cross join lateral (
      select id from membership.person where phone_index = i.phone_index and left_at is null and member_number is null offset 0) l) held
    where p.id = held.id returning p.id, p.node::text as node`.execute(db);
  return rows;
}

/** Makes a member of whoever was on a list only: a number and a place; `source` where the list no longer says who they are. */
export const makeMember = (db: Db, p: { id: string; node: string; source?: PersonSource }) =>
  sql`update membership.person set member_number = lpad(nextval('membership.member_number')::text, 10, '0'),
      node = ${p.node}::ltree, source = coalesce(${p.source ?? null}, source), updated_at = clock_timestamp()
    where id = ${p.id}::uuid`.execute(db);

/** Takes memberships back that an import gave to people who were on a list only, and puts their files where they lay. */
export async function unmakeMembers(db: Db, people: readonly { id: string; node: string }[]): Promise<void> {
  const ids = people.map(({ id }) => id);
  await sql`update membership.person p set member_number = null, node = b.node::ltree, updated_at = clock_timestamp()
    from unnest(${ids}::uuid[], ${people.map(({ node }) => node)}::text[]) as b (id, node) where p.id = b.id`.execute(
    db,
  );
  await sql`delete from membership.membership where person_id = any(${ids}::uuid[])`.execute(db);
}
