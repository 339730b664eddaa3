import { revokeDevices } from "#engines/codes";
import { type GivenUp, giveUpAll } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { seeingAll } from "#kernel/sight";
import { revokeSessionsOf } from "#kernel/sign-in/sessions";
import { endCorrections } from "../own-data/end-corrections.ts";
import { dropLinks } from "../parent-app/parent-app.store.ts";
import { markLeft } from "../people.store.ts";
import { dropOpenTransfer } from "../transfers/ask-transfer.ts";
import { giveUpSoon } from "./give-up-late.ts";
import type { MembershipState } from "./states.rules.ts";
import * as store from "./states.store.ts";
import { writeState } from "./write-state.ts";

/**
 * The person leaves: the other memberships, the sessions, the links of parent apps, and what showed the member code. What waits for the union
 * in their name is taken off the desk; entries of draws that are still to come win nothing, vouchers, seats and places in line go back to
 * whoever waits. Gives how much went back.
 */
export async function leave(
  tx: Tx,
  person: { id: string; node: string },
  { state, reason }: { state: MembershipState; reason: string },
): Promise<GivenUp> {
  // Whoever may end the primary membership ends the person's part in other branches too; each is written down where it was.
  await seeingAll(tx, async () => {
    await dropOpenTransfer(tx, person.id, reason);
    for (const held of await store.lockMemberships(tx.db, person.id))
      await writeState(tx, { personId: person.id, held, to: state, reason });
  });
  await markLeft(tx.db, person.id);
  const sessions = await revokeSessionsOf(tx, person.id, "membership_ended");
  await revokeDevices(tx, person.id);
  const links = await dropLinks(tx.db, person.id);
  // Stock, and corrections asked of other unions, are not the actor's to see; the end of the membership was allowed above.
  const { corrections, givenUp } = await seeingAll(tx, async () => ({
    corrections: await endCorrections(tx, person.id),
    givenUp: await giveUpAll(tx, person.id, { reason: tx.actor.kind === "staff" ? "staff" : "member" }),
  }));
  await giveUpSoon(tx, person.id);
  const object = { type: "person", id: person.id };
  await record(tx, {
    node: person.node,
    action: "person.membership_ended",
    object,
    detail: { sessions, links, corrections, givenUp, reason },
  });
  await announce(tx, "person.membership_ended", { node: person.node, personId: person.id });
  return givenUp;
}
