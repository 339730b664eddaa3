import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** Numbered units: a label is in one quota at a time and with one live claim at most. */

export const freeUnit = (db: Db, claimId: string) =>
  sql`update stock.unit set claim_id = null where claim_id = ${claimId}`.execute(db);

/** Gives the free labels of a share to its whole, behind those that it has. Gives how many. */
export async function moveFreeUnits(db: Db, from: string, to: string): Promise<number> {
  const moved = await sql`update stock.unit u set quota_id = ${to}, ordinal = last.ordinal + free.place
    from (select ordinal, row_number() over (order by ordinal)::integer as place from stock.unit
        where quota_id = ${from} and claim_id is null) free,
      (select coalesce(max(ordinal), 0) as ordinal from stock.unit where quota_id = ${to}) last
    where u.quota_id = ${from} and u.ordinal = free.ordinal`.execute(db);
  return Number(moved.numAffectedRows ?? 0n);
}

/** True when a quota or one of its shares has one of these labels. */
export async function hasLabels(db: Db, quotaId: string, labels: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from stock.unit where label = any (${[...labels]}::text[]) and quota_id in
    (select id from stock.quota where id = ${quotaId} or parent_id = ${quotaId}) limit 1`.execute(db);
  return rows.length > 0;
}

export const assignUnit = (db: Db, quotaId: string, claimId: string) =>
  sql`select stock.assign_units(${quotaId}::uuid, array[${claimId}::uuid])`.execute(db);
