import { sql } from "kysely";
import type { Db } from "../database/db.ts";

export interface StoredCode {
  id: string;
  codeHmac: Buffer;
  triesLeft: number;
  expired: boolean;
}

/** Puts the one live code of a phone and purpose, replacing an earlier one; gives its end. */
export async function putCode(
  db: Db,
  code: { id: string; phoneIndex: Buffer; purpose: string; codeHmac: Buffer; tries: number; seconds: number },
): Promise<Date> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into kernel.one_time_password (phone_index, purpose, id, code_hmac, tries_left, expires_at)
    values (${code.phoneIndex}, ${code.purpose}, ${code.id}::uuid, ${code.codeHmac}, ${code.tries},
      clock_timestamp() + make_interval(secs => ${code.seconds}))
    on conflict (phone_index, purpose) do update set id = excluded.id, code_hmac = excluded.code_hmac,
      tries_left = excluded.tries_left, created_at = excluded.created_at, expires_at = excluded.expires_at
    returning expires_at`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("a one-time password was not stored");
  return row.expiresAt;
}

/** The live or just ended code, locked: two guesses at once are two guesses. */
export async function lockCode(db: Db, phoneIndex: Buffer, purpose: string): Promise<StoredCode | undefined> {
  const { rows } = await sql<StoredCode>`
    select id, code_hmac, tries_left, expires_at <= clock_timestamp() as expired
    from kernel.one_time_password where phone_index = ${phoneIndex} and purpose = ${purpose} for update`.execute(db);
  return rows[0];
}

export const countWrongTry = (db: Db, id: string) =>
  sql`update kernel.one_time_password set tries_left = tries_left - 1 where id = ${id}::uuid`.execute(db);

export const removeCode = (db: Db, id: string) =>
  sql`delete from kernel.one_time_password where id = ${id}::uuid`.execute(db);

export const sweepCodes = (db: Db) =>
  sql`delete from kernel.one_time_password where expires_at < clock_timestamp() - interval '1 day'`.execute(db);

export async function isAddressKnown(db: Db, addressIndex: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from kernel.known_address where address_index = ${addressIndex}`.execute(db);
  return rows.length > 0;
}

export const insertKnownAddress = (db: Db, addressIndex: Buffer) =>
  sql`insert into kernel.known_address as known (address_index) values (${addressIndex})
    on conflict (address_index) do update set seen_at = clock_timestamp()
    where known.seen_at < clock_timestamp() - interval '1 day'`.execute(db);

/** An address where nobody has signed in for three months is a stranger's again: addresses change hands. */
export const sweepAddresses = (db: Db) =>
  sql`delete from kernel.known_address where seen_at < clock_timestamp() - interval '90 days'`.execute(db);

export async function findLimitSettings(db: Db): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ value: Record<string, unknown> }>`
    select value from kernel.setting where key = 'sign_in.limits'`.execute(db);
  return rows[0]?.value ?? {};
}
