import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { today } from "#kernel/database/today";
import { maskName } from "./names.ts";
import type { IdKind } from "./sealed-fields.ts";
import type { MembershipState } from "./states/states.rules.ts";

export const employmentForms = ["standard", "dispatched", "flexible", "platform", "retired"] as const;
export type EmploymentForm = (typeof employmentForms)[number];

export interface UnionRef {
  id: string;
  name: string;
  primary: boolean;
  state: MembershipState;
}

export interface PersonRow {
  id: string;
  node: string;
  /** Null for somebody who never was a member. */
  memberNumber: string | null;
  name: string;
  pinyin: string;
  phone: Buffer | null;
  phoneIndex: Buffer | null;
  sex: "female" | "male" | null;
  birthDate: string | null;
  employmentForm: EmploymentForm;
  tags: string[];
  verifiedAt: Date | null;
  idKind: IdKind | null;
  idNumber: Buffer | null;
  idIndex: Buffer | null;
  ethnicity: string | null;
  education: string | null;
  politics: string | null;
  householdKind: "urban" | "rural" | null;
  workType: string | null;
  skillLevel: string | null;
  title: string | null;
  employerName: string | null;
  remark: string | null;
  unions: UnionRef[];
}

/** What a roster says of a person beside who they are. */
export const detailFields = [
  "ethnicity",
  "education",
  "politics",
  "householdKind",
  "workType",
  "skillLevel",
  "title",
  "employerName",
  "remark",
] as const;
export type DetailField = (typeof detailFields)[number];
export type PersonDetails = Pick<PersonRow, DetailField>;

const unions =
  sql.raw(`coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.short_name, 'primary', m.is_primary, 'state', m.state)
    order by m.is_primary desc, o.node)
  from membership.membership m join membership.organisation o on o.id = m.organisation_id
  where m.person_id = p.id and m.valid_to is null), '[]') as unions`);
const columns = sql.raw(
  `p.id, p.node::text as node, p.member_number, p.name, p.pinyin, p.phone, p.phone_index, p.sex, p.birth_date, p.employment_form, p.tags, p.verified_at,
  p.id_kind, p.id_number, p.id_index, p.ethnicity, p.education, p.politics, p.household_kind, p.work_type, p.skill_level, p.title,
  p.employer_name, p.remark`,
);

/** A person who has not left, as far as the reader may see. */
export async function findPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`select ${columns}, ${unions} from membership.person p
    where p.id = ${id}::uuid and p.left_at is null`.execute(db);
  return rows[0];
}

/** Who may sign in with a phone: whoever is or was a member. */
export async function findPersonByPhone(db: Db, phoneIndex: Buffer) {
  const { rows } = await sql<{ id: string; node: string }>`select id, node::text as node from membership.person
    where phone_index = ${phoneIndex} and left_at is null and member_number is not null`.execute(db);
  return rows[0];
}

/** The sealed phone of a person who has not left, locked. */
export async function lockPhone(db: Db, id: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ phone: Buffer }>`select phone from membership.person
    where id = ${id}::uuid and left_at is null for update`.execute(db);
  return rows[0]?.phone;
}

/** These people, as far as the reader may see them; who has left is left out. */
export async function listPeopleByIds(db: Db, ids: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`select ${columns}, ${unions} from membership.person p
    where p.id = any(${[...ids]}::uuid[]) and p.left_at is null`.execute(db);
  return rows;
}

/** People by any of these phones, member numbers or spelled names (pinyin); of each name at most `most`. */
export async function listPeopleNamed(
  db: Db,
  named: { paths: string[]; phoneIndexes: Buffer[]; memberNumbers: string[]; pinyins: string[] },
  most: number,
): Promise<PersonRow[]> {
  const here = sql`q.left_at is null and q.node <@ any(${named.paths}::ltree[])`;
  const { rows } = await sql<PersonRow>`select ${columns}, ${unions} from membership.person p where p.id = any(array(
      select q.id from membership.person q where ${here}
        and (q.phone_index = any(${named.phoneIndexes}::bytea[]) or q.member_number = any(${named.memberNumbers}::text[]))
      union select of_name.id from unnest(${[...new Set(named.pinyins)]}::text[]) as n (pinyin) cross join lateral (
        select q.id from membership.person q where ${here} and q.pinyin collate "C" = n.pinyin order by q.id limit ${most}) of_name))
    order by p.pinyin, p.id`.execute(db);
  return rows;
}

