import { record } from "../audit/audit.ts";
import { registerAuditNames } from "../audit/audit-names.ts";
import { endOfDay } from "../business-day.ts";
import { type Ctx, serverSight, type Tx, transact } from "../context.ts";
import { isUniqueViolation } from "../database/db.ts";
import { uuidv7 } from "../ids.ts";
import { nodeNames } from "../node-names.ts";
import { findNodePath } from "../nodes.store.ts";
import { assertDuty, authorise, can, pathsHolding } from "../policy.ts";
import { conflict, missing } from "../problem.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { findIdleDays, noticeDays, openAgain } from "./idle-accounts.store.ts";
import { removeLinksOf } from "./oidc/staff-oidc.store.ts";
import { hashPassword, makePassword } from "./password.ts";
import { revokeSessionsOf } from "./sessions.ts";
import { mayBecome, mayRevoke, staffAccountPolicy } from "./staff-accounts.policy.ts";
import * as store from "./staff-accounts.store.ts";
import { removeRecoveryCodes, removeTicketsOf, updatePassword, updateTotp } from "./staff-sign-in.store.ts";

registerAuditNames("staff_account", store.listAccountNames);

const objectOf = (id: string) => ({ type: "staff_account", id });

/** Row level security shows the scope of all duties; accounts are seen only where the duty carries that permission. */
const viewable = (tx: Tx) => pathsHolding(tx.actor, "staff.view");

/**
 * Accounts of the actor's subtrees, a page at a time; with a day those that were open at its end, with the duties that were held then.
 * One that was closed and opened again counts as never closed.
 */
export async function listStaffAccounts(
  ctx: Ctx,
  {
    day,
    ...page
  }: { after?: string | undefined; organisationId?: string | undefined; day?: string | undefined; limit: number },
) {
  return transact(ctx, async (tx) => {
    const before = day === undefined ? undefined : endOfDay(day);
    const rows = await store.listAccounts(tx.db, { ...page, before, paths: viewable(tx), limit: page.limit + 1 });
    const items = await present(tx, rows.slice(0, page.limit));
    return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
  });
}

/** One account. Throws staff.no_such_account (404) when missing or outside the actor's subtrees. */
export async function getStaffAccount(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const [item] = await present(tx, await store.listAccounts(tx.db, { id, paths: viewable(tx), limit: 1 }));
    if (item === undefined) throw missing("staff.no_such_account");
    return item;
  });
}

async function present(tx: Tx, rows: store.StaffAccountItem[]) {
  const ids = rows.flatMap((row) => [row.nodeId, ...row.duties.map((held) => held.nodeId)]);
  const names = await nodeNames(tx.db, [...new Set(ids)]);
  const days = await findIdleDays(tx.db);
  return rows.map(({ node, nodeId, createdAt, disabledAt, signedInAt, idleNoticedAt, duties, ...row }) => ({
    ...row,
    signedInAt: signedInAt?.toISOString() ?? null,
    closesAt: disabledAt !== null ? null : closesAt({ usedAt: signedInAt ?? createdAt, idleNoticedAt, days }),
    organisationId: nodeId,
    organisationName: names.get(nodeId) ?? "",
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    duties: duties.map((held) => ({
      grantId: held.grantId,
      duty: held.duty,
      nodeId: held.nodeId,
      nodeName: names.get(held.nodeId) ?? "",
      validFrom: new Date(held.validFrom).toISOString(),
      validUntil: held.validUntil === null ? null : new Date(held.validUntil).toISOString(),
      canRevoke: mayRevoke(tx.actor, row, held),
    })),
    can: can(tx.actor, staffAccountPolicy, { id: row.id, node, duties }),
  }));
}

/** When an account that was told of its idleness closes. */
function closesAt(given: { usedAt: Date; idleNoticedAt: Date | null; days: number }): string | null {
  if (given.idleNoticedAt === null) return null;
  const day = 86_400_000;
  const noticed = given.idleNoticedAt.getTime() + noticeDays * day;
  return new Date(Math.max(noticed, given.usedAt.getTime() + given.days * day)).toISOString();
}

/** Makes an account with a password to hand over once. Throws staff.login_taken, organisation.missing, access.forbidden. */
export async function createStaffAccount(
  ctx: Ctx,
  secrets: Secrets,
  given: { login: string; name: string; organisationId: string },
) {
  const password = makePassword();
  const passwordHash = await hashPassword(secrets, password);
  const id = uuidv7();
  await transact(ctx, async (tx) => {
    const node = await getNode(tx, given.organisationId);
    assertDuty(tx.actor, "staff.manage", node);
    await store
      .insertAccount(tx.db, {
        id,
        node,
        nodeId: given.organisationId,
        login: given.login,
        name: given.name,
        passwordHash,
        passwordTemporary: true,
      })
      .catch((error) => {
        throw isUniqueViolation(error, "staff_account_login") ? conflict("staff.login_taken") : error;
      });
    await record(tx, { node, action: "staff.account_created", object: objectOf(id) });
  });
  return { accountId: id, password };
}

