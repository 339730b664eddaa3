import { listQuotas } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { closeRelease } from "#modules/releases";
import { databaseNow } from "../database-now.ts";
import { listRoundsToSettle, markSettled, releaseIdsOfRound } from "./round.store.ts";

/** Whoever was offered a returned unit just before the end has half an hour to take it. */
const graceMinutes = 45;
const batch = 50;

/**
 * Closes the releases of rounds that are over, each round in its own transaction: the money of what nobody took goes back
 * to its fund source. Vouchers in hand stay as they are. `system` acts as the server. Gives how many rounds.
 */
export async function settleRounds(system: Ctx): Promise<number> {
  const due = await transact(system, async (tx) => {
    const now = await databaseNow(tx.db);
    return listRoundsToSettle(tx.db, new Date(now.getTime() - graceMinutes * 60_000), batch);
  });
  let settled = 0;
  for (const { id } of due) if (await settleAlone(system, id)) settled++;
  return settled;
}

/** A round that cannot be settled must not keep the others' money from going back; the next run tries it again. */
async function settleAlone(system: Ctx, roundId: string): Promise<boolean> {
  try {
    await transact(system, (tx) => settleRound(tx, roundId));
    return true;
  } catch (error) {
    system.log.error({ roundId, reason: (error as Error).message }, "benefits.round_not_settled");
    return false;
  }
}

async function settleRound(tx: Tx, roundId: string): Promise<void> {
  if (!(await markSettled(tx.db, roundId))) return;
  const releaseIds = await releaseIdsOfRound(tx.db, roundId);
  const quotas = await listQuotas(tx.db, releaseIds);
  for (const quota of quotas)
    if (quota.parentId === null && quota.state !== "closed") await closeRelease(tx, quota.id, "round over");
}
