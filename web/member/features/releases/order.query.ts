import { api, unwrap } from "../../../shared/api.ts";
import type { PublishedOrder } from "../../../shared/api-types/index.ts";
import { notedHash } from "./noted-hashes.ts";
import { checkOrder, type OrderCheck } from "./published-order.ts";

/** The published list and what this phone makes of it. */
export interface CheckedOrder {
  order: PublishedOrder;
  check: OrderCheck;
}

/** Fetches the published list and recomputes it; `onProgress` gets entries done and in all. */
export async function fetchAndCheck(
  releaseId: string,
  onProgress: (done: number, total: number) => void,
): Promise<CheckedOrder> {
  const order = await unwrap(api.GET("/api/releases/{releaseId}/order", { params: { path: { releaseId } } }));
  const total = order.entries.length;
  onProgress(0, total);
  const check = await checkOrder({
    order,
    keptHash: notedHash(releaseId),
    onProgress: (done) => {
      onProgress(done, total);
      // The page gets a turn to draw before the next share.
      return new Promise((resolve) => setTimeout(resolve, 0));
    },
  });
  return { order, check };
}
