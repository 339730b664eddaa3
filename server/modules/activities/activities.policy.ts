import type { Actor } from "#kernel/actor";
import { defineDuty, hasDuty, type Rule } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";

const run = ["releases.read", "releases.run"];
const decide = ["decisions.attach", "decisions.read"];
// Approving and moving a session books the hall for it.
const halls = ["places.read", "places.request", "places.book"];
defineDuty("activities.maker", [
  ...["activities.read", "activities.manage", "activities.door", "activities.charter", "people.view", "imports.use"],
  ...[...run, ...decide, ...halls],
]);
defineDuty("activities.checker", [
  "activities.read",
  "activities.check",
  "people.view",
  "places.read",
  ...run,
  ...decide,
]);
defineDuty("activities.approver", [
  "activities.read",
  "activities.approve",
  "people.view",
  ...run,
  ...decide,
  ...halls,
]);
defineDuty("activities.steward", ["activities.read", "activities.door"]);
// A union without a cinema has somebody for its benefits: they say who comes to the house that it has.
defineDuty("benefits.maker", ["activities.charter"]);
definePreset("chair", ["activities.approver"]);
definePreset("organiser", ["activities.maker"]);

export const planStates = ["draft", "submitted", "checked", "approved", "rejected"] as const;
export type PlanState = (typeof planStates)[number];

/** What the rules need to know of a plan. */
export interface PlanFacts {
  node: string;
  state: PlanState;
  editedBy: readonly string[];
  submittedBy: string | null;
  checkedBy: string | null;
}

interface OnNode {
  node: string;
}

export const mayRead: Rule<OnNode> = (actor, thing) => hasDuty(actor, "activities.read", thing.node);
export const mayManage: Rule<OnNode> = (actor, thing) => hasDuty(actor, "activities.manage", thing.node);
/** Who may make phones doors: makers, and the stewards of an evening. */
export const mayKeepDoors: Rule<OnNode> = (actor, thing) => hasDuty(actor, "activities.door", thing.node);

/** Who says who comes to a whole house: somebody of the union that has it, not only of the cinema's. */
export const mayBringGuests: Rule<{ audience: "open" | "charter"; audienceNode: string }> = (actor, session) =>
  session.audience === "charter" && hasDuty(actor, "activities.charter", session.audienceNode);

const accountOf = (actor: Actor) => (actor.kind === "staff" ? actor.accountId : undefined);
const hadAHand = (actor: Actor, plan: PlanFacts, ...others: (string | null)[]) => {
  const account = accountOf(actor);
  return account !== undefined && [...plan.editedBy, plan.submittedBy, ...others].includes(account);
};

const editable = (state: PlanState) => state === "draft" || state === "rejected";

/** Three different people: who writes and hands in, who checks, who approves. */
export const planPolicy = {
  edit: (actor, plan) => mayManage(actor, plan) && editable(plan.state),
  submit: (actor, plan) => mayManage(actor, plan) && editable(plan.state),
  check: (actor, plan) =>
    hasDuty(actor, "activities.check", plan.node) && plan.state === "submitted" && !hadAHand(actor, plan),
  approve: (actor, plan) =>
    hasDuty(actor, "activities.approve", plan.node) &&
    plan.state === "checked" &&
    !hadAHand(actor, plan, plan.checkedBy),
} satisfies Record<string, Rule<PlanFacts>>;

export interface SessionFacts {
  node: string;
  state: "planned" | "scheduled" | "cancelled" | "over";
  audience: "open" | "charter";
}

/** What staff may do with one session while it lies ahead. */
export const sessionPolicy = {
  change: (actor, session) => mayManage(actor, session) && session.state === "scheduled",
  door: (actor, session) => mayKeepDoors(actor, session) && session.state === "scheduled",
  award: (actor, session) => mayManage(actor, session) && session.state === "scheduled",
  /** What a whole house was given to a union for is no public matter. */
  share: (actor, session) => mayRead(actor, session) && session.state === "scheduled" && session.audience === "open",
} satisfies Record<string, Rule<SessionFacts>>;
