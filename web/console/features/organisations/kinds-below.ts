import type { OrganisationKind } from "../../../shared/api-types/index.ts";

/** What may be put below which organisation, the usual first; merchants are added on their own page. */
export const kindsBelow = {
  province: ["city", "county", "unit"],
  city: ["county", "unit"],
  county: ["unit"],
  unit: ["unit"],
  merchant: [],
} as const satisfies Record<OrganisationKind, readonly OrganisationKind[]>;
