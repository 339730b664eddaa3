import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface PriorityRow {
  /** The seat that was lost. */
  claimId: string;
  seriesId: string;
  sessionId: string;
  personId: string;
  node: string;
  reason: "cancelled" | "changed";
  fromAt: Date;
  untilAt: Date;
}

/** Written once for each seat that was lost; gives the seats for which it is new. */
export async function insertPriorities(db: Db, rows: readonly PriorityRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const made = await db
    .insertInto("activities.priority")
    .values([...rows])
    .onConflict((conflict) => conflict.column("claimId").doNothing())
    .returning("claimId")
    .execute();
  return made.map(({ claimId }) => claimId);
}

export type LivePriority = Pick<PriorityRow, "claimId" | "seriesId" | "personId" | "reason" | "fromAt" | "untilAt"> & {
  seriesTitle: string;
  filmTitle: string | null;
};

/** What has not run out and was not made good: since then the person has had no seat in the series. */
const live = sql`p.until_at > clock_timestamp() and not exists (
  select from stock.claim c join stock.quota q on q.id = c.quota_id
    join activities.session n on n.release_id = coalesce(q.parent_id, q.id)
  where c.person_id = p.person_id and c.granted_at > p.from_at and c.state in ('active', 'redeemed', 'lapsed')
    and n.series_id = p.series_id)`;
const columns = sql`p.claim_id, p.series_id, p.person_id, p.reason, p.from_at, p.until_at, r.title as series_title, f.title as film_title`;
const joined = sql`join activities.series r on r.id = p.series_id join activities.session s on s.id = p.session_id
  left join activities.film f on f.id = s.film_id`;

/** The priorities that count now or later for these pairs of person and series. */
export async function listPriorities(
  db: Db,
  pairs: readonly { personId: string; seriesId: string }[],
): Promise<LivePriority[]> {
  const { rows } = await sql<LivePriority>`select ${columns}
    from unnest(${pairs.map((pair) => pair.personId)}::uuid[], ${pairs.map((pair) => pair.seriesId)}::uuid[]) as w (person_id, series_id)
    join activities.priority p on p.person_id = w.person_id and p.series_id = w.series_id ${joined}
    where ${live} order by p.until_at desc`.execute(db);
  return rows;
}

/** The priorities of one person that are not over, the longest first. */
export async function listPrioritiesOf(db: Db, personId: string): Promise<LivePriority[]> {
  const { rows } = await sql<LivePriority>`select ${columns} from activities.priority p ${joined}
    where p.person_id = ${personId} and ${live} order by p.until_at desc limit 50`.execute(db);
  return rows;
}
