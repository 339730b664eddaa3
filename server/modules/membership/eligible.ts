import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { membershipsAt } from "./find-people.store.ts";

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
  const clauses = [await memberWithin(db, node)];
  for (const condition of conditions) clauses.push(await clauseOf(db, condition));
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from membership.person p
    where p.left_at is null and ${sql.join(clauses, sql` and `)}`.execute(db);
  return rows[0]?.count ?? 0;
}

const memberWithin = async (db: Db, node: string) => sql`p.id in (select m.person_id from membership.membership m
  where m.valid_to is null and membership.has_welfare(m.state, m.organisation_id) and ${await membershipsAt(db, node)})`;

async function clauseOf(db: Db, condition: PeopleCondition) {
  switch (condition.type) {
    case "verified":
      return sql`p.verified_at is not null`;
    case "employmentForm":
      return sql`p.employment_form = any(${[...condition.anyOf]}::text[])`;
    case "tag":
      return sql`p.tags && ${[...condition.anyOf]}::text[]`;
    case "within":
      return memberWithin(db, condition.node);
    default:
      return sql`true`;
  }
}
