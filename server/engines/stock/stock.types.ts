/** States of a claim. Live: waiting, held, active. A lapsed claim keeps its unit; expired and returned ones give it back. */
export const claimStates = ["waiting", "held", "active", "redeemed", "lapsed", "expired", "returned"] as const;
export type ClaimState = (typeof claimStates)[number];

export const quotaModes = ["grab", "draw", "first_come"] as const;
export type QuotaMode = (typeof quotaModes)[number];

export const quotaStates = ["open", "paused", "closed"] as const;
export type QuotaState = (typeof quotaStates)[number];

export type CapScope = "round" | "campaign" | "season";

/** Why a first-come request got nothing. Nothing has happened; it may be tried again. */
export const claimRefusals = [
  "missing",
  "not_open",
  "drawing",
  "paused",
  "closed",
  "sold_out",
  "capped",
  "key_reused",
  "seat_taken",
  "no_such_seat",
  "busy",
] as const;
export type ClaimRefusal = (typeof claimRefusals)[number];

export type ClaimOutcome =
  | { outcome: "granted" | "replay"; claimId: string; number: number; grantedAt: Date; label: string | null }
  | { outcome: ClaimRefusal };

export const entryRefusals = [
  "missing",
  "no_window",
  "not_open",
  "entry_closed",
  "paused",
  "closed",
  "entry_changed",
  "busy",
] as const;
export type EntryRefusal = (typeof entryRefusals)[number];

/** `revision` counts what was said with it since; `isChange`: the entry itself stands. */
export type EntryOutcome =
  | { outcome: "entered"; number: number; revision: number }
  | { outcome: EntryRefusal; isChange?: boolean };

export interface ClaimRequest {
  quotaId: string;
  personId: string;
  /** The client's idempotency key (a UUID): one claim for ever. */
  key: string;
  /** The label of the seat that is wanted, and no other; without it the best free one. */
  pick?: string;
}

export interface EntryRequest {
  quotaId: string;
  personId: string;
  /** The share this person competes in first. */
  shareId?: string;
  /** Whole tickets, 1 to 100. */
  weight?: number;
  /** Labels of seats, the dearest first, at most three; absent leaves what was said before. */
  wishes?: readonly string[];
  /** The same for people who want to sit together; null takes it back. */
  party?: string | null;
  /** The revision of the entry that wishes and company change, 0 before there is one; absent: whatever was said before. */
  follows?: number;
}

/** A numbered unit that has a place in a hall. */
export interface Seat {
  label: string;
  /** Rows count from the front; neighbours have columns that differ by one. */
  row: number;
  col: number;
  kind?: "seat" | "wheelchair";
  /** Who names no seat gets the free one with the lowest. */
  best: number;
}

/** What one process knows of a quota without asking the database; at most a second old while `fresh`. */
export interface QuotaSnapshot {
  id: string;
  node: string;
  parentId: string | null;
  mode: QuotaMode;
  state: QuotaState;
  capacity: number;
  taken: number;
  held: number;
  entryOpensAt: Date | null;
  entryClosesAt: Date | null;
  opensAt: Date;
  closesAt: Date;
  servedAt: Date | null;
  placedAt: Date | null;
  nextNumber: number;
}

/** Times of a quota that may change after it was made; what is absent stays. */
export interface NewTimes {
  entryOpensAt?: Date;
  entryClosesAt?: Date;
  opensAt?: Date;
  closesAt?: Date;
  validFrom?: Date;
  validUntil?: Date;
}
