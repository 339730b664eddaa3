import type { SheetWork } from "#engines/sheets";
import { recordMany, type Subject } from "#kernel/audit/audit";

/** Somebody to whom an import did something, at the place of their file. */
export interface Touched {
  id: string;
  node: string;
  /** Names of the fields that were changed. */
  fields?: readonly string[];
}

/**
 * What an import does to people is in the audit of each of them: which import, in whose name, which fields. A thousand of them share
 * one record.
 */
export const noteBroughtIn = (work: SheetWork, people: readonly Touched[]): Promise<void> =>
  recordMany(work.tx, { ...entryOf(work), action: "person.imported" }, subjects(people));

export const noteChanged = (work: SheetWork, people: readonly Touched[]): Promise<void> =>
  recordMany(work.tx, { ...entryOf(work), action: "person.changed_by_import" }, subjects(people));

export const noteTakenOut = (work: SheetWork, people: readonly Touched[]): Promise<void> =>
  recordMany(work.tx, { ...entryOf(work), action: "person.import_taken_out" }, subjects(people));

export const noteTakenBack = (work: SheetWork, people: readonly Touched[]): Promise<void> =>
  recordMany(work.tx, { ...entryOf(work), action: "person.import_taken_back" }, subjects(people));

const entryOf = ({ place: { node, importId, askedBy } }: SheetWork) => ({
  ...{ node, object: { type: "import", id: importId }, detail: { importId, staffAccountId: askedBy } },
});

const subjects = (people: readonly Touched[]) => ({
  type: "person",
  subjects: people.map(
    ({ id, node, fields }): Subject => ({ id, node, facts: fields === undefined ? {} : { fields } }),
  ),
});
