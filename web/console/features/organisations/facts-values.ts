import { type OrganisationMark, organisationMarks } from "../../../../wire/organisation-kinds.ts";
import type { OrganisationDetail, OrganisationFactsInput } from "../../../shared/api-types/index.ts";

const factNames = [
  ...(["creditCode", "creditCodeReason", "regionCode", "industry", "unitType", "class", "address", "phone"] as const),
  ...(["foundedOn", "legalPerson", "termFrom", "termYears", "electionOn"] as const),
];
type FactName = (typeof factNames)[number];

/** What the fields of the form hold. */
export type FactsValues = { [Name in FactName]?: OrganisationDetail[Name] | undefined } & { marks?: string[] };

export function valuesOf(organisation: OrganisationDetail): FactsValues {
  const values = Object.fromEntries(factNames.map((name) => [name, organisation[name] ?? undefined]));
  return { ...values, marks: organisation.marks };
}

/** As the server takes them: a field that was emptied is nothing. */
export function factsOf({ marks = [], ...values }: FactsValues): OrganisationFactsInput {
  const facts = Object.fromEntries(
    factNames.map((name) => [name, values[name] === undefined || values[name] === "" ? null : values[name]]),
  );
  const isMark = (text: string): text is OrganisationMark => (organisationMarks as readonly string[]).includes(text);
  return { ...facts, marks: marks.filter(isMark) };
}
