import { startClock, stopClock } from "#engines/deadlines";
import { recordDecision } from "#engines/decisions";
import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { sendInbox } from "#kernel/notify/notify";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { takeLimit } from "#kernel/sign-in/limits";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { appealNode } from "../joining/application.rules.ts";
import { findJoinable } from "../joining/propose.store.ts";
import { noSuchPerson, sameUnion } from "../membership.errors.ts";
import { personPolicy } from "../membership.policy.ts";
import { listFullNames } from "../organisations.store.ts";
import { getVisible } from "../people.ts";
import { type HeldMembership, lockMembership } from "../states/states.store.ts";
import { writeState } from "../states/write-state.ts";
import { holdMoving } from "./hold-moving.ts";
import * as errors from "./transfer.errors.ts";
import { daysOf, isOpen, mayAppeal, mayMove, type Step, steps } from "./transfer.rules.ts";
import * as store from "./transfer.store.ts";

const asksPerMember = [{ count: 5, seconds: 86_400 }];

export const clockOf = (id: string) => ({ type: "transfer", id });

/** Lines of a transfer belong to the person's history; `node` says which of the two unions reads them. */
export const note = (
  tx: Tx,
  row: { id: string; personId: string },
  entry: { node: string; what: string; detail?: object },
) =>
  record(tx, {
    ...{ node: entry.node, action: entry.what, object: { type: "person", id: row.personId } },
    detail: { transferId: row.id, ...entry.detail },
  });

/** The clock of a step, where its staff is; the caller has the server's sight. */
export const startStep = (tx: Tx, id: string, { step, node }: { step: Step; node: string }) =>
  startClock(tx, { object: clockOf(id), node, kind: step, days: daysOf[step] });

/**
 * A member asks to be moved to another union; their own union is asked first. Gives the transfer's id. Throws
 * transfer.open_already, .state_forbids, .union_takes_none, person.same_union, 429 transfer.too_many.
 */
export async function askTransfer(
  ctx: Ctx,
  { personId }: MemberActor,
  given: { organisationId: string; reason: string },
): Promise<string> {
  // A member may not write their own file; that it is their own is the permission.
  return transact(serverSight(ctx), async (tx) => {
    const { held, to } = await assertMayBegin(tx, personId, given.organisationId);
    await takeLimit(tx.db, `transfer.asks:${personId}`, asksPerMember, "transfer.too_many");
    const id = await begin(tx, { personId, held, to, begunBy: "member", reason: given.reason });
    await startStep(tx, id, { step: "out", node: held.node });
    await note(tx, { id, personId }, { node: held.node, what: "person.transfer_asked", detail: { toId: to.id } });
    return id;
  });
}

/**
 * Staff of the present union begin a transfer, which releases the member with it; the other union confirms. Gives the transfer's
 * id. Throws person.missing, access.forbidden, and as `askTransfer`.
 */
export async function beginTransfer(
  ctx: Ctx,
  given: { personId: string; organisationId: string; reason: string },
): Promise<string> {
  return transact(ctx, async (tx) => {
    const { personId, reason } = given;
    const person = await getVisible(tx, personId);
    authorise(tx.actor, personPolicy.edit, person);
    const { held, to } = await seeingAll(tx, () => assertMayBegin(tx, personId, given.organisationId));
    const id = await begin(tx, { personId, held, to, begunBy: "staff", reason });
    await recordDecision(tx, {
      ...{
        object: clockOf(id),
        node: held.node,
        revision: 1,
        step: "out",
        verdict: "passed",
        note: reason,
        distinctFrom: [],
      },
    });
    if (held.state === "active") await writeState(tx, { personId, held, to: "transferring", reason });
    await seeingAll(tx, () => startStep(tx, id, { step: "in", node: to.node }));
    await note(tx, { id, personId }, { node: held.node, what: "person.transfer_begun", detail: { toId: to.id } });
    const params = { union: to.name };
    await sendInbox(tx, { personId, kind: "transfer.begun", params, link: "/transfer", dedupe: `transfer:${id}` });
    await refreshPrincipal(tx, personId);
    return id;
  });
}

async function assertMayBegin(tx: Tx, personId: string, toId: string) {
  const held = await lockMembership(tx.db, personId, undefined);
  if (held === undefined) throw noSuchPerson();
  if ((await store.lockOpenTransfer(tx.db, personId)) !== undefined) throw errors.openAlready();
  if (!mayMove(held.state)) throw errors.stateForbids(held.state);
  if (held.organisationId === toId) throw sameUnion();
  const to = await findJoinable(tx.db, toId);
  if (to === undefined) throw errors.takesNone();
  return { held, to };
}

