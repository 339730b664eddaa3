import { readKept, safeStorage } from "../../../shared/safe-storage.ts";
import type { Bill, Ready } from "./use-till.ts";

/** A redemption that was sent and whose answer is not known. */
export interface Unsure {
  ready: Ready & { by: "server" };
  bill: Bill;
}

/** As tills kept it when a bill was its amount alone. */
interface KeptBefore {
  ready: Unsure["ready"];
  amountFen: number;
}

const storageKey = "gonghui.till-unsure";
const storage = safeStorage("localStorage");

const isUnsure = (value: unknown): value is Unsure | KeptBefore =>
  typeof value === "object" && value !== null && "ready" in value && ("bill" in value || "amountFen" in value);

/** Keeps the question, with the key under which the server counts it once; undefined when it is answered or given up. */
export function keepUnsure(unsure: Unsure | undefined): void {
  if (unsure) storage.setItem(storageKey, JSON.stringify(unsure));
  else storage.removeItem(storageKey);
}

/** The question that was open when the page was closed. */
export function readUnsure(): Unsure | undefined {
  const kept = readKept(storage, storageKey, isUnsure);
  if (kept === undefined || "bill" in kept) return kept;
  return { ready: kept.ready, bill: { amountFen: kept.amountFen } };
}
