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
  "busy",
] as const;
export type ClaimRefusal = (typeof claimRefusals)[number];

export type ClaimOutcome =
  | { outcome: "granted" | "replay"; claimId: string; number: number; grantedAt: Date }
  | { outcome: ClaimRefusal };

export const entryRefusals = ["missing", "no_window", "not_open", "entry_closed", "paused", "closed", "busy"] as const;
export type EntryRefusal = (typeof entryRefusals)[number];

export type EntryOutcome = { outcome: "entered"; number: number } | { outcome: EntryRefusal };

export interface ClaimRequest {
  quotaId: string;
  personId: string;
  /** The client's idempotency key (a UUID): one claim for ever. */
  key: string;
}

export interface EntryRequest {
  quotaId: string;
  personId: string;
  /** The share this person competes in first. */
  shareId?: string;
  /** Whole tickets, 1 to 100. */
  weight?: number;
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