/** Lost second factor: the next sign-in enrols a new one. Ends every session of the account. Throws staff.one_factor_stays. */
export async function resetSecondFactor(ctx: Ctx, given: { accountId: string; reason: string }): Promise<void> {
  await manage(ctx, given.accountId, "reset", async (tx, account) => {
    assertOneStays(account, account.ownPassword);
    await updateTotp(tx.db, account.id, { secret: null, step: 0 });
    await removeRecoveryCodes(tx.db, account.id);
    await endAccess(tx, account, "second_factor_reset", given.reason);
  });
}

/** Forgotten password: gives a temporary one. Ends every session of the account. Throws staff.one_factor_stays. */
export async function resetPassword(ctx: Ctx, secrets: Secrets, given: { accountId: string; reason: string }) {
  const password = makePassword();
  const hash = await hashPassword(secrets, password);
  await manage(ctx, given.accountId, "reset", async (tx, account) => {
    assertOneStays(account, account.ownSecondFactor);
    await updatePassword(tx.db, account.id, { hash, temporary: true });
    await endAccess(tx, account, "password_reset", given.reason);
  });
  return { password };
}

/** Opens an account again that idleness has closed, with a password to hand over. Throws staff.not_closed_idle, staff.one_factor_stays. */
export async function reopenStaffAccount(ctx: Ctx, secrets: Secrets, given: { accountId: string; reason: string }) {
  const password = makePassword();
  const hash = await hashPassword(secrets, password);
  await manage(ctx, given.accountId, "reset", async (tx, account) => {
    assertOneStays(account, account.ownSecondFactor);
    if (!(await openAgain(tx.db, account.id, hash))) throw conflict("staff.not_closed_idle");
    await endAccess(tx, account, "reopened", given.reason);
  });
  return { password };
}

/** Closes an account for good; its history stays. */
export async function disableStaffAccount(ctx: Ctx, given: { accountId: string; reason: string }): Promise<void> {
  await manage(ctx, given.accountId, "disable", async (tx, account) => {
    await store.disableAccount(tx.db, account.id);
    await endAccess(tx, account, "disabled", given.reason);
  });
}

type Managed = { id: string; node: string };

/** An account with what the actor may take away of it. */
interface InHand extends Managed {
  /** Nobody has signed in yet, or the actor may do all that it may: there is nobody whom the actor could become. */
  harmless: boolean;
  ownPassword: boolean;
  ownSecondFactor: boolean;
}

/** Nobody becomes somebody else alone: while one factor is new to its owner, the other is not reset. */
function assertOneStays(account: InHand, otherIsOwn: boolean): void {
  if (!account.harmless && !otherIsOwn) throw conflict("staff.one_factor_stays");
}

async function manage(
  ctx: Ctx,
  accountId: string,
  act: keyof typeof staffAccountPolicy,
  work: (tx: Tx, account: InHand) => Promise<void>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    await getAccount(tx, accountId);
  });
  // Duties held elsewhere and recovery codes are not the actor's to see, but they decide and they change.
  await transact(serverSight(ctx), async (tx) => {
    const account = await getAccount(tx, accountId);
    const duties = await store.listHeldDuties(tx.db, accountId);
    authorise(tx.actor, staffAccountPolicy[act], { ...account, duties });
    const factors = await store.findFactors(tx.db, accountId);
    const harmless = factors.unused || mayBecome(tx.actor, { duties });
    await work(tx, { ...account, ...factors, harmless });
  });
}

async function endAccess(tx: Tx, account: Managed, what: string, reason: string): Promise<void> {
  await removeTicketsOf(tx.db, account.id);
  // Whoever had the account may have linked an identity of their own to it.
  await removeLinksOf(tx.db, account.id);
  await revokeSessionsOf(tx, account.id, what);
  await record(tx, { node: account.node, action: `staff.${what}`, object: objectOf(account.id), detail: { reason } });
}

/** An open account that the actor may see. Throws staff.no_such_account. */
export async function getAccount(tx: Tx, id: string): Promise<Managed> {
  const [account] = await store.listAccounts(tx.db, { id, paths: viewable(tx), limit: 1 });
  if (account === undefined) throw missing("staff.no_such_account");
  return account;
}

/** The path of an organisation. Throws organisation.missing. */
export async function getNode(tx: Tx, id: string): Promise<string> {
  const path = await findNodePath(tx.db, id);
  if (path === undefined) throw missing("organisation.missing");
  return path;
}
