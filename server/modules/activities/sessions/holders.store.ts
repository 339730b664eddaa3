import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** Somebody who has, or had, a seat in a session: the claim as stock keeps it, and what came of it here. */
export interface HolderRow {
  claimId: string;
  sessionId: string;
  personId: string;
  state: "held" | "active" | "redeemed" | "lapsed" | "expired" | "returned";
  reason: string | null;
  source: string;
  seat: string | null;
  grantedAt: Date | null;
  enteredAt: Date | null;
  door: string | null;
  askedAt: Date | null;
  going: boolean | null;
}

const columns =
  sql.raw(`c.id as claim_id, s.id as session_id, c.person_id, c.state, c.reason, c.source, c.unit_label as seat, c.granted_at,
  i.entered_at, d.name as door, a.asked_at, a.going`);
const joins = sql.raw(`left join activities.check_in i on i.claim_id = c.id and i.undone_at is null
  left join activities.door d on d.id = i.door_id
  left join activities.answer a on a.claim_id = c.id`);

/** Everybody who was given a seat in this session and has not given it back, seat by seat. */
export async function listHolders(db: Db, sessionId: string): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`select ${columns}
    from activities.session s join stock.quota q on q.id = s.release_id or q.parent_id = s.release_id
      join stock.claim c on c.quota_id = q.id and c.state in ('active', 'redeemed', 'lapsed') ${joins}
    where s.id = ${sessionId} order by c.unit_label, c.id`.execute(db);
  return rows;
}

/** One claim with its session, in whatever state; undefined for claims on other things. */
export async function findHolder(db: Db, claimId: string): Promise<HolderRow | undefined> {
  const { rows } = await sql<HolderRow>`select ${columns}
    from stock.claim c join stock.quota q on q.id = c.quota_id
      join activities.session s on s.release_id = coalesce(q.parent_id, q.id) ${joins}
    where c.id = ${claimId}`.execute(db);
  return rows[0];
}

/** The claims on seats that a person was ever given, the latest session first. */
export async function listHolderships(db: Db, personId: string, limit: number): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`select ${columns}
    from stock.claim c join stock.quota q on q.id = c.quota_id
      join activities.session s on s.release_id = coalesce(q.parent_id, q.id) ${joins}
    where c.person_id = ${personId} and c.granted_at is not null
    order by s.starts_at desc, c.id limit ${limit}`.execute(db);
  return rows;
}

export interface CountsRow {
  sessionId: string;
  seats: number;
  holders: number;
  entered: number;
  returned: number;
  going: number;
  notGoing: number;
  missed: number;
  awarded: number;
}

/** The figures of these sessions, by session. */
export async function countSessions(db: Db, ids: readonly string[]): Promise<Map<string, CountsRow>> {
  const { rows } = await sql<CountsRow>`select s.id as session_id,
      (select coalesce(sum(q.capacity), 0)::int from stock.quota q where q.id = s.release_id or q.parent_id = s.release_id) as seats,
      count(c.id) filter (where c.state in ('active', 'redeemed', 'lapsed'))::int as holders,
      count(i.claim_id)::int as entered,
      count(c.id) filter (where c.state = 'returned' and c.reason is distinct from 'cancelled')::int as returned,
      count(c.id) filter (where a.going and c.state in ('active', 'redeemed', 'lapsed'))::int as going,
      count(a.claim_id) filter (where not a.going)::int as not_going,
      count(m.claim_id) filter (where m.excuse_state is distinct from 'accepted')::int as missed,
      count(c.id) filter (where c.source = 'award' and c.state in ('active', 'redeemed', 'lapsed'))::int as awarded
    from activities.session s
      left join stock.quota f on f.id = s.release_id or f.parent_id = s.release_id
      left join stock.claim c on c.quota_id = f.id and c.granted_at is not null
      left join activities.check_in i on i.claim_id = c.id and i.undone_at is null
      left join activities.answer a on a.claim_id = c.id
      left join activities.absence m on m.claim_id = c.id
    where s.id = any(${[...ids]}::uuid[]) group by s.id, s.release_id`.execute(db);
  return new Map(rows.map((row) => [row.sessionId, row]));
}
