import type { Operation, Page } from "./shape.ts";

export interface StaffMe {
  accountId: string;
  name: string;
  login: string;
  /** Until the password is one that only its owner knows; no duty holds before. */
  passwordTemporary?: boolean;
  duties: { duty: string; nodeId: string; nodeName: string }[];
  permissions: string[];
  serverTime: string;
}

export interface StaffTicket {
  ticket: string;
  next: "totp" | "enrol";
  demoCode?: string;
  enrol?: { secret: string; uri: string };
}

export type OrganisationKind = "province" | "city" | "county" | "unit" | "merchant";

export interface Organisation {
  id: string;
  parentId: string | null;
  name: string;
  kind: OrganisationKind;
  members: number;
  children: number;
  path: { id: string; name: string }[];
  can?: { edit: boolean; addChild: boolean };
}

export interface PersonRow {
  id: string;
  name: string;
  phoneMasked: string | null;
  memberNumber?: string | null;
  verified: boolean;
  employmentForm: string | null;
  unions: { id: string; name: string; primary: boolean }[];
  tags: string[];
}

export interface PersonPage extends PersonRow {
  memberships?: {
    organisationId: string;
    organisationName: string;
    state: "active" | "left" | "transferred";
    primary: boolean;
    validFrom: string;
    validTo: string | null;
  }[];
  history: { at: string; actor: string; action: string; detail: Record<string, unknown> }[];
  can: { edit: boolean; changePhone: boolean };
}

export interface DutyKind {
  duty: string;
  permissions: string[];
}

export interface StaffAccount {
  id: string;
  login: string;
  name: string;
  organisationId: string;
  organisationName: string;
  secondFactor: boolean;
  passwordTemporary: boolean;
  disabledAt: string | null;
  duties: {
    grantId: string;
    duty: string;
    nodeId: string;
    nodeName: string;
    validUntil: string | null;
    canRevoke: boolean;
  }[];
  can: { reset: boolean; disable: boolean };
}

export interface AuditRecord {
  chain: number;
  seq: number;
  at: string;
  actor: string;
  action: string;
  objectType: string;
  objectId: string;
  detail?: Record<string, unknown> | null;
}

export interface AuditState {
  chains: number;
  lastCheckpoint: { at: string; keyId: string } | null;
  verified?: boolean | null;
}

export interface OutboxMessage {
  id: string;
  channel: "sms" | "inbox";
  to: string;
  template: string;
  text: string;
  state: string;
  createdAt: string;
}

type Id = { path: { id: string } };
type Reason = { body: { reason: string } };
type Search = { query: { q?: string; after?: string; limit?: number } };
type Listed<Item> = Operation<Page<Item>, Search>;

interface SignInPaths {
  "/api/staff/sign-in": { post: Operation<StaffTicket, { body: { login: string; password: string } }> };
  "/api/staff/sign-in/second": {
    post: Operation<StaffMe & { recoveryCodes?: string[] }, { body: { ticket: string; code: string } }>;
  };
  "/api/staff/sign-in/recovery": { post: Operation<StaffMe, { body: { ticket: string; recoveryCode: string } }> };
  "/api/staff/sign-out": { post: Operation<undefined> };
  "/api/staff/me": { get: Operation<StaffMe> };
  "/api/staff/password": { post: Operation<undefined, { body: { current: string; next: string } }> };
}

interface MembershipPaths {
  "/api/organisations": {
    get: Operation<{ items: Organisation[] }, { query: { parent?: string; q?: string } }>;
    post: Operation<Organisation, { body: { parentId: string; name: string; kind: OrganisationKind } }>;
  };
  "/api/organisations/{id}": {
    get: Operation<Organisation, Id>;
    patch: Operation<Organisation, Id & { body: { name: string } }>;
  };
  "/api/people": {
    get: Operation<
      Page<PersonRow> & { total?: number | null },
      { query: { q?: string; organisationId?: string; after?: string; limit?: number } }
    >;
    post: Operation<
      { id: string },
      { body: { name: string; phone: string; organisationId: string; employmentForm: string } }
    >;
  };
  "/api/people/{id}": { get: Operation<PersonPage, Id> };
  "/api/people/{id}/phone": { post: Operation<undefined, Id & { body: { phone: string; reason: string } }> };
  "/api/duties": { get: Operation<{ items: DutyKind[] }> };
  "/api/staff-accounts": {
    get: Listed<StaffAccount>;
    post: Operation<
      { accountId: string; password: string },
      { body: { login: string; name: string; organisationId: string } }
    >;
  };
  "/api/staff-accounts/{id}/duties": {
    post: Operation<unknown, Id & { body: { duty: string; organisationId: string; until?: string } }>;
  };
  "/api/staff-accounts/{id}/duties/{grantId}": {
    delete: Operation<undefined, { path: { id: string; grantId: string } }>;
  };
  "/api/staff-accounts/{id}/second-factor/reset": { post: Operation<unknown, Id & Reason> };
  "/api/staff-accounts/{id}/password/reset": { post: Operation<{ password: string }, Id & Reason> };
  "/api/staff-accounts/{id}/disable": { post: Operation<unknown, Id & Reason> };
  "/api/audit": {
    get: Operation<
      Page<AuditRecord>,
      { query: { from?: string; to?: string; action?: string; objectId?: string; after?: string; limit?: number } }
    >;
  };
  "/api/audit/state": { get: Operation<AuditState> };
  "/api/outbox": { get: Listed<OutboxMessage> };
}

export interface StaffPaths extends SignInPaths, MembershipPaths {}
