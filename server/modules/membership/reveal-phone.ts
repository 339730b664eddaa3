import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { personPolicy } from "./membership.policy.ts";
import { getVisible, openPhone } from "./people.ts";

/** The whole phone number, for a call; written down every time. Throws person.missing, access.forbidden. */
export async function revealPhone(ctx: Ctx, secrets: Secrets, personId: string): Promise<{ phone: string }> {
  return transact(ctx, async (tx) => {
    const person = await getVisible(tx, personId);
    authorise(tx.actor, personPolicy.revealPhone, person);

    const object = { type: "person", id: personId };
    await record(tx, { node: person.node, action: "person.phone_revealed", object });
    return { phone: openPhone(secrets, person).replace(/^\+86/, "") };
  });
}
