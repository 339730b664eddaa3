import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface TillRow {
  id: string;
  storeId: string;
  node: string;
  deviceName: string;
  pairedAt: Date;
  storeName: string;
  storeState: "open" | "closed";
  storeClosedAt: Date | null;
  merchantId: string;
  tradeName: string;
  merchantState: "active" | "suspended";
}

export const insertTill = (
  db: Db,
  t: { id: string; storeId: string; node: string; deviceName: string; pairedBy: string },
) =>
  sql`insert into benefits.till (id, store_id, node, device_name, paired_by)
    values (${t.id}, ${t.storeId}, ${t.node}::ltree, ${t.deviceName}, ${t.pairedBy})`.execute(db);

/** The till with its store and merchant, while it is in use. */
export async function findTill(db: Db, id: string): Promise<TillRow | undefined> {
  const { rows } = await sql<TillRow>`
    select t.id, t.store_id, t.node::text as node, t.device_name, t.paired_at, s.name as store_name,
      s.state as store_state, s.closed_at as store_closed_at, s.merchant_id, m.trade_name, m.state as merchant_state
    from benefits.till t join benefits.store s on s.id = t.store_id
      join benefits.merchant m on m.organisation_id = s.merchant_id
    where t.id = ${id} and t.retired_at is null`.execute(db);
  return rows[0];
}

/** Takes a till out of use; gives whether it was in use. */
export async function retireTill(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update benefits.till set retired_at = now()
    where id = ${id} and retired_at is null`.execute(db);
  return numAffectedRows === 1n;
}

export async function listTills(
  db: Db,
  merchantId: string,
): Promise<{ id: string; storeId: string; deviceName: string; pairedAt: Date }[]> {
  const { rows } = await sql<{ id: string; storeId: string; deviceName: string; pairedAt: Date }>`
    select t.id, t.store_id, t.device_name, t.paired_at from benefits.till t join benefits.store s on s.id = t.store_id
    where s.merchant_id = ${merchantId} and t.retired_at is null order by t.id`.execute(db);
  return rows;
}

export async function insertPairingCode(
  db: Db,
  code: { hash: Buffer; storeId: string; node: string; madeBy: string | null; minutes: number },
): Promise<Date> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into benefits.pairing_code (code_hash, store_id, node, made_by, expires_at)
    values (${code.hash}, ${code.storeId}, ${code.node}::ltree, ${code.madeBy},
      clock_timestamp() + make_interval(mins => ${code.minutes}))
    returning expires_at`.execute(db);
  const expiresAt = rows[0]?.expiresAt;
  if (expiresAt === undefined) throw new Error("the pairing code was not stored");
  return expiresAt;
}

/** Uses the code up; gives its store, or undefined when there is no such code now. Of two at once, one gets it. */
export async function takePairingCode(db: Db, hash: Buffer): Promise<{ storeId: string; node: string } | undefined> {
  const { rows } = await sql<{ storeId: string; node: string }>`
    update benefits.pairing_code set used_at = clock_timestamp()
    where code_hash = ${hash} and used_at is null and expires_at > clock_timestamp()
    returning store_id, node::text as node`.execute(db);
  return rows[0];
}

export interface Check {
  claimId: string;
  personId: string;
  use: string;
}

export const insertCheck = (db: Db, c: Check & { hash: Buffer; tillId: string; node: string; seconds: number }) =>
  sql`insert into benefits.till_check (token_hash, till_id, node, claim_id, person_id, use, expires_at)
    values (${c.hash}, ${c.tillId}, ${c.node}::ltree, ${c.claimId}, ${c.personId}, ${c.use},
      clock_timestamp() + make_interval(secs => ${c.seconds}))`.execute(db);

/** Uses a till's check up. */
export async function takeCheck(db: Db, tillId: string, hash: Buffer): Promise<Check | undefined> {
  const { rows } = await sql<Check>`update benefits.till_check set used_at = clock_timestamp()
    where token_hash = ${hash} and till_id = ${tillId} and used_at is null and expires_at > clock_timestamp()
    returning claim_id, person_id, use`.execute(db);
  return rows[0];
}

/** Removes checks and pairing codes that are long over. */
export async function sweepTillLeftovers(db: Db): Promise<void> {
  await sql`delete from benefits.till_check where expires_at < clock_timestamp() - interval '1 day'`.execute(db);
}
