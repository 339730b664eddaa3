import { readKept, safeStorage } from "../../../shared/safe-storage.ts";
import type { Ready } from "./use-till.ts";

/** A redemption that was sent and whose answer is not known. */
export interface Unsure {
  ready: Ready & { by: "server" };
  amountFen: number;
}

const storageKey = "gonghui.till-unsure";
const storage = safeStorage("localStorage");

const isUnsure = (value: unknown): value is Unsure =>
  typeof value === "object" && value !== null && "ready" in value && "amountFen" in value;

/** Keeps the question, with the key under which the server counts it once; undefined when it is answered or given up. */
export function keepUnsure(unsure: Unsure | undefined): void {
  if (unsure) storage.setItem(storageKey, JSON.stringify(unsure));
  else storage.removeItem(storageKey);
}

/** The question that was open when the page was closed. */
export const readUnsure = (): Unsure | undefined => readKept(storage, storageKey, isUnsure);
