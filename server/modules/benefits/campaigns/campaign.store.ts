import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { EligibilityRule } from "#modules/releases";
import type { Awaited } from "../benefits.policy.ts";
import type { StoredState } from "./campaign.rules.ts";
import type { Mode } from "./schedule.rules.ts";

export interface CampaignRow {
  id: string;
  organisationId: string;
  node: string;
  title: string;
  theme: string;
  tags: string[];
  description: string;
  rules: string[];
  coverColour: string | null;
  coverFileId: string | null;
  budgetFen: number;
  fundSourceId: string | null;
  startsOn: string;
  endsOn: string;
  recurrence: string | null;
  firstOpensAt: Date;
  mode: Mode;
  entryMinutes: number;
  openMinutes: number;
  eligibility: EligibilityRule[];
  state: StoredState;
  reason: string | null;
  createdBy: string | null;
  createdByName: string | null;
  editedBy: string[];
  submittedBy: string | null;
  checkedBy: string | null;
  checkedByName: string | null;
  approvedBy: string | null;
  approvedByName: string | null;
  awaits: Awaited | null;
  pausedBy: string | null;
  pausedByName: string | null;
  pausedByChecker: boolean;
  vouchersStopped: boolean;
  /** Goes up with every change. */
  revision: number;
  /** Whether a second person must agree to what is awarded directly. */
  awardsChecked: boolean;
}

const columns = sql.raw(`id, organisation_id, node::text as node, title, theme, tags, description, rules, cover_colour,
  cover_file_id, budget_fen, fund_source_id, starts_on, ends_on, recurrence, first_opens_at, mode, entry_minutes, open_minutes,
  eligibility, state, reason, created_by, created_by_name, edited_by, submitted_by, checked_by, checked_by_name, approved_by,
  approved_by_name, awaits, paused_by, paused_by_name, paused_by_checker, vouchers_stopped, revision, awards_checked`);

export async function findCampaign(db: Db, id: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`select ${columns} from benefits.campaign where id = ${id}`.execute(db);
  return rows[0];
}

/** The campaign, held until the transaction ends. */
export async function lockCampaign(db: Db, id: string): Promise<CampaignRow | undefined> {
  const found = await sql<CampaignRow>`select ${columns} from benefits.campaign where id = ${id} for update`.execute(
    db,
  );
  return found.rows[0];
}

