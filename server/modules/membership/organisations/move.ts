import { type Actor, actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { moveNode } from "#kernel/nodes.store";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { Problem } from "#kernel/problem";
import { standInFor } from "#kernel/sign-in/hand-over";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { actorOfLabel } from "#kernel/sign-in/staff-me";
import { mayContain } from "#wire/organisation-kinds";
import * as errors from "../membership.errors.ts";
import { organisationPolicy } from "../membership.policy.ts";
import type { OrganisationRow } from "../organisations.store.ts";
import { getRow } from "../organisations.ts";
import * as links from "./links.store.ts";
import * as store from "./move.store.ts";
import { settleLater } from "./settle.ts";

/** Whom a move, a merger or an end of this organisation would touch: for who could do it. Throws organisation.missing, access.forbidden. */
export async function previewOrganisation(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const row = await getRow(tx, id);
    authorise(tx.actor, organisationPolicy.place, row);
    const planned = await links.findAffiliation(tx.db, id);
    const ahead = planned !== undefined && planned.validFrom > dayOf(tx.clock.now());
    return {
      organisation: { id, name: row.name },
      ...(await store.countTouched(tx.db, id, row.node)),
      plannedMove: ahead ? { toId: planned.toId, on: planned.validFrom } : null,
    };
  });
}

/**
 * Puts an organisation, with all below it, under another from a day on: today at once, later by the job of that day. Its history keeps
 * where it stood. Throws organisation.missing, .day_past, .move_planned, .kind_not_allowed, .under_itself and others, access.forbidden.
 */
export async function moveOrganisation(
  ctx: Ctx,
  id: string,
  given: { parentId: string; from: string; reason: string },
) {
  return transact(ctx, async (tx) => {
    await store.lockOrganisation(tx.db, id);
    const [row, parent] = [await getRow(tx, id), await getRow(tx, given.parentId)];
    authorise(tx.actor, organisationPolicy.place, row);
    authorise(tx.actor, organisationPolicy.addChild, parent);
    const today = dayOf(tx.clock.now());
    if (given.from < today) throw errors.dayIsPast(today);
    assertMayStandUnder(row, parent);
    const now = await links.lockAffiliation(tx.db, id);
    if (now !== undefined && now.validFrom > today) throw errors.movePlanned(now.validFrom);

    await replaceAffiliation(tx, { row, parent, now, on: given.from, reason: given.reason });
    if (given.from === today) return { moved: true, rows: await carryOut(tx, { row, parent, reason: given.reason }) };
    const detail = { fromId: row.parentId, toId: parent.id, on: given.from, reason: given.reason };
    await noteInBoth(tx, "organisation.move_planned", { row, parent, detail });
    return { moved: false, rows: 0 };
  });
}

/**
 * Takes a planned move back, and says so wherever it was said that it would come. Throws organisation.missing,
 * organisation.no_move_planned, access.forbidden.
 */
export async function cancelMove(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await store.lockOrganisation(tx.db, id);
    const row = await getRow(tx, id);
    authorise(tx.actor, organisationPolicy.place, row);
    const planned = await links.lockAffiliation(tx.db, id);
    if (planned === undefined || planned.validFrom <= dayOf(tx.clock.now())) throw errors.noMovePlanned();

    await links.takeBackAffiliation(tx.db, planned);
    const detail = { toId: planned.toId, on: planned.validFrom };
    await noteInBoth(tx, "organisation.move_taken_back", { row, parent: { node: planned.toNode }, detail });
  });
}

/**
 * Does the moves whose day has come; what cannot be done any more, or whose author may not do it any more, is taken back, written
 * down and told. Gives how many were done.
 */
export async function moveDueOrganisations(ctx: Ctx): Promise<number> {
  const due = await transact(ctx, (tx) => links.listDueAffiliations(tx.db));
  let done = 0;
  for (const link of due) done += (await transact(ctx, (tx) => moveDue(tx, link.id))) ? 1 : 0;
  return done;
}

async function moveDue(tx: Tx, linkId: string): Promise<boolean> {
  const link = await links.lockLink(tx.db, linkId);
  if (link === undefined) return false;
  await store.lockOrganisation(tx.db, link.fromId);
  const [row, parent] = [await getRow(tx, link.fromId), await getRow(tx, link.toId)];
  if (row.parentId === parent.id) return false;
  const author = await authorOf(tx, link, (actor) => mayPlace(actor, row, parent));
  const refusal = refusalOf(author, row, parent);
  if (refusal === undefined) {
    await carryOut(tx, { row, parent, reason: link.note ?? "" });
    return true;
  }
  await links.takeBackAffiliation(tx.db, link);
  const detail = { toId: parent.id, on: link.validFrom, why: refusal };
  await noteInBoth(tx, "organisation.move_failed", { row, parent, detail });
  await store.noteMoveFailed(tx.db, row.id, refusal);
  await announce(tx, "organisation.move_failed", { node: row.node, organisationId: row.id, why: refusal });
  return false;
}

