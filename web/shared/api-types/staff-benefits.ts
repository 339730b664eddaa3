import type { Mine, Params, ReleaseMode, ReleaseState, VoucherKind } from "./member.ts";
import type { OnceHeader, Operation, Page } from "./shape.ts";

export type CampaignState = "draft" | "submitted" | "approved" | "running" | "paused" | "ended" | "rejected";

export interface StaffVoucherKind extends VoucherKind {
  /** How many a till may take without network in a day. */
  offlineLimit: number;
  stockPerRound: number;
  perPerson: number;
}

export interface CampaignSchedule {
  rule: string | null;
  firstOpensAt: string;
  mode: ReleaseMode;
  entryMinutes: number;
  /** How long a round stays open, unless the next comes before. */
  openMinutes: number;
}

export type EligibilityRule =
  | { type: "verified" }
  | { type: "employmentForm"; anyOf: string[] }
  | { type: "tag"; anyOf: string[] }
  | { type: "within"; node: string }
  | { type: "fewerWins"; scope: "campaign" | "season"; atMost: number };

/** What the maker of a campaign writes. */
export interface CampaignInput {
  title: string;
  theme: string;
  tags: string[];
  organisationId: string;
  budgetFen: number;
  fundSourceId: string | null;
  startsOn: string;
  endsOn: string;
  description: string;
  rules: string[];
  /** Sent beforehand to /api/files. */
  coverFileId: string | null;
  kinds: Omit<StaffVoucherKind, "id">[];
  schedule: CampaignSchedule;
  eligibility: EligibilityRule[];
  storeIds: string[];
}

export interface TopUp {
  id: string;
  kindId: string;
  roundId: string | null;
  units: number;
  reason: string;
  state: "asked" | "approved" | "rejected";
}

export interface StaffCampaign extends Omit<CampaignInput, "kinds"> {
  id: string;
  kinds: StaffVoucherKind[];
  organisationName: string;
  state: CampaignState;
  reason: string | null;
  createdBy: string | null;
  checkedBy: string | null;
  topUps: TopUp[];
  can: Record<"edit" | "submit" | "approve" | "reject" | "pause" | "resume" | "topUp", boolean>;
}

/** An act and whom it touched. */
export interface CampaignTouched {
  campaign: StaffCampaign;
  touches: { releases: number; waiting: number; holding: number };
}

export interface CampaignPreview {
  rounds: { number: number; opensAt: string; releases: { kindId: string; title: string; capacity: number }[] }[];
  budgetNeededFen: number;
  budgetLeftFen: number;
  fundFreeFen: number | null;
  peopleEligible: number;
  /** With a warning that stops, nothing may be approved. */
  warnings: { code: string; params: Params; stops: boolean }[];
}

export interface FundSource {
  id: string;
  name: string;
  organisationId: string;
  year: number;
  availableFen: number;
  setAsideFen: number;
  issuedFen: number;
  redeemedFen: number;
  lapsedFen: number;
}

export interface StaffRelease {
  id: string;
  title: string;
  subtitle: string;
  mode: ReleaseMode;
  state: ReleaseState;
  entryOpensAt: string | null;
  entryClosesAt: string | null;
  opensAt: string;
  closesAt: string;
  left: number;
  capacity: number;
  campaignId: string | null;
  taken: number;
  held: number;
  entries: number;
  waiting: number;
  redeemed: number;
  lapsed: number;
  returned: number;
  can: Record<"pause" | "resume" | "topUp" | "close", boolean>;
  touches: { entered: number; holding: number; reminded: number };
}

/** One second of a release, as the server counted it. */
export interface MonitorSample {
  at: string;
  requests: number;
  granted: number;
  refused: Record<string, number>;
  entries: number;
  p50Ms: number | null;
  p99Ms: number | null;
}

export interface Monitor {
  series: MonitorSample[];
  left: number;
  capacity: number;
  taken: number;
  entries: number;
  redeemed: number;
  refused: Record<string, number>;
  state: ReleaseState;
  serverTime: string;
}

/** What happened to one person in one release. */
export interface WhyAnswer {
  mine: Mine;
  steps: { at: string; what: string; params: Params }[];
  capacity: number;
  entries: number;
}

