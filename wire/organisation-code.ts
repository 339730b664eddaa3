import { type CreditCodeDoubt, creditCodeDoubt, normaliseCreditCode } from "./credit-code.ts";
import { isUnionKind, type OrganisationKind } from "./organisation-kinds.ts";

/** What speaks against the code of an organisation: the code itself, or that its beginning is not that of the kind. */
export type OrganisationCodeDoubt = CreditCodeDoubt | "not_of_unions" | "of_unions";

/**
 * The doubt about a unified social credit code, the gravest first; undefined when nothing speaks against it. Trade unions are registered
 * by their own federation: their codes begin with 8 (81 for base unions), nobody else's do.
 */
export function organisationCodeDoubt(typed: string, kind: OrganisationKind): OrganisationCodeDoubt | undefined {
  const doubt = creditCodeDoubt(typed);
  if (doubt !== undefined) return doubt;
  const ofUnions = normaliseCreditCode(typed).startsWith("8");
  if (isUnionKind(kind) && !ofUnions) return "not_of_unions";
  if (!isUnionKind(kind) && kind !== "association" && kind !== "alliance" && ofUnions) return "of_unions";
  return undefined;
}
