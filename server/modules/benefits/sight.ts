import { sql } from "kysely";
import type { SystemActor } from "#kernel/actor";
import { rowSecurityContext, type Tx } from "#kernel/context";

const server: SystemActor = { kind: "system", name: "benefits" };

/**
 * Runs `work` with the sight of the server, inside the actor's transaction: a till redeems a voucher of a union whose rows
 * it may not read. The actor stays who it is for audit and policies. Each call says what has been checked before.
 */
export async function seeingAll<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql.raw(rowSecurityContext(server)).execute(tx.db);
  const result = await work();
  await sql.raw(rowSecurityContext(tx.actor)).execute(tx.db);
  return result;
}
