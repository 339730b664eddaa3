import { blindIndex, open, seal } from "#kernel/secrets/field-encryption";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import type { Secrets } from "#kernel/secrets/secrets";
import { maskIdNumber, maskPhone } from "./names.ts";

/** Which document a number is of. */
export const idKinds = ["resident_id", "passport", "hk_macao_permit", "taiwan_permit", "foreign_residence"] as const;
export type IdKind = (typeof idKinds)[number];

export interface IdDocument {
  kind: IdKind;
  /** Without spaces, letters in upper case. */
  number: string;
}

const phonePlace = (personId: string) => `person.phone.${personId}`;
const idPlace = (personId: string) => `person.id_number.${personId}`;
registerSealedColumn({ table: "membership.person", column: "phone", place: phonePlace });
registerSealedColumn({ table: "membership.person", column: "id_number", place: idPlace });

export interface SealedField {
  sealed: Buffer;
  index: Buffer;
}

/** What is stored of a phone number (E.164): sealed for this person, and the index by which it is found. */
export const sealPhone = (secrets: Secrets, personId: string, phone: string): SealedField => ({
  sealed: seal(secrets, phonePlace(personId), phone),
  index: phoneIndex(secrets, phone),
});
export const phoneIndex = (secrets: Secrets, phone: string): Buffer => blindIndex(secrets, "person.phone", phone);

/** E.164, or undefined when the person has none. */
export const findPhone = (secrets: Secrets, person: { id: string; phone: Buffer | null }): string | undefined =>
  person.phone === null ? undefined : open(secrets, phonePlace(person.id), person.phone);

/** As lists show it; empty when the person has none. */
export function maskedPhone(secrets: Secrets, person: { id: string; phone: Buffer | null }): string {
  const phone = findPhone(secrets, person);
  return phone === undefined ? "" : maskPhone(phone);
}

/** What is stored of a document's number. */
export const sealIdNumber = (secrets: Secrets, personId: string, document: IdDocument): SealedField => ({
  sealed: seal(secrets, idPlace(personId), document.number),
  index: idIndex(secrets, document),
});
export const idIndex = (secrets: Secrets, { kind, number }: IdDocument): Buffer =>
  blindIndex(secrets, "person.id_number", `${kind}:${number}`);

export const findIdNumber = (secrets: Secrets, person: { id: string; idNumber: Buffer | null }): string | undefined =>
  person.idNumber === null ? undefined : open(secrets, idPlace(person.id), person.idNumber);

/** The document that a file has, opened. */
export function documentOf(
  secrets: Secrets,
  person: { id: string; idKind: IdKind | null; idNumber: Buffer | null },
): IdDocument | undefined {
  const number = findIdNumber(secrets, person);
  return person.idKind === null || number === undefined ? undefined : { kind: person.idKind, number };
}

/** 610***********4628; empty without a document. */
export function maskedIdNumber(secrets: Secrets, person: { id: string; idNumber: Buffer | null }): string {
  const number = findIdNumber(secrets, person);
  return number === undefined ? "" : maskIdNumber(number);
}
