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
  /** Whoever may do all that the account may, or appoints to all that it holds; of these see `mayBecome`. */
  reset: (actor, account) =>
    manages(actor, account) &&
    account.duties.every((held) => mayDoAll(actor, held) || hasDuty(actor, "staff.appoint", held.node)),
  disable: manages,
});

/**
 * Whoever resets both factors of an account could become it. That gives nothing to who may do all that it may; whoever only appoints,
 * as the security administrator does, leaves it one factor that is its owner's.
 */
export const mayBecome = (actor: Actor, account: Pick<AccountWithDuties, "duties">): boolean =>
  account.duties.every((held) => mayDoAll(actor, held));

/** Holds every permission of the duty at its node; one that is not known here is nobody's to do. */
const mayDoAll = (actor: Actor, held: { duty: string; node: string }) => {
  const permissions = listDuties().find((one) => one.duty === held.duty)?.permissions;
  return permissions?.every((permission) => hasDuty(actor, permission, held.node)) ?? false;
};

/**
 * A grant never exceeds the grantor's own rights at that node, and nobody grants to themselves. Who appoints there gives what
 * others exercise.
 */
export function mayGrant(actor: Actor, account: { id: string }, grant: { duty: string; node: string }): boolean {
  const known = listDuties().some((one) => one.duty === grant.duty);
  if (!known || isSelf(actor, account) || !hasDuty(actor, "staff.manage", grant.node)) return false;
  return hasDuty(actor, "staff.appoint", grant.node) || mayDoAll(actor, grant);
}

/** Taking a duty away needs the management of the node only: an administrator may always end what is held below. */
export const mayRevoke = (actor: Actor, account: { id: string }, grant: { node: string }): boolean =>
  !isSelf(actor, account) && hasDuty(actor, "staff.manage", grant.node);
