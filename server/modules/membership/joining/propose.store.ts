import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { isUnionKind, organisationKinds } from "#wire/organisation-kinds";
import type { Candidate } from "./propose.rules.ts";

const districts = ["national", "province", "city", "county", "township"];

const takes = sql.raw(`not n.play and o.state = 'active'
  and o.kind = any(array['${organisationKinds.filter(isUnionKind).join("','")}'])
  and coalesce((select s.takes_applications from membership.union_setting s where s.organisation_id = o.id), true)`);

export interface District {
  id: string;
  name: string;
  /** There are districts below it. */
  hasChildren: boolean;
}

/** The districts directly below one, or the tops. */
export async function listDistricts(db: Db, parentId: string | undefined): Promise<District[]> {
  const { rows } = await sql<District>`select o.id, o.short_name as name, exists (select from kernel.node c
      join membership.organisation below on below.id = c.id where c.parent_id = o.id and below.kind = any(${districts}::text[])) as has_children
    from membership.organisation o join kernel.node n on n.id = o.id
    where not n.play and o.state = 'active' and o.kind = any(${districts}::text[])
      and n.parent_id is not distinct from ${parentId ?? null}::uuid order by o.node`.execute(db);
  return rows;
}

const columns = sql.raw("o.id, o.name, o.node::text as node, o.new_form");

/** A union that takes applications. */
export async function findJoinable(db: Db, id: string): Promise<Candidate | undefined> {
  const { rows } =
    await sql<Candidate>`select ${columns} from membership.organisation o join kernel.node n on n.id = o.id
    where o.id = ${id}::uuid and ${takes}`.execute(db);
  return rows[0];
}

/** Unions whose name has one of the words, with `newForm` also those marked as of new forms of work: those below `within` (a district's city) or anywhere; at most `most`. */
export async function listJoinable(
  db: Db,
  given: { words: readonly string[]; newForm: boolean; within: string | undefined; most: number },
): Promise<Candidate[]> {
  const likes = given.words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const { rows } =
    await sql<Candidate>`select ${columns} from membership.organisation o join kernel.node n on n.id = o.id
    where ${takes} and (o.name like any(${likes}::text[]) or (o.new_form and ${given.newForm}::boolean))
      and (${given.within ?? null}::ltree is null or o.node <@ ${given.within ?? null}::ltree)
    order by nlevel(o.node), o.node limit ${given.most}`.execute(db);
  return rows;
}
