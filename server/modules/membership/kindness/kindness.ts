import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { noSuchPerson } from "../membership.errors.ts";
import { organisationPolicy } from "../membership.policy.ts";
import { listOrganisationNames } from "../organisations.store.ts";
import { getRow } from "../organisations.ts";
import { findPerson } from "../people.store.ts";
import { type KindnessKind, kindnessKinds } from "./kindness.schemas.ts";
import * as store from "./kindness.store.ts";

/** Fewer than this many are not told apart from nobody. */
const atLeast = 5;

/** What the member has agreed to, and since when. */
export const getOwnKindness = (ctx: Ctx, personId: string) => transact(ctx, (tx) => viewOf(tx, personId));

async function viewOf(tx: Tx, personId: string) {
  const given = new Map(
    (await store.listConsents(tx.db, personId)).map((one) => [one.kind, one.givenAt.toISOString()]),
  );
  return { items: kindnessKinds.map((kind) => ({ kind, since: given.get(kind) ?? null })) };
}

/** Agrees to one kind from now on, or withdraws it; saying the same twice changes nothing. */
export async function agreeToKindness(
  ctx: Ctx,
  { personId }: Pick<MemberActor, "personId">,
  { kind, agree }: { kind: KindnessKind; agree: boolean },
) {
  return transact(ctx, async (tx) => {
    const person = await findPerson(tx.db, personId);
    if (person === undefined) throw noSuchPerson();
    const changed = agree
      ? await store.insertConsent(tx.db, { id: uuidv7(), personId, kind })
      : await store.withdrawConsent(tx.db, { personId, kind });
    if (changed) await note(tx, person, { kind, agree });
    return viewOf(tx, personId);
  });
}

function note(tx: Tx, person: { id: string; node: string }, { kind, agree }: { kind: KindnessKind; agree: boolean }) {
  const what = { node: person.node, object: { type: "person", id: person.id }, detail: { kind } };
  return agree
    ? record(tx, { ...what, action: "person.kindness_agreed" })
    : record(tx, { ...what, action: "person.kindness_withdrawn" });
}

/** How many below an organisation agree to what; never who, and no number so small that one could guess. Throws organisation.missing. */
export async function countKindness(ctx: Ctx, organisationId: string) {
  return transact(ctx, async (tx) => {
    const root = await getRow(tx, organisationId);
    authorise(tx.actor, organisationPolicy.seeFigures, root);
    const counted = await seeingAll(tx, () => store.countConsents(tx.db, root.node));
    const people = new Map(counted.map((one) => [one.kind, one.people]));
    const told = (count: number) => (count < atLeast ? null : count);
    const names = await listOrganisationNames(tx.db, [root.id]);
    const organisation = { id: root.id, name: names.get(root.id) ?? root.name };
    return {
      organisation,
      atLeast,
      items: kindnessKinds.map((kind) => ({ kind, people: told(people.get(kind) ?? 0) })),
    };
  });
}
