import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { mayContain, takesMembers } from "#wire/organisation-kinds";
import * as errors from "../membership.errors.ts";
import { organisationPolicy } from "../membership.policy.ts";
import type { OrganisationRow } from "../organisations.store.ts";
import { addOrganisation, getRow, type NewOrganisation } from "../organisations.ts";
import { dropOvertaken } from "../transfers/ask-transfer.ts";
import * as links from "./links.store.ts";
import * as store from "./move.store.ts";
import { moveNow } from "./move.ts";

/**
 * One organisation goes up in another: its members and what stands below it go over today, its links end, and it is closed with the
 * other as its successor. Throws organisation.missing, .not_mergeable, .closed, .kind_not_allowed, access.forbidden.
 */
export async function mergeOrganisation(ctx: Ctx, id: string, given: { intoId: string; reason: string }) {
  return transact(ctx, async (tx) => {
    const { row, to } = await lockBoth(tx, id, given.intoId);
    if (row.kind === "merchant" || to.kind === "merchant") throw errors.notMergeable();

    const members = await empty(tx, { row, to, reason: given.reason });
    await store.handOverApplications(tx.db, row, to);
    const children = await handOver(tx, { row, to, reason: given.reason });
    await shut(tx, row, { to, reason: given.reason });
    await dropOvertaken(tx, id, given.reason);
    const detail = { intoId: to.id, members, organisations: children, reason: given.reason };
    await noteInBoth(tx, "organisation.merged", { row, to, detail });
    return { members, organisations: children };
  });
}

/**
 * Ends an organisation. Members go where it is said (`membersTo`), and keep a retained membership there with `retain`: those of a firm
 * that is gone, at the union above. Organisations below must be gone before. Throws
 * organisation.missing, .closed, .not_empty, .move_planned, access.forbidden.
 */
export async function closeOrganisation(
  ctx: Ctx,
  id: string,
  given: { membersTo?: string | null | undefined; retain?: boolean | undefined; reason: string },
) {
  return transact(ctx, async (tx) => {
    const { row, to } = await lockBoth(tx, id, given.membersTo ?? undefined);
    const { memberships } = await store.countTouched(tx.db, id, row.node);
    const organisations = (await store.listChildren(tx.db, id)).length;
    const waiting = await store.handOverApplications(tx.db, row, to);
    if (organisations > 0 || (memberships + waiting > 0 && to === undefined))
      throw errors.notEmpty({ members: memberships, applications: waiting, organisations });

    const { reason, retain } = given;
    const members = to === undefined ? 0 : await empty(tx, { row, to, reason, retain });
    await shut(tx, row, { to: undefined, reason });
    await dropOvertaken(tx, id, reason);
    const detail = { members, membersTo: to?.id ?? null, reason: given.reason };
    await record(tx, { node: row.node, action: "organisation.closed", object: { type: "organisation", id }, detail });
    if (to !== undefined)
      await record(tx, {
        node: to.node,
        action: "organisation.members_taken",
        object: { type: "organisation", id: to.id },
        detail: { ...detail, fromId: id },
      });
    return { members };
  });
}

/**
 * Part of an organisation becomes one of its own beside it: chosen people, and chosen ones of what stands below. Throws
 * organisation.missing, .nothing_to_split, .kind_not_allowed, .closed, access.forbidden.
 */
