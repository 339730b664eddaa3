import { recountCaps } from "#engines/stock";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { assertDuty } from "#kernel/policy";
import { open, type Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal, revokeSessionsOf } from "#kernel/sign-in/sessions";
import { findPhone, type IdKind } from "../sealed-fields.ts";
import type { MembershipState } from "../states/states.rules.ts";
import { insertStateChange, lockMemberships } from "../states/states.store.ts";
import * as errors from "./duplicates.errors.ts";
import { isPlainField } from "./duplicates.rules.ts";
import { setPairOf } from "./duplicates.store.ts";
import * as store from "./merge.store.ts";
import { idPlace, phonePlace } from "./merge-people.ts";

/**
 * Takes a merge back: both files are as they were. What has changed since is left where it is and named. Needs the duty on the node
 * above both. Throws duplicates.merge_missing, access.forbidden, duplicates.undone_already, duplicates.kept_gone.
 */
export async function unmergePeople(
  ctx: Ctx,
  secrets: Secrets,
  given: { mergeId: string; reason: string },
): Promise<{ kept: string[] }> {
  return transact(ctx, async (tx) => {
    const merge = await store.lockMerge(tx.db, given.mergeId);
    if (merge === undefined) throw errors.noSuchMerge();
    assertDuty(tx.actor, "people.manage", merge.node);
    if (merge.undoneAt !== null) throw errors.undoneAlready();
    const kept = await seeingAll(tx, () => takeApart(tx, secrets, { merge, reason: given.reason }));
    return { kept };
  });
}

interface Undoing {
  merge: store.MergeRow;
  reason: string;
}

async function takeApart(tx: Tx, secrets: Secrets, { merge, reason }: Undoing): Promise<string[]> {
  const rows = await store.lockTwo(tx.db, [merge.personId, merge.mergedId]);
  const [kept, merged] = [rows.get(merge.personId), rows.get(merge.mergedId)];
  if (kept === undefined || merged === undefined || kept.leftAt !== null) throw errors.keptGone();
  // They may have moved since to where this officer has nothing to say.
  assertDuty(tx.actor, "people.manage", kept.node);
  const changed = await giveBack(tx, secrets, { merge, kept, merged });
  const { left } = await store.moveRows(tx.db, { from: kept.id, to: merged.id }, merge.moved);
  const memberships = await reopenAll(tx, merge, reason);
  await store.settleNode(tx.db, kept.id, merge.nodeBefore);
  await store.settleNode(tx.db, merged.id, merged.node);
  await recountCaps(tx.db, [kept.id, merged.id]);
  const all = [...changed, ...left, ...memberships];
  await store.setUndone(tx.db, merge.id, { by: actorLabel(tx.actor), kept: all });
  await setPairOf(tx.db, [kept.id, merged.id], "open", null);
  await refreshPrincipal(tx, kept.id);
  for (const [one, other] of [[kept, merged] as const, [merged, kept] as const]) {
    const detail = { mergeId: merge.id, personId: other.id, leftOver: all.length, reason };
    await record(tx, { node: one.node, action: "person.unmerged", object: { type: "person", id: one.id }, detail });
  }
  await announce(tx, "person.unmerged", { node: kept.node, personId: kept.id, mergedId: merged.id });
  return all;
}

interface Files {
  merge: store.MergeRow;
  kept: store.LockedPerson;
  merged: store.LockedPerson;
}

/** The fields of both files; gives the names of those that were left. */
async function giveBack(tx: Tx, secrets: Secrets, files: Files): Promise<string[]> {
  const { merge, kept, merged } = files;
  const left: string[] = [];
  for (const field of merge.taken) {
    if (isPlainField(field)) {
      if (!(await store.giveFieldBack(tx.db, { from: merged.id, to: kept.id }, field, merge.before))) left.push(field);
    } else if (field === "document" && !(await documentBack(tx, secrets, files))) left.push(field);
    else if (field === "phone" && !(await phoneBack(tx, secrets, files))) left.push(field);
  }
  left.push(...(await freeNumbers(tx, secrets, merged)));
  await store.setLeft(tx.db, merged.id, false);
  return left;
}

async function documentBack(tx: Tx, secrets: Secrets, { merge, kept, merged }: Files): Promise<boolean> {
  const [now, written] = [store.documentOf(secrets, kept), store.documentOf(secrets, merged)];
  if (now.kind !== written.kind || now.number !== written.number) return false;
  const kind = (merge.before.id_kind ?? null) as IdKind | null;
  const number = merge.idNumber === null ? undefined : open(secrets, idPlace(merge.id), merge.idNumber);
  const document = { kind, number, verifiedAt: (merge.before.verified_at ?? null) as string | null };
  if (!(await store.isFree(tx.db, secrets, { id: kept.id, document }))) return false;
  await store.putDocument(tx.db, secrets, kept.id, document);
  return true;
}

async function phoneBack(tx: Tx, secrets: Secrets, { merge, kept, merged }: Files): Promise<boolean> {
  if (!store.samePhone(secrets, kept, merged)) return false;
  const phone = merge.phone === null ? undefined : open(secrets, phonePlace(merge.id), merge.phone);
  if (!(await store.isFree(tx.db, secrets, { id: kept.id, phone }))) return false;
  // Of a merge of long ago nobody wrote down when it was shown: then it is asked.
  const phoneKnownAt = String(merge.before.phone_known_at ?? "-infinity");
  await store.putPhone(tx.db, secrets, kept.id, { phone, phoneKnownAt });
  await revokeSessionsOf(tx, kept.id, "phone_changed");
  return true;
}

/** Numbers of the closed file that are somebody else's by now are not given back. */
async function freeNumbers(tx: Tx, secrets: Secrets, merged: store.LockedPerson): Promise<string[]> {
  const left: string[] = [];
  const phone = findPhone(secrets, merged);
  if (phone !== undefined && !(await store.isFree(tx.db, secrets, { id: merged.id, phone }))) {
    await store.putPhone(tx.db, secrets, merged.id, { phone: undefined, phoneKnownAt: merged.phoneKnownAt });
    left.push("phone");
  }
  const document = store.documentOf(secrets, merged);
  if (document.number !== undefined && !(await store.isFree(tx.db, secrets, { id: merged.id, document }))) {
    await store.putDocument(tx.db, secrets, merged.id, { kind: null, number: undefined, verifiedAt: null });
    left.push("document");
  }
  return left;
}

/** Memberships that ended by the merge hold again; gives "union" when one of them cannot. */
async function reopenAll(tx: Tx, merge: store.MergeRow, reason: string): Promise<string[]> {
  const reopened = new Map<string, string>();
  for (const ended of merge.ended) if (await store.reopen(tx.db, ended)) reopened.set(ended.id, ended.state);
  for (const personId of [merge.personId, merge.mergedId])
    for (const held of await lockMemberships(tx.db, personId)) {
      if (!reopened.has(held.id)) continue;
      const change = { id: uuidv7(), membershipId: held.id, personId, node: held.node, from: "closed" as const };
      const to = held.state as MembershipState;
      await insertStateChange(tx.db, { ...change, to, reason, by: actorLabel(tx.actor) });
    }
  return reopened.size < merge.ended.length ? ["union"] : [];
}
