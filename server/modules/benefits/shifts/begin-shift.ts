import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { TillRow } from "../tills/till.store.ts";
import { openShift } from "./shift.store.ts";

/** The clerk's shift at a till begins with the first PIN and goes on until it is counted. */
export const beginShift = (tx: Tx, till: TillRow, clerkId: string) =>
  openShift(tx.db, {
    ...{ id: uuidv7(), tillId: till.id, storeId: till.storeId, merchantId: till.merchantId, node: till.node, clerkId },
  });
