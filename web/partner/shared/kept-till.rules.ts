import type { TillMe } from "../../shared/api-types/index.ts";

/** What this browser keeps of its till, so that work goes on without network, also after a reload. Times: server time, ms. */
export interface KeptTill {
  till: TillMe;
  /** When the server last told it. */
  heardAt: number;
  /** Since when this clerk has been in; undefined without a clerk. */
  clerkSince?: number | undefined;
  /** The clerk locked the till and the server has not heard of it yet. */
  locked?: boolean;
  /** The server no longer knows this browser as a till: nothing may be accepted until it is paired again. */
  shutOut?: boolean;
}

/** As on the server: who gave the PIN works for one shift at most. */
export const clerkHours = 12;

/** The server's time is estimated, and never runs backwards by more than this (ms). */
const slack = 60_000;

/**
 * Who works here as far as this till knows by itself. A PIN cannot be checked without the server: a hash of six digits,
 * kept in the browser, would be found out by whoever holds the device, and PINs also confirm that a colleague's redemption
 * is taken back. So nobody can enter without network; the clerk who was in stays in, for the rest of the twelve hours that
 * the server granted, until the till is locked. What that risks is little: without network only genuine codes of vouchers in
 * their holders' hands are accepted, up to the limit of the day. A clock set back ends it too.
 */
export function clerkAtTill({ till, heardAt, clerkSince, locked, shutOut }: KeptTill, now: number): TillMe["clerk"] {
  if (locked || shutOut || clerkSince === undefined) return null;
  const isSetBack = now < heardAt - slack;
  return !isSetBack && now - clerkSince < clerkHours * 3_600_000 ? till.clerk : null;
}

/** What is kept after the server has answered: the time of entering stays while the clerk does. */
export function afterAnswer(before: KeptTill | undefined, till: TillMe, now: number): KeptTill {
  if (!till.clerk) return { till, heardAt: now };
  const same = before?.till.clerk?.id === till.clerk.id && !before.shutOut ? before.clerkSince : undefined;
  return { till, heardAt: now, clerkSince: same ?? now };
}
