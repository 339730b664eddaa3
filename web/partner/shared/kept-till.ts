import type { TillMe } from "../../shared/api-types/index.ts";
import { serverClock } from "../../shared/clock.ts";
import { readKept, safeStorage } from "../../shared/safe-storage.ts";
import { afterAnswer, clerkAtTill, type KeptTill } from "./kept-till.rules.ts";

const storageKey = "gonghui.till-kept";
const storage = safeStorage("localStorage");

const isKept = (value: unknown): value is KeptTill =>
  typeof value === "object" && value !== null && "till" in value && "heardAt" in value;

/** What is kept of this till; undefined where none was ever paired. */
export const readKeptTill = (): KeptTill | undefined => readKept(storage, storageKey, isKept);

const write = (kept: KeptTill): void => storage.setItem(storageKey, JSON.stringify(kept));

/** Keeps what the server told. */
export function keepTill(till: TillMe): void {
  write(afterAnswer(readKeptTill(), till, serverClock.now()));
}

/** The till as this browser knows it by itself, with the clerk who may still work; undefined when it is none. */
export function tillWithoutNetwork(): TillMe | undefined {
  const kept = readKeptTill();
  return kept && !kept.shutOut ? { ...kept.till, clerk: clerkAtTill(kept, serverClock.now()) } : undefined;
}

/** The clerk whose PIN the server has just accepted is in from now on. */
export function keepClerk(clerk: NonNullable<TillMe["clerk"]>): void {
  const kept = readKeptTill();
  if (!kept) return;
  const now = serverClock.now();
  write({ till: { ...kept.till, clerk }, heardAt: now, clerkSince: now });
}

/** Nobody works here from now on, whether or not the server hears of it at once. */
export function keepLocked(): void {
  const kept = readKeptTill();
  if (kept) write({ ...kept, locked: true });
}

/** This browser is paired anew: nothing of the till before is shown or worked with. */
export const forgetTill = (): void => storage.removeItem(storageKey);

/** The server does not know this till any more: its name stays for the page that says so. */
export function keepShutOut(): void {
  const kept = readKeptTill();
  if (kept) write({ ...kept, shutOut: true });
}
