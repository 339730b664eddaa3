import { sql } from "kysely";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";

/** How long one look at a file lasts. */
const visitMinutes = 15;

/**
 * Writes down that the actor looked at a person's file, or at an application: once per actor and person in a quarter of an hour. "Who saw this
 * member, and when" is asked about visits; a page asks again after every act, on every return to its tab and every reload,
 * and a record for each would bury the visits and queue at the head of the chain. A visit longer than that is recorded again.
 * Two looks within the same instant may both be written: nothing is lost by that.
 */
export async function recordView(
  tx: Tx,
  { id, node }: { id: string; node: string },
  type: "person" | "joining" = "person",
): Promise<void> {
  const { rows } = await sql`select 1 from kernel.audit_record
    where object_type = ${type} and object_id = ${id} and action = ${`${type}.viewed`}
      and actor = ${actorLabel(tx.actor)} and at > clock_timestamp() - make_interval(mins => ${visitMinutes})
    limit 1`.execute(tx.db);
  if (rows.length > 0) return;
  await record(tx, {
    ...{ node, object: { type, id } },
    ...(type === "person" ? { action: "person.viewed" } : { action: "joining.viewed" }),
  });
}
