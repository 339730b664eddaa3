import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { LineList, ReviewVerdict } from "./review.rules.ts";

export interface ReviewRow {
  id: string;
  nodeId: string;
  node: string;
  quarter: string;
  openedAt: Date;
}

const columns = sql.raw("id, node_id, node::text as node, quarter, opened_at");

/** The tops of the real trees that have no review of this quarter yet. */
export async function listTopsWithout(db: Db, quarter: string): Promise<{ nodeId: string; node: string }[]> {
  const { rows } = await sql<{ nodeId: string; node: string }>`
    select n.id as node_id, n.path::text as node from kernel.node n
    where nlevel(n.path) = 1 and not n.play
      and not exists (select from office.duty_review r where r.node_id = n.id and r.quarter = ${quarter})`.execute(db);
  return rows;
}

/** False when there is one already. */
export async function insertReview(db: Db, r: Omit<ReviewRow, "openedAt"> & { openedBy: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into office.duty_review (id, node_id, node, quarter, opened_by)
    values (${r.id}::uuid, ${r.nodeId}::uuid, ${r.node}::ltree, ${r.quarter}, ${r.openedBy})
    on conflict (node_id, quarter) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** Everybody's duties below the top as they are now, each against the review before; gives how many. */
export async function insertLines(db: Db, review: Pick<ReviewRow, "id" | "nodeId" | "node">): Promise<number> {
  const { numAffectedRows } = await sql`
    with last as (select id from office.duty_review where node_id = ${review.nodeId}::uuid and id <> ${review.id}::uuid
      order by quarter desc limit 1)
    insert into office.duty_review_line (review_id, grant_id, node, node_id, account_id, account_name, login, duty, valid_from,
      valid_until, granted_by, signed_in_at, change)
    select ${review.id}::uuid, g.id, g.node, g.node_id, a.id, a.name, a.login, g.duty, g.valid_from, g.valid_until, g.granted_by,
      a.signed_in_at, case when not exists (select from last) then 'first' when l.grant_id is null then 'new'
        when l.valid_until is distinct from g.valid_until then 'changed' else 'same' end
    from kernel.duty_grant g join kernel.staff_account a on a.id = g.account_id join kernel.node n on n.id = g.node_id
      left join office.duty_review_line l on l.review_id = (select id from last) and l.grant_id = g.id
    where g.node <@ ${review.node}::ltree and not n.play and g.during @> clock_timestamp() and a.disabled_at is null`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

export async function listReviews(db: Db): Promise<ReviewRow[]> {
  const { rows } =
    await sql<ReviewRow>`select ${columns} from office.duty_review order by quarter desc, id limit 20`.execute(db);
  return rows;
}

export async function findReview(db: Db, id: string): Promise<ReviewRow | undefined> {
  const { rows } = await sql<ReviewRow>`select ${columns} from office.duty_review where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The review of the same tree before this one. */
export async function findReviewBefore(db: Db, review: ReviewRow): Promise<ReviewRow | undefined> {
  const { rows } = await sql<ReviewRow>`select ${columns} from office.duty_review
    where node_id = ${review.nodeId}::uuid and quarter < ${review.quarter} order by quarter desc limit 1`.execute(db);
  return rows[0];
}

/** Whose answer is asked: those who manage accounts on these paths; one's own duties are for others. */
export interface Reader {
  paths: string[];
  accountId: string;
}

const isOpen = sql.raw("l.verdict is null and g.during @> clock_timestamp()");

export interface ReviewCounts {
  reviewId: string;
  lines: number;
  /** Answered, or ended without an answer. */
  done: number;
  /** Open, and for this reader to answer. */
  mine: number;
}

export async function countLines(db: Db, ids: readonly string[], reader: Reader): Promise<ReviewCounts[]> {
  const { rows } = await sql<ReviewCounts>`select l.review_id, count(*)::int as lines,
      count(*) filter (where not (${isOpen}))::int as done,
      count(*) filter (where ${isOpen} and l.account_id <> ${reader.accountId}::uuid)::int as mine
    from office.duty_review_line l join kernel.duty_grant g on g.id = l.grant_id
    where l.review_id = any(${[...ids]}::uuid[]) and l.node <@ any(${reader.paths}::ltree[]) group by 1`.execute(db);
  return rows;
}

export interface LineRow {
  grantId: string;
  node: string;
  nodeId: string;
  accountId: string;
  accountName: string;
  login: string;
  duty: string;
  validFrom: Date;
  validUntil: Date | null;
  grantedBy: string;
  signedInAt: Date | null;
  change: "first" | "new" | "changed" | "same";
  verdict: ReviewVerdict | null;
  endsOn: string | null;
  answeredByName: string | null;
  answeredAt: Date | null;
  /** The duty is held no more, for whatever reason. */
  ended: boolean;
}

/** In the order of places, then names; `after` is the last grant seen. For `gone`, lines of the review before. */
export async function listLines(
  db: Db,
  review: { id: string; beforeId: string | undefined },
  page: Reader & { list: LineList; after?: string | undefined; limit: number },
): Promise<LineRow[]> {
  const { list, after = null } = page;
  const of = list === "gone" ? (review.beforeId ?? null) : review.id;
  const { rows } =
    await sql<LineRow>`select l.grant_id, l.node::text as node, l.node_id, l.account_id, l.account_name, l.login, l.duty,
      l.valid_from, l.valid_until, l.granted_by, l.signed_in_at, l.change, l.verdict, l.ends_on, l.answered_by_name, l.answered_at,
      not (g.during @> clock_timestamp()) as ended
    from office.duty_review_line l join kernel.duty_grant g on g.id = l.grant_id
    where l.review_id = ${of}::uuid and l.node <@ any(${page.paths}::ltree[])
      and (${list} <> 'open' or (${isOpen})) and (${list} <> 'new' or l.change in ('new', 'changed'))
      and (${list} <> 'gone' or not exists (select from office.duty_review_line n
        where n.review_id = ${review.id}::uuid and n.grant_id = l.grant_id))
      and (${after}::uuid is null or (l.node, l.account_name, l.grant_id) > (select s.node, s.account_name, s.grant_id
        from office.duty_review_line s where s.review_id = l.review_id and s.grant_id = ${after}::uuid))
    order by l.node, l.account_name, l.grant_id limit ${page.limit}`.execute(db);
  return rows;
}

export async function lockLine(db: Db, reviewId: string, grantId: string) {
  const { rows } = await sql<{ accountId: string; node: string; endsOn: string | null }>`
    select account_id, node::text as node, ends_on from office.duty_review_line
    where review_id = ${reviewId}::uuid and grant_id = ${grantId}::uuid for update`.execute(db);
  return rows[0];
}

export const answerLine = (
  db: Db,
  line: { reviewId: string; grantId: string },
  answer: { verdict: ReviewVerdict; endsOn: string | null; by: string; byName: string },
) =>
  sql`update office.duty_review_line set verdict = ${answer.verdict}, ends_on = ${answer.endsOn}::date,
      answered_by = ${answer.by}::uuid, answered_by_name = ${answer.byName}, answered_at = clock_timestamp()
    where review_id = ${line.reviewId}::uuid and grant_id = ${line.grantId}::uuid`.execute(db);
