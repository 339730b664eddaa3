import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { countLook } from "./count-look.ts";
import { noDocument, noPhone } from "./membership.errors.ts";
import { personPolicy } from "./membership.policy.ts";
import { getVisible } from "./people.ts";
import { findIdNumber, findPhone } from "./sealed-fields.ts";

export const sealedFields = ["phone", "id_number"] as const;
export type SealedFieldName = (typeof sealedFields)[number];
export const revealPurposes = ["contact", "verify", "benefit", "correction", "other"] as const;
export type RevealPurpose = (typeof revealPurposes)[number];

/**
 * One whole number, for a purpose; counted and written down every time, and the member can read who looked and what for. Throws
 * person.missing, person.no_phone, person.no_document, access.forbidden, 429 person.too_many_looks.
 */
export async function revealField(
  ctx: Ctx,
  secrets: Secrets,
  given: {
    personId: string;
    field: SealedFieldName;
    purpose: RevealPurpose;
    note?: string | undefined;
  },
): Promise<{ value: string }> {
  return transact(ctx, async (tx) => {
    const person = await getVisible(tx, given.personId);
    authorise(tx.actor, personPolicy.reveal, person);

    const value =
      given.field === "phone" ? findPhone(secrets, person)?.replace(/^\+86/, "") : findIdNumber(secrets, person);
    if (value === undefined) throw given.field === "phone" ? noPhone() : noDocument();

    const { field, purpose, note } = given;
    const detail = { field, purpose, looks: await countLook(tx), ...(note === undefined ? {} : { note }) };
    await record(tx, {
      node: person.node,
      action: "person.revealed",
      object: { type: "person", id: person.id },
      detail,
    });
    return { value };
  });
}
