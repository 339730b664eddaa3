import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { isEnded, type MembershipState } from "./states.rules.ts";
import * as store from "./states.store.ts";

/** One membership's new state, in its row, its history and the audit. */
export async function writeState(
  tx: Tx,
  { personId, held, to, reason }: { personId: string; held: store.HeldMembership; to: MembershipState; reason: string },
): Promise<void> {
  await store.setState(tx.db, held.id, { state: to, ends: isEnded(to) });
  const change = { id: uuidv7(), membershipId: held.id, personId, node: held.node, from: held.state, to };
  await store.insertStateChange(tx.db, { ...change, reason, by: actorLabel(tx.actor) });
  const detail = { organisationId: held.organisationId, from: held.state, to, reason };
  const object = { type: "person", id: personId };
  await record(tx, { node: held.node, action: "person.membership_state_changed", object, detail });
}
