import type { ListedWaiting } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { nodeNames } from "#kernel/node-names";
import { conflict } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { begunBy, getHandingOver } from "#kernel/sign-in/grants";
import { countBegun, registerHandOverGuard } from "#kernel/sign-in/hand-over";
import { idsOfPaths } from "../waiting.store.ts";
import { whatWaits } from "./what-waits.ts";

/**
 * What goes over with an account's duties, before it does: how much waits, by kind and organisation, without what it is about, for whoever
 * gives duties does not read the things themselves. Throws what handing over throws of the two accounts.
 */
export async function previewHandOver(ctx: Ctx, secrets: Secrets, given: { accountId: string; successorId: string }) {
  return transact(ctx, async (tx) => {
    const handing = await getHandingOver(tx, given);
    const { waiting, stuck } = await whatWaits(tx, secrets, handing);
    const named = await namesOf(
      tx,
      waiting.map(({ node }) => node),
    );
    return {
      duties: handing.grants.length,
      waiting: groupsOf(waiting, named),
      begun: await countBegun(tx, begunBy(handing)),
      stuck: stuck.map(({ item: { type, step, since, node, link }, another }) => ({
        ...{ type, step, link, another, since: since.toISOString(), organisationName: named(node) },
      })),
    };
  });
}

/** By kind and organisation, what has waited longest first. */
function groupsOf(waiting: readonly ListedWaiting[], named: (node: string) => string) {
  const groups = Map.groupBy(waiting, ({ type, node }) => `${type} ${node}`);
  return [...groups.values()].flatMap((items) => {
    const [first] = items;
    if (first === undefined) return [];
    const { type, node, since } = first;
    return [{ type, organisationName: named(node), count: items.length, oldest: since.toISOString() }];
  });
}

async function namesOf(tx: Tx, nodes: readonly string[]): Promise<(node: string) => string> {
  const ids = await idsOfPaths(tx.db, nodes);
  const names = await nodeNames(tx.db, [...ids.values()]);
  return (node) => names.get(ids.get(node) ?? "") ?? "";
}

// Nothing is left that only these two knew of: handed over at once, what the successor may not answer must wait for somebody else. Until a
// day to come the predecessor still may.
registerHandOverGuard(async (tx, secrets, handing) => {
  const { waiting, stuck } = await whatWaits(tx, secrets, handing);
  const left = stuck.filter(({ another }) => !another).length;
  if (handing.from === undefined && left > 0) throw conflict("staff.hand_over_strands", { count: left });
  return waiting.length;
});
