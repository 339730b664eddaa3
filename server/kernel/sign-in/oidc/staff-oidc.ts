import type { StaffActor } from "../../actor.ts";
import { record } from "../../audit/audit.ts";
import { asSystem, type Ctx, transact } from "../../context.ts";
import { isUniqueViolation } from "../../database/db.ts";
import { conflict, missing } from "../../problem.ts";
import type { Secrets } from "../../secrets/secrets.ts";
import { lockAccount } from "../staff-sign-in.store.ts";
import { makeTicket, openSession, type SignedIn, type StaffPower, type Ticket } from "../staff-sign-in.ts";
import { comeBack, leaveFor, type Returned, signOutAt } from "./oidc-flow.ts";
import { loadProvider, type OidcProvider } from "./oidc-settings.ts";
import { assertsSecondFactor } from "./provider.rules.ts";
import * as store from "./staff-oidc.store.ts";

const objectOf = (id: string) => ({ type: "staff_account", id });

/** The staff's provider while it is switched on. Throws 404 sign_in.no_provider. */
async function getProvider(ctx: Ctx, secrets: Secrets): Promise<OidcProvider> {
  const provider = await transact(asSystem(ctx, "sign-in"), (tx) => loadProvider(tx, secrets, "staff"));
  if (provider?.enabled !== true) throw missing("sign_in.no_provider");
  return provider;
}

/** Where to send the browser: to sign in, or, with an account, to link it. */
export async function beginStaffOidc(
  ctx: Ctx,
  secrets: Secrets,
  given: { redirectUri: string; accountId?: string },
): Promise<{ url: string; kept: string }> {
  return leaveFor(secrets, { provider: await getProvider(ctx, secrets), ...given });
}

/**
 * Somebody comes back from the provider: known by the subject alone, and with the duties that are given here. Without a second factor
 * asserted by a provider that is trusted with it, ours is asked for. Throws 409 sign_in.not_linked, sign_in.account_disabled and what
 * `comeBack` throws.
 */
export async function finishStaffOidc(
  ctx: Ctx,
  power: StaffPower,
  given: { returned: Returned; kept: string | undefined },
): Promise<Ticket | SignedIn> {
  const provider = await getProvider(ctx, power.secrets);
  const identity = await comeBack(power.secrets, provider, given);
  if (identity.accountId !== undefined) throw conflict("sign_in.flow_expired");
  return transact(asSystem(ctx, "sign-in"), async (tx) => {
    const accountId = await store.findLinked(tx.db, identity.issuer, identity.subject);
    if (accountId === undefined) throw conflict("sign_in.not_linked", { provider: provider.name });
    const account = await lockAccount(tx.db, accountId);
    if (account === undefined || account.disabledAt !== null) throw conflict("sign_in.account_disabled");
    return provider.trusted && assertsSecondFactor(identity.methods)
      ? openSession(tx, account, {})
      : makeTicket(tx, power, account);
  });
}

/**
 * Links the signed-in account to who came back; one that is linked stays so until it is unlinked. Throws 409 staff.linked_already,
 * staff.identity_taken, sign_in.flow_expired and what `comeBack` throws.
 */
export async function linkStaffIdentity(
  ctx: Ctx,
  secrets: Secrets,
  given: { actor: StaffActor; returned: Returned; kept: string | undefined },
): Promise<void> {
  const { accountId } = given.actor;
  const identity = await comeBack(secrets, await getProvider(ctx, secrets), given);
  if (identity.accountId !== accountId) throw conflict("sign_in.flow_expired");
  const { issuer, subject } = identity;
  // The act is the account's own; its row may lie above the duties that it holds.
  await transact(asSystem(ctx, `link:${accountId}`), async (tx) => {
    const account = await lockAccount(tx.db, accountId);
    if (account === undefined) throw missing("staff.no_such_account");
    if (await store.isLinked(tx.db, issuer, accountId)) throw conflict("staff.linked_already");
    await store.insertLink(tx.db, { issuer, subject, accountId }).catch((error) => {
      throw isUniqueViolation(error) ? conflict("staff.identity_taken") : error;
    });
    await record(tx, { node: account.node, action: "staff.identity_linked", object: objectOf(accountId) });
  });
}

/** Takes one's own link away. Throws 404 staff.not_linked. */
export async function unlinkStaffIdentity(ctx: Ctx, secrets: Secrets, actor: StaffActor): Promise<void> {
  const { issuer } = await getProvider(ctx, secrets);
  await transact(asSystem(ctx, `link:${actor.accountId}`), async (tx) => {
    const account = await lockAccount(tx.db, actor.accountId);
    if (account === undefined || !(await store.removeLink(tx.db, issuer, actor.accountId)))
      throw missing("staff.not_linked");
    await record(tx, { node: account.node, action: "staff.identity_unlinked", object: objectOf(actor.accountId) });
  });
}

/** Whether the signed-in account may come in by the provider, and what that is called; null without a provider. */
export async function getStaffOidc(ctx: Ctx, secrets: Secrets, actor: StaffActor) {
  return transact(asSystem(ctx, "sign-in"), async (tx) => {
    const provider = await loadProvider(tx, secrets, "staff");
    if (provider?.enabled !== true) return { provider: null, linked: false };
    return { provider: provider.name, linked: await store.isLinked(tx.db, provider.issuer, actor.accountId) };
  });
}

/** Where the provider's own session ends, for an account that is linked; null when there is nothing to end. */
export async function signOutOfProvider(
  ctx: Ctx,
  secrets: Secrets,
  given: { actor: StaffActor; returnTo: string },
): Promise<string | null> {
  const provider = await transact(asSystem(ctx, "sign-out"), async (tx) => {
    const found = await loadProvider(tx, secrets, "staff");
    const linked = found?.enabled === true && (await store.isLinked(tx.db, found.issuer, given.actor.accountId));
    return linked ? found : undefined;
  });
  if (provider === undefined) return null;
  // Our own session ends whether the provider answers or not.
  return (await signOutAt(provider, given.returnTo).catch(() => undefined)) ?? null;
}
