import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";

/**
 * Runs `work` in a transaction of its own as the server itself. Phones and numbers belong to members, and the till or staff
 * that is shown a code may not read them; a wrong try must be counted even when the caller's own work is undone.
 * Throws when the caller has begun a transaction already: the count would be lost with it.
 */
export async function ownTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if ("inTransaction" in ctx) throw new Error("read the code first, then begin the transaction that it decides");
  return transact(asSystem(ctx, "codes"), work);
}
