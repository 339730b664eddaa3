import type { Actor } from "../actor.ts";
import { hasDuty, listDuties, policy } from "../policy.ts";
import "./duty-presets.ts"; // declares the kernel's own duties

/** An account with the duties that it holds now: who may touch it must stand above all of them. */
export interface AccountWithDuties {
  id: string;
  node: string;
  duties: { duty: string; node: string }[];
}

const isSelf = (actor: Actor, account: { id: string }) => actor.kind === "staff" && actor.accountId === account.id;

const manages = (actor: Actor, account: AccountWithDuties) =>
  !isSelf(actor, account) &&
  [account.node, ...account.duties.map((held) => held.node)].every((node) => hasDuty(actor, "staff.manage", node));

export const staffAccountPolicy = policy<AccountWithDuties, Record<"reset" | "disable", typeof manages>>({
  /** Whoever resets an account's factors could become it: so only who could have given it every duty that it holds. */
  reset: (actor, account) => manages(actor, account) && account.duties.every((held) => mayGrant(actor, account, held)),
  disable: manages,
});

/**
 * A grant never exceeds the grantor's own rights at that node, and nobody grants to themselves. Who appoints there gives what
 * others exercise.
 */
export function mayGrant(actor: Actor, account: { id: string }, grant: { duty: string; node: string }): boolean {
  const duty = listDuties().find((one) => one.duty === grant.duty);
  if (duty === undefined || isSelf(actor, account) || !hasDuty(actor, "staff.manage", grant.node)) return false;
  if (hasDuty(actor, "staff.appoint", grant.node)) return true;
  return duty.permissions.every((permission) => hasDuty(actor, permission, grant.node));
}

/** Taking a duty away needs the management of the node only: an administrator may always end what is held below. */
export const mayRevoke = (actor: Actor, account: { id: string }, grant: { node: string }): boolean =>
  !isSelf(actor, account) && hasDuty(actor, "staff.manage", grant.node);
