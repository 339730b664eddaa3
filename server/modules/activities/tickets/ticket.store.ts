import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** What a person answered to "going, or not?". */
export const upsertAnswer = (
  db: Db,
  a: { claimId: string; sessionId: string; personId: string; node: string; going: boolean },
) =>
  sql`insert into activities.answer (claim_id, session_id, person_id, node, going, answered_at)
    values (${a.claimId}, ${a.sessionId}, ${a.personId}, ${a.node}::ltree, ${a.going}, clock_timestamp())
    on conflict (claim_id) do update set going = excluded.going, answered_at = excluded.answered_at`.execute(db);

/** Writes that everybody who holds a seat now was asked; gives whom. */
export async function insertQuestions(
  db: Db,
  session: { id: string; node: string },
): Promise<{ claimId: string; personId: string }[]> {
  const { rows } = await sql<{ claimId: string; personId: string }>`
    insert into activities.answer (claim_id, session_id, person_id, node, asked_at)
    select c.id, s.id, c.person_id, s.node, clock_timestamp()
    from activities.session s join stock.quota q on q.id = s.release_id or q.parent_id = s.release_id
      join stock.claim c on c.quota_id = q.id and c.state = 'active'
    where s.id = ${session.id} order by c.id
    on conflict (claim_id) do update set asked_at = excluded.asked_at, going = null, answered_at = null
    returning claim_id, person_id`.execute(db);
  return rows;
}

export interface ReminderRow {
  claimId: string;
  remindAt: Date;
}

export const upsertReminder = (
  db: Db,
  r: { claimId: string; sessionId: string; personId: string; node: string; minutesBefore: number; remindAt: Date },
) =>
  sql`insert into activities.reminder (claim_id, session_id, person_id, node, minutes_before, remind_at)
    values (${r.claimId}, ${r.sessionId}, ${r.personId}, ${r.node}::ltree, ${r.minutesBefore}, ${r.remindAt})
    on conflict (claim_id) do update set minutes_before = excluded.minutes_before, remind_at = excluded.remind_at,
      reminded_at = null`.execute(db);

export const deleteReminder = (db: Db, claimId: string) =>
  sql`delete from activities.reminder where claim_id = ${claimId}`.execute(db);

export async function listReminders(db: Db, claimIds: readonly string[]): Promise<Map<string, ReminderRow>> {
  const { rows } = await sql<ReminderRow>`select claim_id, remind_at from activities.reminder
    where claim_id = any(${[...claimIds]}::uuid[]) and reminded_at is null`.execute(db);
  return new Map(rows.map((row) => [row.claimId, row]));
}

/** Reminders of a session that has other times now. */
export const moveReminders = (db: Db, sessionId: string) =>
  sql`update activities.reminder r set remind_at = s.starts_at - make_interval(mins => r.minutes_before), reminded_at = null
    from activities.session s where s.id = r.session_id and s.id = ${sessionId}`.execute(db);

export interface DueReminder {
  claimId: string;
  personId: string;
  title: string;
  startsAt: Date;
}

/** Takes the reminders whose time has come; of tickets that are given back, or sessions that are cancelled, none is told. */
export async function takeDueReminders(db: Db): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    with due as (update activities.reminder set reminded_at = clock_timestamp()
      where reminded_at is null and remind_at <= clock_timestamp() returning claim_id, session_id, person_id)
    select due.claim_id, due.person_id, coalesce(f.title, r.title) as title, s.starts_at
    from due join activities.session s on s.id = due.session_id join activities.series r on r.id = s.series_id
      left join activities.film f on f.id = s.film_id join stock.claim c on c.id = due.claim_id
    where c.state = 'active' and s.state = 'scheduled' and s.starts_at > clock_timestamp()`.execute(db);
  return rows;
}
