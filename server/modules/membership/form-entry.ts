import { type Cell, judgeTyped, type Values } from "#engines/sheets";
import { detailFields } from "./people.store.ts";
import type { PersonInput } from "./person-fields.ts";
import { peopleSchema } from "./register-sheets/people-sheet.ts";
import type { IdDocument } from "./sealed-fields.ts";

/** What somebody types of a person, as it stands in the fields. */
export interface PersonTyped extends PersonInput {
  phone?: string | undefined;
}

/** The fields of the form that are columns of the roster too; tags and whether somebody was verified are the form's alone. */
const columns = ["name", "sex", "birthDate", "phone", "employmentForm", ...detailFields] as const;

/**
 * Judges what was typed by the very schema that judges rows of a roster, and gives it cleaned: no rule is the form's own. What the form
 * leaves out is not asked for: a correction says what changes, and somebody may be written down without a document. `known` is the
 * document that the file has, with which what is typed has to agree. Throws the first defect as a problem of the same code, with the
 * column as `field`.
 */
export function judgeEntry<Typed extends PersonTyped>(
  typed: Typed,
  { today, known }: { today: string; known?: IdDocument | undefined },
): Typed {
  const values = judgeTyped(peopleSchema, cellsOf(typed, known), { today, given: givenIn(typed) });
  return { ...typed, ...cleaned(typed, values) };
}

function cellsOf({ document, ...typed }: PersonTyped, known: IdDocument | undefined): Record<string, Cell> {
  const shown = document === undefined ? known : document;
  const cells: Record<string, Cell> = { idKind: shown?.kind ?? null, idNumber: shown?.number ?? null };
  for (const column of columns) cells[column] = typed[column] ?? null;
  return cells;
}

/** The columns about which the form says anything; without a document nothing is said of one. */
function givenIn(typed: PersonTyped): Set<string> {
  const given = new Set<string>(columns.filter((column) => typed[column] !== undefined));
  if (typed.document != null) given.add("idKind").add("idNumber");
  return given;
}

function cleaned({ document, ...typed }: PersonTyped, values: Values): PersonTyped {
  const fields = columns.filter((column) => typed[column] !== undefined);
  return {
    ...Object.fromEntries(fields.map((column) => [column, values[column] ?? null])),
    ...(document == null ? {} : { document: { kind: document.kind, number: String(values.idNumber) } }),
  };
}
