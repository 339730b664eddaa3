import { sql } from "kysely";
import type { Actor, SystemActor } from "./actor.ts";
import { rowSecurityContext, type Tx } from "./context.ts";
import type { Db } from "./database/db.ts";

const server: SystemActor = { kind: "system", name: "sight" };
const widened = new WeakSet<Db>();

/**
 * Runs `work` with the sight of the server, inside the actor's transaction: a till redeems a voucher of a union whose rows
 * it may not read. The actor stays who it is for audit and policies. Each call says what has been checked before.
 */
export async function seeingAll<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  if (tx.sight === "server" || widened.has(tx.db)) return work();
  await sql.raw(rowSecurityContext(server)).execute(tx.db);
  widened.add(tx.db);
  try {
    const result = await work();
    await sql.raw(rowSecurityContext(tx.actor)).execute(tx.db);
    return result;
  } catch (error) {
    // A refusal may be caught and the transaction go on; when PostgreSQL itself failed, it is over anyway.
    await sql
      .raw(rowSecurityContext(tx.actor))
      .execute(tx.db)
      .catch(() => undefined);
    throw error;
  } finally {
    widened.delete(tx.db);
  }
}

/**
 * Runs `work` as somebody else sees it, inside the actor's transaction: to say what waits for another account, never to act for it. Each
 * call says what has been checked before. Not inside `seeingAll`.
 */
export async function seeingAs<T>(tx: Tx, actor: Actor, work: (as: Tx) => Promise<T>): Promise<T> {
  if (tx.sight === "server" || widened.has(tx.db)) throw new Error("seeingAs: the transaction sees all already");
  await sql.raw(rowSecurityContext(actor)).execute(tx.db);
  try {
    return await work({ ...tx, actor });
  } finally {
    // When PostgreSQL itself failed, the transaction is over anyway.
    await sql
      .raw(rowSecurityContext(tx.actor))
      .execute(tx.db)
      .catch(() => undefined);
  }
}
