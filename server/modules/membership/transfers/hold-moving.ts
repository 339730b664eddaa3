import type { Tx } from "#kernel/context";
import { noSuchPerson } from "../membership.errors.ts";
import { type HeldMembership, lockMembership } from "../states/states.store.ts";
import * as errors from "./transfer.errors.ts";
import { mayMove } from "./transfer.rules.ts";
import type { TransferRow } from "./transfer.store.ts";

/**
 * The membership that a transfer moves, locked: the primary one, as long as it is still that of the union which was asked. Files that were
 * made one, a union that went up in another, or another way taken meanwhile have put somebody else in charge, who was asked nothing.
 * Throws person.missing, transfer.overtaken, transfer.state_forbids.
 */
export async function holdMoving(tx: Tx, row: Pick<TransferRow, "personId" | "fromId">): Promise<HeldMembership> {
  const held = await lockMembership(tx.db, row.personId, undefined);
  if (held === undefined) throw noSuchPerson();
  if (held.organisationId !== row.fromId) throw errors.overtaken();
  if (!mayMove(held.state)) throw errors.stateForbids(held.state);
  return held;
}
