import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { sameUnion } from "../membership.errors.ts";
import { insertMembership } from "../people.store.ts";
import type { AffiliationBasis } from "./affiliations.rules.ts";
import { bothEnds } from "./both-ends.ts";

/**
 * Lets another union serve a member, who stays counted where they are. Needs the duty on both. It ends like any membership
 * (`changeState` with that organisation). Throws person.missing, organisation.missing, access.forbidden, person.same_union.
 */
export async function addAffiliation(
  ctx: Ctx,
  personId: string,
  given: { organisationId: string; basis: AffiliationBasis },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { person, to } = await bothEnds(tx, personId, given.organisationId);
    if (person.unions.some(({ id }) => id === to.id)) throw sameUnion();

    const membership = { id: uuidv7(), personId, organisationId: to.id, node: to.node, primary: false };
    await insertMembership(tx.db, { ...membership, basis: given.basis }).catch((error: unknown) => {
      throw isUniqueViolation(error, "membership_once") ? sameUnion() : error;
    });
    const object = { type: "person", id: personId };
    const detail = { organisationId: to.id, basis: given.basis };
    await record(tx, { node: to.node, action: "person.affiliated", object, detail });
    await refreshPrincipal(tx, personId); // what is released to whom follows the unions
  });
}
