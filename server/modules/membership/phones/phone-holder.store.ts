import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface PhoneHolder {
  id: string;
  node: string;
  name: string;
  idNumber: Buffer | null;
  /**
   * Nobody has shown for so long that this number is theirs that it may be somebody else's by now. A session that goes on shows
   * nothing of the kind: it lives on a phone that may have lost the number long ago.
   */
  stale: boolean;
  /** Whoever holds it has said that the account is not theirs. */
  disputed: boolean;
}

/** Whose number this is, held until the transaction ends: who takes it away meanwhile comes after it. */
export async function holdPhoneHolder(db: Db, phoneIndex: Buffer, staleDays: number): Promise<PhoneHolder | undefined> {
  const { rows } = await sql<PhoneHolder>`select p.id, p.node::text as node, p.name, p.id_number,
      p.phone_known_at < clock_timestamp() - make_interval(days => ${staleDays}) as stale,
      p.phone_disputed_at is not null as disputed
    from membership.person p
    where p.phone_index = ${phoneIndex} and p.left_at is null and p.member_number is not null for no key update of p`.execute(
    db,
  );
  return rows[0];
}

/** The number is the person's, as of now; once a day is enough. */
export const notePhoneKnown = (db: Db, id: string) =>
  sql`update membership.person set phone_known_at = clock_timestamp()
    where id = ${id}::uuid and phone_known_at < clock_timestamp() - interval '1 day'`.execute(db);

export const disputePhone = (db: Db, id: string) =>
  sql`update membership.person set phone_disputed_at = coalesce(phone_disputed_at, clock_timestamp()) where id = ${id}::uuid`.execute(
    db,
  );

/** It is the person's after all; who signs in next is still asked who they are. */
export const clearDispute = (db: Db, id: string) =>
  sql`update membership.person set phone_disputed_at = null where id = ${id}::uuid`.execute(db);

/** The file goes on without a number. */
export const takePhoneAway = (db: Db, id: string) =>
  sql`update membership.person set phone = null, phone_index = null, phone_disputed_at = null, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export interface DisputedPhone {
  id: string;
  node: string;
  name: string;
  at: Date;
}

/** Disputed numbers below these nodes, the oldest first. */
export async function listDisputed(db: Db, paths: string[], id?: string): Promise<DisputedPhone[]> {
  const { rows } = await sql<DisputedPhone>`select id, node::text as node, name, phone_disputed_at as at
    from membership.person where phone_disputed_at is not null and left_at is null and node <@ any(${paths}::ltree[])
      and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    order by phone_disputed_at, id limit 100`.execute(db);
  return rows;
}