/** Whose this phone is, or one of these documents, as far as the reader may see them. */
export async function listPeopleOfNumber(
  db: Db,
  number: { phoneIndex: Buffer } | { idIndexes: readonly Buffer[] },
): Promise<PersonRow[]> {
  const its =
    "phoneIndex" in number
      ? sql`p.phone_index = ${number.phoneIndex}`
      : sql`p.id_index = any(${[...number.idIndexes]}::bytea[])`;
  const { rows } = await sql<PersonRow>`select ${columns}, ${unions} from membership.person p
    where p.left_at is null and ${its} order by p.id`.execute(db);
  return rows;
}

export interface NewPerson extends PersonChange {
  id: string;
  node: string;
  phone: Buffer | null;
  phoneIndex: Buffer | null;
  source: PersonSource;
  /** Somebody who is no member: without a member number. */
  listed?: boolean;
}

/** How a file came in. */
export type PersonSource = "console" | "import" | "joining";

export const insertPerson = (db: Db, p: NewPerson) =>
  sql`insert into membership.person (id, node, member_number, name, pinyin, initials, phone, phone_index, sex, birth_date,
      employment_form, tags, verified_at, id_kind, id_number, id_index, ethnicity, education, politics, household_kind, work_type,
      skill_level, title, employer_name, remark, source)
    values (${p.id}::uuid, ${p.node}::ltree, case when not ${p.listed ?? false}::boolean
      then lpad(nextval('membership.member_number')::text, 10, '0') end, ${p.name}, ${p.pinyin},
      ${p.initials}, ${p.phone}, ${p.phoneIndex}, ${p.sex}, ${p.birthDate}::date, ${p.employmentForm}, ${p.tags}::text[],
      case when ${p.verified} then clock_timestamp() end, ${p.idKind}, ${p.idNumber}, ${p.idIndex}, ${p.ethnicity}, ${p.education},
      ${p.politics}, ${p.householdKind}, ${p.workType}, ${p.skillLevel}, ${p.title}, ${p.employerName}, ${p.remark}, ${p.source})`.execute(
    db,
  );

export interface PersonChange extends PersonDetails {
  idKind: IdKind | null;
  idNumber: Buffer | null;
  idIndex: Buffer | null;
  name: string;
  pinyin: string;
  initials: string;
  sex: string | null;
  birthDate: string | null;
  employmentForm: string;
  tags: string[];
  verified: boolean;
}

export const updatePerson = (db: Db, id: string, p: PersonChange) =>
  sql`update membership.person set name = ${p.name}, pinyin = ${p.pinyin}, initials = ${p.initials}, sex = ${p.sex},
      birth_date = ${p.birthDate}::date, employment_form = ${p.employmentForm}, tags = ${p.tags}::text[],
      verified_at = case when ${p.verified} then coalesce(verified_at, clock_timestamp()) end, id_kind = ${p.idKind},
      id_number = ${p.idNumber}, id_index = ${p.idIndex}, ethnicity = ${p.ethnicity}, education = ${p.education},
      politics = ${p.politics}, household_kind = ${p.householdKind}, work_type = ${p.workType}, skill_level = ${p.skillLevel},
      title = ${p.title}, employer_name = ${p.employerName}, remark = ${p.remark}, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

/** `heard`: by a list; whoever signs in with it first is asked who they are, if a document on file can answer that. */
export const updatePersonPhone = (
  db: Db,
  id: string,
  phone: { sealed: Buffer; index: Buffer },
  { heard }: { heard: boolean } = { heard: false },
) =>
  sql`update membership.person set phone = ${phone.sealed}, phone_index = ${phone.index},
      phone_known_at = case when ${heard} and id_number is not null then '-infinity' else clock_timestamp() end,
      phone_disputed_at = null, updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

