import type { Actor } from "#kernel/actor";
import { defineDuty, hasDuty, type Rule } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";

// Pausing a campaign pauses its releases; more units are others' to allow.
const run = ["releases.read", "releases.run"];
// All of them attach and read what a decision rests on.
const papers = ["decisions.attach", "decisions.read"];
// Those who answer members who ask "why not me" must find them.
defineDuty("benefits.maker", [
  "benefits.read",
  "benefits.manage",
  "benefits.merchants",
  "imports.use",
  "people.view",
  ...run,
  ...papers,
]);
const allows = ["benefits.read", "benefits.funds", "people.view", ...run, "releases.top_up", ...papers];
defineDuty("benefits.checker", ["benefits.check", ...allows]);
defineDuty("benefits.approver", ["benefits.approve", ...allows]);
const reading = ["benefits.read", "decisions.read"];
defineDuty("benefits.reader", reading);
// The audit committee follows the money from the plan to the bank, and touches none of it.
defineDuty("auditor", reading);
defineDuty("administrator", ["benefits.office"]);
definePreset("chair", ["benefits.approver"]);
definePreset("benefits_officer", ["benefits.maker"]);
// Given by the server alone, on a play tree: watching, pausing, adding units and answering at the desk, and nothing that goes out.
defineDuty("benefits.rehearser", [...run, "benefits.read", "people.view", "releases.top_up"]);

/** What the rules need to know of a campaign. */
export interface CampaignFacts {
  node: string;
  state: "draft" | "submitted" | "approved" | "running" | "paused" | "ended" | "rejected";
  createdBy: string | null;
  editedBy: readonly string[];
  submittedBy: string | null;
  /** The step that it waits for while it lies with others. */
  awaits: Awaited | null;
  /** Who passed the first of two looks at it; null where one person's look is enough. */
  checkedBy: string | null;
  /** Who stopped it, and whether as one of those who check. */
  pausedBy: string | null;
  pausedByChecker: boolean;
}

/** What others than the maker decide: somebody checks, somebody else approves. */
export type Awaited = "checked" | "approved";

const manages = (actor: Actor, campaign: { node: string }) => hasDuty(actor, "benefits.manage", campaign.node);

/** Holds the duty for this step; where two people are enough, whoever checks approves. */
export const holdsStep = (actor: Actor, at: { node: string }, step: Awaited, people: 2 | 3): boolean =>
  step === "checked"
    ? hasDuty(actor, "benefits.check", at.node)
    : hasDuty(actor, "benefits.approve", at.node) || (people === 2 && hasDuty(actor, "benefits.check", at.node));

/** Whose look the last one is: after somebody's check it is the third person's. */
export const peopleOf = ({ checkedBy }: Pick<CampaignFacts, "checkedBy">): 2 | 3 => (checkedBy === null ? 2 : 3);

/** May take the step that the campaign waits for: holds its duty, has no hand in the campaign and took no step before. */
const decides = (actor: Actor, campaign: CampaignFacts, step: Awaited) =>
  holdsStep(actor, campaign, step, peopleOf(campaign)) &&
  !hasMade(actor, campaign) &&
  (actor.kind !== "staff" || actor.accountId !== campaign.checkedBy);

/** The maker never checks: neither who wrote the campaign, nor who changed it, nor who handed it in. */
export const hasMade = (actor: Actor, campaign: Pick<CampaignFacts, "createdBy" | "editedBy" | "submittedBy">) =>
  actor.kind === "staff" && [campaign.createdBy, campaign.submittedBy, ...campaign.editedBy].includes(actor.accountId);

const open = (state: CampaignFacts["state"]) => state === "approved" || state === "running";
const editable = (state: CampaignFacts["state"]) => state === "draft" || state === "rejected";
const either = (actor: Actor, campaign: { node: string }) => manages(actor, campaign) || mayApprove(actor, campaign);

/** What one of those who check has stopped, another of them lets go on; the rest is anybody's of the office. */
export const mayResume = (actor: Actor, campaign: Pick<CampaignFacts, "node" | "pausedBy" | "pausedByChecker">) =>
  campaign.pausedByChecker
    ? mayApprove(actor, campaign) && actor.kind === "staff" && actor.accountId !== campaign.pausedBy
    : either(actor, campaign);

/** Who may do what with a campaign, and when. */
export const campaignPolicy = {
  edit: (actor, campaign) => manages(actor, campaign) && editable(campaign.state),
  submit: (actor, campaign) => manages(actor, campaign) && editable(campaign.state),
  check: (actor, campaign) => campaign.awaits === "checked" && decides(actor, campaign, "checked"),
  approve: (actor, campaign) => campaign.awaits === "approved" && decides(actor, campaign, "approved"),
  reject: (actor, campaign) => campaign.awaits !== null && decides(actor, campaign, campaign.awaits),
  pause: (actor, campaign) => either(actor, campaign) && open(campaign.state),
  resume: (actor, campaign) => campaign.state === "paused" && mayResume(actor, campaign),
  change: (actor, campaign) => manages(actor, campaign) && (open(campaign.state) || campaign.state === "paused"),
} satisfies Record<string, Rule<CampaignFacts>>;

/** Who may change texts that touch nobody's chance: title, description, rules of use, stores. */
export const mayManage: Rule<{ node: string }> = manages;

/** Who may look at campaigns, merchants and redemptions of a node. */
export const mayRead: Rule<{ node: string }> = (actor, resource) => hasDuty(actor, "benefits.read", resource.node);

/** Who may open money and look at what costs it, in one of the two steps; that it is another person is asked beside it. */
export const mayApprove: Rule<{ node: string }> = (actor, resource) => hasDuty(actor, "benefits.funds", resource.node);

/** Who says how many people a union's campaigns need. */
export const mayKeepOffice: Rule<{ node: string }> = (actor, resource) =>
  hasDuty(actor, "benefits.office", resource.node);

/** Who may play a campaign through: those who make it and those who allow it. */
export const mayRehearse: Rule<{ node: string }> = either;

/** Who may open merchants, stores, clerks and tills under a node. */
export const mayKeepMerchants: Rule<{ node: string }> = (actor, resource) =>
  hasDuty(actor, "benefits.merchants", resource.node);

/** What one person may do with a merchant, for the pages: open it, and change what belongs to it. */
export const merchantPolicy = { open: mayRead, keep: mayKeepMerchants };

/** Who may write down what was settled about an acceptance without network: on the merchant's side, or on the campaign's. */
export const maySettle: Rule<{ node: string; campaignNode: string | null }> = (actor, resource) =>
  [resource.node, resource.campaignNode].some((node) => node !== null && hasDuty(actor, "benefits.merchants", node)) ||
  // Who may allow spending settles what the union itself bears.
  (resource.campaignNode !== null && mayApprove(actor, { node: resource.campaignNode }));
