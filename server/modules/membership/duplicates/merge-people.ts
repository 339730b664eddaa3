import { revokeDevices } from "#engines/codes";
import { recountCaps, standTogether } from "#engines/stock";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { registerStayingRows } from "#kernel/person-references";
import { assertDuty } from "#kernel/policy";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import { type Secrets, seal } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal, revokeSessionsOf } from "#kernel/sign-in/sessions";
import { lockClosing } from "../own-data/own-data.store.ts";
import { dropLinks } from "../parent-app/parent-app.store.ts";
import { findPerson } from "../people.store.ts";
import { asTaken } from "../person-fields.ts";
import { tellPhoneChanged } from "../phones/tell-phone.ts";
import { findIdNumber, findPhone } from "../sealed-fields.ts";
import { insertStateChange, lockMemberships, setState } from "../states/states.store.ts";
import { lockOpenTransfer } from "../transfers/transfer.store.ts";
import * as errors from "./duplicates.errors.ts";
import { endsWithMerge, isPlainField, type MergeField } from "./duplicates.rules.ts";
import { inheritApart, lockPair, type PairRow, setPairState } from "./duplicates.store.ts";
import { lookForDuplicates } from "./find-duplicates.ts";
import { followLater } from "./late-rows.ts";
import * as store from "./merge.store.ts";

export const phonePlace = (mergeId: string) => `merge.phone.${mergeId}`;
export const idPlace = (mergeId: string) => `merge.id_number.${mergeId}`;
registerSealedColumn({ table: "membership.merge", column: "phone", place: phonePlace });
registerSealedColumn({ table: "membership.merge", column: "id_number", place: idPlace });
registerStayingRows("membership.merge", "says itself who stayed");
registerStayingRows(
  "membership.person_identity",
  "whoever came in to the closed file has shown nothing about the other",
);

export interface MergeInput {
  pairId: string;
  /** Who stays; the other file is closed. */
  personId: string;
  /** What is taken over from the other file; the rest stays as it is. */
  take: readonly MergeField[];
  reason: string;
}

/**
 * Makes one file of two. What rooms keep of the closed one follows; who signed in with it signs in no more. Needs the duty on a node
 * above both. Throws duplicates.missing, access.forbidden, duplicates.person_gone, duplicates.decided_already,
 * duplicates.keep_the_member, duplicates.stand_together, duplicates.on_the_way, duplicates.closing_account.
 */
export async function mergePeople(ctx: Ctx, secrets: Secrets, given: MergeInput): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const pair = await lockPair(tx.db, given.pairId);
    if (pair === undefined) throw errors.noSuchPair();
    assertDuty(tx.actor, "people.manage", pair.node);
    if (pair.state === "apart" || pair.state === "merged") throw errors.decidedAlready();
    const id = uuidv7();
    await seeingAll(tx, () => mergeLocked(tx, secrets, { ...given, id, pair }));
    return { id };
  });
}

type Whole = MergeInput & { id: string; pair: PairRow };

async function mergeLocked(tx: Tx, secrets: Secrets, whole: Whole): Promise<void> {
  const two = await lockBoth(tx, whole);
  const before = await beforeOf(tx, secrets, { whole, two });
  const ended = await endMemberships(tx, whole, two);
  await closeFile(tx, two.merged);
  const { moved, left } = await store.moveRows(tx.db, { from: two.merged.id, to: two.kept.id });
  await takeOver(tx, secrets, whole, two);
  await store.settleNode(tx.db, two.kept.id, two.kept.node);
  await recountCaps(tx.db, [two.kept.id, two.merged.id]);
  await store.insertMerge(tx.db, {
    ...{ id: whole.id, personId: two.kept.id, mergedId: two.merged.id, node: whole.pair.node },
    ...{ nodeBefore: two.kept.node, taken: whole.take, ...before, ended, moved },
    ...{ reason: whole.reason, by: actorLabel(tx.actor), kept: left },
  });
  await inheritApart(tx.db, two.merged.id, two.kept.id);
  await setPairState(tx.db, whole.pair.id, { state: "merged", by: actorLabel(tx.actor) });
  await lookForDuplicates(tx, secrets, [two.kept.id]);
  await refreshPrincipal(tx, two.kept.id);
  await writeDown(tx, whole, two);
  await followLater(tx, whole.id);
}

interface Two {
  kept: store.LockedPerson;
  merged: store.LockedPerson;
}

