import type { Actor } from "#kernel/actor";
import { hasDuty } from "#kernel/policy";

export const applicationStates = ["draft", "waiting", "refused", "appealing", "approved", "withdrawn"] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** It waits for a union's answer, or for the answer to an appeal. */
export const isWaiting = (state: ApplicationState): boolean => state === "waiting" || state === "appealing";

/** The text of the consent that holds now; the pages show the text of this name. */
export const consentVersion = "2026-11";

/** Of an application that was signed on paper and handed in by an officer. */
export const paperConsent = "paper";

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
  /** The account that handed it in for somebody; null when they did it themselves. */
  handedInBy: string | null;
}

/** May this actor answer now? An appeal is answered above; neither by who refused it, nor by who handed it in for somebody. */
export function mayDecide(actor: Actor, { state, node, refusedBy, handedInBy }: Reviewed): boolean {
  if (!isWaiting(state) || !hasDuty(actor, "people.manage", state === "waiting" ? node : appealNode(node)))
    return false;
  return actor.kind !== "staff" || (actor.accountId !== refusedBy && actor.accountId !== handedInBy);
}

/** One appeal, against a refusal. */
export const mayAppeal = (one: { state: ApplicationState; appealedAt: Date | null }): boolean =>
  one.state === "refused" && one.appealedAt === null;
