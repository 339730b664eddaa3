import { randomUuid } from "../../../shared/random-uuid.ts";
import { isWaiting } from "./judge-offline.ts";
import type { AcceptedOffline } from "./kit.ts";
import type { TillStore } from "./till-store.ts";

/** The server's verdict on one of them. */
export interface OfflineResult {
  localId: string;
  outcome: "redeemed" | "double" | "refused";
  problem?: string | null | undefined;
}

/** Sends one batch; rejects when there is no network, and may then be repeated with the same batch id. */
export type SendBatch = (batchId: string, items: readonly AcceptedOffline[]) => Promise<readonly OfflineResult[]>;

const batchSize = 50;

/** Sends what waits, batch by batch, and keeps the verdicts. A batch that was tried once is repeated unchanged. */
export async function sendAccepted(store: TillStore, send: SendBatch): Promise<void> {
  await assignBatches(store);
  const waiting = (await store.listAccepted()).filter(isWaiting);
  for (const batchId of new Set(waiting.map((one) => one.batchId ?? ""))) {
    const items = waiting.filter((one) => (one.batchId ?? "") === batchId);
    const verdicts = new Map((await send(batchId, items)).map((result) => [result.localId, result]));
    await store.putAccepted(items.map((item) => judged(item, verdicts.get(item.localId))));
  }
}

async function assignBatches(store: TillStore): Promise<void> {
  const fresh = (await store.listAccepted()).filter((one) => isWaiting(one) && one.batchId === undefined);
  for (let from = 0; from < fresh.length; from += batchSize) {
    const batchId = randomUuid();
    await store.putAccepted(fresh.slice(from, from + batchSize).map((one) => ({ ...one, batchId })));
  }
}

function judged(item: AcceptedOffline, result: OfflineResult | undefined): AcceptedOffline {
  if (!result) return item;
  const verdict = { ...item, outcome: result.outcome };
  return result.problem ? { ...verdict, problemCode: result.problem } : verdict;
}
