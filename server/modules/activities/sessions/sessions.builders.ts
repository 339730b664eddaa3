import { sql } from "kysely";
import { transact } from "#kernel/context";
import { ask, type Somebody, type World } from "../activities.builders.ts";

/** Somebody's ticket as their phone reads it. */
export const ticketOf = async (world: World, somebody: Somebody, claimId: string) =>
  (await ask(world, somebody.cookie, ["GET", `/api/activities/tickets/${claimId}`])).body;

/** What somebody was told, in order: kind, values and the page that it opens. */
export async function told(world: World, { personId }: Somebody): Promise<[string, Record<string, string>, string][]> {
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{ kind: string; params: Record<string, string>; link: string }>`
      select kind, params, link from kernel.inbox_message where person_id = ${personId} order by id`.execute(tx.db),
  );
  return rows.map((row) => [row.kind, row.params, row.link]);
}
