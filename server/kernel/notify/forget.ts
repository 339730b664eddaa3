import { sql } from "kysely";
import type { Tx } from "../context.ts";

/** Removes what was sent to somebody who is forgotten: inbox and text messages. The caller has the server's sight. */
export async function forgetMessages(
  tx: Tx,
  { personId, phoneIndex }: { personId: string; phoneIndex: Buffer | null },
): Promise<void> {
  await sql`delete from kernel.inbox_message where person_id = ${personId}::uuid`.execute(tx.db);
  if (phoneIndex !== null) await sql`delete from kernel.sms_message where phone_index = ${phoneIndex}`.execute(tx.db);
}
