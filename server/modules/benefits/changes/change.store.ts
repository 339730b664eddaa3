import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Awaited } from "../benefits.policy.ts";
import type { ChangePlan, ChangeSet } from "./change.schemas.ts";

export interface ChangeRow {
  id: string;
  campaignId: string;
  node: string;
  changes: ChangeSet;
  reason: string;
  notice: string;
  state: "asked" | "applied" | "refused" | "withdrawn";
  awaits: Awaited | null;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  checkedBy: string | null;
  /** What it did, once it was made. */
  done: ChangePlan | null;
}

const columns =
  sql.raw(`id, campaign_id, node::text as node, changes, reason, notice, state, awaits, asked_by, asked_by_name,
  asked_at, checked_by, done`);

export const insertChange = (db: Db, c: Omit<ChangeRow, "state" | "askedAt" | "checkedBy" | "done">) =>
  sql`insert into benefits.change_request (id, campaign_id, node, changes, reason, notice, awaits, asked_by, asked_by_name)
    values (${c.id}, ${c.campaignId}, ${c.node}::ltree, ${JSON.stringify(c.changes)}::jsonb, ${c.reason}, ${c.notice},
      ${c.awaits}, ${c.askedBy}, ${c.askedByName})`.execute(db);

/** The requests about a campaign, the newest first. */
export async function listChanges(db: Db, campaignId: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select ${columns} from benefits.change_request
    where campaign_id = ${campaignId} order by asked_at desc, id desc limit 100`.execute(db);
  return rows;
}

/** Requests of these subtrees that wait for somebody, the oldest first. */
export async function listOpenChanges(db: Db, paths: string[]): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select ${columns} from benefits.change_request
    where state = 'asked' and ${paths}::ltree[] @> node order by asked_at, id limit 200`.execute(db);
  return rows;
}

export async function lockChange(db: Db, id: string): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`select ${columns} from benefits.change_request
    where id = ${id} for update`.execute(db);
  return rows[0];
}

export const findCampaignOfChange = async (db: Db, id: string): Promise<string | undefined> =>
  (await sql<{ campaignId: string }>`select campaign_id from benefits.change_request where id = ${id}`.execute(db))
    .rows[0]?.campaignId;

export const passCheck = (db: Db, id: string, by: string) =>
  sql`update benefits.change_request set awaits = 'approved', checked_by = ${by} where id = ${id}`.execute(db);

export const settleChange = (
  db: Db,
  id: string,
  state: "applied" | "refused" | "withdrawn",
  done: ChangePlan | null = null,
) =>
  sql`update benefits.change_request set state = ${state}, awaits = null, settled_at = clock_timestamp(),
      done = ${done === null ? null : JSON.stringify(done)}::jsonb
    where id = ${id}`.execute(db);

/** Writes what a change sets on the campaign itself; whoever reads it before knows by the revision. */
export const changeCampaignFacts = (
  db: Db,
  id: string,
  facts: { budgetFen: number; endsOn: string; eligibility: unknown },
) =>
  sql`update benefits.campaign set budget_fen = ${facts.budgetFen}, ends_on = ${facts.endsOn}::date,
      eligibility = ${JSON.stringify(facts.eligibility)}::jsonb, revision = revision + 1, updated_at = now()
    where id = ${id}`.execute(db);

export const moveRound = (db: Db, id: string, times: { entryOpensAt: Date | null; opensAt: Date; closesAt: Date }) =>
  sql`update benefits.round set entry_opens_at = ${times.entryOpensAt}, opens_at = ${times.opensAt},
      closes_at = ${times.closesAt} where id = ${id}`.execute(db);

/** Reminders move with the opening; who was reminded of the old one is reminded again. */
export const moveReminders = (db: Db, releaseId: string, remindAt: Date) =>
  sql`update releases.reminder set remind_at = ${remindAt}, reminded_at = null where release_id = ${releaseId}`.execute(
    db,
  );

export const withdrawStores = (db: Db, campaignId: string, storeIds: readonly string[]) =>
  sql`update benefits.campaign_store set withdrawn_at = clock_timestamp()
    where campaign_id = ${campaignId} and store_id = any(${[...storeIds]}::uuid[]) and withdrawn_at is null`.execute(
    db,
  );

/** Puts stores on a campaign's list, also such as were taken off it before. */
export const addStores = (
  db: Db,
  campaign: { id: string; node: string },
  stores: readonly { id: string; node: string }[],
) =>
  sql`insert into benefits.campaign_store (campaign_id, store_id, node, campaign_node)
    select ${campaign.id}, store.id, store.node, ${campaign.node}::ltree
    from unnest(${stores.map((store) => store.id)}::uuid[], ${stores.map((store) => store.node)}::ltree[]) as store (id, node)
    on conflict (campaign_id, store_id) do update set withdrawn_at = null`.execute(db);

/** What all units of a campaign cost at their full value; of a closed release what was given out. */
export async function committedFen(db: Db, campaignId: string): Promise<number> {
  const { rows } = await sql<{ fen: number }>`
    select coalesce(sum(case when q.state = 'closed' then q.taken else q.capacity end * coalesce(q.unit_fen, 0)), 0)::bigint as fen
    from benefits.round r join benefits.round_release rr on rr.round_id = r.id
      join stock.quota q on q.id = rr.release_id or q.parent_id = rr.release_id
    where r.campaign_id = ${campaignId}`.execute(db);
  return rows[0]?.fen ?? 0;
}
