import { sql } from "kysely";
import type { Claim } from "#engines/stock";
import type { Db } from "#kernel/database/db";

/** What one person has in one release. */
export interface PartRow {
  personId: string;
  releaseId: string;
  entryNumber: number | null;
  entryRevision: number | null;
  place: number | null;
  outcome: EntryRow["outcome"];
  claimId: string | null;
  claimState: Claim["state"] | null;
  holdUntil: Date | null;
  seat: string | null;
  wishes: string[] | null;
  partyCode: string | null;
  reminder: boolean;
  refusal: RefusalRow | null;
}

/**
 * The parts of many persons in many releases, pair by pair, each through the keys ("offset 0": a plan made while the tables were
 * still empty would read all of them). Of several claims the one that a page shows: what is going on before what is over, and
 * of that the newest.
 */
export async function listParts(db: Db, pairs: readonly { personId: string; releaseId: string }[]): Promise<PartRow[]> {
  const { rows } = await sql<PartRow & { code: string | null; times: number; at: Date }>`
    select w.person_id, w.release_id, e.number as entry_number, e.revision as entry_revision, e.place, e.outcome, c.id as claim_id, c.state as claim_state,
      c.hold_until, c.unit_label as seat, e.wishes, p.code as party_code, coalesce(m.there, false) as reminder, f.code, f.times, f.at
    from unnest(${pairs.map((pair) => pair.personId)}::uuid[], ${pairs.map((pair) => pair.releaseId)}::uuid[]) as w (person_id, release_id)
    left join lateral (select * from stock.entry where quota_id = w.release_id and person_id = w.person_id offset 0) e on true
    left join releases.party p on p.id = e.party
    left join lateral (select true as there from releases.reminder
      where release_id = w.release_id and person_id = w.person_id offset 0) m on true
    left join lateral (select * from stock.refusal where quota_id = w.release_id and person_id = w.person_id offset 0) f on true
    left join lateral (
      select id, state, hold_until, unit_label from stock.claim
      where person_id = w.person_id and quota_id in (
        select w.release_id union all select s.quota_id from releases.share s where s.release_id = w.release_id)
      order by coalesce(array_position(array['held', 'active', 'waiting', 'redeemed', 'lapsed'], state), 9), id desc limit 1
    ) c on true`.execute(db);
  return rows.map(({ code, times, at, ...row }) => ({ ...row, refusal: code === null ? null : { code, times, at } }));
}

export interface EntryRow {
  number: number;
  place: number | null;
  outcome: "won" | "lost" | "capped" | null;
  at: Date;
  weight: number;
}

export const findEntry = (db: Db, releaseId: string, personId: string) =>
  db
    .selectFrom("stock.entry")
    .select(["number", "place", "outcome", "at", "weight"])
    .where("quotaId", "=", releaseId)
    .where("personId", "=", personId)
    .$castTo<EntryRow>()
    .executeTakeFirst();

export async function countWinners(db: Db, releaseId: string): Promise<number> {
  const { rows } = await sql<{ winners: number }>`select count(*)::integer as winners from stock.entry
    where quota_id = ${releaseId} and outcome = 'won'`.execute(db);
  return rows[0]?.winners ?? 0;
}

export async function listEntries(db: Db, releaseId: string): Promise<[number, number][]> {
  const { rows } = await sql<{ number: number; weight: number }>`select number, weight from stock.entry
    where quota_id = ${releaseId} order by number`.execute(db);
  return rows.map((row) => [row.number, row.weight]);
}

/** How many entered each of these releases; what nobody entered is left out. */
export async function countEntries(db: Db, releaseIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    releaseId: string;
    entries: number;
  }>`select quota_id as release_id, count(*)::integer as entries
    from stock.entry where quota_id = any (${[...releaseIds]}::uuid[]) group by quota_id`.execute(db);
  return new Map(rows.map((row) => [row.releaseId, row.entries]));
}

export interface RefusalRow {
  code: string;
  times: number;
  at: Date;
}

export const findRefusal = (db: Db, releaseId: string, personId: string) =>
  db
    .selectFrom("stock.refusal")
    .select(["code", "times", "at"])
    .where("quotaId", "=", releaseId)
    .where("personId", "=", personId)
    .$castTo<RefusalRow>()
    .executeTakeFirst();

export async function refusalsByCode(db: Db, releaseId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom("stock.refusal")
    .select(["code", (eb) => eb.cast<number>(eb.fn.sum("times"), "integer").as("times")])
    .where("quotaId", "=", releaseId)
    .groupBy("code")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.code, row.times]));
}

/** People before this one on the waiting list, plus one. */
export async function waitingPosition(db: Db, releaseId: string, claimId: string): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select count(*)::integer as position from stock.claim c, stock.claim mine
    where mine.id = ${claimId} and c.quota_id = ${releaseId} and c.state = 'waiting'
      and (c.waiting_rank, c.id) <= (mine.waiting_rank, mine.id)`.execute(db);
  return rows[0]?.position ?? 0;
}

/** Uses by scope of this person under the caps of a release: earlier wins. */
export async function winsOf(
  db: Db,
  releaseId: string,
  personId: string,
): Promise<{ campaign: number; season: number }> {
  const { rows } = await sql<{ scope: string; used: number }>`
    select c.scope, max(u.used)::integer as used from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id
    join stock.cap_use u on u.cap_id = c.id and u.person_id = ${personId} where qc.quota_id = ${releaseId} group by c.scope`.execute(
    db,
  );
  const used = (scope: string) => rows.find((row) => row.scope === scope)?.used ?? 0;
  return { campaign: used("campaign"), season: used("season") };
}

export interface CapUse {
  label: string;
  scope: string;
  maxUnits: number;
  used: number;
}

/** The limits of a release and how much of each a person has used. */
export async function capsOf(db: Db, releaseId: string, personId: string): Promise<CapUse[]> {
  const { rows } = await sql<CapUse>`select c.label, c.scope, c.max_units, coalesce(u.used, 0) as used
    from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id
    left join stock.cap_use u on u.cap_id = c.id and u.person_id = ${personId}
    where qc.quota_id = ${releaseId} order by c.id`.execute(db);
  return rows;
}
