import { type Cell, judgeTyped, type Values } from "#engines/sheets";
import { marksIn, organisationSchema } from "./register-sheets/organisation-sheet.ts";

/** The fields of the form that are columns of the sheet of organisations too; what else it asks for are choices of its own. */
const columns = [
  ...["name", "shortName", "creditCode", "regionCode", "industry", "class", "marks"],
  ...["foundedOn", "termFrom", "termYears", "electionOn", "address", "phone"],
] as const;

/** What somebody types of an organisation, as it stands in the fields; what is absent stays. */
type Typed = { [column: string]: unknown };

/**
 * Judges what was typed of an organisation by the very schema that judges rows of a sheet, and gives it cleaned: days in any of the usual
 * ways, full-width digits, blanks. `today` is a day (YYYY-MM-DD). Throws as `judgeTyped`.
 */
export function judgeOrganisation<Entry extends Typed>(typed: Entry, today: string): Entry {
  const given = columns.filter((column) => typed[column] !== undefined);
  const cells = Object.fromEntries(given.map((column) => [column, cellOf(typed[column])]));
  const values = judgeTyped(organisationSchema, cells, { today });
  return { ...typed, ...Object.fromEntries(given.map((column) => [column, factOf(values, column)])) };
}

const cellOf = (value: unknown): Cell =>
  value === null ? null : Array.isArray(value) ? value.join("、") : typeof value === "number" ? value : String(value);

/** What a judged column says of an organisation, as it is kept. */
export function factOf(values: Values, column: string): unknown {
  const value = values[column] ?? null;
  if (column === "marks") return marksIn(values.marks);
  return column === "termYears" && value !== null ? Number(value) : value;
}
