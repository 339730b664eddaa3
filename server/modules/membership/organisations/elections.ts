import { sql } from "kysely";
import { z } from "zod";
import { type Ctx, type Tx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import { defineJob } from "#kernel/jobs";
import { announce } from "#kernel/outbox/outbox";
import { pathsHolding } from "#kernel/policy";
import { electionReminders, reminderDue } from "../organisation-facts.rules.ts";
import { moveDueOrganisations } from "./move.ts";

interface ElectionRow {
  id: string;
  node: string;
  name: string;
  dueOn: string;
  daysLeft: number;
  remindedFor: string | null;
  remindedDays: number | null;
  remindedAt: Date | null;
}

async function listElections(db: Db, { paths, within, limit }: { paths: string[]; within: number; limit: number }) {
  const { rows } = await sql<ElectionRow>`select o.id, o.node::text as node, o.name, o.election_due as due_on,
      (o.election_due - ${today})::int as days_left, o.election_reminded_for as reminded_for,
      o.election_reminded_days as reminded_days, o.election_reminded_at as reminded_at
    from membership.organisation o
    where o.state <> 'closed' and o.election_due <= ${today} + ${within}::int and o.node <@ any (${paths}::ltree[])
    order by o.election_due, o.id limit ${limit}`.execute(db);
  return rows;
}

/** Elections that are due within so many days, or overdue, where the actor sees figures; the most urgent first. */
export async function listDueElections(ctx: Ctx, { within }: { within: number }) {
  return transact(ctx, async (tx) => {
    const rows = await listElections(tx.db, { paths: pathsHolding(tx.actor, "statistics.view"), within, limit: 500 });
    return {
      items: rows.map(({ id, name, dueOn, daysLeft, remindedAt }) => ({
        organisation: { id, name },
        ...{ dueOn, daysLeft, remindedAt: remindedAt?.toISOString() ?? null },
      })),
    };
  });
}

/** Says once per organisation and reminder that an election is 90, 30 or 0 days away. Gives how many were told. */
export async function remindOfElections(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const rows = await listElections(tx.db, { paths: [""], within: electionReminders[0], limit: 100_000 });
    let told = 0;
    for (const row of rows) told += (await remind(tx, row)) ? 1 : 0;
    return told;
  });
}

async function remind(tx: Tx, row: ElectionRow): Promise<boolean> {
  const due = reminderDue(row.daysLeft);
  const last = row.remindedFor === row.dueOn ? row.remindedDays : null;
  if (due === undefined || (last !== null && last <= due)) return false;
  await sql`update membership.organisation set election_reminded_for = ${row.dueOn}::date, election_reminded_days = ${due},
      election_reminded_at = clock_timestamp() where id = ${row.id}::uuid`.execute(tx.db);
  const { id: organisationId, node, dueOn, daysLeft } = row;
  await announce(tx, "organisation.election_due", { node, organisationId, dueOn, daysLeft });
  return true;
}

/** Every morning, before offices open. */
export const electionJob = defineJob({
  name: "membership.remind_of_elections",
  data: z.object({}),
  cron: "30 7 * * *",
  handler: async (ctx) => {
    const told = await remindOfElections(ctx);
    ctx.log.info({ told }, "organisation.elections_reminded");
  },
});

/** Moves whose day has come; each hour, so that a server that slept at midnight does them too. */
export const dueMovesJob = defineJob({
  name: "membership.move_due_organisations",
  data: z.object({}),
  cron: "1 * * * *",
  handler: async (ctx) => {
    await moveDueOrganisations(ctx);
  },
});
