import { type ListedWaiting, listWaiting } from "#engines/decisions";
import type { HeldDuty, StaffActor } from "#kernel/actor";
import type { Tx } from "#kernel/context";
import { isWithin } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll, seeingAs } from "#kernel/sight";
import { dutyReach } from "#kernel/sign-in/duty-reach";
import { listHeld } from "#kernel/sign-in/grants.store";
import type { HandingOver } from "#kernel/sign-in/hand-over";
import { listOtherHolders } from "#kernel/sign-in/hand-over.store";

/** Others who are asked whether something waits for them too; more would not make it wait less. */
const mostAsked = 5;
/** What waits for somebody as the person they are, and goes to nobody. */
const personal = new Set(["hand_over"]);

/** What waits for an account whose duties go over. */
export interface WhatWaits {
  waiting: ListedWaiting[];
  /** Of these, what the successor may not answer, having had a hand in it; `another`: somebody else may. */
  stuck: { item: ListedWaiting; another: boolean }[];
}

/**
 * What waits for the predecessor by the duties that go over, beside what would wait for the successor with them: the policies of each kind
 * answer, each asked as the account that it is about. The caller has seen to it that the actor may take all these duties away.
 */
export async function whatWaits(
  tx: Tx,
  secrets: Secrets,
  { predecessor, successorId, grants }: HandingOver,
): Promise<WhatWaits> {
  const now = tx.clock.now();
  const going = grants
    .filter(({ validFrom }) => validFrom <= now)
    .map(({ duty, node }): HeldDuty => ({ duty, path: node }));
  const waitsFor = async (accountId: string, duties: readonly HeldDuty[]) => {
    const { duties: further } = await seeingAll(tx, () => dutyReach(tx.db, duties));
    const actor: StaffActor = {
      ...{ kind: "staff", sessionId: accountId, accountId, name: "", duties: [...duties, ...further] },
    };
    const all = await seeingAs(tx, actor, (as) => listWaiting(as, secrets));
    return all.filter(({ type }) => !personal.has(type));
  };

  const waiting = await waitsFor(predecessor.id, going);
  const hers = keysOf(await waitsFor(successorId, going));
  const left = waiting.filter((item) => !hers.has(keyOf(item)));
  const others = await othersFor(tx, { items: left, duties: going, but: [predecessor.id, successorId] });
  const theirs = new Set<string>();
  for (const id of others) {
    const shared = sharedDuties(going, await heldBy(tx, id));
    for (const key of keysOf(await waitsFor(id, shared))) theirs.add(key);
  }
  return { waiting, stuck: left.map((item) => ({ item, another: theirs.has(keyOf(item)) })) };
}

const keyOf = ({ type, id, step }: ListedWaiting) => `${type} ${id} ${step}`;
const keysOf = (items: readonly ListedWaiting[]) => new Set(items.map(keyOf));

/** What an account holds now, also where the actor does not answer for accounts. */
const heldBy = (tx: Tx, accountId: string): Promise<HeldDuty[]> =>
  seeingAll(tx, async () => (await listHeld(tx.db, accountId)).map(({ duty, node }) => ({ duty, path: node })));

/** Of duties that go over, those that somebody else holds too, each where both do: so that long lists are cut off at the same end. */
export const sharedDuties = (going: readonly HeldDuty[], held: readonly HeldDuty[]): HeldDuty[] =>
  going.flatMap(({ duty, path }) =>
    held.flatMap((other) => {
      if (other.duty !== duty) return [];
      if (isWithin(path, other.path)) return [{ duty, path }];
      return isWithin(other.path, path) ? [{ duty, path: other.path }] : [];
    }),
  );

/** Who else holds one of the duties where something is left. */
async function othersFor(
  tx: Tx,
  given: { items: readonly ListedWaiting[]; duties: readonly HeldDuty[]; but: readonly string[] },
): Promise<Set<string>> {
  const duties = [...new Set(given.duties.map(({ duty }) => duty))];
  const found = new Set<string>();
  for (const node of new Set(given.items.map((item) => item.node))) {
    const among = { duties, node, but: given.but, limit: mostAsked };
    for (const id of await seeingAll(tx, () => listOtherHolders(tx.db, among))) found.add(id);
  }
  return found;
}
