import type { Tx } from "#kernel/context";
import { sendInbox, storeSms } from "#kernel/notify/notify";
import { registerSmsTemplate } from "#kernel/notify/sms-templates";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { listFullNames } from "../organisations.store.ts";
import type { PersonRow } from "../people.store.ts";
import { findPhone } from "../sealed-fields.ts";
import { isEnded, type MembershipState } from "./states.rules.ts";
import type { HeldMembership } from "./states.store.ts";

registerSmsTemplate({ name: "membership_ended", params: ["union"] });

export interface Told {
  person: PersonRow;
  held: Pick<HeldMembership, "organisationId" | "node" | "primary">;
  to: MembershipState;
  reason: string;
}

/** Tells a member what became of a membership and why; whoever is no member any more reads no inbox and gets a text message. */
export async function tellState(tx: Tx, secrets: Secrets, { person, held, to, reason }: Told): Promise<void> {
  const names = await seeingAll(tx, () => listFullNames(tx.db, [held.organisationId]));
  const union = names.get(held.organisationId) ?? "";
  await sendInbox(tx, messageOf(to, { personId: person.id, params: { union, reason }, link: "/me" }));
  const phone = findPhone(secrets, person);
  if (isEnded(to) && held.primary && phone !== undefined)
    await storeSms(tx, secrets, { phone, template: "membership_ended", params: { union }, node: held.node });
}

interface Message {
  personId: string;
  params: { union: string; reason: string };
  link: string;
}

function messageOf(to: MembershipState, message: Message) {
  switch (to) {
    case "retained":
      return { ...message, kind: "membership.retained" };
    case "suspended":
      return { ...message, kind: "membership.suspended" };
    case "active":
      return { ...message, kind: "membership.restored" };
    case "expelled":
      return { ...message, kind: "membership.expelled" };
    case "closed":
      return { ...message, kind: "membership.closed" };
    default:
      return { ...message, kind: "membership.resigned" };
  }
}
