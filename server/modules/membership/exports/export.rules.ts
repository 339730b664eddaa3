/** Where an export stands: waiting for a second person, being made, to be fetched; or over. */
export const exportStates = ["waiting", "making", "ready", "refused", "withdrawn", "failed", "destroyed"] as const;
export type ExportState = (typeof exportStates)[number];

/** What a list of people can say of each, in this order. The day of joining is of a membership, not of a person. */
export const exportColumns = [
  ...(["name", "memberNumber", "sex", "birthDate", "idKind", "idNumber", "phone", "union", "furtherUnions"] as const),
  ...(["membershipState", "employmentForm", "verified", "ethnicity", "education", "politics"] as const),
  ...(["householdKind", "workType", "skillLevel", "title", "employerName", "tags", "remark"] as const),
];
export type ExportColumn = (typeof exportColumns)[number];

/** Columns that are masked unless somebody says why they are not. */
export const sealedColumns = ["idNumber", "phone"] as const;
export type SealedColumn = (typeof sealedColumns)[number];

/** How many people's whole numbers one account may take out in a day by itself. */
export const mostAlone = 200;
/** Days for which a file is kept, and for which a request waits for an answer. */
export const keptDays = 7;
/** Of an agreed export: people may join between the yes and the file, so many more in a hundred and no more. */
const growth = 5;

/**
 * Whether a second person has to agree: more than `mostAlone` people's whole numbers, together with those that the account has taken out
 * alone within a day, so that a big list in many small pieces is a big list.
 */
export const needsSecond = (asked: { people: number; plain: readonly string[]; aloneToday: number }): boolean =>
  asked.plain.length > 0 && asked.people + asked.aloneToday > mostAlone;

/** How many rows the file may have; without whole numbers as many as there are. */
export function mostRows(of: { people: number; plain: readonly string[]; needsSecond: boolean }): number {
  if (of.plain.length === 0) return Number.POSITIVE_INFINITY;
  return of.needsSecond ? of.people + Math.ceil((of.people * growth) / 100) : of.people;
}

/** What stands on each printed page and below the last row: who has this copy, since when, what for. */
export const watermarkOf = (of: { account: string; at: string; purpose: string; number: number }): string =>
  [of.account, of.at, ...(of.purpose === "" ? [] : [`用途:${of.purpose}`]), `第 ${of.number} 号`].join(" · ");

/** The name of a file. */
export const fileNameOf = (of: { number: number; day: string; format: string }): string =>
  `会员名册-${of.day}-${of.number}.${of.format}`;
