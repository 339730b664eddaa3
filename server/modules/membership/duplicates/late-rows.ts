import { z } from "zod";
import { recountCaps } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { defineJob, enqueue } from "#kernel/jobs";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import * as store from "./merge.store.ts";

/** Minutes after a merge: when transactions that were under way have ended, and when nothing remembers the closed file any more. */
const minutes = [1, 10] as const;
/** More links than a chain of merges has. */
const mostRounds = 10;

/**
 * Lets rows follow that somebody wrote for a closed file after its merge: a transaction that was under way, a job that had its id. They
 * belong to the merge from then on and go back with it; what cannot follow stays and is named, as in the merge. Idempotent. Gives how
 * many followed.
 */
export async function followLateRows(ctx: Ctx): Promise<number> {
  let all = 0;
  // What follows into a file that was merged itself goes on from there.
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0;
    for (const id of await transact(ctx, (tx) => store.listLate(tx.db)))
      moved += await transact(ctx, (tx) => followLate(tx, id));
    if (moved === 0) break;
    all += moved;
  }
  return all;
}

async function followLate(tx: Tx, mergeId: string): Promise<number> {
  const merge = await store.lockMerge(tx.db, mergeId);
  if (merge === undefined || merge.undoneAt !== null) return 0;
  const { personId, mergedId } = merge;
  await store.lockTwo(tx.db, [personId, mergedId]);
  const { moved, left } = await store.moveRows(tx.db, { from: mergedId, to: personId });
  const count = Object.values(moved).flat().length;
  if (count === 0 && left.every((table) => merge.kept.includes(table))) return 0;
  await recountCaps(tx.db, [personId, mergedId]);
  const tables = new Set([...Object.keys(merge.moved), ...Object.keys(moved)]);
  await store.setFollowed(tx.db, mergeId, {
    moved: Object.fromEntries(
      [...tables].map((table) => [table, [merge.moved[table] ?? [], moved[table] ?? []].flat()]),
    ),
    kept: [...new Set([...merge.kept, ...left])],
  });
  await refreshPrincipal(tx, personId);
  tx.log.info({ mergeId, rows: count, left }, "membership.late_rows_followed");
  return count;
}

/** Soon after a merge, twice. */
export async function followLater(tx: Tx, mergeId: string): Promise<void> {
  const now = tx.clock.now().getTime();
  for (const after of minutes)
    await enqueue(tx, soonJob, {}, { startAfter: new Date(now + after * 60_000), singletonKey: `${mergeId} ${after}` });
}

const soonJob = defineJob({
  name: "membership.follow_late_rows",
  data: z.object({}),
  handler: async (ctx) => {
    await followLateRows(ctx);
  },
});

/** What waited longer, such as a list that somebody approves next week: every night. */
export const nightJob = defineJob({
  name: "membership.follow_late_rows_nightly",
  data: z.object({}),
  cron: "50 2 * * *",
  timeout: 3600,
  handler: async (ctx) => {
    await followLateRows(ctx);
  },
});
