import type { Values } from "#engines/sheets";
import { readResidentId } from "#wire/resident-id";
import { type DetailField, detailFields } from "../people.store.ts";
import type { PersonInput } from "../person-fields.ts";
import type { IdDocument, IdKind } from "../sealed-fields.ts";

/** The identity document of a row; a number without a kind is a resident's. */
export const documentOf = (values: Values): IdDocument | undefined =>
  typeof values.idNumber === "string"
    ? { kind: (values.idKind ?? "resident_id") as IdKind, number: values.idNumber }
    : undefined;

export const textOf = (values: Values, key: string): string | undefined => {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** A row with what its card says of sex and birth, so that it is compared with the register like the rest. */
export function completed(values: Values, today: string): Values {
  const document = documentOf(values);
  if (document === undefined) return values;
  const whole = { ...values, idKind: document.kind };
  if (document.kind !== "resident_id") return whole;
  const card = readResidentId(document.number, today);
  return card.ok ? { ...whole, sex: card.sex, birthDate: card.birth } : whole;
}

/** These fields of a row (or of what the register said) as a change of a person's file; without the phone. */
export function changeOf(values: Values, fields: readonly string[]): PersonInput {
  const change: Record<string, unknown> = {};
  for (const field of fields) {
    if (field === "idKind" || field === "idNumber") change.document = documentOf(values) ?? null;
    else if (isField(field)) change[field] = values[field] ?? null;
  }
  return change as PersonInput; // only keys that `isField` knows
}

/** What a row says of membership, which is no field of the file. */
export const membershipKeys: readonly string[] = ["union", "joinedOn"];

const isField = (field: string): boolean =>
  ["name", "sex", "birthDate", "employmentForm"].includes(field) || detailFields.includes(field as DetailField);
