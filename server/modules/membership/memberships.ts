import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { sendInbox } from "#kernel/notify/notify";
import { missing } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { organisationClosed, sameUnion } from "./membership.errors.ts";
import { listFullNames } from "./organisations.store.ts";
import * as store from "./people.store.ts";
import { bothEnds } from "./states/both-ends.ts";
import { changePlayState, changeState } from "./states/change-state.ts";
import { lockMembership } from "./states/states.store.ts";
import { writeState } from "./states/write-state.ts";
import { openAlready } from "./transfers/transfer.errors.ts";
import { stateAfter } from "./transfers/transfer.rules.ts";
import { lockOpenTransfer } from "./transfers/transfer.store.ts";

/**
 * Moves a member to another union: the primary membership ends there and begins here, and the file goes with it. Needs the
 * duty on both. Throws person.missing, organisation.missing, access.forbidden, person.same_union, transfer.open_already,
 * membership.none_there.
 */
export async function transferMember(
  ctx: Ctx,
  personId: string,
  given: { organisationId: string; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { person, to } = await bothEnds(tx, personId, given.organisationId);
    if (to.state === "closed") throw organisationClosed();
    if (person.unions.some(({ id }) => id === to.id)) throw sameUnion();

    // One of two ways at a time: what the unions are being asked is answered or taken back first.
    if ((await seeingAll(tx, () => lockOpenTransfer(tx.db, personId))) !== undefined) throw openAlready();
    await moveMember(tx, person, { to, reason: given.reason });
  });
}

/**
 * From today on counted in another union: nothing of what was is rewritten. The caller has authorised it and knows that no transfer is
 * open. Throws membership.none_there for somebody who is no member.
 */
export async function moveMember(
  tx: Tx,
  person: { id: string; node: string },
  { to, reason }: { to: { id: string; node: string }; reason: string },
): Promise<void> {
  const personId = person.id;
  const held = await lockMembership(tx.db, personId, undefined);
  if (held === undefined) throw missing("membership.none_there");
  await writeState(tx, { personId, held, to: "transferred", reason });
  const membership = { id: uuidv7(), personId, organisationId: to.id, node: to.node, primary: true };
  await store.insertMembership(tx.db, { ...membership, state: stateAfter(held.state) });
  await store.movePerson(tx.db, personId, to.node);
  const detail = { fromId: held.organisationId, toId: to.id, reason };
  // In both scopes: those who lose the member read it, and those who gain them.
  for (const node of new Set([person.node, to.node])) await note(tx, node, "person.transferred", personId, detail);
  const names = await listFullNames(tx.db, [held.organisationId, to.id]);
  const params = { from: names.get(held.organisationId) ?? "", union: names.get(to.id) ?? "" };
  await sendInbox(tx, { personId, kind: "transfer.done", params, link: "/transfer" });
  await refreshPrincipal(tx, personId); // what is released to whom follows the union
}

/** People of a play space leave it when the rehearsal is over; nobody is told. Errors of `changeState`. */
export const endPlayMembership = async (tx: Tx, personId: string, reason: string): Promise<void> => {
  await changePlayState(tx, { personId, state: "resigned", reason, fileId: null });
};

/** Ends every membership of a person at their own wish. Errors of `changeState`. */
export const endMembership = (ctx: Ctx, secrets: Secrets, given: { personId: string; reason: string }): Promise<void> =>
  changeState(ctx, secrets, { ...given, state: "resigned", fileId: null });

const note = (tx: Tx, node: string, action: string, id: string, detail: Record<string, unknown>) =>
  record(tx, { node, action, object: { type: "person", id }, detail });
