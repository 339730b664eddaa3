import type { PublishedKey } from "../../../../wire/member-code/index.ts";
import type { Benefit, Redemption } from "../../../shared/api-types/index.ts";

/** What a till needs to judge codes without network; fetched while there is one. */
export interface OfflineKit {
  /** A browser that is paired anew, with another store, must not accept what was good at the first. */
  tillId: string;
  keys: PublishedKey[];
  revoked: string[];
  /** Server time in ms after which the marks say too little to rely on. */
  validUntil: number;
  kinds: OfflineKind[];
}

/** A voucher kind that may be accepted without network; `marks` tie claims to their holders, see `offlineMark`. */
export interface OfflineKind {
  kindId: string;
  title: string;
  benefit: Benefit;
  /** How many of this kind this till may take in a day. */
  limit: number;
  /** What the campaign asks of the shop's receipt; a kit of before it was told has none. */
  receiptAsked?: Redemption["receiptAsked"];
  marks: string[];
}

/** One redemption accepted without network, from the till to the server's verdict. */
export interface AcceptedOffline {
  localId: string;
  code: string;
  claimId: string;
  useKey: string;
  kindId: string;
  title: string;
  amountFen: number;
  offFen: number;
  acceptedAt: string;
  clerkId: string;
  /** The shop's receipt number, when it was at hand. */
  receipt?: string;
  /** The request it was sent in: the same on every retry, so that the server counts it once. */
  batchId?: string;
  outcome?: "redeemed" | "double" | "refused";
  problemCode?: string;
  /** What it became; photos of its receipt go there. */
  redemptionId?: string;
  /** The clerk has read that this one was a double or refused. */
  seen?: boolean;
}
