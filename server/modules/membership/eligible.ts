import { type RawBuilder, sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { listNodeIds, membershipsAmong } from "./find-people.store.ts";

/** A condition on people, as rules of eligibility state it; what only the moment of the claim knows (wins) is not counted here. */
export type PeopleCondition =
  | { type: "verified" }
  | { type: "employmentForm"; anyOf: readonly string[] }
  | { type: "tag"; anyOf: readonly string[] }
  | { type: "within"; node: string }
  | { type: "fewerWins" }
  | { type: "notBarred" };

/** How many people under `node` fulfil every condition, of those the transaction may see. */
export async function countEligible(db: Db, node: string, conditions: readonly PeopleCondition[]): Promise<number> {
  const nodes = [node, ...conditions.flatMap((condition) => (condition.type === "within" ? [condition.node] : []))];
  const clauses = [await membersWithin(db, nodes), ...conditions.map(clauseOf)];
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from membership.person p
    where p.left_at is null and ${sql.join(clauses, sql` and `)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Members within each of the nodes. As a list, hundreds of thousands are read in the order of their ids, at a tenth of what looking
 * for one after another costs, which PostgreSQL, expecting a few, does in a join; a good part of the register is too long a list.
 */
async function membersWithin(db: Db, nodes: readonly string[]) {
  const places: (string[] | undefined)[] = [];
  for (const node of nodes) places.push(await listNodeIds(db, [node]));
  const those = sql.join(
    nodes.map((node, at) => membersAt(membershipsAmong(node, places[at]))),
    sql` intersect `,
  );
  return places.includes(undefined) ? sql`p.id in (${those})` : sql`p.id = any (array(${those}))`;
}

/** The two states in which welfare is always open are asked first: the function costs more than all the rest. */
const membersAt = (there: RawBuilder<unknown>) => sql`select m.person_id from membership.membership m
  where m.valid_to is null and ${there}
    and (m.state in ('active', 'transferring') or membership.has_welfare(m.state, m.organisation_id))`;

function clauseOf(condition: PeopleCondition) {
  switch (condition.type) {
    case "verified":
      return sql`p.verified_at is not null`;
    case "employmentForm":
      return sql`p.employment_form = any(${[...condition.anyOf]}::text[])`;
    case "tag":
      return sql`p.tags && ${[...condition.anyOf]}::text[]`;
    default:
      return sql`true`;
  }
}
