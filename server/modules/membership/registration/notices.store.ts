import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { speaksFor } from "./registration.store.ts";

export interface DueNotice {
  id: string;
  node: string;
  year: number;
  closesOn: string;
  what: "opened" | "reminder";
}

/** Of which registrations somebody is to be told today that they are open, or to be reminded. */
export async function listDueNotices(db: Db, today: string): Promise<DueNotice[]> {
  const { rows } = await sql<DueNotice>`
    select r.id, r.node::text as node, r.year, r.closes_on, w.what from membership.registration r
      cross join lateral (values ('opened', r.announced_at is null), ('reminder', r.reminded_at is null and r.remind_on <= ${today}::date))
        w (what, due)
    where r.cancelled_at is null and w.due and ${today}::date between r.opens_on and r.closes_on order by r.id, w.what`.execute(
    db,
  );
  return rows;
}

/** Members of a branch who have not confirmed, where no nearer registration speaks for them; in the order of ids, after one of them. */
export async function listUnregistered(
  db: Db,
  asked: { node: string; year: number; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`select m.person_id from membership.membership m
    where m.is_primary and m.valid_to is null and membership.counts_as_member(m.state) and m.node <@ ${asked.node}::ltree
      and m.person_id > ${asked.after}::uuid
      and not exists (select from membership.registration_entry e
        where e.person_id = m.person_id and e.year = ${asked.year} and e.said is not null)
      and ${speaksFor(asked.node, asked.year)}
    order by m.person_id limit ${asked.limit}`.execute(db);
  return rows.map(({ personId }) => personId);
}

export const markNoticed = (db: Db, { id, what }: DueNotice) =>
  sql`update membership.registration set
      announced_at = case when ${what} = 'opened' then clock_timestamp() else announced_at end,
      reminded_at = case when ${what} = 'reminder' then clock_timestamp() else reminded_at end
    where id = ${id}::uuid`.execute(db);
