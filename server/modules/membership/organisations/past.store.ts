import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { OrganisationKind } from "#wire/organisation-kinds";
import { belowOn, held, type Tree } from "./below.ts";

export interface PastOrganisationRow {
  id: string;
  name: string;
  kind: OrganisationKind;
  state: "preparing" | "active" | "closed";
  newForm: boolean;
  /** How many were affiliated to it on that day. */
  children: number;
}

/** What was affiliated to an organisation on a day, under the names and kinds of that day. */
export async function listBelowOn(
  db: Db,
  parentId: string,
  page: { day: string; after?: string | undefined; limit: number },
): Promise<PastOrganisationRow[]> {
  const { day, after, limit } = page;
  const { rows } = await sql<PastOrganisationRow>`
    select v.organisation_id as id, v.name, v.kind, v.state, v.new_form,
      (select count(*)::int from membership.organisation_link c
        where c.to_id = v.organisation_id and c.kind = 'affiliation' and ${held("c", day)}) as children
    from membership.organisation_link l join membership.organisation_version v on v.organisation_id = l.from_id and ${held("v", day)}
    where l.to_id = ${parentId}::uuid and l.kind = 'affiliation' and ${held("l", day)} and v.state <> 'closed'
      and (${after ?? null}::uuid is null or v.organisation_id > ${after ?? null}::uuid)
    order by v.organisation_id limit ${limit}`.execute(db);
  return rows;
}

export async function findOn(db: Db, id: string, day: string): Promise<PastOrganisationRow | undefined> {
  const { rows } = await sql<PastOrganisationRow>`
    select v.organisation_id as id, v.name, v.kind, v.state, v.new_form,
      (select count(*)::int from membership.organisation_link c
        where c.to_id = v.organisation_id and c.kind = 'affiliation' and ${held("c", day)}) as children
    from membership.organisation_version v where v.organisation_id = ${id}::uuid and ${held("v", day)}`.execute(db);
  return rows[0];
}

/** From the top of that day down to the organisation itself. */
export async function listWayOn(db: Db, id: string, day: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    with recursive way as (
      select ${id}::uuid as id, 0 as step
      union all
      select l.to_id, way.step + 1 from way join membership.organisation_link l
        on l.from_id = way.id and l.kind = 'affiliation' and ${held("l", day)} where way.step < 50)
    select way.id, coalesce(v.name, o.name) as name from way join membership.organisation o on o.id = way.id
      left join membership.organisation_version v on v.organisation_id = way.id and ${held("v", day)}
    order by way.step desc`.execute(db);
  return rows;
}

export interface VersionRow {
  validFrom: string;
  validTo: string | null;
  name: string;
  kind: OrganisationKind;
  state: "preparing" | "active" | "closed";
}

export async function listVersions(db: Db, id: string): Promise<VersionRow[]> {
  const { rows } =
    await sql<VersionRow>`select valid_from, valid_to, name, kind, state from membership.organisation_version
    where organisation_id = ${id}::uuid order by valid_from desc limit 200`.execute(db);
  return rows;
}

export const dimensions = ["kind", "industry", "class", "unitType", "newForm", "region"] as const;
export type Dimension = (typeof dimensions)[number];

export interface CountRow {
  dimension: Dimension | "all";
  value: string | null;
  organisations: number;
}

/**
 * Organisations by what they were on a day, below (and with) a root: by the affiliations of that day, or as today's tree has them.
 * Closed ones do not count.
 */
export async function countOrganisationsOn(
  db: Db,
  root: { id: string; node: string },
  { day, tree }: { day: string; tree: Tree },
): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    with recursive below (id, child) as (${belowOn(root, { day, tree })}),
      known as (select v.kind, v.industry, v.class, v.unit_type, v.new_form::text as new_form, left(v.region_code, 4) as region
        from membership.organisation_version v
        where v.organisation_id = any (array(select id from below)) and ${held("v", day)} and v.state <> 'closed')
    select case when grouping(kind) = 0 then 'kind' when grouping(industry) = 0 then 'industry' when grouping(class) = 0 then 'class'
        when grouping(unit_type) = 0 then 'unitType' when grouping(new_form) = 0 then 'newForm'
        when grouping(region) = 0 then 'region' else 'all' end as dimension,
      coalesce(kind, industry, class, unit_type, new_form, region) as value, count(*)::int as organisations
    from known group by grouping sets ((kind), (industry), (class), (unit_type), (new_form), (region), ())
    order by 1, 3 desc, 2`.execute(db);
  return rows;
}
