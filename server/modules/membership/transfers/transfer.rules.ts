import type { Actor } from "#kernel/actor";
import { hasDuty } from "#kernel/policy";
import { appealNode } from "../joining/application.rules.ts";
import type { MembershipState } from "../states/states.rules.ts";

export const transferStates = ["leaving", "entering", "refused", "appealing", "done", "withdrawn"] as const;
export type TransferState = (typeof transferStates)[number];
export const sides = ["out", "in"] as const;
/** Who refused: the union that has the member, or the one that was to take them in. */
export type Side = (typeof sides)[number];
export const steps = ["out", "in", "appeal"] as const;
export type Step = (typeof steps)[number];

/** Working days for each answer: as for joining. */
export const daysOf: Readonly<Record<Step, number>> = { out: 3, in: 3, appeal: 5 };

export interface Moving {
  state: TransferState;
  fromNode: string;
  toNode: string;
  refusedSide: Side | null;
  appealedSides: readonly string[];
}

/** The answer that is waited for, and the node whose staff gives it; undefined when nothing is. An appeal is answered above. */
export function waitsFor(one: Moving): { step: Step; node: string } | undefined {
  if (one.state === "leaving") return { step: "out", node: one.fromNode };
  if (one.state === "entering") return { step: "in", node: one.toNode };
  if (one.state !== "appealing") return undefined;
  return { step: "appeal", node: appealNode(one.refusedSide === "in" ? one.toNode : one.fromNode) };
}

/** May this actor give the answer that is waited for? Never an appeal against their own refusal. */
export function mayAnswer(actor: Actor, one: Moving, refusedBy: string | null): boolean {
  const waiting = waitsFor(one);
  if (waiting === undefined || !hasDuty(actor, "people.manage", waiting.node)) return false;
  return waiting.step !== "appeal" || actor.kind !== "staff" || actor.accountId !== refusedBy;
}

/** What the answer stands for: an appeal that is upheld is the confirmation that was refused. */
export const sideAnswered = (one: Moving): Side =>
  one.state === "entering" || (one.state === "appealing" && one.refusedSide === "in") ? "in" : "out";

export const isOpen = (state: TransferState): boolean => ["leaving", "entering", "appealing"].includes(state);

/** One appeal against each union's refusal. */
export const mayAppeal = (one: Pick<Moving, "state" | "refusedSide" | "appealedSides">): boolean =>
  one.state === "refused" && one.refusedSide !== null && !one.appealedSides.includes(one.refusedSide);

/**
 * What the membership is at the new union. A retained one (out of work, or retired) stays that: no dues and no vote come with a move; the
 * new union makes it active when there is work again.
 */
export const stateAfter = (held: MembershipState): "active" | "retained" => (held === "retained" ? held : "active");

/** A suspended membership is settled first; one that is over has nothing to move. */
export const mayMove = (state: MembershipState): boolean => ["active", "transferring", "retained"].includes(state);
