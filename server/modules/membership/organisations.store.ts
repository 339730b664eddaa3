import { sql } from "kysely";
import { businessTimeZone } from "#kernel/clock";
import type { Db } from "#kernel/database/db";
import type { OrganisationKind } from "#wire/organisation-kinds";

export type { OrganisationKind };

export interface OrganisationRow {
  id: string;
  node: string;
  parentId: string | null;
  name: string;
  shortName: string;
  kind: OrganisationKind;
  state: "preparing" | "active" | "closed";
  newForm: boolean;
  /** Members counted here and below. */
  members: number;
  /** Organisations directly below that are not closed. */
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
  /** The last one of the page before. */
  after?: string | undefined;
  limit: number;
}

/**
 * Organisations the reader may see, in the order of the tree with merchants last, with their ancestors. Closed ones only by their id.
 * What is counted is counted for the page alone, from one figure per organisation. What lies below or above is found through
 * kernel.node, and as arrays of ids: below row level security PostgreSQL uses no index for paths, whose operators it cannot trust to
 * be silent, and expects few rows of every table.
 */
export async function listOrganisationRows(db: Db, filter: OrganisationFilter): Promise<OrganisationRow[]> {
  const like = filter.text === undefined ? null : `%${filter.text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<OrganisationRow>`
    with page as materialized (
      select o.id, o.node, n.parent_id, o.name, o.short_name, o.kind, o.state, o.new_form
      from membership.organisation o join kernel.node n on n.id = o.id
      where (${filter.id ?? null}::uuid is null or o.id = ${filter.id ?? null}::uuid)
        and (o.state <> 'closed' or ${filter.id ?? null}::uuid is not null)
        and (${filter.parentId ?? null}::uuid is null or n.parent_id = ${filter.parentId ?? null}::uuid)
        and (not ${filter.roots ?? false}::boolean
          or not exists (select 1 from membership.organisation parent where parent.id = n.parent_id))
        and (${filter.within ?? null}::ltree is null or o.node <@ ${filter.within ?? null}::ltree)
        and (${like}::text is null or lower(o.name) like ${like} or lower(o.short_name) like ${like}
          or replace(o.pinyin, ' ', '') like ${like} or o.initials like ${like})
        and (${filter.after ?? null}::uuid is null or (o.kind = 'merchant', o.node) >
          (select last.kind = 'merchant', last.node from membership.organisation last where last.id = ${filter.after ?? null}::uuid))
      order by o.kind = 'merchant', o.node limit ${filter.limit})
    select p.id, p.node::text as node, p.parent_id, p.name, p.short_name, p.kind, p.state, p.new_form,
      (select coalesce(sum(t.change), 0)::int from membership.member_tally t
        where t.organisation_id = any (array(select k.id from kernel.node k where k.path <@ p.node))) as members,
      (select count(*)::int from membership.organisation c
        where c.id = any (array(select k.id from kernel.node k where k.parent_id = p.id)) and c.state <> 'closed') as children,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.short_name) order by nlevel(a.node))
        from membership.organisation a where a.id = any (array(
          select k.id from kernel.node k where k.label = any (string_to_array(p.node::text, '.')::bigint[])))) as path
    from page p order by p.kind = 'merchant', p.node`.execute(db);
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
  state: "preparing" | "active";
  /** Today without it. */
  openedOn?: string | undefined;
}

export const insertOrganisation = (db: Db, o: NewOrganisation) =>
  sql`insert into membership.organisation (id, node, kind, name, short_name, pinyin, initials, state, opened_on)
    values (${o.id}::uuid, ${o.node}::ltree, ${o.kind}, ${o.name}, ${o.shortName}, ${o.pinyin}, ${o.initials}, ${o.state},
      coalesce(${o.openedOn ?? null}::date, (clock_timestamp() at time zone ${businessTimeZone})::date))`.execute(db);

/** From when on something can have belonged to an organisation that wants to have done so since a day: not before it was there itself. */
export async function openSince(db: Db, id: string, day: string): Promise<string | undefined> {
  const { rows } = await sql<{
    day: string;
  }>`select greatest(opened_on, ${day}::date) as day from membership.organisation
    where id = ${id}::uuid`.execute(db);
  return rows[0]?.day;
}

/** One that was set up by mistake and is closed has never been: earlier days know nothing of it. */
export const forgetPast = (db: Db, id: string) =>
  sql`with o as (update membership.organisation set opened_on = closed_on where id = ${id}::uuid and state = 'closed' returning id),
      l as (update membership.organisation_link set valid_from = valid_to where from_id in (select id from o) and kind = 'affiliation')
    delete from membership.organisation_version where organisation_id in (select id from o) and state <> 'closed'`.execute(
    db,
  );

export const updateOrganisation = (db: Db, o: Omit<NewOrganisation, "node" | "openedOn">) =>
  sql`update membership.organisation set name = ${o.name}, short_name = ${o.shortName}, pinyin = ${o.pinyin},
      initials = ${o.initials}, kind = ${o.kind}, state = ${o.state}, updated_at = clock_timestamp()
    where id = ${o.id}::uuid`.execute(db);

export async function findOrganisation(db: Db, id: string) {
  const { rows } = await sql<Pick<OrganisationRow, "id" | "node" | "kind" | "name" | "shortName" | "state">>`
    select id, node::text as node, kind, name, short_name, state from membership.organisation where id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}

/** The kinds of the organisations directly below that are not closed. */
export async function listKindsBelow(db: Db, id: string): Promise<OrganisationKind[]> {
  const { rows } = await sql<{ kind: OrganisationKind }>`select distinct o.kind from membership.organisation o
    join kernel.node n on n.id = o.id where n.parent_id = ${id}::uuid and o.state <> 'closed'`.execute(db);
  return rows.map(({ kind }) => kind);
}

export async function listOrganisationNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; shortName: string }>`
    select id, short_name from membership.organisation where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.shortName]));
}

/** Folds the differences of the counts into one row per organisation; gives how many rows are gone. */
export async function foldTallies(db: Db): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with many as (select organisation_id from membership.member_tally group by organisation_id having count(*) > 1),
      gone as (delete from membership.member_tally t where t.id in (
          select id from membership.member_tally where organisation_id in (select organisation_id from many) for update skip locked)
        returning organisation_id, node, change),
      kept as (insert into membership.member_tally (organisation_id, node, change)
        select organisation_id, (array_agg(node))[1], sum(change) from gone group by organisation_id)
    select count(*)::int as gone from gone`.execute(db);
  return rows[0]?.gone ?? 0;
}

/** The names in full, as people outside the union's staff read them. */
export async function listFullNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from membership.organisation where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}