export async function splitOrganisation(
  ctx: Ctx,
  id: string,
  given: Pick<NewOrganisation, "name" | "shortName" | "kind"> & {
    personIds: string[];
    childIds: string[];
    reason: string;
  },
) {
  return transact(ctx, async (tx) => {
    await store.lockOrganisation(tx.db, id);
    const row = await getRow(tx, id);
    authorise(tx.actor, organisationPolicy.place, row);
    if (row.state === "closed") throw errors.organisationClosed();
    if (row.parentId === null || row.kind === "merchant") throw errors.notMergeable();
    const parent = await getRow(tx, row.parentId);
    authorise(tx.actor, organisationPolicy.addChild, parent);
    const children = (await store.listChildren(tx.db, id)).filter((child) => given.childIds.includes(child.id));
    if (given.personIds.length + children.length === 0 || children.length < new Set(given.childIds).size)
      throw errors.nothingToSplit();

    const { name, shortName, kind, reason } = given;
    if (!mayContain(parent.kind, kind)) throw errors.kindNotAllowed(parent.kind, kind);
    const made = await addOrganisation(tx, { parentId: parent.id, name, shortName, kind });
    const to = await getRow(tx, made.id);
    const members = await empty(tx, { row, to, reason, only: given.personIds });
    if (members < new Set(given.personIds).size) throw errors.nothingToSplit();
    for (const child of children) await moveNow(tx, child.id, { parentId: to.id, reason });
    await dropOvertaken(tx, id, reason);
    const detail = { intoId: to.id, members, organisations: children.length, reason };
    await noteInBoth(tx, "organisation.split", { row, to, detail });
    return { id: to.id, members, organisations: children.length };
  });
}

interface Succession {
  row: OrganisationRow;
  to: OrganisationRow;
  reason: string;
}

/** Both of them, if the actor may place the one and add to the other; neither may be closed, nor the same. */
async function lockBoth<To extends string | undefined>(tx: Tx, id: string, toId: To) {
  for (const one of [id, ...(toId === undefined ? [] : [toId])]) await store.lockOrganisation(tx.db, one);
  const row = await getRow(tx, id);
  const to = (toId === undefined ? undefined : await getRow(tx, toId)) as To extends string
    ? OrganisationRow
    : OrganisationRow | undefined;
  authorise(tx.actor, organisationPolicy.place, row);
  if (to !== undefined) authorise(tx.actor, organisationPolicy.addChild, to);
  if (row.state === "closed" || to?.state === "closed") throw errors.organisationClosed();
  if (to?.id === row.id) throw errors.notMergeable();
  return { row, to };
}

/** The members go over with a dated transfer, and everybody's rights are read anew. */
async function empty(
  tx: Tx,
  { row: from, ...handover }: Succession & Pick<store.Handover, "only" | "retain">,
): Promise<number> {
  if (handover.only?.length === 0) return 0;
  if (!takesMembers(handover.to.kind)) throw errors.notMergeable();
  const members = await store.transferAll(tx.db, { ...handover, from, by: actorLabel(tx.actor) });
  if (members > 0) await refreshPrincipal(tx, "*");
  return members;
}

async function handOver(tx: Tx, { row, to, reason }: Succession): Promise<number> {
  const children = await store.listChildren(tx.db, row.id);
  for (const child of children) if (child.id !== to.id) await moveNow(tx, child.id, { parentId: to.id, reason });
  return children.length;
}

/** Its links end with today, and it is closed; it stays where it stood, so that its books and its audit are found. */
async function shut(tx: Tx, row: OrganisationRow, { to, reason }: { to: OrganisationRow | undefined; reason: string }) {
  const today = dayOf(tx.clock.now());
  const end = { on: today, by: actorLabel(tx.actor), reason };
  const affiliation = await links.lockAffiliation(tx.db, row.id);
  if (affiliation !== undefined && affiliation.validFrom > today) throw errors.movePlanned(affiliation.validFrom);
  if (affiliation !== undefined) await links.endLink(tx.db, affiliation.id, end);
  await links.endLinksOf(tx.db, row.id, end);
  await store.markClosed(tx.db, row.id, to?.id ?? null);
  await refreshPrincipal(tx, "*");
  await announce(tx, "organisation.closed", { node: row.node, organisationId: row.id, successorId: to?.id ?? null });
}

async function noteInBoth(
  tx: Tx,
  action: string,
  { row, to, detail }: { row: OrganisationRow; to: OrganisationRow; detail: Record<string, unknown> },
): Promise<void> {
  const entry = { action, object: { type: "organisation", id: row.id }, detail };
  await record(tx, { ...entry, node: row.node });
  await record(tx, { ...entry, node: to.node });
}
