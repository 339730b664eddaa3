import type { Tx } from "#kernel/context";
import { sendInbox, storeSms } from "#kernel/notify/notify";
import { registerSmsTemplate } from "#kernel/notify/sms-templates";
import type { Secrets } from "#kernel/secrets/secrets";
import { maskPhone } from "../names.ts";
import type { PersonRow } from "../people.store.ts";
import { findPhone } from "../sealed-fields.ts";

registerSmsTemplate({ name: "phone_changed", params: ["union"] });

/**
 * Tells a change of number where a thief cannot keep it quiet: by text message to the number that was in use until now, and in the
 * inbox, whoever made it. `person` is the file as it was before; `phone` is the new number.
 */
export async function tellPhoneChanged(tx: Tx, secrets: Secrets, given: { person: PersonRow; phone: string }) {
  const { person } = given;
  const before = findPhone(secrets, person);
  if (before === given.phone) return;
  const params = { phone: maskPhone(given.phone) };
  await sendInbox(tx, { personId: person.id, kind: "phone.changed", params, link: "/data" });
  const union = person.unions[0]?.name;
  if (before === undefined || union === undefined) return;
  await storeSms(tx, secrets, { phone: before, template: "phone_changed", params: { union }, node: person.node });
}

/** The number turned out to be somebody else's: whoever signs in another way reads why it is gone. */
export const tellPhoneRemoved = (tx: Tx, personId: string): Promise<void> =>
  sendInbox(tx, { personId, kind: "phone.removed", link: "/data" });
