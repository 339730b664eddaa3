import { sql } from "kysely";
import { businessTimeZone } from "#kernel/clock";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import type { LinkKind } from "#wire/organisation-kinds";

export interface LinkRow {
  id: string;
  kind: LinkKind;
  fromId: string;
  toId: string;
  fromNode: string;
  toNode: string;
  validFrom: string;
  /** The first day on which it no longer holds. */
  validTo: string | null;
  grantsSight: boolean;
  agreement: string | null;
  note: string | null;
  endReason: string | null;
  /** Label of whoever laid it down. */
  createdBy: string;
}

const columns =
  sql.raw(`l.id, l.kind, l.from_id, l.to_id, l.from_node::text as from_node, l.to_node::text as to_node, l.valid_from,
  l.valid_to, l.grants_sight, l.agreement, l.note, l.end_reason, l.created_by`);

/** All links of an organisation that the reader may see, newest first. */
export async function listLinks(db: Db, organisationId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`select ${columns} from membership.organisation_link l
    where (l.from_id = ${organisationId}::uuid or (l.to_id = ${organisationId}::uuid and l.kind <> 'affiliation'))
    order by l.valid_to is not null, l.valid_from desc, l.id desc limit 500`.execute(db);
  return rows;
}

export async function lockLink(db: Db, id: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select ${columns} from membership.organisation_link l
    where l.id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

const openAffiliation = (organisationId: string) => sql`select ${columns} from membership.organisation_link l
  where l.from_id = ${organisationId}::uuid and l.kind = 'affiliation' and l.valid_to is null`;

/** The affiliation without an end: where an organisation stands, or where it will stand. */
export async function findAffiliation(db: Db, organisationId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`${openAffiliation(organisationId)}`.execute(db);
  return rows[0];
}

export async function lockAffiliation(db: Db, organisationId: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`${openAffiliation(organisationId)} for update`.execute(db);
  return rows[0];
}

/** Affiliations whose day has come, while the organisation still stands elsewhere in the tree. */
export async function listDueAffiliations(db: Db): Promise<LinkRow[]> {
  const { rows } =
    await sql<LinkRow>`select ${columns} from membership.organisation_link l join kernel.node n on n.id = l.from_id
    where l.kind = 'affiliation' and l.valid_from <= ${today} and (l.valid_to is null or l.valid_to > ${today})
      and n.parent_id is distinct from l.to_id
    order by l.valid_from, l.id`.execute(db);
  return rows;
}

export interface NewLink {
  id: string;
  kind: LinkKind;
  from: { id: string; node: string };
  to: { id: string; node: string };
  /** Today without it. */
  validFrom?: string | undefined;
  validTo?: string | null | undefined;
  grantsSight?: boolean | undefined;
  agreement?: string | null | undefined;
  note?: string | null | undefined;
  createdBy: string;
}

export const insertLink = (db: Db, l: NewLink) =>
  sql`insert into membership.organisation_link (id, kind, from_id, to_id, from_node, to_node, valid_from, valid_to, grants_sight,
      agreement, note, created_by)
    values (${l.id}::uuid, ${l.kind}, ${l.from.id}::uuid, ${l.to.id}::uuid, ${l.from.node}::ltree, ${l.to.node}::ltree,
      coalesce(${l.validFrom ?? null}::date, ${today}), ${l.validTo ?? null}::date, ${l.grantsSight ?? false},
      ${l.agreement ?? null}, ${l.note ?? null}, ${l.createdBy})`.execute(db);

/** Ends a link before this day. One that had not begun by then never holds. */
export const endLink = (db: Db, id: string, end: { on: string; by: string; reason: string | null }) =>
  sql`update membership.organisation_link set valid_to = greatest(valid_from, ${end.on}::date), ended_by = ${end.by},
      end_reason = ${end.reason} where id = ${id}::uuid`.execute(db);

/** Takes back a link that has not begun, and lets the one that was to end that day go on. */
export async function takeBackAffiliation(db: Db, link: Pick<LinkRow, "id" | "fromId" | "validFrom">): Promise<void> {
  await sql`with gone as (delete from membership.organisation_link where id = ${link.id}::uuid returning from_id, valid_from)
    select 1 from gone`.execute(db);
  await sql`update membership.organisation_link set valid_to = null, ended_by = null, end_reason = null
    where kind = 'affiliation' and from_id = ${link.fromId}::uuid and valid_to = ${link.validFrom}::date
      and valid_from < ${link.validFrom}::date`.execute(db);
}

/** Ends all links of an organisation but its own affiliation and those of what lies below it; gives how many. */
export async function endLinksOf(
  db: Db,
  organisationId: string,
  end: { on: string; by: string; reason: string },
): Promise<number> {
  const { rows } = await sql`update membership.organisation_link
    set valid_to = greatest(valid_from, ${end.on}::date), ended_by = ${end.by}, end_reason = ${end.reason}
    where (from_id = ${organisationId}::uuid or to_id = ${organisationId}::uuid) and kind <> 'affiliation'
      and (valid_to is null or valid_to > ${end.on}::date) returning 1`.execute(db);
  return rows.length;
}

/** Accounts whose duties reach one of these places: those that hold one there or above. */
export async function listAccountsAbove(db: Db, nodes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`select distinct account_id from kernel.duty_grant
    where revoked_at is null and node @> any (${[...nodes]}::ltree[])`.execute(db);
  return rows.map(({ accountId }) => accountId);
}

/**
 * What holders of duties at these paths see through industry links that grant it, today; and the seconds until the day ends, since
 * links begin and end with days.
 */
export async function listSights(db: Db, paths: readonly string[]) {
  const { rows } = await sql<{ held: string; node: string }>`
    select distinct held.path as held, l.from_node::text as node
    from unnest(${[...paths]}::text[]) as held (path)
      join membership.organisation_link l on l.grants_sight and l.to_node <@ held.path::ltree
    where l.valid_from <= ${today} and (l.valid_to is null or l.valid_to > ${today})`.execute(db);
  return rows;
}

export async function millisUntilTomorrow(db: Db): Promise<number> {
  const { rows } = await sql<{ ms: number }>`select (extract(epoch from
    (${today} + 1)::timestamp at time zone '${sql.raw(businessTimeZone)}' - clock_timestamp()) * 1000)::float8 as ms`.execute(
    db,
  );
  return rows[0]?.ms ?? 0;
}