/** Moves the file below another node, and what is asked about it goes along. */
export const movePerson = (db: Db, id: string, node: string) => movePeople(db, [id], node);

/** The same for many, whose unions went up in one. */
export const movePeople = (db: Db, ids: readonly string[], node: string) =>
  sql`with moved as (select unnest(${[...ids]}::uuid[]) as id),
      asked as (update membership.correction c set node = ${node}::ltree from moved where c.person_id = moved.id and c.state = 'waiting'),
      closing as (update membership.closing c set node = ${node}::ltree from moved where c.person_id = moved.id and c.state = 'waiting')
    update membership.person p set node = ${node}::ltree, updated_at = clock_timestamp() from moved where p.id = moved.id`.execute(
    db,
  );

/** From now on the person is found nowhere, and their phone number is free. */
export const markLeft = (db: Db, id: string) =>
  sql`update membership.person set left_at = clock_timestamp(), updated_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export const insertMembership = (
  db: Db,
  m: {
    id: string;
    personId: string;
    organisationId: string;
    node: string;
    primary: boolean;
    basis?: string;
    /** YYYY-MM-DD; today without it. */
    since?: string | undefined;
    /** Active without one. */
    state?: "active" | "retained";
  },
) =>
  sql`insert into membership.membership (id, person_id, organisation_id, node, is_primary, state, valid_from, basis)
    values (${m.id}::uuid, ${m.personId}::uuid, ${m.organisationId}::uuid, ${m.node}::ltree, ${m.primary}, ${m.state ?? "active"},
      coalesce(${m.since ?? null}::date, ${today}), ${m.basis ?? null})`.execute(db);

export interface MembershipRow {
  id: string;
  organisationId: string;
  organisationName: string;
  state: MembershipState;
  primary: boolean;
  basis: "workplace" | "residence" | "platform" | null;
  validFrom: string;
  validTo: string | null;
}

export async function listMemberships(db: Db, personId: string): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`select m.id, m.organisation_id, o.name as organisation_name, m.state,
      m.is_primary as "primary", m.basis, m.valid_from, m.valid_to
    from membership.membership m join membership.organisation o on o.id = m.organisation_id
    where m.person_id = ${personId}::uuid order by m.valid_from desc, m.id`.execute(db);
  return rows;
}

/** What readers of records see of people, also of those who have left. */
export async function listMaskedNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from membership.person where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, maskName(name)]));
}

export interface PersonEvent {
  at: Date;
  actor: string;
  action: string;
  detail: string;
}

/** What was done to this person, and to files that became theirs, newest first, as far as the reader may see the audit of that node. */
export async function listPersonEvents(db: Db, personId: string): Promise<PersonEvent[]> {
  const { rows } = await sql<PersonEvent>`select at, actor, action, payload as detail from kernel.audit_record
      where object_type = 'person' and object_id in (select ${personId}::text union
        select merged_id::text from membership.merge where person_id = ${personId}::uuid and undone_at is null)
    union all select at, actor, action, payload from kernel.audit_about(${personId}::uuid)
    order by at desc limit 100`.execute(db);
  return rows;
}

export interface PersonFactsRow {
  id: string;
  unions: string[];
  verified: boolean;
  employmentForm: EmploymentForm;
  tags: string[];
}

export async function listPersonFacts(db: Db, ids: readonly string[]): Promise<PersonFactsRow[]> {
  const { rows } =
    await sql<PersonFactsRow>`select p.id, p.verified_at is not null as verified, p.employment_form, p.tags,
      coalesce(array_agg(m.node::text) filter (where m.id is not null), '{}') as unions
    from membership.person p left join membership.membership m on m.person_id = p.id and m.valid_to is null
      and membership.has_welfare(m.state, m.organisation_id)
    where p.id = any(${[...ids]}::uuid[]) and p.left_at is null group by p.id`.execute(db);
  return rows;
}