interface Beginning extends Pick<store.NewTransfer, "personId" | "begunBy" | "reason"> {
  held: HeldMembership;
  to: { id: string; node: string };
}

async function begin(tx: Tx, { held, ...given }: Beginning): Promise<string> {
  const id = uuidv7();
  const from = { id: held.organisationId, node: held.node };
  await store.insertTransfer(tx.db, { ...given, id, from }).catch((error: unknown) => {
    throw isUniqueViolation(error, "transfer_once") ? errors.openAlready() : error;
  });
  return id;
}

/** The member takes it back, until it is done. Throws transfer.missing, transfer.wrong_state. */
export const withdrawOwn = (ctx: Ctx, { personId }: MemberActor, id: string): Promise<void> =>
  transact(serverSight(ctx), async (tx) => {
    const row = await lockOwn(tx, personId, id);
    if (!isOpen(row.state)) throw errors.wrongState(row.state);
    await takeBack(tx, row, "taken_back_by_member");
  });

/** The union that has the member takes it back, and says why. Throws transfer.missing, .wrong_state, access.forbidden. */
export async function withdrawByStaff(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await store.lockTransfer(tx.db, id);
    if (row === undefined) throw errors.noSuchTransfer();
    authorise(tx.actor, personPolicy.edit, { node: row.fromNode });
    if (!isOpen(row.state)) throw errors.wrongState(row.state);
    await seeingAll(tx, () => takeBack(tx, row, reason));
    await seeingAll(tx, () => tellWithdrawn(tx, row, reason));
  });
}

async function tellWithdrawn(tx: Tx, row: store.TransferRow, reason: string): Promise<void> {
  const names = await listFullNames(tx.db, [row.toId]);
  const params = { union: names.get(row.toId) ?? "", reason };
  await sendInbox(tx, { personId: row.personId, kind: "transfer.withdrawn", params, link: "/transfer" });
}

/** Ends what is under way out of or into an organisation that has just been closed or split, and tells the members. */
export const dropOvertaken = (tx: Tx, organisationId: string, reason: string): Promise<void> =>
  seeingAll(tx, async () => {
    for (const row of await store.lockOvertaken(tx.db, organisationId)) {
      await takeBack(tx, row, reason);
      await tellWithdrawn(tx, row, reason);
    }
  });

/** Ends what is under way when the membership it is about goes another way; the caller has the server's sight. */
export async function dropOpenTransfer(tx: Tx, personId: string, reason: string): Promise<void> {
  const row = await store.lockOpenTransfer(tx.db, personId);
  if (row !== undefined) await takeBack(tx, row, reason);
}

async function takeBack(tx: Tx, row: store.TransferRow, reason: string): Promise<void> {
  await store.end(tx.db, row.id, "withdrawn");
  for (const step of steps) await stopClock(tx, clockOf(row.id), step);
  await backInPlace(tx, row.personId, reason);
  await note(tx, row, { node: row.fromNode, what: "person.transfer_withdrawn", detail: { reason } });
  if (row.releasedAt !== null)
    await note(tx, row, { node: row.toNode, what: "person.transfer_withdrawn", detail: { reason } });
}

/** A membership that was on its way is an ordinary one again; the caller has the server's sight. */
export async function backInPlace(tx: Tx, personId: string, reason: string): Promise<void> {
  const held = await lockMembership(tx.db, personId, undefined);
  if (held?.state === "transferring") await writeState(tx, { personId, held, to: "active", reason });
  await refreshPrincipal(tx, personId);
}

/**
 * Asks the higher union, once against each refusal. Throws transfer.missing, .wrong_state, .appealed_before, .open_already, .overtaken,
 * .state_forbids.
 */
export const appealOwn = (ctx: Ctx, { personId }: MemberActor, given: { id: string; text: string }): Promise<void> =>
  transact(serverSight(ctx), async (tx) => {
    const row = await lockOwn(tx, personId, given.id);
    if (row.state !== "refused") throw errors.wrongState(row.state);
    if (!mayAppeal(row)) throw errors.appealedBefore();
    await holdMoving(tx, row);
    await store.appeal(tx.db, row.id, given.text).catch((error: unknown) => {
      throw isUniqueViolation(error, "transfer_once") ? errors.openAlready() : error;
    });
    const node = appealNode(row.refusedSide === "in" ? row.toNode : row.fromNode);
    await startStep(tx, row.id, { step: "appeal", node });
    await note(tx, row, { node, what: "person.transfer_appealed" });
  });

async function lockOwn(tx: Tx, personId: string, id: string): Promise<store.TransferRow> {
  const row = await store.lockTransfer(tx.db, id);
  if (row?.personId !== personId) throw errors.noSuchTransfer();
  return row;
}
