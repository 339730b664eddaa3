import type { Actor } from "./actor.ts";
import { defineDuty, hasDuty, listDuties, policy } from "./policy.ts";

defineDuty("administrator", ["staff.view", "staff.manage"]);
defineDuty("auditor", ["audit.view"]);

/** An account with the nodes where it holds duties now: who may touch it must stand above all of them. */
export interface AccountAtNodes {
  id: string;
  node: string;
  dutyNodes: string[];
}

const isSelf = (actor: Actor, account: { id: string }) => actor.kind === "staff" && actor.accountId === account.id;

/** Whoever may reset an account's factors could become it, so duties held above the actor's reach forbid it. */
const manages = (actor: Actor, account: AccountAtNodes) =>
  !isSelf(actor, account) && [account.node, ...account.dutyNodes].every((node) => hasDuty(actor, "staff.manage", node));

export const staffAccountPolicy = policy<AccountAtNodes, Record<"reset" | "disable", typeof manages>>({
  reset: manages,
  disable: manages,
});

/** A grant never exceeds the grantor's own rights at that node, and nobody grants to themselves. */
export function mayGrant(actor: Actor, account: { id: string }, grant: { duty: string; node: string }): boolean {
  const duty = listDuties().find((one) => one.duty === grant.duty);
  if (duty === undefined || isSelf(actor, account) || !hasDuty(actor, "staff.manage", grant.node)) return false;
  return duty.permissions.every((permission) => hasDuty(actor, permission, grant.node));
}

/** Taking a duty away needs the management of the node only: an administrator may always end what is held below. */
export const mayRevoke = (actor: Actor, account: { id: string }, grant: { node: string }): boolean =>
  !isSelf(actor, account) && hasDuty(actor, "staff.manage", grant.node);
