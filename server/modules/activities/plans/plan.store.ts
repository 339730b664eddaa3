import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { PlanState } from "../activities.policy.ts";

export interface PlanRow {
  id: string;
  node: string;
  organisationId: string;
  seriesId: string;
  title: string;
  startsOn: string;
  endsOn: string;
  state: PlanState;
  reason: string | null;
  revision: number;
  createdBy: string | null;
  createdByName: string | null;
  editedBy: string[];
  submittedBy: string | null;
  checkedBy: string | null;
  updatedAt: Date;
  seriesTitle: string;
  sessions: number;
  withoutFilm: number;
}

const columns =
  sql.raw(`p.id, p.node::text as node, p.organisation_id, p.series_id, p.title, p.starts_on, p.ends_on, p.state, p.reason,
  p.revision, p.created_by, p.created_by_name, p.edited_by, p.submitted_by, p.checked_by, p.updated_at, r.title as series_title,
  (select count(*)::int from activities.session s where s.plan_id = p.id and s.state <> 'cancelled') as sessions,
  (select count(*)::int from activities.session s where s.plan_id = p.id and s.state <> 'cancelled' and s.film_id is null)
    as without_film`);
const from = sql.raw("activities.plan p join activities.series r on r.id = p.series_id");

export async function findPlan(db: Db, id: string): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`select ${columns} from ${from} where p.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockPlan(db: Db, id: string): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`select ${columns} from ${from} where p.id = ${id} for update of p`.execute(db);
  return rows[0];
}

export interface PlanFilter {
  paths: readonly string[];
  seriesId?: string | undefined;
  states?: readonly PlanState[];
  after?: string | undefined;
  limit: number;
}

/** Plans of these subtrees, newest first. */
export async function listPlans(db: Db, { paths, seriesId, states, after, limit }: PlanFilter): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`select ${columns} from ${from}
    where ${[...paths]}::ltree[] @> p.node and (${seriesId ?? null}::uuid is null or p.series_id = ${seriesId ?? null}::uuid)
      and (${states === undefined ? null : [...states]}::text[] is null or p.state = any(${[...(states ?? [])]}::text[]))
      and (${after ?? null}::uuid is null or p.id < ${after ?? null}::uuid)
    order by p.id desc limit ${limit}`.execute(db);
  return rows;
}

export const insertPlan = (
  db: Db,
  p: Pick<
    PlanRow,
    "id" | "node" | "organisationId" | "seriesId" | "title" | "startsOn" | "endsOn" | "createdBy" | "createdByName"
  >,
) =>
  sql`insert into activities.plan (id, node, organisation_id, series_id, title, starts_on, ends_on, created_by, created_by_name, edited_by)
    values (${p.id}, ${p.node}::ltree, ${p.organisationId}, ${p.seriesId}, ${p.title}, ${p.startsOn}::date, ${p.endsOn}::date,
      ${p.createdBy}, ${p.createdByName}, ${p.createdBy === null ? [] : [p.createdBy]}::uuid[])`.execute(db);

/** Notes that somebody changed the plan: it is another revision now, and theirs too. */
export const touchPlan = (db: Db, id: string, by: string | null) =>
  sql`update activities.plan set revision = revision + 1, updated_at = clock_timestamp(),
      edited_by = case when ${by}::uuid is null or ${by}::uuid = any(edited_by) then edited_by else edited_by || ${by}::uuid end
    where id = ${id}`.execute(db);

/** Each hand-in is a new revision: what was decided about an earlier one does not count for it. */
export const markSubmitted = (db: Db, id: string, by: string) =>
  sql`update activities.plan set state = 'submitted', submitted_by = ${by}, reason = null, checked_by = null, checked_by_name = null,
      approved_by = null, approved_by_name = null, revision = revision + 1, updated_at = clock_timestamp()
    where id = ${id}`.execute(db);

export const markChecked = (db: Db, id: string, by: { id: string; name: string }) =>
  sql`update activities.plan set state = 'checked', checked_by = ${by.id}, checked_by_name = ${by.name},
      updated_at = clock_timestamp() where id = ${id}`.execute(db);

export const markApproved = (db: Db, id: string, by: { id: string; name: string }) =>
  sql`update activities.plan set state = 'approved', approved_by = ${by.id}, approved_by_name = ${by.name},
      updated_at = clock_timestamp() where id = ${id}`.execute(db);

export const markRejected = (db: Db, id: string, reason: string) =>
  sql`update activities.plan set state = 'rejected', reason = ${reason}, updated_at = clock_timestamp()
    where id = ${id}`.execute(db);
