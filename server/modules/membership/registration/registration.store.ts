import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { membershipsAt } from "../find-people.store.ts";
import { belowOn } from "../organisations/below.ts";
import type { Said, SaidBy } from "./registration.rules.ts";

export interface RegistrationRow {
  id: string;
  organisationId: string;
  organisationName: string;
  node: string;
  year: number;
  opensOn: string;
  closesOn: string;
  remindOn: string | null;
}

const columns =
  sql.raw(`r.id, r.organisation_id, o.short_name as organisation_name, r.node::text as node, r.year, r.opens_on,
  r.closes_on, r.remind_on`);

export const insertRegistration = (db: Db, r: Omit<RegistrationRow, "organisationName"> & { openedBy: string }) =>
  sql`insert into membership.registration (id, organisation_id, node, year, opens_on, closes_on, remind_on, opened_by)
    values (${r.id}::uuid, ${r.organisationId}::uuid, ${r.node}::ltree, ${r.year}, ${r.opensOn}::date, ${r.closesOn}::date,
      ${r.remindOn}::date, ${r.openedBy})`.execute(db);

/** Two who open the same year at once do it one after the other. */
export const holdYear = (db: Db, year: number) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`registration:${year}`}, 0))`.execute(db);

/** The registration of a year that holds at a place: its own, or the nearest above it. */
export async function findHolding(db: Db, node: string, year: number): Promise<RegistrationRow | undefined> {
  const { rows } = await sql<RegistrationRow>`select ${columns} from membership.registration r
      join membership.organisation o on o.id = r.organisation_id
    where r.cancelled_at is null and r.year = ${year} and r.node @> ${node}::ltree
    order by nlevel(r.node) desc limit 1`.execute(db);
  return rows[0];
}

/** Those that hold at a place, the latest year first; of each year the nearest. */
export async function listHolding(db: Db, node: string): Promise<RegistrationRow[]> {
  const { rows } = await sql<RegistrationRow>`select distinct on (r.year) ${columns} from membership.registration r
      join membership.organisation o on o.id = r.organisation_id
    where r.cancelled_at is null and r.node @> ${node}::ltree order by r.year desc, nlevel(r.node) desc`.execute(db);
  return rows;
}

/** Of memberships `m`: that none is nearer to them than the registration of a year at this place. */
export const speaksFor = (
  node: string,
  year: number,
) => sql<boolean>`not exists (select from membership.registration near
  where near.cancelled_at is null and near.year = ${year} and near.node @> m.node and nlevel(near.node) > nlevel(${node}::ltree))`;

/** Those at these places, below them and above them, the latest year first. */
export async function listRegistrations(db: Db, paths: readonly string[], most: number): Promise<RegistrationRow[]> {
  const { rows } = await sql<RegistrationRow>`select ${columns} from membership.registration r
      join membership.organisation o on o.id = r.organisation_id
    where r.cancelled_at is null
      and (r.node <@ any(${[...paths]}::ltree[]) or r.node @> any(${[...paths]}::ltree[]))
    order by r.year desc, r.node limit ${most}`.execute(db);
  return rows;
}

export async function findRegistration(db: Db, id: string): Promise<RegistrationRow | undefined> {
  const { rows } = await sql<RegistrationRow>`select ${columns} from membership.registration r
      join membership.organisation o on o.id = r.organisation_id
    where r.id = ${id}::uuid and r.cancelled_at is null`.execute(db);
  return rows[0];
}

/** A reminder that is set anew has reminded nobody yet. */
export const updateDays = (db: Db, id: string, days: { closesOn: string; remindOn: string | null }) =>
  sql`update membership.registration set closes_on = ${days.closesOn}::date,
      reminded_at = case when remind_on is not distinct from ${days.remindOn}::date then reminded_at end,
      remind_on = ${days.remindOn}::date
    where id = ${id}::uuid`.execute(db);

export const cancel = (db: Db, id: string) =>
  sql`update membership.registration set cancelled_at = clock_timestamp() where id = ${id}::uuid`.execute(db);

/** Whether anybody of a branch has said something of a year, or the union has decided about somebody. */
export async function hasEntries(db: Db, node: string, year: number): Promise<boolean> {
  const there = await membershipsAt(db, node);
  const { rows } =
    await sql`select from membership.membership m join membership.person p on p.id = m.person_id and p.node <@ ${node}::ltree
      join membership.registration_entry e on e.person_id = p.id and e.year = ${year} and e.said_by is distinct from 'joined'
    where m.is_primary and ${there} limit 1`.execute(db);
  return rows.length > 0;
}

export interface Figure {
  /** The organisation directly below the root to which it belongs; the root itself for its own. */
  organisationId: string;
  said: Said;
  saidBy: SaidBy;
  /** Memberships that count, and those retained. */
  counted: number;
  retained: number;
}

/** How many of a branch are registered for a year, by the organisation directly below the root: from tallies alone. */
export async function countRegistered(
  db: Db,
  root: { id: string; node: string },
  { year, today }: { year: number; today: string },
): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    with below (id, child) as (${belowOn(root, { day: today, tree: "today" })})
    select b.child as organisation_id, t.said, t.said_by, coalesce(sum(t.change) filter (where t.counted), 0)::int as counted,
      coalesce(sum(t.change) filter (where not t.counted), 0)::int as retained
    from below b join membership.registration_tally t on t.organisation_id = b.id and t.year = ${year}
    group by 1, 2, 3 having sum(t.change) <> 0`.execute(db);
  return rows;
}

/** How many members count in a branch today, by the organisation directly below the root that has any, or had any registered. */
export async function countMembers(
  db: Db,
  root: { id: string; node: string },
  { year, today }: { year: number; today: string },
) {
  const { rows } = await sql<{ organisationId: string; name: string; members: number }>`
    with below (id, child) as (${belowOn(root, { day: today, tree: "today" })}),
      counted as (select b.child, sum(t.change)::int as members
        from below b join membership.member_tally t on t.organisation_id = b.id group by 1),
      registered as (select distinct b.child from below b
        join membership.registration_tally t on t.organisation_id = b.id and t.year = ${year})
    select o.id as organisation_id, o.short_name as name, coalesce(c.members, 0) as members
    from counted c full join registered r on r.child = c.child join membership.organisation o on o.id = coalesce(c.child, r.child)
    where c.members > 0 or r.child is not null order by o.node limit 2000`.execute(db);
  return rows;
}

/** Folds the differences into one row per union, year and kind; gives how many rows are gone. */
export async function foldRegistrationTallies(db: Db): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with many as (select organisation_id, year from membership.registration_tally group by 1, 2 having count(*) > 8),
      gone as (delete from membership.registration_tally t where t.id in (
          select t.id from membership.registration_tally t join many m using (organisation_id, year) for update of t skip locked)
        returning organisation_id, node, year, said, said_by, counted, change),
      kept as (insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
        select organisation_id, (array_agg(node))[1], year, said, said_by, counted, sum(change) from gone
        group by 1, 3, 4, 5, 6 having sum(change) <> 0)
    select count(*)::int as gone from gone`.execute(db);
  return rows[0]?.gone ?? 0;
}

/** The organisation at a path. */
export async function findPlace(db: Db, path: string): Promise<{ id: string; name: string; node: string } | undefined> {
  const { rows } = await sql<{
    id: string;
    name: string;
    node: string;
  }>`select id, short_name as name, node::text as node
    from membership.organisation where node = ${path}::ltree`.execute(db);
  return rows[0];
}
