import type { MemberActor } from "#kernel/actor";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import { appealNode } from "../joining/application.rules.ts";
import { coreOf, newFormWords, proposeUnions } from "../joining/propose.rules.ts";
import { listJoinable } from "../joining/propose.store.ts";
import { noSuchPerson } from "../membership.errors.ts";
import { findPerson } from "../people.store.ts";

const most = 30;

/**
 * Unions by a part of their name or the employer's, or those around the actor's own; those that take nobody are left out. Names are no
 * secret: any phone finds them when joining.
 */
export const findUnions = (ctx: Ctx, q: string) =>
  transact(serverSight(ctx), async (tx) => {
    if (q.length >= 2) return { items: await named(tx, q, undefined) };
    const [path = ""] = pathsHolding(tx.actor, "people.manage");
    const around = await listJoinable(tx.db, { words: ["工会"], newForm: false, within: appealNode(path), most });
    return { items: around.map(({ id, name }) => ({ id, name })) };
  });

/** For a member: by what was typed, or those that fit the file, the best first; never the one they are in. */
export async function findUnionsFor(ctx: Ctx, { personId }: MemberActor, q: string) {
  return transact(serverSight(ctx), async (tx) => {
    const person = await findPerson(tx.db, personId);
    if (person === undefined) throw noSuchPerson();
    const own = person.unions.find(({ primary }) => primary)?.id;
    if (q.length >= 2) return { items: await named(tx, q, own) };
    const about = { employmentForm: person.employmentForm, employerName: person.employerName ?? "", platformName: "" };
    const words = [coreOf(about.employerName)].filter((word) => word.length >= 2);
    const byName =
      words.length === 0 ? [] : await listJoinable(tx.db, { words, newForm: false, within: undefined, most });
    const within = appealNode(person.node);
    const ofForm = await listJoinable(tx.db, { words: newFormWords, newForm: true, within, most });
    const proposals = proposeUnions(about, { candidates: [...byName, ...ofForm], district: undefined });
    return { items: proposals.filter(({ id }) => id !== own).map(({ id, name }) => ({ id, name })) };
  });
}

async function named(tx: Tx, q: string, without: string | undefined) {
  if (q.length < 2) return [];
  const words = [...new Set([q, coreOf(q)])].filter((word) => word.length >= 2);
  const found = await listJoinable(tx.db, { words, newForm: false, within: undefined, most });
  return found.filter(({ id }) => id !== without).map(({ id, name }) => ({ id, name }));
}