const mayPlace = (actor: Actor, row: OrganisationRow, parent: OrganisationRow): boolean =>
  organisationPolicy.place(actor, row) && organisationPolicy.addChild(actor, parent);

/** Who planned it, or took over from whoever did. */
async function authorOf(tx: Tx, link: links.LinkRow, may: (actor: Actor) => boolean): Promise<Actor> {
  const author = await actorOfLabel(tx, link.createdBy);
  const by = /^staff:(.+)$/.exec(link.createdBy)?.[1];
  if (by === undefined || may(author)) return author;
  return (await standInFor(tx, { by, node: link.fromNode }, may)) ?? author;
}

function refusalOf(author: Actor, row: OrganisationRow, parent: OrganisationRow): string | undefined {
  if (!mayPlace(author, row, parent)) return "organisation.author_without_duty";
  try {
    assertMayStandUnder(row, parent);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

/** Throws when an organisation may not stand there: closed, itself, its own, or of a kind that does not go there. */
export function assertMayStandUnder(row: OrganisationRow, parent: OrganisationRow): void {
  if (row.state === "closed" || parent.state === "closed") throw errors.organisationClosed();
  if (row.parentId === parent.id) throw errors.standsThereAlready();
  if (`${parent.node}.`.startsWith(`${row.node}.`)) throw errors.underItself();
  if (!mayContain(parent.kind, row.kind)) throw errors.kindNotAllowed(parent.kind, row.kind);
}

interface Move {
  row: OrganisationRow;
  parent: OrganisationRow;
  reason: string;
}

/** Ends where it stands and begins where it will stand, with no day between and none twice. */
async function replaceAffiliation(tx: Tx, move: Move & { now: links.LinkRow | undefined; on: string }): Promise<void> {
  const { row, parent, now, on, reason } = move;
  const by = actorLabel(tx.actor);
  if (now !== undefined) await links.endLink(tx.db, now.id, { on, by, reason });
  await store.noteMoveFailed(tx.db, row.id, null);
  const link = { id: uuidv7(), kind: "affiliation", from: row, to: parent, validFrom: on, note: reason } as const;
  await links.insertLink(tx.db, { ...link, createdBy: by });
}

/** Moves the node with all rows below it, writes it down in both scopes, and has every process read rights anew. */
async function carryOut(tx: Tx, { row, parent, reason }: Move): Promise<number> {
  const detail = { fromId: row.parentId, toId: parent.id, reason };
  await noteInBoth(tx, "organisation.moved", { row, parent, detail });
  const rows = await moveNode(tx.db, row.id, parent.id).catch(translate);
  // Paths of members, staff and tills below are in what processes remember; thousands of names would be more than one word.
  await refreshPrincipal(tx, "*");
  await announce(tx, "organisation.moved", {
    node: parent.node,
    organisationId: row.id,
    fromId: row.parentId,
    toId: parent.id,
  });
  await settleLater(tx);
  return rows;
}

/** Moves one under another today, as part of a larger act that has authorised it. */
export async function moveNow(tx: Tx, id: string, move: { parentId: string; reason: string }): Promise<void> {
  const [row, parent] = [await getRow(tx, id), await getRow(tx, move.parentId)];
  assertMayStandUnder(row, parent);
  const now = await links.lockAffiliation(tx.db, id);
  const today = dayOf(tx.clock.now());
  if (now !== undefined && now.validFrom > today) throw errors.movePlanned(now.validFrom);
  await replaceAffiliation(tx, { row, parent, now, on: today, reason: move.reason });
  await carryOut(tx, { row, parent, reason: move.reason });
}

async function noteInBoth(
  tx: Tx,
  action: string,
  { row, parent, detail }: { row: OrganisationRow; parent: { node: string }; detail: Record<string, unknown> },
): Promise<void> {
  await record(tx, { node: row.node, action, object: organisation(row.id), detail });
  await record(tx, { node: parent.node, action, object: organisation(row.id), detail });
}

const organisation = (id: string) => ({ type: "organisation", id });

/** Two moves at once may have made what was allowed impossible: the function has the last word. */
function translate(error: { code?: string }): never {
  if (error.code === "GM001") throw errors.playStays();
  if (error.code === "GM002") throw errors.underItself();
  throw error;
}
