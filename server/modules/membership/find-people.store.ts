import { type RawBuilder, sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { PeopleFilter } from "./filter-people.rules.ts";
import type { Cursor, Lookup } from "./find-people.rules.ts";

/** Where people are looked for: files that lie in these subtrees, and of those whom `at` asks for. */
export interface Place {
  paths: readonly string[];
  /** Exactly these nodes; all of the subtrees without it. */
  nodes?: readonly string[];
  /** Beside the nodes: people who hold a further membership there. */
  further?: readonly string[];
  /** Of these those alone. */
  filter?: PeopleFilter;
}

/** A page is read in the order of an index by one process; starting others takes longer than that. */
export const readAlone = (db: Db) => sql`set local max_parallel_workers_per_gather = 0`.execute(db);

/** More nodes than this are a good part of the register: then reading in order soon finds a page. */
const mostNodes = 2000;

/** The nodes in these subtrees and below `node`; undefined when they are too many to be named, as those of a whole tree. */
export const listNodes = (db: Db, paths: readonly string[], node?: string) => named(db, "path", { paths, node });

/** The same by their ids, which an index may compare before row level security has let a row through. */
export const listNodeIds = (db: Db, paths: readonly string[], node?: string) => named(db, "id", { paths, node });

async function named(
  db: Db,
  by: "path" | "id",
  { paths, node }: { paths: readonly string[]; node: string | undefined },
): Promise<string[] | undefined> {
  const whole = node === undefined ? paths : [node];
  if (whole.some((path) => !path.includes("."))) return undefined;
  const below = node === undefined ? sql`true` : sql`path <@ ${node}::ltree`;
  const { rows } = await sql<{ nodes: string | null }>`select string_agg(name, ',') as nodes
    from (select ${sql.ref(by)}::text as name from kernel.node where path <@ any (${[...paths]}::ltree[]) and ${below} limit ${mostNodes + 1}) k`.execute(
    db,
  );
  const nodes = rows[0]?.nodes?.split(",") ?? [];
  return nodes.length > mostNodes ? undefined : nodes;
}

/**
 * Of memberships `m`: that they are at a node or below. By the ids of what lies there, which an index compares behind row level security;
 * of a good part of the register by the paths.
 */
export const membershipsAt = async (db: Db, node: string): Promise<RawBuilder<boolean>> =>
  membershipsAmong(node, await listNodeIds(db, [node]));

/** The same with the ids of what lies there, if they can be named. */
export const membershipsAmong = (node: string, ids: readonly string[] | undefined): RawBuilder<boolean> =>
  ids === undefined ? sql`m.node <@ ${node}::ltree` : sql`m.organisation_id = any (${[...ids]}::uuid[])`;

/** Who holds a membership at or below a node beside the one that counts them. */
export async function listFurther(db: Db, node: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct person_id as id from membership.membership
    where valid_to is null and not is_primary
      and organisation_id = any (array(select id from kernel.node where path <@ ${node}::ltree))`.execute(db);
  return rows.map(({ id }) => id);
}

const columns: Record<Lookup["by"], string> = {
  order: "pinyin",
  name: "name",
  name_second: "name_second",
  name_third: "name_third",
  spelled: "spelled",
  initials: "initials",
  mixed: "initials",
  member_number: "pinyin",
};

type Condition = RawBuilder<unknown>;

const matches = (lookup: Lookup): Condition => {
  switch (lookup.by) {
    case "order":
      return sql`true`;
    case "member_number":
      return sql`member_number = any (${[lookup.number, lookup.number.padStart(10, "0")]}::text[])`;
    case "mixed":
      return sql`initials ^@ ${lookup.initials} and pinyin ~ ${lookup.pattern}`;
    default:
      return sql`${sql.raw(columns[lookup.by])} ^@ ${lookup.begins}`;
  }
};

const lies = ({ filter = {}, ...place }: Place): Condition =>
  sql.join([isWhere(place), ...filtered(filter)], sql` and `);

function filtered({ standing, verified }: PeopleFilter): Condition[] {
  const conditions: Condition[] = [];
  if (verified !== undefined) conditions.push(verified ? sql`verified_at is not null` : sql`verified_at is null`);
  if (standing === "member") conditions.push(sql`member_number is not null`);
  else if (standing === "without") conditions.push(sql`member_number is null`);
  else if (standing !== undefined)
    conditions.push(sql`id in (select m.person_id from membership.membership m
      where m.state = ${standing} and m.state <> 'active' and m.valid_to is null and m.is_primary)`);
  return conditions;
}

const isWhere = ({ paths, nodes, further = [] }: Place): Condition => {
  // Within `case`, PostgreSQL does not guess that a subtree holds one in a thousand.
  if (nodes === undefined) return sql`case when node <@ any (${[...paths]}::ltree[]) then true else false end`;
  const there = sql`node = any (${[...nodes]}::ltree[])`;
  if (further.length === 0) return there;
  return sql`node <@ any (${[...paths]}::ltree[]) and (${there} or id = any (${[...further]}::uuid[]))`;
};

/** One of the lookups of a search, without those whom the lookups before it find. */
export interface Search {
  place: Place;
  lookups: readonly Lookup[];
  at: number;
}

const found = ({ place, lookups, at }: Search): Condition => {
  const before = lookups.slice(0, at).map((lookup) => sql`not (${matches(lookup)})`);
  return sql.join([lies(place), ...lookups.slice(at, at + 1).map(matches), ...before], sql` and `);
};

/** Ids in the order of what was looked up, then id. */
export async function listFound(
  db: Db,
  search: Search,
  page: { after?: Cursor | undefined; limit: number },
): Promise<{ id: string; key: string }[]> {
  const key = sql.raw(columns[search.lookups[search.at]?.by ?? "order"]);
  const { after } = page;
  const behind = after === undefined ? sql`` : sql`and (${key}, id) > (${after.key}, ${after.id}::uuid)`;
  const { rows } = await sql<{ id: string; key: string }>`select id, ${key} as key from membership.person_in_sight
    where ${found(search)} ${behind} order by ${key}, id limit ${page.limit}`.execute(db);
  return rows;
}

/** How many people there are, counting no further than `most`. */
export async function countPeople(db: Db, place: Place, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from (select from membership.person_in_sight where ${lies(place)} limit ${most}) counted`.execute(db);
  return rows[0]?.count ?? 0;
}
