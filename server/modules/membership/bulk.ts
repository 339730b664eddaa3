import { sql } from "kysely";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import { searchForms } from "./names.ts";
import type { DetailField, EmploymentForm, PersonDetails } from "./people.store.ts";
import { type IdDocument, sealIdNumber, sealPhone } from "./sealed-fields.ts";

/** A person to bring in with the primary membership, and perhaps a second one. */
export interface BulkPerson {
  name: string;
  /** E.164; null for somebody without one. */
  phone: string | null;
  sex: "female" | "male" | null;
  birthDate: string | null;
  employmentForm: EmploymentForm;
  tags: string[];
  verified: boolean;
  /** Where it is not the next of the real ones: play people take none away. */
  memberNumber?: string;
  document?: IdDocument;
  details?: Partial<PersonDetails>;
  /** Where it is not `since`. */
  memberSince?: string | undefined;
  /** Where the file lies: of a member the primary union. */
  union: { id: string; node: string };
  /** False for somebody who is known to the union without being its member. */
  member?: boolean;
  source?: "import" | "console" | "joining";
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

// A number of a roster may be old: whoever signs in with it first is asked who they are, if a document on file can answer that.
async function insertPersons(tx: Tx, secrets: Secrets, people: readonly Identified[]): Promise<void> {
  const forms = people.map((person) => searchForms(person.name, "surname"));
  const phones = people.map((person) => (person.phone === null ? null : sealPhone(secrets, person.id, person.phone)));
  const cards = people.map(({ id, document }) => (document === undefined ? null : sealIdNumber(secrets, id, document)));
  const detail = (field: DetailField) => people.map(({ details }) => details?.[field] ?? null);
  await sql`insert into membership.person (id, node, member_number, name, pinyin, initials, phone, phone_index, sex, birth_date,
      employment_form, tags, verified_at, id_kind, id_number, id_index, ethnicity, education, politics, household_kind, work_type,
      skill_level, title, employer_name, remark, source, phone_known_at)
    select id, node, case when member then coalesce(member_number, lpad(nextval('membership.member_number')::text, 10, '0')) end,
      name, pinyin, initials, phone, phone_index, sex, birth_date, employment_form, array_remove(string_to_array(tags, ','), ''),
      case when verified then clock_timestamp() end, id_kind, id_number, id_index, ethnicity, education, politics, household_kind,
      work_type, skill_level, title, employer_name, remark, source,
      case when source = 'import' and id_number is not null then '-infinity' else clock_timestamp() end
    from unnest(${people.map((p) => p.id)}::uuid[], ${people.map((p) => p.union.node)}::ltree[],
      ${people.map((p) => p.member ?? true)}::boolean[], ${people.map((p) => p.memberNumber ?? null)}::text[],
      ${people.map((p) => p.name)}::text[], ${forms.map((f) => f.pinyin)}::text[], ${forms.map((f) => f.initials)}::text[],
      ${phones.map((p) => p?.sealed ?? null)}::bytea[], ${phones.map((p) => p?.index ?? null)}::bytea[],
      ${people.map((p) => p.sex)}::text[], ${people.map((p) => p.birthDate)}::date[],
      ${people.map((p) => p.employmentForm)}::text[], ${people.map((p) => p.tags.join(","))}::text[],
      ${people.map((p) => p.verified)}::boolean[], ${people.map((p) => p.document?.kind ?? null)}::text[],
      ${cards.map((c) => c?.sealed ?? null)}::bytea[], ${cards.map((c) => c?.index ?? null)}::bytea[],
      ${detail("ethnicity")}::text[], ${detail("education")}::text[], ${detail("politics")}::text[],
      ${detail("householdKind")}::text[], ${detail("workType")}::text[], ${detail("skillLevel")}::text[],
      ${detail("title")}::text[], ${detail("employerName")}::text[], ${detail("remark")}::text[],
      ${people.map((p) => p.source ?? "console")}::text[])
      as t (id, node, member, member_number, name, pinyin, initials, phone, phone_index, sex, birth_date, employment_form, tags,
        verified, id_kind, id_number, id_index, ethnicity, education, politics, household_kind, work_type, skill_level, title,
        employer_name, remark, source)`.execute(tx.db);
}

async function insertMemberships(tx: Tx, people: readonly Identified[], since: string): Promise<void> {
  const members = people.filter(({ member }) => member ?? true);
  const rows = members.flatMap((person) => [
    { personId: person.id, union: person.union, primary: true, since: person.memberSince ?? since },
    ...(person.secondUnion === undefined
      ? []
      : [{ personId: person.id, union: person.secondUnion, primary: false, since: person.memberSince ?? since }]),
  ]);
  if (rows.length === 0) return;
  await sql`insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
    select id, person_id, organisation_id, node, is_primary, valid_from
    from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map((r) => r.personId)}::uuid[],
      ${rows.map((r) => r.union.id)}::uuid[], ${rows.map((r) => r.union.node)}::ltree[],
      ${rows.map((r) => r.primary)}::boolean[], ${rows.map((r) => r.since)}::date[])
      as t (id, person_id, organisation_id, node, is_primary, valid_from)`.execute(tx.db);
}
