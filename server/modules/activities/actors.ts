import type { Tx } from "#kernel/context";
import { forbidden } from "#kernel/problem";

/** The member of staff who acts: what is written, checked and approved is always somebody's. Throws access.forbidden. */
export function staffOf(tx: Tx): { id: string; name: string } {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  return { id: tx.actor.accountId, name: tx.actor.name };
}
