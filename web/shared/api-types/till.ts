import type { Benefit, CodeSent, Params } from "./member.ts";
import type { OnceHeader, Operation, Page } from "./shape.ts";

interface Named {
  id: string;
  name: string;
}

export interface PublishedKeys {
  keys: { id: string; algorithm: "Ed25519"; publicKey: string }[];
  revoked: string[];
  serverTime: string;
}

export interface TillClerk extends Named {
  pinSet?: boolean;
}

export interface TillMe {
  till: Named;
  store: Named;
  merchant: Named;
  clerks: TillClerk[];
  clerk?: Named | null;
  serverTime: string;
}

/** What a till may accept without network, see `offlineMark` of the member code. */
export interface OfflineMarks {
  asOf: string;
  validUntil: string;
  kinds: { kindId: string; title: string; benefit: Benefit; limit: number; marks: string[] }[];
}

/** What the member shows: a scanned code, or the short number they read out. */
export type Presented = { code: string } | { number: string };

export interface TillCheck {
  claimId: string;
  checkToken: string;
  validUntil?: string | null;
  title: string;
  member: string;
  benefit: Benefit;
  payFen: number;
  offFen: number;
  ok: boolean;
  problem?: { code: string; params: Params } | null;
}

export interface Redemption {
  id: string;
  claimId: string;
  title: string;
  amountFen: number;
  offFen: number;
  payFen: number;
  clerk: Named;
  at: string;
  undoUntil: string;
  offline?: boolean;
  undoneAt?: string | null;
}

type Id = { path: { id: string } };
type Once = { header: OnceHeader };
type Redeem = (Presented | { claimId: string; checkToken: string }) & { amountFen: number; receipt?: string };

interface OfflineItem {
  code: string;
  amountFen: number;
  acceptedAt: string;
  clerkId: string;
  localId: string;
}

interface OfflineResults {
  results: { localId: string; outcome: "redeemed" | "double" | "refused"; problem?: string | null }[];
}

export interface TillPaths {
  "/api/till/pair": { post: Operation<unknown, { body: { pairingCode: string; deviceName: string } }> };
  "/api/till/sign-in/codes": { post: Operation<CodeSent, { body: { phone: string } }> };
  "/api/till/sign-in": {
    post: Operation<
      { stores: (Named & { address: string; merchant: string })[]; ticket: string },
      { body: { phone: string; code: string } }
    >;
  };
  "/api/till/sign-in/pair": {
    post: Operation<unknown, { body: { ticket: string; storeId: string; deviceName: string } }>;
  };
  "/api/till/me": { get: Operation<TillMe> };
  "/api/till/clerk": { post: Operation<{ clerk: Named }, { body: { clerkId: string; pin: string } }> };
  "/api/till/clerk/leave": { post: Operation<undefined> };
  "/api/till/clerk/pin": {
    post: Operation<undefined, { body: { clerkId: string; phoneCode: string; pin: string } }>;
  };
  "/api/till/clerk/codes": { post: Operation<CodeSent, { body: { clerkId: string } }> };
  "/api/till/sign-out": { post: Operation<undefined> };
  "/api/codes/keys": { get: Operation<PublishedKeys> };
  "/api/till/check": { post: Operation<TillCheck, { body: Presented & { amountFen?: number } }> };
  "/api/till/redemptions": {
    get: Operation<
      Page<Redemption> & { totals: { count: number; amountFen: number; offFen: number; undone: number } },
      { query: { on?: string } }
    >;
    post: Operation<Redemption, Once & { body: Redeem }>;
  };
  "/api/till/redemptions/{id}/undo": {
    post: Operation<Redemption, Id & { body: { clerkId: string; pin: string; reason: string } }>;
  };
  "/api/till/offline": { post: Operation<OfflineResults, Once & { body: { accepted: OfflineItem[] } }> };
  "/api/till/offline/marks": { get: Operation<OfflineMarks> };
}
