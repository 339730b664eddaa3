import { createHmac } from "node:crypto";
import type { ClaimRefusal, EntryRefusal, QuotaSnapshot } from "./stock.types.ts";

export const unitsLeft = (quota: Pick<QuotaSnapshot, "capacity" | "taken" | "held">) =>
  quota.capacity - quota.taken - quota.held;

/** Why a first-come claim is refused at `now` (the database's time), or undefined when it must be tried. */
export function claimRefusal(quota: QuotaSnapshot, now: Date): ClaimRefusal | undefined {
  if (quota.state === "closed" || now >= quota.closesAt) return "closed";
  if (quota.state === "paused") return "paused";
  if (now < quota.opensAt) return "not_open";
  if (quota.mode !== "first_come" && quota.servedAt === null) return "drawing";
  if (unitsLeft(quota) <= 0) return "sold_out";
  return undefined;
}

/** Why entering is refused at `now` (the database's time), or undefined when it must be tried. */
export function entryRefusal(quota: QuotaSnapshot, now: Date): EntryRefusal | undefined {
  if (quota.mode === "first_come" || quota.entryOpensAt === null || quota.entryClosesAt === null) return "no_window";
  if (quota.state === "closed") return "closed";
  if (quota.state === "paused") return "paused";
  if (now < quota.entryOpensAt) return "not_open";
  if (now >= quota.entryClosesAt || quota.servedAt !== null) return "entry_closed";
  return undefined;
}

/** A window that has ended and waits to be served, or was served and waits for its places (also when it was stopped since). */
export const isDue = (quota: QuotaSnapshot, now: Date): boolean =>
  quota.mode !== "first_come" &&
  quota.parentId === null &&
  quota.entryClosesAt !== null &&
  now >= quota.entryClosesAt &&
  (quota.servedAt === null ? quota.state === "open" : quota.placedAt === null);

/**
 * The ticket that decides an entry's place: HMAC-SHA256(secret, entry number) in hexadecimal, for a whole weight w the
 * smallest of w tickets. The smallest of w uniform values is distributed as u^(1/w) turned round, so the order is the
 * weighted sampling without replacement of Efraimidis and Spirakis (2006), without rounding.
 */
export function ticketOf(secret: Uint8Array, number: number, weight: number): string {
  let best = hmac(secret, String(number));
  for (let ticket = 1; ticket < weight; ticket++) {
    const next = hmac(secret, `${number}:${ticket}`);
    if (next < best) best = next;
  }
  return best;
}

/** Entry numbers in the order in which they are served. */
export function servingOrder(secret: Uint8Array, entries: readonly { number: number; weight: number }[]): number[] {
  return entries
    .map((entry) => ({ number: entry.number, ticket: ticketOf(secret, entry.number, entry.weight) }))
    .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .map((entry) => entry.number);
}

const hmac = (secret: Uint8Array, text: string) => createHmac("sha256", secret).update(text).digest("hex");
