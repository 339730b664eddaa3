import { ApiProblem } from "../../../shared/api-problem.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { isWaiting } from "./judge-offline.ts";
import type { AcceptedOffline } from "./kit.ts";
import type { TillStore } from "./till-store.ts";

/** The server's verdict on one of them. */
export interface OfflineResult {
  localId: string;
  outcome: "redeemed" | "double" | "refused";
  problem?: string | null | undefined;
  redemptionId?: string | undefined;
}

/** Sends one batch; rejects when there is no network, and may then be repeated with the same batch id. */
export type SendBatch = (batchId: string, items: readonly AcceptedOffline[]) => Promise<readonly OfflineResult[]>;

const batchSize = 50;
/** How long a verdict is kept for the clerk to look at. */
const keptDays = 7;

/** Sends what waits, batch by batch, and keeps the verdicts. A batch that was tried once is repeated unchanged. */
export async function sendAccepted(store: TillStore, send: SendBatch): Promise<void> {
  await assignBatches(store);
  const waiting = (await store.listAccepted()).filter(isWaiting);
  for (const batchId of new Set(waiting.map((one) => one.batchId ?? ""))) {
    const items = waiting.filter((one) => (one.batchId ?? "") === batchId);
    const verdicts = new Map((await verdictsOn(batchId, items, send)).map((result) => [result.localId, result]));
    await store.putAccepted(items.map((item) => judged(item, verdicts.get(item.localId))));
  }
}

/** Removes what was settled a week ago and read, so that the till's list does not grow for ever. */
export async function removeSettled(store: TillStore, now: number): Promise<void> {
  const isOld = ({ acceptedAt }: AcceptedOffline) => now - Date.parse(acceptedAt) > keptDays * 86_400_000;
  const isSettled = ({ outcome, seen }: AcceptedOffline) => outcome === "redeemed" || (outcome !== undefined && seen);
  const done = (await store.listAccepted()).filter((one) => isOld(one) && isSettled(one));
  if (done.length > 0) await store.removeAccepted(done.map(({ localId }) => localId));
}

/** A batch that the server cannot read is sent one by one, so that a single bad one does not hold up all the others. */
async function verdictsOn(
  batchId: string,
  items: readonly AcceptedOffline[],
  send: SendBatch,
): Promise<readonly OfflineResult[]> {
  try {
    return await send(batchId, items);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const [only, ...others] = items;
    if (only && others.length === 0) return [{ localId: only.localId, outcome: "refused", problem: error.code }];
    const results: OfflineResult[] = [];
    for (const item of items) results.push(...(await verdictsOn(item.localId, [item], send)));
    return results;
  }
}

const isUnreadable = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && [400, 413, 422].includes(error.status);

async function assignBatches(store: TillStore): Promise<void> {
  const fresh = (await store.listAccepted()).filter((one) => isWaiting(one) && one.batchId === undefined);
  for (let from = 0; from < fresh.length; from += batchSize) {
    const batchId = randomUuid();
    await store.putAccepted(fresh.slice(from, from + batchSize).map((one) => ({ ...one, batchId })));
  }
}

function judged(item: AcceptedOffline, result: OfflineResult | undefined): AcceptedOffline {
  if (!result) return item;
  return {
    ...{ ...item, outcome: result.outcome },
    ...(result.problem ? { problemCode: result.problem } : {}),
    ...(result.redemptionId ? { redemptionId: result.redemptionId } : {}),
  };
}
