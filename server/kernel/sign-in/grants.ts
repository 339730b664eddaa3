import { actorLabel } from "../actor.ts";
import { record } from "../audit/audit.ts";
import { type Ctx, type Tx, transact } from "../context.ts";
import { isExclusionViolation } from "../database/db.ts";
import { uuidv7 } from "../ids.ts";
import { authorise, listDuties, type Rule } from "../policy.ts";
import { conflict, forbidden, invalid, missing } from "../problem.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { listPresets, officeOf, type PresetName } from "./duty-presets.ts";
import { mayGiveUntil } from "./grants.rules.ts";
import * as store from "./grants.store.ts";
import { insertHandOver } from "./hand-over.store.ts";
import { assertNothingStrands, type Begun, countBegun, endBegun, type HandingOver } from "./hand-over.ts";
import { refreshPrincipal } from "./sessions.ts";
import { mayGrant, mayRevoke } from "./staff-accounts.policy.ts";
import { getAccount, getNode } from "./staff-accounts.ts";
import { lockAccount } from "./staff-sign-in.store.ts";

/** From when until when; from now on, for ever. */
export interface Term {
  from?: Date | undefined;
  until?: Date | undefined;
}

const mayRevokeFrom =
  (account: { id: string }): Rule<{ node: string }> =>
  (actor, grant) =>
    mayRevoke(actor, account, grant);

const objectOf = (id: string) => ({ type: "staff_account", id });

/**
 * Gives a duty on a node and everything below, for a term. Throws staff.grant_exceeds_own_rights, staff.grant_outlasts_own,
 * staff.grant_already_over, staff.duty_already_held, staff.duties_kept_apart.
 */
export async function grantDuty(
  ctx: Ctx,
  given: { accountId: string; duty: string; organisationId: string } & Term,
): Promise<{ grantId: string }> {
  if (!listDuties().some((one) => one.duty === given.duty)) throw invalid("staff.no_such_duty", { duty: given.duty });
  return transact(ctx, async (tx) => {
    const account = await getAccount(tx, given.accountId);
    const node = await getNode(tx, given.organisationId);
    return { grantId: await give(tx, { ...given, accountId: account.id, node, nodeId: given.organisationId }) };
  });
}

/** Gives the duties of a post, all or none; those that the account has for that long already stay. Errors of `grantDuty`. */
export async function grantPreset(
  ctx: Ctx,
  given: { accountId: string; preset: PresetName; organisationId: string } & Term,
): Promise<{ granted: number }> {
  const duties = listPresets().find((one) => one.preset === given.preset)?.duties ?? [];
  return transact(ctx, async (tx) => {
    const account = await getAccount(tx, given.accountId);
    const node = await getNode(tx, given.organisationId);
    const open = await store.listOpenGrants(tx.db, account.id);
    const lacking = duties.filter((duty) => !isCovered(open, { duty, node, ...given }));
    if (lacking.length === 0) throw conflict("staff.duty_already_held");
    for (const duty of lacking)
      await give(tx, { ...given, accountId: account.id, duty, node, nodeId: given.organisationId });
    return { granted: lacking.length };
  });
}

const isCovered = (open: readonly store.GrantRow[], wanted: { duty: string; node: string } & Term) =>
  open.some(
    (held) =>
      held.duty === wanted.duty &&
      held.node === wanted.node &&
      held.validFrom <= (wanted.from ?? new Date(8.64e15)) &&
      (held.validUntil === null || (wanted.until !== undefined && held.validUntil >= wanted.until)),
  );

/**
 * A term ends: the successor gets the same duties from that moment on, until the end of the new term, and the predecessor's end there.
 * All or none, only by who could give each of them, and never when something that waits would wait for nobody. What the predecessor has
 * begun is the successor's to go on with; what was made out to the predecessor alone ends. Gives how many duties went over. Errors of
 * `grantDuty` and of the guard, staff.nothing_to_hand_over.
 */
