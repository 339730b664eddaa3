import type { Actor } from "#kernel/actor";
import { defineDuty, hasDuty, policy, type Rule } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";

defineDuty("people.officer", [
  "people.view",
  "people.manage",
  "organisations.manage",
  "imports.use",
  "statistics.view",
  "decisions.attach",
  "decisions.read",
]);
definePreset("organiser", ["people.officer"]);

/** Anything that lies on a node of the tree. */
interface OnNode {
  node: string;
}

const managesPeople = (actor: Actor, person: OnNode) => hasDuty(actor, "people.manage", person.node);
const managesOrganisations = (actor: Actor, organisation: OnNode) =>
  hasDuty(actor, "organisations.manage", organisation.node);

export const personPolicy = policy<OnNode, Record<"view" | "edit" | "changePhone" | "reveal", Rule<OnNode>>>({
  view: (actor: Actor, person: OnNode) => hasDuty(actor, "people.view", person.node),
  edit: managesPeople,
  changePhone: managesPeople,
  reveal: managesPeople,
});

/** The path above; the top of a tree is its own. */
const above = (path: string) => path.slice(0, Math.max(path.lastIndexOf("."), 0)) || path;
const placesOrganisations = (actor: Actor, { node }: OnNode) => hasDuty(actor, "organisations.manage", above(node));

/** What is done to an organisation as a whole is for whoever answers for where it stands, not for itself. */
export const organisationPolicy = policy<OnNode, Record<"edit" | "addChild" | "place" | "seeFigures", Rule<OnNode>>>({
  edit: managesOrganisations,
  addChild: managesOrganisations,
  place: placesOrganisations,
  seeFigures: (actor: Actor, { node }: OnNode) => hasDuty(actor, "statistics.view", node),
});

interface Ends {
  fromNode: string;
  toNode: string;
}
const managesAt = (actor: Actor, node: string) => hasDuty(actor, "organisations.manage", node);

/** Made by whoever answers for both ends, ended by whoever answers for one. */
export const linkPolicy = policy<Ends, Record<"create" | "end", Rule<Ends>>>({
  create: (actor: Actor, ends: Ends) => managesAt(actor, ends.fromNode) && managesAt(actor, ends.toNode),
  end: (actor: Actor, ends: Ends) => managesAt(actor, ends.fromNode) || managesAt(actor, ends.toNode),
});