/** Both files, locked; whoever came first may have closed one of them. */
async function lockBoth(tx: Tx, { pair, personId }: Whole): Promise<Two> {
  const otherId = pair.firstId === personId ? pair.secondId : pair.firstId;
  if (![pair.firstId, pair.secondId].includes(personId)) throw errors.noSuchPair();
  const rows = await store.lockTwo(tx.db, [personId, otherId]);
  const [kept, merged] = [rows.get(personId), rows.get(otherId)];
  if (kept === undefined || merged === undefined || kept.leftAt !== null || merged.leftAt !== null)
    throw errors.personGone();
  // Somebody may have moved meanwhile to where this officer has nothing to say.
  if (![kept.node, merged.node].every((node) => [pair.firstNode, pair.secondNode].includes(node)))
    throw errors.personGone();
  if (kept.memberNumber === null && merged.memberNumber !== null) throw errors.keepTheMember();
  if (await standTogether(tx.db, kept.id, merged.id)) throw errors.standTogether();
  return { kept, merged };
}

/** What the file said where something is taken over, for the way back. */
async function beforeOf(tx: Tx, secrets: Secrets, { whole: { id, take }, two: { kept } }: { whole: Whole; two: Two }) {
  const phone = findPhone(secrets, kept);
  const number = findIdNumber(secrets, kept);
  const { kind: idKind, verifiedAt } = store.documentOf(secrets, kept);
  const plain = await store.fieldsBefore(tx.db, kept.id, take.filter(isPlainField));
  return {
    before: {
      ...plain,
      ...(take.includes("document") ? { id_kind: idKind, verified_at: verifiedAt } : {}),
      ...(take.includes("phone") ? { phone_known_at: kept.phoneKnownAt } : {}),
    },
    phone: phone === undefined || !take.includes("phone") ? null : seal(secrets, phonePlace(id), phone),
    idNumber: number === undefined || !take.includes("document") ? null : seal(secrets, idPlace(id), number),
  };
}

async function endMemberships(
  tx: Tx,
  { take, reason }: Whole,
  { kept, merged }: Two,
): Promise<store.EndedMembership[]> {
  const [here, there] = [await lockMemberships(tx.db, kept.id), await lockMemberships(tx.db, merged.id)];
  // Behind the locks that asking for either waits for: what is under way is about one of the files, and would go on with the other.
  for (const { id } of [kept, merged]) {
    if ((await lockOpenTransfer(tx.db, id)) !== undefined) throw errors.onTheWay();
    if ((await lockClosing(tx.db, id)) !== undefined) throw errors.closingAccount();
  }
  const ending = endsWithMerge({ kept: here, merged: there }, take.includes("union"));
  const on = dayOf(tx.clock.now());
  const ended: store.EndedMembership[] = [];
  for (const [personId, list] of [[kept.id, here] as const, [merged.id, there] as const])
    for (const held of list.filter(({ id }) => ending.includes(id))) {
      await setState(tx.db, held.id, { state: "closed", ends: true });
      const change = { id: uuidv7(), membershipId: held.id, personId, node: held.node, from: held.state };
      await insertStateChange(tx.db, { ...change, to: "closed", reason, by: actorLabel(tx.actor) });
      ended.push({ id: held.id, state: held.state, on });
    }
  return ended;
}

/** Nobody signs in with it, also by a parent app, or shows its code any more, and its numbers are free. */
async function closeFile(tx: Tx, merged: store.LockedPerson): Promise<void> {
  await store.setLeft(tx.db, merged.id, true);
  await revokeSessionsOf(tx, merged.id, "merged");
  await revokeDevices(tx, merged.id);
  await dropLinks(tx.db, merged.id);
}

async function takeOver(tx: Tx, secrets: Secrets, { take }: Whole, { kept, merged }: Two): Promise<void> {
  await store.takeFields(tx.db, { from: merged.id, to: kept.id }, take.filter(isPlainField));
  if (take.includes("document"))
    await store.putDocument(tx.db, secrets, kept.id, store.documentOf(secrets, merged)).catch(asTaken);
  if (!take.includes("phone")) return;
  const { phoneKnownAt } = merged;
  const phone = findPhone(secrets, merged);
  const before = await findPerson(tx.db, kept.id);
  await store.putPhone(tx.db, secrets, kept.id, { phone, phoneKnownAt }).catch(asTaken);
  if (before !== undefined && phone !== undefined) await tellPhoneChanged(tx, secrets, { person: before, phone });
  // Whoever holds the former number has nothing any more.
  await revokeSessionsOf(tx, kept.id, "phone_changed");
  await revokeDevices(tx, kept.id);
}

/** In both files, and where each of them lay. */
async function writeDown(tx: Tx, { id, take, reason }: Whole, { kept, merged }: Two): Promise<void> {
  for (const [one, other] of [[kept, merged] as const, [merged, kept] as const]) {
    const detail = { mergeId: id, personId: other.id, stays: one === kept, fields: [...take], reason };
    await record(tx, { node: one.node, action: "person.merged", object: { type: "person", id: one.id }, detail });
  }
  await announce(tx, "person.merged", { node: kept.node, personId: kept.id, mergedId: merged.id });
}
