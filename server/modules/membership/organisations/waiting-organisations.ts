import { sql } from "kysely";
import { registerOnPage } from "#engines/decisions";
import { businessTimeZone } from "#kernel/clock";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import { pathsHolding } from "#kernel/policy";
import { type Begun, registerBegun } from "#kernel/sign-in/hand-over";
import { electionReminders } from "../organisation-facts.rules.ts";

const most = 100;

interface Due {
  id: string;
  node: string;
  name: string;
  dueOn: string;
  daysLeft: number;
  since: Date;
}

/** Terms that end soon or have ended: for the union itself, and for the one above it; who answers for a province is not told of all below. */
async function listDueTerms(db: Db, paths: string[]): Promise<Due[]> {
  const { rows } = await sql<Due>`select o.id, o.node::text as node, o.name, o.election_due as due_on,
      (o.election_due - ${today})::int as days_left, coalesce(o.election_reminded_at,
        least(clock_timestamp(), o.election_due::timestamp at time zone ${businessTimeZone})) as since
    from membership.organisation o
    where o.state <> 'closed' and o.election_due <= ${today} + ${electionReminders[0]}::int
      and exists (select from unnest(${paths}::ltree[]) as held (path)
        where o.node <@ held.path and nlevel(o.node) <= nlevel(held.path) + 1)
    order by o.election_due, o.id limit ${most}`.execute(db);
  return rows;
}

registerOnPage("election", async (tx) => {
  const rows = await listDueTerms(tx.db, pathsHolding(tx.actor, "organisations.manage"));
  return rows.map(({ id, node, name, dueOn, daysLeft, since }) => ({
    ...{ id, node, title: name, revision: 1, step: "held", from: null, since, amountFen: null },
    facts: [
      { code: daysLeft < 0 ? "election_over" : "election_due", params: { due: dueOn, days: Math.abs(daysLeft) } },
    ],
    link: `/organisations?at=${id}`,
  }));
});

interface Failed {
  id: string;
  node: string;
  name: string;
  at: Date;
  why: string;
}

/** Planned moves that could not be done, until another is planned or a month has gone by: for who places the organisation. */
async function listFailedMoves(db: Db, paths: string[]): Promise<Failed[]> {
  const { rows } =
    await sql<Failed>`select o.id, o.node::text as node, o.name, o.move_failed_at as at, o.move_failed_why as why
    from membership.organisation o
    where o.state <> 'closed' and o.move_failed_at > clock_timestamp() - interval '30 days'
      and exists (select from unnest(${paths}::ltree[]) as held (path) where o.node <@ held.path
        and (nlevel(o.node) > nlevel(held.path) or nlevel(o.node) = 1))
    order by o.move_failed_at, o.id limit ${most}`.execute(db);
  return rows;
}

/** Moves that an account planned of organisations on these subtrees, and whose day is to come. */
async function countPlannedBy(db: Db, { accountId, paths }: Begun): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from membership.organisation_link
    where created_by = ${`staff:${accountId}`} and kind = 'affiliation' and valid_from > ${today} and valid_to is null
      and from_node <@ any(${[...paths]}::ltree[])`.execute(db);
  return rows[0]?.count ?? 0;
}

registerOnPage("move_failed", async (tx) => {
  const rows = await listFailedMoves(tx.db, pathsHolding(tx.actor, "organisations.manage"));
  return rows.map(({ id, node, name, at, why }) => ({
    ...{ id, node, title: name, revision: 1, step: "planned", from: null, since: at, amountFen: null },
    facts: [{ code: why === "organisation.author_without_duty" ? "move_author" : "move_place", params: {} }],
    link: `/organisations?at=${id}`,
  }));
});

registerBegun({
  type: "planned_move",
  count: (tx, of) => countPlannedBy(tx.db, of),
});
