import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface RoundRow {
  id: string;
  campaignId: string;
  node: string;
  number: number;
  entryOpensAt: Date | null;
  opensAt: Date;
  closesAt: Date;
}

export interface RoundRelease {
  releaseId: string;
  roundId: string;
  kindId: string;
  node: string;
}

export const insertRound = (db: Db, r: RoundRow) =>
  sql`insert into benefits.round (id, campaign_id, node, number, entry_opens_at, opens_at, closes_at)
    values (${r.id}, ${r.campaignId}, ${r.node}::ltree, ${r.number}, ${r.entryOpensAt}, ${r.opensAt}, ${r.closesAt})`.execute(
    db,
  );

export const insertRoundRelease = (db: Db, r: RoundRelease) =>
  sql`insert into benefits.round_release (release_id, round_id, kind_id, node)
    values (${r.releaseId}, ${r.roundId}, ${r.kindId}, ${r.node}::ltree)`.execute(db);

export async function listRounds(db: Db, campaignId: string): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`
    select id, campaign_id, node::text as node, number, entry_opens_at, opens_at, closes_at from benefits.round
    where campaign_id = ${campaignId} order by opens_at`.execute(db);
  return rows;
}

/** The releases of a campaign that have not closed at `now`, of one kind or one round when given. */
export async function listLiveReleases(
  db: Db,
  given: { campaignId: string; now: Date; kindId?: string; roundId?: string | null },
): Promise<RoundRelease[]> {
  const { rows } = await sql<RoundRelease>`
    select rr.release_id, rr.round_id, rr.kind_id, rr.node::text as node
    from benefits.round_release rr join benefits.round r on r.id = rr.round_id
    where r.campaign_id = ${given.campaignId} and r.closes_at > ${given.now}
      and (${given.kindId ?? null}::uuid is null or rr.kind_id = ${given.kindId ?? null}::uuid)
      and (${given.roundId ?? null}::uuid is null or r.id = ${given.roundId ?? null}::uuid)
    order by r.number, rr.release_id`.execute(db);
  return rows;
}

/** Rounds that closed before `before` and whose releases are still to be closed, the oldest first. */
export async function listRoundsToSettle(db: Db, before: Date, limit: number): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`select id from benefits.round
    where settled_at is null and closes_at < ${before} order by closes_at limit ${limit}`.execute(db);
  return rows;
}

/** Marks the round as settled; false when another process has done so. */
export async function markSettled(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update benefits.round set settled_at = clock_timestamp()
    where id = ${id} and settled_at is null`.execute(db);
  return numAffectedRows === 1n;
}

export async function releaseIdsOfRound(db: Db, roundId: string): Promise<string[]> {
  const { rows } = await sql<{ releaseId: string }>`select release_id from benefits.round_release
    where round_id = ${roundId} order by release_id`.execute(db);
  return rows.map((row) => row.releaseId);
}

/** The campaign that a release belongs to. */
export async function findCampaignOfRelease(
  db: Db,
  releaseId: string,
): Promise<{ id: string; organisationId: string; node: string; title: string } | undefined> {
  const { rows } = await sql<{ id: string; organisationId: string; node: string; title: string }>`
    select c.id, c.organisation_id, c.node::text as node, c.title from benefits.round_release rr
    join benefits.round r on r.id = rr.round_id join benefits.campaign c on c.id = r.campaign_id
    where rr.release_id = ${releaseId}`.execute(db);
  return rows[0];
}

/** The kind and round of releases and of their shares, by the id that was asked for. */
export async function findRoundReleases(db: Db, quotaIds: string[]): Promise<Map<string, RoundRelease>> {
  const { rows } = await sql<RoundRelease & { asked: string }>`
    select asked.id as asked, rr.release_id, rr.round_id, rr.kind_id, rr.node::text as node
    from unnest(${quotaIds}::uuid[]) as asked (id) left join stock.quota q on q.id = asked.id
    join benefits.round_release rr on rr.release_id = coalesce(q.parent_id, asked.id)`.execute(db);
  return new Map(rows.map(({ asked, ...row }) => [asked, row]));
}

/** Which release of a campaign belongs to which round and kind, in the order of the kinds. */
export async function findRoundReleasesOf(db: Db, campaignId: string): Promise<RoundRelease[]> {
  const { rows } = await sql<RoundRelease>`
    select rr.release_id, rr.round_id, rr.kind_id, rr.node::text as node
    from benefits.round_release rr join benefits.voucher_kind k on k.id = rr.kind_id
    where k.campaign_id = ${campaignId} order by k.position, rr.release_id`.execute(db);
  return rows;
}

/** The kind of every release of these kinds and of its shares, by the quota's id. */
export async function listQuotasOfKinds(db: Db, kindIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ quotaId: string; kindId: string }>`
    select q.id as quota_id, rr.kind_id from benefits.round_release rr
    join stock.quota q on q.id = rr.release_id or q.parent_id = rr.release_id
    where rr.kind_id = any(${kindIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.quotaId, row.kindId]));
}
