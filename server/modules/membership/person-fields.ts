import { isUniqueViolation } from "#kernel/database/db";
import { invalid } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { readResidentId } from "#wire/resident-id";
import { idTaken, phoneTaken } from "./membership.errors.ts";
import { searchForms } from "./names.ts";
import {
  type DetailField,
  detailFields,
  type EmploymentForm,
  type PersonChange,
  type PersonDetails,
  type PersonRow,
} from "./people.store.ts";
import { type IdDocument, type IdKind, idIndex, sealIdNumber } from "./sealed-fields.ts";

type Optional<T> = { [Key in keyof T]?: T[Key] | undefined };

/** What a form says of a person; what it leaves out stays as it is. */
export interface PersonInput extends Optional<PersonDetails> {
  name?: string | undefined;
  sex?: "female" | "male" | null | undefined;
  birthDate?: string | null | undefined;
  employmentForm?: EmploymentForm | undefined;
  tags?: string[] | undefined;
  verified?: boolean | undefined;
  /** Null takes the document away. */
  document?: { kind: IdKind; number: string } | null | undefined;
}

/** Where a file is written: its person, the keys, and the day (YYYY-MM-DD). */
export interface WriteFields {
  secrets: Secrets;
  personId: string;
  today: string;
}

/**
 * A person's fields as they are after a change. Of a resident's identity number birth and sex follow from it, whatever was
 * typed. Throws person.id_short, person.id_date, person.id_check (400).
 */
export function mergeFields(
  write: WriteFields,
  before: PersonRow | undefined,
  { document, ...change }: PersonInput,
): PersonChange {
  const name = change.name ?? before?.name ?? "";
  const sealed = documentFields(write, before, document);
  const said = { sex: either(change.sex, before?.sex), birthDate: either(change.birthDate, before?.birthDate) };
  return {
    ...(Object.fromEntries(
      detailFields.map((field) => [field, either(change[field], before?.[field])]),
    ) as unknown as PersonDetails),
    name,
    ...searchForms(name, "surname"),
    ...said,
    employmentForm: change.employmentForm ?? before?.employmentForm ?? "standard",
    tags: [...new Set(change.tags ?? before?.tags ?? [])],
    verified: change.verified ?? staysVerified(before, { name, idIndex: sealed.idIndex }),
    ...sealed,
  };
}

/** Whoever was verified was so by a name and a number; with another of either nobody has said it yet. */
const staysVerified = (before: PersonRow | undefined, now: { name: string; idIndex: Buffer | null }): boolean =>
  before !== undefined &&
  before.verifiedAt !== null &&
  before.name === now.name &&
  Buffer.compare(before.idIndex ?? Buffer.alloc(0), now.idIndex ?? Buffer.alloc(0)) === 0;

const either = <T>(changed: T | null | undefined, before: T | null | undefined): T | null =>
  changed === undefined ? (before ?? null) : changed;

type DocumentFields = Pick<PersonChange, "idKind" | "idNumber" | "idIndex"> &
  Partial<Pick<PersonChange, "sex" | "birthDate">>;

function documentFields(
  { secrets, personId, today }: WriteFields,
  before: PersonRow | undefined,
  document: PersonInput["document"],
): DocumentFields {
  if (document === undefined)
    return { idKind: before?.idKind ?? null, idNumber: before?.idNumber ?? null, idIndex: before?.idIndex ?? null };
  if (document === null) return { idKind: null, idNumber: null, idIndex: null };
  const tidy: IdDocument = { kind: document.kind, number: tidyNumber(document.number) };
  const { sealed, index } = sealIdNumber(secrets, personId, tidy);
  return { idKind: tidy.kind, idNumber: sealed, idIndex: index, ...derived(tidy, today) };
}

/** A document's number without the spaces people put into it, letters in upper case. */
export const tidyNumber = (typed: string): string => typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();

function derived({ kind, number }: IdDocument, today: string) {
  if (kind !== "resident_id") return {};
  const read = readResidentId(number, today);
  if (!read.ok) throw invalid(`person.id_${read.fault}`);
  return { sex: read.sex, birthDate: read.birth };
}

/** True when the change says another document than the file has. */
export const isOtherDocument = (
  secrets: Secrets,
  before: PersonRow,
  document: NonNullable<PersonInput["document"]>,
): boolean =>
  !idIndex(secrets, { kind: document.kind, number: tidyNumber(document.number) }).equals(
    before.idIndex ?? Buffer.alloc(0),
  );

/** Which fields a form changed, by name: it sends them all; those that differ count. */
export function changedFields(secrets: Secrets, before: PersonRow, change: PersonInput): string[] {
  const known: Record<string, unknown> = { ...before, verified: before.verifiedAt !== null };
  const differs = (field: string) => {
    if (field !== "document") return JSON.stringify(change[field as DetailField]) !== JSON.stringify(known[field]);
    const { document } = change;
    if (document === undefined) return false;
    return document === null ? before.idKind !== null : isOtherDocument(secrets, before, document);
  };
  return Object.keys(change).filter(differs).sort();
}

/** Translates the unique indexes of phones and of documents. */
export const asTaken = (error: unknown): never => {
  if (isUniqueViolation(error, "person_phone")) throw phoneTaken();
  throw isUniqueViolation(error, "person_id_number") ? idTaken() : error;
};
