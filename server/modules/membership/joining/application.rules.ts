import type { Actor } from "#kernel/actor";
import { hasDuty } from "#kernel/policy";

export const applicationStates = ["draft", "waiting", "refused", "appealing", "approved", "withdrawn"] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** It waits for a union's answer, or for the answer to an appeal. */
export const isWaiting = (state: ApplicationState): boolean => state === "waiting" || state === "appealing";

/** The text of the consent that holds now; the pages show the text of this name. */
export const consentVersion = "2026-11";

/** Working days in which a union answers, and a higher union an appeal. */
export const reviewDays = 3;
export const appealDays = 5;

/** Where an appeal is decided: above the union that refused; at the top there is nothing above. */
export const appealNode = (node: string): string => node.slice(0, Math.max(node.lastIndexOf("."), 0)) || node;

interface Reviewed {
  state: ApplicationState;
  node: string;
  /** The account that refused it. */
  refusedBy: string | null;
}

/** May this actor answer now? An appeal is answered above, and by somebody else. */
export function mayDecide(actor: Actor, { state, node, refusedBy }: Reviewed): boolean {
  if (state === "waiting") return hasDuty(actor, "people.manage", node);
  if (state !== "appealing" || !hasDuty(actor, "people.manage", appealNode(node))) return false;
  return actor.kind !== "staff" || actor.accountId !== refusedBy;
}

/** One appeal, against a refusal. */
export const mayAppeal = (one: { state: ApplicationState; appealedAt: Date | null }): boolean =>
  one.state === "refused" && one.appealedAt === null;
