import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { mostRows, type NoticeRow } from "./notice.schemas.ts";

export interface NoticeRecord {
  id: string;
  campaignId: string;
  releaseId: string | null;
  node: string;
  title: string;
  contactName: string;
  contactLine: string;
  startsOn: string;
  endsOn: string;
  rows: NoticeRow[];
  people: number;
  state: "proposed" | "published" | "refused" | "withdrawn";
  reason: string | null;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
}

const columns =
  sql.raw(`id, campaign_id, release_id, node::text as node, title, contact_name, contact_line, starts_on, ends_on, rows,
  people, state, reason, created_by, created_by_name, created_at`);

export const insertNotice = (db: Db, n: Omit<NoticeRecord, "reason" | "createdAt">) =>
  sql`insert into benefits.notice (id, campaign_id, release_id, node, title, contact_name, contact_line, starts_on, ends_on, rows,
      people, state, created_by, created_by_name)
    values (${n.id}, ${n.campaignId}, ${n.releaseId}, ${n.node}::ltree, ${n.title}, ${n.contactName}, ${n.contactLine},
      ${n.startsOn}::date, ${n.endsOn}::date, ${JSON.stringify(n.rows)}::jsonb, ${n.people}, ${n.state}, ${n.createdBy},
      ${n.createdByName})`.execute(db);

export async function findNotice(db: Db, id: string): Promise<NoticeRecord | undefined> {
  const { rows } = await sql<NoticeRecord>`select ${columns} from benefits.notice where id = ${id}`.execute(db);
  return rows[0];
}

export async function lockNotice(db: Db, id: string): Promise<NoticeRecord | undefined> {
  const { rows } = await sql<NoticeRecord>`select ${columns} from benefits.notice where id = ${id} for update`.execute(
    db,
  );
  return rows[0];
}

export async function listNotices(db: Db, campaignId: string): Promise<NoticeRecord[]> {
  const { rows } = await sql<NoticeRecord>`select ${columns} from benefits.notice
    where campaign_id = ${campaignId} order by id desc limit 100`.execute(db);
  return rows;
}

export const setNoticeState = (db: Db, id: string, state: "published" | "refused", reason: string | null) =>
  sql`update benefits.notice set state = ${state}, reason = ${reason},
      rows = case when ${state} = 'refused' then '[]'::jsonb else rows end where id = ${id}`.execute(db);

export const setNoticeEnd = (db: Db, id: string, endsOn: string) =>
  sql`update benefits.notice set ends_on = ${endsOn}::date where id = ${id}`.execute(db);

/** Takes it down: its rows are gone. */
export const withdrawNotice = (db: Db, id: string, reason: string | null) =>
  sql`update benefits.notice set state = 'withdrawn', reason = ${reason}, rows = '[]', withdrawn_at = clock_timestamp()
    where id = ${id}`.execute(db);

/** Ids of those whose last day lies before `today`. */
export async function listOverdue(db: Db, today: string): Promise<{ id: string; node: string; campaignId: string }[]> {
  const { rows } = await sql<{ id: string; node: string; campaignId: string }>`
    select id, node::text as node, campaign_id from benefits.notice
    where state = 'published' and ends_on < ${today}::date limit 500`.execute(db);
  return rows;
}

export interface Winner {
  personId: string;
  what: string;
  awarded: boolean;
}

/** Who has got something of these releases and not given it back, in the order in which it was given. */
export async function listWinners(db: Db, releaseIds: readonly string[]): Promise<Winner[]> {
  const { rows } = await sql<Winner>`select c.person_id, r.title as what, c.source = 'award' as awarded
    from stock.claim c join stock.quota q on q.id = c.quota_id join releases.release r on r.id = coalesce(q.parent_id, q.id)
    where r.id = any(${[...releaseIds]}::uuid[]) and c.state in ('active', 'redeemed', 'lapsed') and c.granted_at is not null
    order by r.opens_at, r.id, c.granted_at, c.number limit ${mostRows + 1}`.execute(db);
  return rows;
}
