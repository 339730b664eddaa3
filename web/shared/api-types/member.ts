import type { OnceHeader, Operation, Page } from "./shape.ts";

export interface Meta {
  demo: boolean;
  name: string;
  languages: string[];
  serverTime: string;
  smsChannel: "demo" | "gateway" | "none";
}

export interface CodeSent {
  resendAfter: number;
  expiresAt: string;
  demoCode?: string;
}

export interface Me {
  personId: string;
  name: string;
  phoneMasked: string;
  verified: boolean;
  memberNumber: string;
  unions: { id: string; name: string; primary: boolean }[];
  serverTime: string;
}

export interface InboxItem {
  id: string;
  kind: string;
  title: string;
  body: string;
  link?: string | null;
  createdAt: string;
  readAt?: string | null;
}

export type ReleaseMode = "grab" | "draw" | "first_come";
export type ReleaseState = "scheduled" | "entry_open" | "drawing" | "open" | "sold_out" | "paused" | "closed";
export type ClaimState = "waiting" | "held" | "active" | "redeemed" | "lapsed" | "expired" | "returned";
export type Params = Record<string, string | number | boolean | null>;

/** What the signed-in member has to do with a release. */
export interface Mine {
  entered: boolean;
  entryNumber?: number | null;
  place?: number | null;
  claimId?: string | null;
  claimState?: ClaimState | null;
  waiting?: { position: number } | null;
  reminder: boolean;
  outcome?: "waiting" | "won" | "lost" | null;
  eligible: boolean;
  reasonCode?: string | null;
  reasonParams?: Params | null;
  lastRefusal?: { code: string; params: Params; at: string } | null;
}

export interface ReleaseCard {
  id: string;
  kind: "voucher";
  title: string;
  subtitle: string;
  mode: ReleaseMode;
  state: ReleaseState;
  entryOpensAt?: string | null;
  opensAt: string;
  entryClosesAt?: string | null;
  closesAt: string;
  left: number;
  capacity: number;
  asOf: string;
  campaignId?: string | null;
  roundId?: string | null;
  faceValueFen?: number | null;
  mine: Mine;
}

export interface Release extends ReleaseCard {
  rules: { code: string; params: Params }[];
  secretHash: string;
  entries?: number | null;
  places?: number | null;
  serverTime: string;
  capPerPerson: number;
  usableFrom?: string | null;
  usableUntil?: string | null;
}

export interface Claim {
  id: string;
  releaseId: string;
  number?: number | null;
  grantedAt: string;
}

/** The published order of a release: everything needed to recompute it. */
export interface PublishedOrder {
  secretHash: string;
  secret: string;
  algorithm: string;
  quotaId: string;
  capacity: number;
  entries: { number: number; weight: number }[];
  mine?: { number: number; place: number } | null;
}

export type Benefit =
  | { type: "threshold"; minSpendFen: number; offFen: number }
  | { type: "half"; maxOffFen: number }
  | { type: "fixed"; valueFen: number };

export interface VoucherKind {
  id: string;
  title: string;
  benefit: Benefit;
  validDays: number;
  offlineAllowed: boolean;
}

export interface CampaignCard {
  id: string;
  title: string;
  theme: string;
  tags: string[];
  startsOn: string;
  endsOn: string;
  coverColour?: string | null;
  kinds: VoucherKind[];
}

export interface Store {
  id: string;
  name: string;
  address: string;
  merchant: string;
}

export interface Campaign extends CampaignCard {
  description: string;
  rules: string[];
  stores: Store[];
  rounds: { id: string; opensAt: string; entryOpensAt?: string | null; releases: ReleaseCard[] }[];
}

export type VoucherState = "active" | "held" | "redeemed" | "lapsed" | "returned" | "waiting";

export interface Voucher {
  claimId: string;
  number?: number | null;
  title: string;
  campaignId: string;
  campaignTitle: string;
  benefit: Benefit;
  state: VoucherState;
  validFrom: string;
  validUntil: string;
  redeemedAt?: string | null;
  redeemedStore?: string | null;
  amountFen?: number | null;
  subsidyFen?: number | null;
}

export interface VoucherPage extends Voucher {
  stores: Store[];
  history: { at: string; what: string }[];
  canReturn: boolean;
}

export type Certification = { state: "certified"; certificate: string } | { state: "revoked" };

type ReleaseId = { path: { releaseId: string } };
type ClaimId = { path: { claimId: string } };
type After = { query: { after?: string; limit?: number } };

export interface MemberPaths {
  "/api/meta": { get: Operation<Meta> };
  "/api/member/sign-in/codes": { post: Operation<CodeSent, { body: { phone: string } }> };
  "/api/member/sign-in": { post: Operation<Me, { body: { phone: string; code: string } }> };
  "/api/member/sign-out": { post: Operation<undefined> };
  "/api/member/me": { get: Operation<Me> };
  "/api/member/phone/codes": { post: Operation<CodeSent, { body: { newPhone: string } }> };
  "/api/member/phone": { post: Operation<Me, { body: { newPhone: string; code: string; currentCode: string } }> };
  "/api/member/inbox": { get: Operation<Page<InboxItem> & { unread: number }, After> };
  "/api/member/inbox/{id}/read": { post: Operation<undefined, { path: { id: string } }> };
  "/api/member/inbox/read-all": { post: Operation<undefined> };
  "/api/releases": {
    get: Operation<{ items: ReleaseCard[] }, { query: { from?: string; to?: string; campaignId?: string } }>;
  };
  "/api/releases/{releaseId}": { get: Operation<Release, ReleaseId> };
  "/api/releases/{releaseId}/entries": {
    post: Operation<{ entryNumber: number; entered: true }, ReleaseId & { body: object }>;
  };
  "/api/releases/{releaseId}/claims": { post: Operation<Claim, ReleaseId & { header: OnceHeader; body: object }> };
  "/api/releases/{releaseId}/mine": { get: Operation<Mine, ReleaseId> };
  "/api/releases/{releaseId}/waiting": {
    post: Operation<{ position: number }, ReleaseId>;
    delete: Operation<undefined, ReleaseId>;
  };
  "/api/releases/{releaseId}/reminder": {
    put: Operation<undefined, ReleaseId>;
    delete: Operation<undefined, ReleaseId>;
  };
  "/api/releases/{releaseId}/order": { get: Operation<PublishedOrder, ReleaseId> };
  "/api/campaigns": { get: Operation<{ items: CampaignCard[] }> };
  "/api/campaigns/{id}": { get: Operation<Campaign, { path: { id: string } }> };
  "/api/vouchers": { get: Operation<{ items: Voucher[] }, { query: { state?: "usable" | "used" | "ended" } }> };
  "/api/vouchers/{claimId}": { get: Operation<VoucherPage, ClaimId> };
  "/api/vouchers/{claimId}/return": { post: Operation<Voucher, ClaimId & { body: object }> };
  "/api/member/devices": {
    post: Operation<Certification, { body: { algorithm: "Ed25519" | "P-256"; publicKey: string; proof: string } }>;
  };
  "/api/member/code": {
    post: Operation<{ code: string; madeAt: number }, { body: { purpose: "identify" | "redeem"; claimId?: string } }>;
  };
  "/api/member/code/short": {
    post: Operation<
      { number: string; expiresAt: string },
      { body: { purpose: "identify" | "redeem"; claimId?: string } }
    >;
  };
}