export async function handOverDuties(
  ctx: Ctx,
  secrets: Secrets,
  given: { accountId: string; successorId: string; reason: string } & Term,
): Promise<{ handedOver: number }> {
  return transact(ctx, async (tx) => {
    // An account hands over once at a time.
    await lockAccount(tx.db, given.accountId);
    const handing = await getHandingOver(tx, given);
    const { predecessor, successorId, grants } = handing;
    const waiting = await assertNothingStrands(tx, secrets, handing);

    const begun = begunBy(handing);
    const open = await countBegun(tx, begun);
    const has = await store.listOpenGrants(tx.db, successorId);
    for (const grant of grants) {
      await endAt(tx, grant, given.from);
      if (!isCovered(has, { ...given, ...grant })) await give(tx, { ...given, ...grant, accountId: successorId });
    }
    // What is made out to the predecessor is no use to anybody from then on; on a day to come it ends with the duty that it needs.
    const ended = given.from === undefined ? await endBegun(tx, begun) : 0;
    const passed = open.filter(({ ends }) => !ends).reduce((sum, { count }) => sum + count, 0);
    await noteHandOver(tx, handing, { reason: given.reason, waiting, begun: passed, ended });
    await refreshPrincipal(tx, predecessor.id);
    return { handedOver: grants.length };
  });
}

/**
 * Two accounts and the duties that may go from one to the other. Throws staff.same_account, staff.no_such_account, staff.nothing_to_hand_over, access.forbidden.
 */
export async function getHandingOver(
  tx: Tx,
  given: { accountId: string; successorId: string; from?: Date | undefined },
): Promise<HandingOver> {
  if (given.accountId === given.successorId) throw invalid("staff.same_account");
  const predecessor = await getAccount(tx, given.accountId);
  const successor = await getAccount(tx, given.successorId);
  const grants = await store.listOpenGrants(tx.db, predecessor.id);
  if (grants.length === 0) throw conflict("staff.nothing_to_hand_over");
  for (const grant of grants) authorise(tx.actor, mayRevokeFrom(predecessor), grant);
  return { predecessor, successorId: successor.id, grants, from: given.from };
}

/** Whose open things go with these duties, and where. */
export const begunBy = ({ predecessor, grants }: HandingOver): Begun => ({
  accountId: predecessor.id,
  paths: [...new Set(grants.map(({ node }) => node))],
});

async function noteHandOver(
  tx: Tx,
  { predecessor, successorId, grants, from }: HandingOver,
  told: { reason: string; waiting: number; begun: number; ended: number },
): Promise<void> {
  const id = uuidv7();
  const by = { label: actorLabel(tx.actor), name: tx.actor.kind === "staff" ? tx.actor.name : "" };
  const nodeIds = [...new Set(grants.map(({ nodeId }) => nodeId))];
  const about = { id, node: predecessor.node, predecessorId: predecessor.id, successorId, nodeIds, from, by };
  await insertHandOver(tx.db, { ...about, ...told, duties: grants.length });
  const detail = { handOverId: id, to: successorId, duties: grants.length, from: from?.toISOString() ?? null, ...told };
  await record(tx, {
    ...{ node: predecessor.node, action: "staff.duties_handed_over", object: objectOf(predecessor.id), detail },
  });
}

/** Now, at the moment given, or when it would have ended anyhow. */
async function endAt(tx: Tx, grant: store.GrantRow, at: Date | undefined): Promise<void> {
  if (at === undefined || at <= tx.clock.now() || at <= grant.validFrom) await store.endGrant(tx.db, grant.id);
  else if (grant.validUntil === null || grant.validUntil > at) await store.setGrantEnd(tx.db, grant.id, at);
}

type Given = { accountId: string; duty: string; node: string; nodeId: string } & Term;

