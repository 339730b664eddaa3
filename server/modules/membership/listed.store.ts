import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

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

/** Makes a member of whoever was on a list only: a number, a place, and the phone that they have shown. */
export const makeMember = (db: Db, p: { id: string; node: string; phone: { sealed: Buffer; index: Buffer } }) =>
  sql`update membership.person set member_number = lpad(nextval('membership.member_number')::text, 10, '0'),
      node = ${p.node}::ltree, phone = ${p.phone.sealed}, phone_index = ${p.phone.index}, phone_known_at = clock_timestamp(),
      phone_disputed_at = null, source = 'joining', updated_at = clock_timestamp()
    where id = ${p.id}::uuid`.execute(db);
