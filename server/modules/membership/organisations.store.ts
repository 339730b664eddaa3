import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export const organisationKinds = ["province", "city", "county", "unit", "merchant"] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export interface OrganisationRow {
  id: string;
  node: string;
  parentId: string | null;
  name: string;
  shortName: string;
  kind: OrganisationKind;
  /** Active primary members here and below. */
  members: number;
  /** Organisations directly below. */
  children: number;
  path: { id: string; name: string }[];
}

export interface OrganisationFilter {
  id?: string;
  parentId?: string | undefined;
  /** Top of what the reader may see: organisations without a visible parent. */
  roots?: boolean;
  text?: string | undefined;
  within?: string | undefined;
  limit: number;
}

/** Organisations the reader may see, in the order of the tree, with their ancestors. */
export async function listOrganisationRows(db: Db, filter: OrganisationFilter): Promise<OrganisationRow[]> {
  const like = filter.text === undefined ? null : `%${filter.text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<OrganisationRow>`
    with counted as materialized (select node, count(*)::int as people from membership.person where left_at is null group by node)
    select o.id, o.node::text as node, n.parent_id, o.name, o.short_name, o.kind,
      (select coalesce(sum(c.people), 0)::int from counted c where c.node <@ o.node) as members,
      (select count(*)::int from kernel.node c join membership.organisation co on co.id = c.id where c.parent_id = o.id) as children,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.short_name) order by nlevel(a.node))
        from membership.organisation a where a.node @> o.node) as path
    from membership.organisation o join kernel.node n on n.id = o.id
    where (${filter.id ?? null}::uuid is null or o.id = ${filter.id ?? null}::uuid)
      and (${filter.parentId ?? null}::uuid is null or n.parent_id = ${filter.parentId ?? null}::uuid)
      and (not ${filter.roots ?? false}::boolean
        or not exists (select 1 from membership.organisation parent where parent.id = n.parent_id))
      and (${filter.within ?? null}::ltree is null or o.node <@ ${filter.within ?? null}::ltree)
      and (${like}::text is null or lower(o.name) like ${like} or lower(o.short_name) like ${like}
        or replace(o.pinyin, ' ', '') like ${like} or o.initials like ${like})
    order by o.node limit ${filter.limit}`.execute(db);
  return rows;
}

export interface NewOrganisation {
  id: string;
  node: string;
  kind: OrganisationKind;
  name: string;
  shortName: string;
  pinyin: string;
  initials: string;
}

export const insertOrganisation = (db: Db, o: NewOrganisation) =>
  sql`insert into membership.organisation (id, node, kind, name, short_name, pinyin, initials)
    values (${o.id}::uuid, ${o.node}::ltree, ${o.kind}, ${o.name}, ${o.shortName}, ${o.pinyin}, ${o.initials})`.execute(
    db,
  );

export const updateOrganisation = (
  db: Db,
  o: Pick<NewOrganisation, "id" | "name" | "shortName" | "pinyin" | "initials">,
) =>
  sql`update membership.organisation set name = ${o.name}, short_name = ${o.shortName}, pinyin = ${o.pinyin},
      initials = ${o.initials}, updated_at = clock_timestamp()
    where id = ${o.id}::uuid`.execute(db);

export async function findOrganisation(db: Db, id: string) {
  const { rows } = await sql<{ id: string; node: string; kind: OrganisationKind; name: string; shortName: string }>`
    select id, node::text as node, kind, name, short_name from membership.organisation where id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}

export async function listOrganisationNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; shortName: string }>`
    select id, short_name from membership.organisation where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.shortName]));
}
