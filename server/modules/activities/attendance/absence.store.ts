import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { AbsenceRule, Missed } from "./absences.rules.ts";

export interface AbsenceRow {
  claimId: string;
  sessionId: string;
  seriesId: string;
  personId: string;
  node: string;
  missedAt: Date;
  excuse: string | null;
  excuseState: "asked" | "accepted" | "refused" | null;
  answer: string | null;
}

const columns = sql.raw(
  `claim_id, session_id, series_id, person_id, node::text as node, missed_at, excuse, excuse_state, answer`,
);

export async function findAbsences(db: Db, claimIds: readonly string[]): Promise<Map<string, AbsenceRow>> {
  const { rows } = await sql<AbsenceRow>`select ${columns} from activities.absence
    where claim_id = any(${[...claimIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.claimId, row]));
}

export async function lockAbsence(db: Db, claimId: string): Promise<AbsenceRow | undefined> {
  const { rows } = await sql<AbsenceRow>`select ${columns} from activities.absence
    where claim_id = ${claimId} for update`.execute(db);
  return rows[0];
}

/** A person's absences, the latest first. */
export async function listAbsencesOf(db: Db, personId: string, limit: number): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`select ${columns} from activities.absence
    where person_id = ${personId} order by missed_at desc, claim_id limit ${limit}`.execute(db);
  return rows;
}

/** The absences of one session; staff read them with the reasons that people gave. */
export async function listAbsencesIn(db: Db, sessionId: string): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`select ${columns} from activities.absence
    where session_id = ${sessionId} order by claim_id`.execute(db);
  return rows;
}

/** Excuses of these subtrees that wait for an answer, the longest first. */
export async function listAsked(db: Db, paths: readonly string[], limit: number): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`select ${columns} from activities.absence
    where excuse_state = 'asked' and ${[...paths]}::ltree[] @> node order by missed_at, claim_id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Writes down who held a seat of this session and neither came nor gave it back; gives those that are new. */
export async function insertAbsences(db: Db, sessionId: string): Promise<{ claimId: string; personId: string }[]> {
  const { rows } = await sql<{ claimId: string; personId: string }>`
    insert into activities.absence (claim_id, session_id, series_id, person_id, node, missed_at)
    select c.id, s.id, s.series_id, c.person_id, s.node, s.ends_at
    from activities.session s join stock.quota q on q.id = s.release_id or q.parent_id = s.release_id
      join stock.claim c on c.quota_id = q.id and c.state in ('active', 'lapsed')
    where s.id = ${sessionId}
      and not exists (select from activities.check_in i where i.claim_id = c.id and i.undone_at is null)
    order by c.id on conflict (claim_id) do nothing returning claim_id, person_id`.execute(db);
  return rows;
}

export const deleteAbsence = (db: Db, claimId: string) =>
  sql`delete from activities.absence where claim_id = ${claimId}`.execute(db);

export const setExcuse = (
  db: Db,
  e: {
    claimId: string;
    excuse: string;
    state: "asked" | "accepted" | "refused";
    answer: string | null;
    by: string | null;
  },
) =>
  sql`update activities.absence set excuse = ${e.excuse}, excuse_state = ${e.state}, answer = ${e.answer},
      answered_by = ${e.by}, answered_at = case when ${e.by}::text is null then null else clock_timestamp() end
    where claim_id = ${e.claimId}`.execute(db);

/** What counts against a person in a series: absences without an accepted excuse that no bar has counted yet. */
export async function listCounted(db: Db, seriesId: string, personId: string): Promise<Missed[]> {
  const { rows } = await sql<Missed>`select a.claim_id, a.missed_at from activities.absence a
    where a.series_id = ${seriesId} and a.person_id = ${personId} and a.excuse_state is distinct from 'accepted'
      and not exists (select from activities.bar b where b.person_id = a.person_id and b.series_id = a.series_id
        and b.lifted_at is null and a.claim_id = any(b.claims))
    order by a.missed_at, a.claim_id`.execute(db);
  return rows;
}

export interface RuleRow extends AbsenceRule {
  madeBy: string;
  madeAt: Date;
}

export async function listRules(db: Db, seriesIds: readonly string[]): Promise<Map<string, RuleRow[]>> {
  const { rows } = await sql<
    RuleRow & { seriesId: string }
  >`select id, series_id, valid_from, absences, within_days, effect,
      rounds, made_by, made_at from activities.absence_rule
    where series_id = any(${[...seriesIds]}::uuid[]) order by valid_from desc`.execute(db);
  return Map.groupBy(rows, (row) => row.seriesId);
}

export const insertRule = (db: Db, r: AbsenceRule & { seriesId: string; node: string; madeBy: string }) =>
  sql`insert into activities.absence_rule (id, series_id, node, valid_from, absences, within_days, effect, rounds, made_by)
    values (${r.id}, ${r.seriesId}, ${r.node}::ltree, ${r.validFrom}::date, ${r.absences}, ${r.withinDays}, ${r.effect},
      ${r.rounds}, ${r.madeBy})`.execute(db);

export interface BarRow {
  id: string;
  seriesId: string;
  personId: string;
  node: string;
  ruleId: string;
  effect: "entry" | "weight";
  absences: number;
  days: number;
  claims: string[];
  fromAt: Date;
  untilAt: Date;
}

const barColumns = sql.raw(
  "b.id, b.series_id, b.person_id, b.node::text as node, b.rule_id, b.effect, b.absences, b.days, b.claims, b.from_at, b.until_at",
);

export const insertBar = (db: Db, b: BarRow) =>
  sql`insert into activities.bar (id, series_id, person_id, node, rule_id, effect, absences, days, claims, from_at, until_at)
    values (${b.id}, ${b.seriesId}, ${b.personId}, ${b.node}::ltree, ${b.ruleId}, ${b.effect}, ${b.absences}, ${b.days},
      ${b.claims}::uuid[], ${b.fromAt}, ${b.untilAt})`.execute(db);

/** Ends the bars that counted this absence; gives whom it sets free. */
export async function liftBarsOf(db: Db, claimId: string): Promise<{ personId: string; seriesId: string }[]> {
  const { rows } = await sql<{ personId: string; seriesId: string }>`update activities.bar
    set lifted_at = clock_timestamp() where ${claimId}::uuid = any(claims) and lifted_at is null
    returning person_id, series_id`.execute(db);
  return rows;
}

/** The bars that hold now or later for these pairs of person and series, by "person series"; titles for telling why. */
export async function listBars(
  db: Db,
  pairs: readonly { personId: string; seriesId: string }[],
): Promise<Map<string, (BarRow & { seriesTitle: string })[]>> {
  const { rows } = await sql<BarRow & { seriesTitle: string }>`select ${barColumns}, s.title as series_title
    from unnest(${pairs.map((pair) => pair.personId)}::uuid[], ${pairs.map((pair) => pair.seriesId)}::uuid[]) as w (person_id, series_id)
    join activities.bar b on b.person_id = w.person_id and b.series_id = w.series_id
    join activities.series s on s.id = b.series_id
    where b.lifted_at is null and b.until_at > clock_timestamp() order by b.until_at desc`.execute(db);
  return Map.groupBy(rows, (row) => `${row.personId} ${row.seriesId}`);
}

/** The bars of one person that are not over. */
export async function listBarsOf(db: Db, personId: string): Promise<(BarRow & { seriesTitle: string })[]> {
  const { rows } = await sql<BarRow & { seriesTitle: string }>`select ${barColumns}, s.title as series_title
    from activities.bar b join activities.series s on s.id = b.series_id
    where b.person_id = ${personId} and b.lifted_at is null and b.until_at > clock_timestamp()
    order by b.until_at desc`.execute(db);
  return rows;
}
