import { sql } from "kysely";
import type { Tx } from "./context.ts";
import { uuidv7 } from "./ids.ts";

export type Announcement = { node: string } & Record<string, unknown>;

/** Puts an event into the outbox in the running transaction; it is handed to subscribers at least once after the commit. */
export async function announce(tx: Tx, topic: string, event: Announcement): Promise<void> {
  const { node, ...payload } = event;
  await sql`select kernel.announce(${uuidv7()}::uuid, ${topic}, ${node}::ltree, ${JSON.stringify(payload)}::jsonb)`.execute(
    tx.db,
  );
}