export interface MerchantStore {
  id: string;
  name: string;
  address: string;
  tills?: { id: string; name: string; lastSeenAt?: string | null }[];
}

export interface Merchant {
  id: string;
  name: string;
  state?: string;
  stores: MerchantStore[];
  clerks: { id: string; name: string; pinSet?: boolean; phoneMasked?: string | null }[];
}

type Id = { path: { id: string } };
type Reason = { body: { reason: string } };
type TopUpId = { path: { id: string; topUpId: string } };
type Once = { header: OnceHeader };
type Listed<Item> = Operation<Page<Item>, { query: { q?: string; after?: string; limit?: number } }>;

interface BenefitsPaths {
  /** A form with one file; see `bodySerializer` where it is sent. */
  "/api/files": {
    post: Operation<{ id: string }, { query: { purpose: string; organisationId: string }; body: { file: Blob } }>;
  };
  "/api/staff/campaigns": {
    get: Listed<StaffCampaign>;
    post: Operation<StaffCampaign, { body: CampaignInput }>;
  };
  "/api/staff/campaigns/{id}": {
    get: Operation<StaffCampaign, Id>;
    patch: Operation<StaffCampaign, Id & { body: Partial<CampaignInput> }>;
  };
  "/api/staff/campaigns/{id}/preview": { post: Operation<CampaignPreview, Id> };
  "/api/staff/campaigns/{id}/submit": { post: Operation<StaffCampaign, Id> };
  "/api/staff/campaigns/{id}/approve": { post: Operation<StaffCampaign, Id & Once> };
  "/api/staff/campaigns/{id}/reject": { post: Operation<StaffCampaign, Id & Reason> };
  "/api/staff/campaigns/{id}/pause": { post: Operation<CampaignTouched, Id & Reason> };
  "/api/staff/campaigns/{id}/resume": { post: Operation<CampaignTouched, Id> };
  "/api/staff/campaigns/{id}/top-ups": {
    post: Operation<StaffCampaign, Id & { body: { kindId: string; units: number; reason: string } }>;
  };
  "/api/staff/campaigns/{id}/top-ups/{topUpId}/approve": { post: Operation<StaffCampaign, TopUpId & Once> };
  "/api/staff/campaigns/{id}/top-ups/{topUpId}/reject": { post: Operation<StaffCampaign, TopUpId & Reason> };
  "/api/fund-sources": {
    get: Operation<{ items: FundSource[] }, { query: { organisationId?: string } }>;
    post: Operation<FundSource, { body: { organisationId: string; name: string; year: number; budgetFen: number } }>;
  };
  "/api/staff/merchants": {
    get: Listed<Merchant>;
    post: Operation<{ id: string }, { body: { name: string; parentId: string } }>;
  };
  "/api/staff/merchants/{id}": { get: Operation<Merchant, Id> };
  "/api/staff/merchants/{id}/stores": { post: Operation<unknown, Id & { body: { name: string; address: string } }> };
  "/api/staff/merchants/{id}/clerks": { post: Operation<unknown, Id & { body: { name: string; phone: string } }> };
  "/api/staff/stores/{id}/pairing": { post: Operation<{ pairingCode: string; expiresAt: string }, Id> };
}

interface ReleasesPaths {
  "/api/staff/releases": { get: Operation<{ items: StaffRelease[] }, { query: { from?: string; to?: string } }> };
  "/api/staff/releases/{id}": { get: Operation<StaffRelease, Id> };
  "/api/staff/releases/{id}/pause": { post: Operation<unknown, Id & Reason> };
  "/api/staff/releases/{id}/resume": { post: Operation<unknown, Id> };
  "/api/staff/releases/{id}/top-up": { post: Operation<unknown, Id & Once & { body: { units: number } }> };
  "/api/staff/releases/{id}/close": { post: Operation<unknown, Id & Reason> };
  "/api/staff/releases/{id}/monitor": { get: Operation<Monitor, Id> };
  "/api/staff/releases/{id}/why": { get: Operation<WhyAnswer, Id & { query: { personId: string } }> };
}

export interface StaffBenefitsPaths extends BenefitsPaths, ReleasesPaths {}