/** Campaigns of these subtrees, newest first, after the id `after`. */
export async function listCampaigns(
  db: Db,
  { paths, q, after, limit }: { paths: string[]; q?: string | undefined; after?: string | undefined; limit: number },
): Promise<CampaignRow[]> {
  const like = q === undefined ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<CampaignRow>`select ${columns} from benefits.campaign
    where ${paths}::ltree[] @> node and (${like}::text is null or title ilike ${like} or theme ilike ${like})
      and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** Campaigns of these subtrees that lie with others, the oldest first. */
export async function listWaitingCampaigns(db: Db, paths: string[]): Promise<CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`select ${columns} from benefits.campaign
    where state = 'submitted' and ${paths}::ltree[] @> node order by submitted_at, id limit 200`.execute(db);
  return rows;
}

/** Campaigns that a member may see (row level security decides) and that have not ended before `today`. */
export async function listOpenCampaigns(db: Db, today: string): Promise<CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`select ${columns} from benefits.campaign
    where state in ('approved', 'paused') and ends_on >= ${today}::date order by starts_on, id limit 100`.execute(db);
  return rows;
}

export async function findCampaigns(db: Db, ids: string[]): Promise<Map<string, CampaignRow>> {
  const { rows } = await sql<CampaignRow>`select ${columns} from benefits.campaign
    where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export const insertCampaign = (db: Db, c: CampaignRow) =>
  sql`insert into benefits.campaign (id, organisation_id, node, title, theme, tags, description, rules, cover_colour,
      cover_file_id, budget_fen, fund_source_id, starts_on, ends_on, recurrence, first_opens_at, mode, entry_minutes, open_minutes,
      eligibility, created_by, created_by_name, awards_checked)
    values (${c.id}, ${c.organisationId}, ${c.node}::ltree, ${c.title}, ${c.theme}, ${c.tags}, ${c.description},
      ${c.rules}, ${c.coverColour}, ${c.coverFileId}, ${c.budgetFen}, ${c.fundSourceId}, ${c.startsOn}::date, ${c.endsOn}::date,
      ${c.recurrence}, ${c.firstOpensAt}, ${c.mode}, ${c.entryMinutes}, ${c.openMinutes},
      ${JSON.stringify(c.eligibility)}::jsonb, ${c.createdBy}, ${c.createdByName}, ${c.awardsChecked})`.execute(db);

/** Writes everything that an edit may change. */
export const updateCampaign = (db: Db, c: CampaignRow) =>
  sql`update benefits.campaign set title = ${c.title}, theme = ${c.theme}, tags = ${c.tags},
      description = ${c.description}, rules = ${c.rules}, cover_colour = ${c.coverColour},
      cover_file_id = ${c.coverFileId}, budget_fen = ${c.budgetFen},
      fund_source_id = ${c.fundSourceId}, starts_on = ${c.startsOn}::date, ends_on = ${c.endsOn}::date,
      recurrence = ${c.recurrence}, first_opens_at = ${c.firstOpensAt}, mode = ${c.mode},
      awards_checked = ${c.awardsChecked}, entry_minutes = ${c.entryMinutes}, open_minutes = ${c.openMinutes},
      eligibility = ${JSON.stringify(c.eligibility)}::jsonb, edited_by = ${c.editedBy}::uuid[], revision = revision + 1, updated_at = now()
    where id = ${c.id}`.execute(db);

/** Hands it to others; what was refused before becomes a new revision, because a decision holds for one. */
export const markSubmitted = (db: Db, id: string, given: { by: string; awaits: Awaited; again: boolean }) =>
  sql`update benefits.campaign set state = 'submitted', awaits = ${given.awaits}, submitted_by = ${given.by},
      submitted_at = now(), reason = null, checked_by = null, checked_by_name = null, checked_at = null,
      revision = revision + ${given.again ? 1 : 0}, updated_at = now()
    where id = ${id}`.execute(db);

/** The first of two looks; from then on it waits for the approval. */
export const markChecked = (db: Db, id: string, by: { id: string; name: string }) =>
  sql`update benefits.campaign set awaits = 'approved', checked_by = ${by.id}, checked_by_name = ${by.name},
      checked_at = now(), updated_at = now()
    where id = ${id}`.execute(db);

/** The last look; where two people are enough it is the only one. */
export const markApproved = (db: Db, id: string, by: { id: string; name: string }) =>
  sql`update benefits.campaign set state = 'approved', awaits = null,
      approved_by = case when checked_by is null then null else ${by.id}::uuid end,
      approved_by_name = case when checked_by is null then null else ${by.name} end,
      checked_by = coalesce(checked_by, ${by.id}::uuid), checked_by_name = coalesce(checked_by_name, ${by.name}),
      checked_at = coalesce(checked_at, now()), updated_at = now()
    where id = ${id}`.execute(db);

export const markRejected = (db: Db, id: string, reason: string) =>
  sql`update benefits.campaign set state = 'rejected', awaits = null, reason = ${reason}, updated_at = now()
    where id = ${id}`.execute(db);

export interface Pausing {
  reason: string;
  by: string;
  byName: string;
  /** Whether by one of those who check. */
  checker: boolean;
  /** Vouchers in hand rest meanwhile. */
  vouchersStopped: boolean;
}

export const markPaused = (db: Db, id: string, p: Pausing) =>
  sql`update benefits.campaign set state = 'paused', reason = ${p.reason}, paused_by = ${p.by}, paused_by_name = ${p.byName},
      paused_by_checker = ${p.checker}, vouchers_stopped = ${p.vouchersStopped}, updated_at = now()
    where id = ${id}`.execute(db);

export const markResumed = (db: Db, id: string) =>
  sql`update benefits.campaign set state = 'approved', reason = null, paused_by = null, paused_by_name = null,
      paused_by_checker = false, vouchers_stopped = false, updated_at = now()
    where id = ${id}`.execute(db);

export const raiseBudget = (db: Db, id: string, byFen: number) =>
  sql`update benefits.campaign set budget_fen = budget_fen + ${byFen}, updated_at = now() where id = ${id}`.execute(db);

/** Replaces the list of stores; each row lies in the scope of its merchant and of the campaign. */
export async function replaceCampaignStores(
  db: Db,
  campaign: { id: string; node: string },
  stores: { id: string; node: string }[],
): Promise<void> {
  await sql`delete from benefits.campaign_store where campaign_id = ${campaign.id}`.execute(db);
  await sql`insert into benefits.campaign_store (campaign_id, store_id, node, campaign_node)
    select ${campaign.id}, store.id, store.node, ${campaign.node}::ltree
    from unnest(${stores.map((store) => store.id)}::uuid[], ${stores.map((store) => store.node)}::ltree[]) as store (id, node)`.execute(
    db,
  );
}

export async function storeIdsOf(db: Db, campaignIds: string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ campaignId: string; storeIds: string[] }>`
    select campaign_id, array_agg(store_id order by store_id) as store_ids from benefits.campaign_store
    where campaign_id = any(${campaignIds}::uuid[]) and withdrawn_at is null group by campaign_id`.execute(db);
  return new Map(rows.map((row) => [row.campaignId, row.storeIds]));
}
