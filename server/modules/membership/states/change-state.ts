import { recordDecision } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { conflict, invalid, missing } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { personPolicy } from "../membership.policy.ts";
import { getVisible } from "../people.ts";
import { leave } from "./leave.ts";
import { decidedBy, isEnded, type MembershipState } from "./states.rules.ts";
import * as store from "./states.store.ts";
import { tellState } from "./tell-state.ts";
import { writeState } from "./write-state.ts";

export interface StateChangeInput {
  personId: string;
  /** Where; the primary membership without one. */
  organisationId?: string | undefined;
  state: MembershipState;
  reason: string;
  /** The minutes of the meeting, where a meeting decides. */
  fileId: string | null;
}

/**
 * Changes the state of a membership from today, and tells the member. With the end of the primary one every membership of the
 * person ends, nobody signs in any more and the phone number is free. Throws person.missing, access.forbidden,
 * membership.none_there, membership.no_such_change {from, to}, membership.minutes_missing, files.not_usable.
 */
export async function changeState(ctx: Ctx, secrets: Secrets, given: StateChangeInput): Promise<void> {
  await transact(ctx, async (tx) => {
    const { person, held } = await carryOut(tx, given);
    await tellState(tx, secrets, { person, held, to: given.state, reason: given.reason });
  });
}

/** As `changeState`, in a play space: nobody is told. */
export const changePlayState = (tx: Tx, given: StateChangeInput) => transact(tx, (inner) => carryOut(inner, given));

async function carryOut(tx: Tx, given: StateChangeInput) {
  const { personId, reason, state: to } = given;
  const person = await getVisible(tx, personId);
  const held = await store.lockMembership(tx.db, personId, given.organisationId);
  if (held === undefined) throw missing("membership.none_there");
  authorise(tx.actor, personPolicy.edit, held);
  const by = decidedBy(held.state, to);
  if (by === undefined) throw conflict("membership.no_such_change", { from: held.state, to });
  if (by === "meeting") await decideByMeeting(tx, held, given);

  await writeState(tx, { personId, held, to, reason });
  if (isEnded(to) && held.primary) await leave(tx, person, given);
  await refreshPrincipal(tx, personId); // what is released to whom follows the state
  return { person, held };
}

async function decideByMeeting(tx: Tx, held: store.HeldMembership, { state, reason, fileId }: StateChangeInput) {
  if (fileId === null) throw invalid("membership.minutes_missing");
  await recordDecision(tx, {
    ...{ object: { type: "membership", id: held.id }, node: held.node, revision: 1, step: state, verdict: "passed" },
    ...{ note: reason, fileId, distinctFrom: [] },
  });
}
