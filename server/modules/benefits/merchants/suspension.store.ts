import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface SuspensionRow {
  id: string;
  storeId: string;
  reason: string;
  fromAt: Date;
  untilAt: Date | null;
  madeByName: string | null;
  liftedAt: Date | null;
  liftedByName: string | null;
}

const columns = sql.raw("id, store_id, reason, from_at, until_at, made_by_name, lifted_at, lifted_by_name");

export interface NewSuspension {
  id: string;
  storeId: string;
  node: string;
  reason: string;
  untilAt: Date | null;
  by: { id: string | null; name: string | null };
}

/** From now on, by the database's clock. Throws an exclusion violation while the store is withdrawn already. */
export const insertSuspension = (db: Db, s: NewSuspension) =>
  sql`insert into benefits.store_suspension (id, store_id, node, reason, from_at, until_at, made_by, made_by_name)
    values (${s.id}, ${s.storeId}, ${s.node}::ltree, ${s.reason}, date_trunc('milliseconds', clock_timestamp()),
      ${s.untilAt}, ${s.by.id}, ${s.by.name})`.execute(db);

/** Ends what is in effect now; gives whether anything was. */
export async function liftSuspension(
  db: Db,
  storeId: string,
  by: { id: string | null; name: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update benefits.store_suspension
    set lifted_at = greatest(from_at, date_trunc('milliseconds', clock_timestamp())), lifted_by = ${by.id},
      lifted_by_name = ${by.name}
    where store_id = ${storeId} and lifted_at is null
      and (until_at is null or until_at > clock_timestamp())`.execute(db);
  return numAffectedRows === 1n;
}

/** What is in effect at these stores now. */
export async function listCurrentSuspensions(db: Db, storeIds: string[]): Promise<Map<string, SuspensionRow>> {
  const { rows } = await sql<SuspensionRow>`select ${columns} from benefits.store_suspension
    where store_id = any(${storeIds}::uuid[]) and from_at <= clock_timestamp()
      and clock_timestamp() < coalesce(least(until_at, lifted_at), 'infinity')`.execute(db);
  return new Map(rows.map((row) => [row.storeId, row]));
}

/** The releases of these campaigns. */
export async function listReleasesOfCampaigns(
  db: Db,
  campaignIds: string[],
): Promise<{ releaseId: string; campaignId: string }[]> {
  const { rows } = await sql<{ releaseId: string; campaignId: string }>`select l.release_id, r.campaign_id
    from benefits.round r join benefits.round_release l on l.round_id = r.id
    where r.campaign_id = any(${campaignIds}::uuid[])`.execute(db);
  return rows;
}
