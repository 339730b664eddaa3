import type { Actor } from "#kernel/actor";
import { defineDuty, hasDuty, type Rule } from "#kernel/policy";

// Pausing a campaign pauses its releases; more units are the checker's to allow.
const run = ["releases.read", "releases.run"];
// Both answer members who ask "why not me", and so must find them.
defineDuty("benefits.maker", ["benefits.read", "benefits.manage", "benefits.merchants", "people.view", ...run]);
defineDuty("benefits.checker", ["benefits.read", "benefits.approve", "people.view", ...run, "releases.top_up"]);
defineDuty("benefits.reader", ["benefits.read"]);

// An award rests on a document that its maker attaches and its checker reads.
for (const duty of ["benefits.maker", "benefits.checker"]) defineDuty(duty, ["decisions.attach", "decisions.read"]);

/** What the rules need to know of a campaign. */
export interface CampaignFacts {
  node: string;
  state: "draft" | "submitted" | "approved" | "running" | "paused" | "ended" | "rejected";
  createdBy: string | null;
  editedBy: readonly string[];
  submittedBy: string | null;
}

const manages = (actor: Actor, campaign: { node: string }) => hasDuty(actor, "benefits.manage", campaign.node);

/** Holds the checker's duty here and has no hand in what is to be checked. */
const checks = (actor: Actor, campaign: CampaignFacts) =>
  hasDuty(actor, "benefits.approve", campaign.node) && !hasMade(actor, campaign);

/** The maker never checks: neither who wrote the campaign, nor who changed it, nor who handed it in. */
export const hasMade = (actor: Actor, campaign: Pick<CampaignFacts, "createdBy" | "editedBy" | "submittedBy">) =>
  actor.kind === "staff" && [campaign.createdBy, campaign.submittedBy, ...campaign.editedBy].includes(actor.accountId);

const open = (state: CampaignFacts["state"]) => state === "approved" || state === "running";
const editable = (state: CampaignFacts["state"]) => state === "draft" || state === "rejected";
const either = (actor: Actor, campaign: CampaignFacts) =>
  manages(actor, campaign) || hasDuty(actor, "benefits.approve", campaign.node);

/** Who may do what with a campaign, and when. */
export const campaignPolicy = {
  edit: (actor, campaign) => manages(actor, campaign) && editable(campaign.state),
  submit: (actor, campaign) => manages(actor, campaign) && editable(campaign.state),
  approve: (actor, campaign) => checks(actor, campaign) && campaign.state === "submitted",
  reject: (actor, campaign) => checks(actor, campaign) && campaign.state === "submitted",
  pause: (actor, campaign) => either(actor, campaign) && open(campaign.state),
  resume: (actor, campaign) => either(actor, campaign) && campaign.state === "paused",
  topUp: (actor, campaign) => manages(actor, campaign) && (open(campaign.state) || campaign.state === "paused"),
} satisfies Record<string, Rule<CampaignFacts>>;

/** Who may change texts that touch nobody's chance: title, description, rules of use, stores. */
export const mayManage: Rule<{ node: string }> = manages;

/** Who may look at campaigns, merchants and redemptions of a node. */
export const mayRead: Rule<{ node: string }> = (actor, resource) => hasDuty(actor, "benefits.read", resource.node);

/** Who may allow what costs public money; that it is another person than the maker is asked beside it. */
export const mayApprove: Rule<{ node: string }> = (actor, resource) =>
  hasDuty(actor, "benefits.approve", resource.node);

/** Who may open merchants, stores, clerks and tills under a node. */
export const mayKeepMerchants: Rule<{ node: string }> = (actor, resource) =>
  hasDuty(actor, "benefits.merchants", resource.node);

/** What one person may do with a merchant, for the pages: open it, and change what belongs to it. */
export const merchantPolicy = { open: mayRead, keep: mayKeepMerchants };

/** Who may write down what was settled about an acceptance without network: on the merchant's side, or on the campaign's. */
export const maySettle: Rule<{ node: string; campaignNode: string | null }> = (actor, resource) =>
  [resource.node, resource.campaignNode].some((node) => node !== null && hasDuty(actor, "benefits.merchants", node)) ||
  // Who may allow spending settles what the union itself bears.
  (resource.campaignNode !== null && hasDuty(actor, "benefits.approve", resource.campaignNode));
