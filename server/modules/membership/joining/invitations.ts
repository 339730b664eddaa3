import { randomBytes } from "node:crypto";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { sendSms } from "#kernel/notify/notify";
import { registerSmsTemplate } from "#kernel/notify/sms-templates";
import { authorise, hasDuty, pathsHolding } from "#kernel/policy";
import { missing } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { takeLimit } from "#kernel/sign-in/limits";
import { noSuchOrganisation } from "../membership.errors.ts";
import { maskPhone } from "../names.ts";
import { findOrganisation, listFullNames } from "../organisations.store.ts";
import { phoneIndex } from "../sealed-fields.ts";
import { invitationState } from "./invitation.rules.ts";
import * as store from "./invitation.store.ts";
import { takesNone } from "./joining.errors.ts";
import { findJoinable } from "./propose.store.ts";

registerSmsTemplate({ name: "joining_invited", params: ["union", "link"] });

/** A union's officers invite a works in a day; nobody is written to again and again, whoever asks. */
const invitationsPerAccount = [{ count: 200, seconds: 86_400 }];
const messagesPerPhone = [{ count: 3, seconds: 7 * 86_400 }];

const noSuchInvitation = () => missing("joining.no_such_invitation");
const mayInvite = (actor: Tx["actor"], { node }: { node: string }) => hasDuty(actor, "people.manage", node);

export interface InvitationInput {
  organisationId: string;
  note: string;
  days: number;
  most: number | null;
  /** E.164: for this number alone, which gets the link by text message. */
  phone: string | null;
}

/**
 * Makes a link by which people apply to one union. A phone is written to whether or not it is a member's, so that nothing is told.
 * `origin` is where the pages are opened from outside. Throws organisation.missing, access.forbidden, joining.union_takes_none, 429 joining.too_many_invitations.
 */
export async function invite(
  ctx: Ctx,
  { secrets, origin }: { secrets: Secrets; origin: string },
  given: InvitationInput,
) {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisation(tx.db, given.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();
    authorise(tx.actor, mayInvite, organisation);
    const union = await findJoinable(tx.db, organisation.id);
    if (union === undefined) throw takesNone();
    await takeLimit(
      tx.db,
      `joining.invite:${actorLabel(tx.actor)}`,
      invitationsPerAccount,
      "joining.too_many_invitations",
    );

    const { phone, note, most, days } = given;
    const id = uuidv7();
    const code = randomBytes(12).toString("base64url");
    const index = phone === null ? null : phoneIndex(secrets, phone);
    await store.insertInvitation(tx.db, {
      ...{ id, organisationId: union.id, node: union.node, code, note, createdBy: actorLabel(tx.actor) },
      ...{ most: phone === null ? most : 1, expiresAt: new Date(tx.clock.now().getTime() + days * 86_400_000) },
      ...{ phoneIndex: index, phoneMasked: phone === null ? null : maskPhone(phone) },
    });
    const object = { type: "organisation", id: union.id };
    const detail = { invitationId: id, days, most, byMessage: phone !== null };
    await record(tx, { node: union.node, action: "joining.invited", object, detail });
    if (phone !== null && index !== null) {
      await takeLimit(
        tx.db,
        `joining.invited:${index.toString("hex")}`,
        messagesPerPhone,
        "joining.too_many_invitations",
      );
      const link = `${origin}/join/${union.id}?i=${code}`;
      await sendSms(tx, { phone, template: "joining_invited", params: { union: union.name, link }, node: union.node });
    }
    return presentOne(tx, id);
  });
}

async function presentOne(tx: Tx, id: string) {
  const row = await store.findInvitation(tx.db, id);
  if (row === undefined) throw noSuchInvitation();
  const [item] = await present(tx, [row]);
  if (item === undefined) throw noSuchInvitation();
  return item;
}

async function present(tx: Tx, rows: readonly store.InvitationRow[]) {
  const names = await listFullNames(
    tx.db,
    rows.map(({ organisationId }) => organisationId),
  );
  const now = tx.clock.now();
  return rows.map((row) => ({
    ...{ id: row.id, organisationId: row.organisationId, note: row.note, phoneMasked: row.phoneMasked, most: row.most },
    ...{ begun: row.begun, sent: row.sent, joined: row.joined },
    organisationName: names.get(row.organisationId) ?? "",
    state: invitationState(row, now),
    path: `/join/${row.organisationId}?i=${row.code}`,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    canRevoke: row.revokedAt === null && mayInvite(tx.actor, row),
  }));
}

/** Invitations of the actor's unions with how many came by each, page by page. */
export async function listInvitations(
  ctx: Ctx,
  query: { organisationId?: string | undefined; after?: string | undefined; limit: number },
) {
  return transact(ctx, async (tx) => {
    const at = query.organisationId === undefined ? undefined : await findOrganisation(tx.db, query.organisationId);
    if (query.organisationId !== undefined && at === undefined) throw noSuchOrganisation();
    const paths = pathsHolding(tx.actor, "people.view");
    const { after, limit } = query;
    const rows = await store.listInvitations(tx.db, { paths, organisationNode: at?.node, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return { items: await present(tx, shown), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
  });
}

/** Ends an invitation; who has applied by it goes on. Throws joining.no_such_invitation, access.forbidden. */
export async function revokeInvitation(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const row = await store.findInvitation(tx.db, id);
    if (row === undefined || !hasDuty(tx.actor, "people.view", row.node)) throw noSuchInvitation();
    authorise(tx.actor, mayInvite, row);
    await store.revokeInvitation(tx.db, id);
    const object = { type: "organisation", id: row.organisationId };
    await record(tx, { node: row.node, action: "joining.invitation_revoked", object, detail: { invitationId: id } });
    return presentOne(tx, id);
  });
}

/** Which union a link is of, for whoever opens it; and whether the invitation in it still holds. Throws organisation.missing. */
export async function unionOfLink(ctx: Ctx, given: { organisationId: string; code: string | undefined }) {
  return transact(asSystem(ctx, "joining"), async (tx) => {
    const union = await findJoinable(tx.db, given.organisationId);
    if (union === undefined) throw noSuchOrganisation();
    const row = given.code === undefined ? undefined : await store.findByCode(tx.db, given.code);
    const holds = row?.organisationId === union.id && invitationState(row, tx.clock.now()) === "open";
    return { id: union.id, name: union.name, invitation: given.code === undefined ? null : holds };
  });
}

/** The invitation by which somebody with this phone comes, if it is of this union, open, and not another's. */
export async function invitedBy(
  tx: Tx,
  given: { code: string | null; organisationId: string | null; phoneIndex: Buffer },
): Promise<string | undefined> {
  const row = given.code === null ? undefined : await store.findByCode(tx.db, given.code);
  if (row === undefined || row.organisationId !== given.organisationId) return undefined;
  if (row.phoneIndex !== null && !row.phoneIndex.equals(given.phoneIndex)) return undefined;
  return invitationState(row, tx.clock.now()) === "open" ? row.id : undefined;
}

/**
 * Whoever is about to hand in takes a place of the invitation by which they came; when none is left, or they have chosen another union, the
 * application is their own. Others who hand in by it wait.
 */
export async function takePlace(tx: Tx, application: { id: string; organisationId: string | null }): Promise<void> {
  const invitationId = await store.lockInvitationOf(tx.db, application.id);
  const row = invitationId === undefined ? undefined : await store.findInvitation(tx.db, invitationId);
  if (row === undefined) return;
  const hasPlace = row.most === null || row.sent < row.most;
  if (!hasPlace || row.organisationId !== application.organisationId) await store.dropInvitation(tx.db, application.id);
}
