import type { Actor } from "#kernel/actor";
import { defineDuty, hasDuty, policy, type Rule } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";

defineDuty("people.officer", ["people.view", "people.manage", "organisations.manage"]);
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

export const organisationPolicy = policy<OnNode, Record<"edit" | "addChild", Rule<OnNode>>>({
  edit: managesOrganisations,
  addChild: managesOrganisations,
});
