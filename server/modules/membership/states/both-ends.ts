import type { Tx } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { takesMembers } from "#wire/organisation-kinds";
import { noSuchOrganisation } from "../membership.errors.ts";
import { personPolicy } from "../membership.policy.ts";
import { findOrganisation } from "../organisations.store.ts";
import { getVisible } from "../people.ts";

/** A member and the union that they come to; the actor needs the duty on both. Throws person.missing, organisation.missing, access.forbidden. */
export async function bothEnds(tx: Tx, personId: string, organisationId: string) {
  const person = await getVisible(tx, personId);
  const to = await findOrganisation(tx.db, organisationId);
  if (to === undefined || !takesMembers(to.kind)) throw noSuchOrganisation();
  authorise(tx.actor, personPolicy.edit, person);
  authorise(tx.actor, personPolicy.edit, to);
  return { person, to };
}