async function give(tx: Tx, { accountId, duty, node, nodeId, from, until }: Given): Promise<string> {
  if (!mayGrant(tx.actor, { id: accountId }, { duty, node })) throw forbidden("staff.grant_exceeds_own_rights");
  const now = tx.clock.now();
  const begins = from !== undefined && from > now ? from : undefined;
  if (until !== undefined && until <= (begins ?? now)) throw invalid("staff.grant_already_over");
  await assertNotLonger(tx, { duty, node }, until);
  await assertKeptApart(tx, accountId, duty);

  const grantId = uuidv7();
  const grant = { id: grantId, accountId, duty, node, nodeId, from: begins, until: until ?? null };
  await store.insertGrant(tx.db, { ...grant, grantedBy: actorLabel(tx.actor) }).catch((error) => {
    if (isExclusionViolation(error, "duty_grant_apart")) throw keptApart(duty);
    throw isExclusionViolation(error, "duty_grant_once") ? conflict("staff.duty_already_held") : error;
  });
  const detail = { duty, grantId, from: begins?.toISOString() ?? null, until: until?.toISOString() ?? null };
  await record(tx, { node, action: "staff.duty_granted", object: objectOf(accountId), detail });
  await refreshPrincipal(tx, accountId);
  return grantId;
}

/** Who holds something for a time gives it for no longer. Throws staff.grant_outlasts_own {untilAt}. */
async function assertNotLonger(tx: Tx, grant: { duty: string; node: string }, until: Date | undefined): Promise<void> {
  if (tx.actor.kind !== "staff") return;
  const permissions = new Map(listDuties().map((one) => [one.duty, one.permissions]));
  const held = await store.listHeld(tx.db, tx.actor.accountId);
  const own = mayGiveUntil(held, permissions, grant.duty, grant.node);
  if (own === undefined) throw forbidden("staff.grant_exceeds_own_rights");
  if (own === null || (until !== undefined && until <= own)) return;
  throw forbidden("staff.grant_outlasts_own", { untilAt: own.toISOString() });
}

const keptApart = (duty: string) => conflict("staff.duties_kept_apart", { office: officeOf(duty) });

/** Nobody is given two of the three offices; the database refuses what this actor cannot see. */
async function assertKeptApart(tx: Tx, accountId: string, duty: string): Promise<void> {
  const office = officeOf(duty);
  if (office === null) return;
  const open = await store.listOpenGrants(tx.db, accountId);
  const other = open.map((held) => officeOf(held.duty)).find((one) => one !== null && one !== office);
  if (other !== undefined) throw keptApart(duty);
}

/** Takes a duty away, on every process within a second. Throws staff.no_such_grant, access.forbidden. */
export const revokeDuty = (ctx: Ctx, given: { accountId: string; grantId: string }): Promise<void> =>
  transact(ctx, (tx) => endDuty(tx, { ...given, until: undefined }));

/** Ends a duty now or at a moment to come, not later than it would have ended anyhow. Throws staff.no_such_grant, access.forbidden. */
export async function endDuty(
  tx: Tx,
  given: { accountId: string; grantId: string; until: Date | undefined },
): Promise<void> {
  const grant = await assertMayRevoke(tx, given);
  await endAt(tx, grant, given.until);
  const about = { node: grant.node, object: objectOf(given.accountId) };
  const detail = { duty: grant.duty, grantId: grant.id };
  if (given.until === undefined) await record(tx, { ...about, action: "staff.duty_revoked", detail });
  else {
    const until = given.until.toISOString();
    await record(tx, { ...about, action: "staff.duty_shortened", detail: { ...detail, until } });
  }
  await refreshPrincipal(tx, given.accountId);
}

/** The grant, of somebody else, where the actor manages accounts. Throws staff.no_such_grant, access.forbidden. */
export async function assertMayRevoke(tx: Tx, given: { accountId: string; grantId: string }): Promise<store.GrantRow> {
  const grant = await store.findGrant(tx.db, given.accountId, given.grantId);
  if (grant === undefined) throw missing("staff.no_such_grant");
  authorise(tx.actor, mayRevokeFrom({ id: given.accountId }), grant);
  return grant;
}
