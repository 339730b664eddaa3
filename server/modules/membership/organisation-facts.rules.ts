import { normaliseCreditCode } from "#wire/credit-code";
import { organisationCodeDoubt } from "#wire/organisation-code";
import type { OrganisationKind } from "#wire/organisation-kinds";
import { regionDictionary } from "#wire/region-code";
import type { OrganisationFacts } from "./organisation-facts.store.ts";

/** What somebody writes about an organisation; what is not given stays. The doubt about a code is nobody's to say. */
export type FactsChange = {
  [Name in keyof Omit<OrganisationFacts, "creditCodeDoubt">]?: OrganisationFacts[Name] | undefined;
};

export const noFacts: OrganisationFacts = {
  ...{ creditCode: null, creditCodeDoubt: null, creditCodeReason: null, regionCode: null, regionRevision: null },
  ...{ industry: null, unitType: null, class: null, marks: [], address: null, phone: null, foundedOn: null },
  ...{ legalPerson: null, termFrom: null, termYears: null, electionOn: null },
};

/**
 * The facts after a change. A code is judged anew, by the kind it is for, and kept whatever is found; a region code without a
 * revision is of the dictionary's.
 */
export function changedFacts(
  before: OrganisationFacts,
  change: FactsChange,
  kind: OrganisationKind,
): OrganisationFacts {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: OrganisationFacts = { ...before, ...given };
  const creditCode = after.creditCode === null ? null : normaliseCreditCode(after.creditCode);
  const creditCodeDoubt = creditCode === null ? null : (organisationCodeDoubt(creditCode, kind) ?? null);
  const sameRegion = after.regionCode === before.regionCode ? before.regionRevision : null;
  const revision = change.regionRevision ?? sameRegion ?? regionDictionary.revision;
  return {
    ...after,
    creditCode,
    creditCodeDoubt,
    creditCodeReason: creditCodeDoubt === null ? null : after.creditCodeReason,
    regionRevision: after.regionCode === null ? null : revision,
  };
}

/** The day of its founding, unless that is still ahead: since then it has been there, whenever it comes into the register. */
export const foundedBy = ({ foundedOn }: Pick<OrganisationFacts, "foundedOn">, today: string): string | undefined =>
  foundedOn !== null && foundedOn <= today ? foundedOn : undefined;

/** Days before an election on which its organisation is reminded. */
export const electionReminders = [90, 30, 0] as const;

/** Which reminder is due, with so many days left: the latest whose day has come; undefined before the first. */
export const reminderDue = (daysLeft: number): number | undefined =>
  [...electionReminders].reverse().find((days) => daysLeft <= days);
