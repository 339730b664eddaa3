import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { ServiceKind, ServiceUnit } from "#wire/service-kinds";
import { belowOn } from "../organisations/below.ts";

export interface NewService {
  id: string;
  personId: string;
  organisationId: string;
  kind: ServiceKind;
  unit: ServiceUnit;
  source: { type: string; id: string };
  title: string;
  onDay: string;
}

/** Writes services in one statement; those whose source is known already are left out. Gives how many were new. */
export async function insertServices(db: Db, services: readonly NewService[]): Promise<number> {
  const of = <T>(pick: (one: NewService) => T) => services.map(pick);
  const { rows } = await sql`
    insert into membership.service (id, person_id, organisation_id, kind, unit, change, source_type, source_id, title, on_day)
    select id, person_id, organisation_id, kind, unit, 1, source_type, source_id, title, on_day
    from unnest(${of(({ id }) => id)}::uuid[], ${of((s) => s.personId)}::uuid[], ${of((s) => s.organisationId)}::uuid[],
      ${of((s) => s.kind)}::text[], ${of((s) => s.unit)}::text[], ${of((s) => s.source.type)}::text[],
      ${of((s) => s.source.id)}::uuid[], ${of((s) => s.title)}::text[], ${of((s) => s.onDay)}::date[])
      as t (id, person_id, organisation_id, kind, unit, source_type, source_id, title, on_day)
    on conflict (source_type, source_id) where counters is null do nothing returning 1`.execute(db);
  return rows.length;
}

/** The counter-entry of what a source wrote, once; false when there is nothing (any more) to take back. */
export async function counterService(
  db: Db,
  source: { type: string; id: string },
  entry: { id: string; onDay: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into membership.service (id, person_id, organisation_id, kind, unit, change, counters, source_type, source_id, title,
      on_day)
    select ${entry.id}::uuid, person_id, organisation_id, kind, unit, -1, id, source_type, source_id, title, ${entry.onDay}::date
    from membership.service where source_type = ${source.type} and source_id = ${source.id}::uuid and counters is null
    on conflict (counters) do nothing returning 1`.execute(db);
  return rows.length > 0;
}

export interface ServiceRow {
  id: string;
  kind: ServiceKind;
  unit: ServiceUnit;
  title: string;
  organisationId: string;
  organisationName: string;
  onDay: string;
  /** The day on which it was taken back; null while it stands. */
  takenBackOn: string | null;
}

/** What a person was served with, as far as the reader may see it, the latest first; `paths` narrows it to unions there. */
export async function listServices(
  db: Db,
  filter: { personId: string; paths?: readonly string[]; after?: { onDay: string; id: string } | undefined },
  limit: number,
): Promise<ServiceRow[]> {
  const { personId, paths, after } = filter;
  const { rows } = await sql<ServiceRow>`
    select s.id, s.kind, s.unit, s.title, s.organisation_id, o.short_name as organisation_name, s.on_day,
      (select c.on_day from membership.service c where c.counters = s.id) as taken_back_on
    from membership.service s join membership.organisation o on o.id = s.organisation_id
    where s.person_id = ${personId}::uuid and s.counters is null
      and (${paths === undefined}::boolean or o.node <@ any(${[...(paths ?? [])]}::ltree[]))
      and (${after?.id ?? null}::uuid is null or (s.on_day, s.id) < (${after?.onDay ?? null}::date, ${after?.id ?? null}::uuid))
    order by s.on_day desc, s.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface ServiceCount {
  kind: ServiceKind;
  unit: ServiceUnit;
  count: number;
}

/** How often a person was served with each kind from a day on; what was taken back is not among it. */
export async function countServices(db: Db, personId: string, from: string): Promise<ServiceCount[]> {
  const { rows } = await sql<ServiceCount>`
    select s.kind, s.unit, count(*)::int as count from membership.service s
    where s.person_id = ${personId}::uuid and s.on_day >= ${from}::date and s.counters is null
      and not exists (select from membership.service c where c.counters = s.id)
    group by s.kind, s.unit order by 3 desc, 1`.execute(db);
  return rows;
}

export interface MonthRow {
  month: string;
  kind: ServiceKind;
  unit: ServiceUnit;
  count: number;
  /** The organisation directly below the root to which it belongs; the root itself for its own. */
  organisationId: string;
}

/** Counts per month, kind and organisation directly below a root, of all that lies below it today: from tallies alone. */
export async function countByMonth(
  db: Db,
  root: { id: string; node: string },
  months: { from: string; to: string },
): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    with below (id, child) as (${belowOn(root, { day: months.to, tree: "today" })})
    select t.month, t.kind, t.unit, b.child as organisation_id, sum(t.change)::int as count
    from below b join membership.service_tally t on t.organisation_id = b.id
    where t.month >= ${months.from}::date and t.month <= ${months.to}::date
    group by 1, 2, 3, 4 having sum(t.change) <> 0 order by 1, 2, 4`.execute(db);
  return rows;
}

/** Folds the differences into one row per union, month and kind; gives how many rows are gone. */
export async function foldServiceTallies(db: Db): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with many as (select organisation_id, month, kind from membership.service_tally group by 1, 2, 3 having count(*) > 1),
      gone as (delete from membership.service_tally t where t.id in (
          select t.id from membership.service_tally t join many m using (organisation_id, month, kind) for update of t skip locked)
        returning organisation_id, node, month, kind, unit, change),
      kept as (insert into membership.service_tally (organisation_id, node, month, kind, unit, change)
        select organisation_id, (array_agg(node))[1], month, kind, unit, sum(change) from gone group by 1, 3, 4, 5)
    select count(*)::int as gone from gone`.execute(db);
  return rows[0]?.gone ?? 0;
}
