/** Why a union serves somebody who is counted elsewhere. */
export const affiliationBases = ["workplace", "residence", "platform"] as const;
export type AffiliationBasis = (typeof affiliationBases)[number];
