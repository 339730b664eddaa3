import { sql } from "kysely";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import { searchForms } from "./names.ts";
import type { EmploymentForm } from "./people.store.ts";
import { sealPhone } from "./sealed-fields.ts";

/** A person to bring in with the primary membership, and perhaps a second one. */
export interface BulkPerson {
  name: string;
  /** E.164. */
  phone: string;
  sex: "female" | "male" | null;
  birthDate: string | null;
  employmentForm: EmploymentForm;
  tags: string[];
  verified: boolean;
  /** Where it is not the next of the real ones: play people take none away. */
  memberNumber?: string;
  union: { id: string; node: string };
  secondUnion?: { id: string; node: string };
}

const chunkSize = 2000;

/** Brings many people in as members since `since` (a day), thousands per statement; gives their ids in the given order. */
export async function insertPeople(
  tx: Tx,
  secrets: Secrets,
  people: readonly BulkPerson[],
  since: string,
): Promise<string[]> {
  const ids = people.map(() => uuidv7());
  for (let from = 0; from < people.length; from += chunkSize) {
    const chunk = people.slice(from, from + chunkSize).map((person, at) => ({ ...person, id: ids[from + at] ?? "" }));
    await insertPersons(tx, secrets, chunk);
    await insertMemberships(tx, chunk, since);
  }
  return ids;
}

type Identified = BulkPerson & { id: string };

async function insertPersons(tx: Tx, secrets: Secrets, people: readonly Identified[]): Promise<void> {
  const forms = people.map((person) => searchForms(person.name, "surname"));
  const phones = people.map((person) => sealPhone(secrets, person.id, person.phone));
  await sql`insert into membership.person (id, node, member_number, name, pinyin, initials, phone, phone_index, sex,
      birth_date, employment_form, tags, verified_at)
    select id, node, coalesce(member_number, lpad(nextval('membership.member_number')::text, 10, '0')), name, pinyin, initials, phone, phone_index, sex,
      birth_date, employment_form, array_remove(string_to_array(tags, ','), ''), case when verified then clock_timestamp() end
    from unnest(${people.map((p) => p.id)}::uuid[], ${people.map((p) => p.union.node)}::ltree[],
      ${people.map((p) => p.name)}::text[], ${forms.map((f) => f.pinyin)}::text[], ${forms.map((f) => f.initials)}::text[],
      ${phones.map((p) => p.sealed)}::bytea[], ${phones.map((p) => p.index)}::bytea[], ${people.map((p) => p.sex)}::text[],
      ${people.map((p) => p.birthDate)}::date[], ${people.map((p) => p.employmentForm)}::text[],
      ${people.map((p) => p.tags.join(","))}::text[], ${people.map((p) => p.verified)}::boolean[],
      ${people.map((p) => p.memberNumber ?? null)}::text[])
      as t (id, node, name, pinyin, initials, phone, phone_index, sex, birth_date, employment_form, tags, verified, member_number)`.execute(
    tx.db,
  );
}

async function insertMemberships(tx: Tx, people: readonly Identified[], since: string): Promise<void> {
  const rows = people.flatMap((person) => [
    { personId: person.id, union: person.union, primary: true },
    ...(person.secondUnion === undefined ? [] : [{ personId: person.id, union: person.secondUnion, primary: false }]),
  ]);
  await sql`insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
    select id, person_id, organisation_id, node, is_primary, ${since}::date
    from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map((r) => r.personId)}::uuid[],
      ${rows.map((r) => r.union.id)}::uuid[], ${rows.map((r) => r.union.node)}::ltree[],
      ${rows.map((r) => r.primary)}::boolean[]) as t (id, person_id, organisation_id, node, is_primary)`.execute(tx.db);
}
