import { sql } from "kysely";
import type { Values } from "#engines/sheets";
import type { Db } from "#kernel/database/db";
import type { Secrets } from "#kernel/secrets/secrets";
import { detailFields, listPeopleByIds, type PersonRow } from "../people.store.ts";
import { findIdNumber, findPhone } from "../sealed-fields.ts";
import type { KnownPerson, Standing } from "./propose-person.rules.ts";

/** People of the register, found by what rows of a file say of them. */
export interface PeopleFound {
  ids: readonly string[];
  /** By the index of their document, in hex. */
  byId: ReadonlyMap<string, PersonRow>;
  byPhone: ReadonlyMap<string, PersonRow>;
  /** By birth day and spelled name. */
  byBirth: ReadonlyMap<string, PersonRow[]>;
}

export interface Asked {
  idIndexes: Buffer[];
  phoneIndexes: Buffer[];
  born: { birthDate: string; pinyin: string }[];
}

/** Everybody who has one of these documents, phones, or birth days with these names. With the sight of the server. */
export async function findPeople(db: Db, asked: Asked): Promise<PeopleFound> {
  // One by one through the indexes: asked for as a whole, a thousand rows of a file make PostgreSQL read the whole register.
  const { rows } = await sql<{ id: string }>`
    select p.id from unnest(${asked.idIndexes}::bytea[]) as i (id_index)
      cross join lateral (select id from membership.person where id_index = i.id_index and left_at is null offset 0) p
    union select p.id from unnest(${asked.phoneIndexes}::bytea[]) as i (phone_index)
      cross join lateral (select id from membership.person where phone_index = i.phone_index and left_at is null offset 0) p
    union select p.id from unnest(${asked.born.map((one) => one.birthDate)}::date[],
        ${asked.born.map((one) => one.pinyin)}::text[]) as b (birth_date, pinyin)
      cross join lateral (select id from membership.person
        where birth_date = b.birth_date and pinyin = b.pinyin and left_at is null offset 0) p`.execute(db);
  const people = await listPeopleByIds(
    db,
    rows.map(({ id }) => id),
  );
  return {
    ids: people.map(({ id }) => id),
    byId: new Map(people.flatMap((one) => (one.idIndex === null ? [] : [[one.idIndex.toString("hex"), one] as const]))),
    byPhone: new Map(
      people.flatMap((one) => (one.phoneIndex === null ? [] : [[one.phoneIndex.toString("hex"), one] as const])),
    ),
    byBirth: grouped(people),
  };
}

/**
 * Lets PostgreSQL count people anew, those of the running transaction among them. Without it a register that was emptied, as by taking a
 * large import back, is thought to be empty while one transaction fills it again, and each search reads all of an index.
 */
export const measureRegister = async (db: Db): Promise<void> => {
  await sql`select membership.measure_register()`.execute(db);
};

export const bornKey = (birthDate: string, pinyin: string): string => `${birthDate}\n${pinyin}`;

function grouped(people: readonly PersonRow[]): Map<string, PersonRow[]> {
  const groups = new Map<string, PersonRow[]>();
  for (const one of people) {
    if (one.birthDate === null) continue;
    const key = bornKey(one.birthDate, one.pinyin);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

const nowhere: Standing = { union: null, servedBy: [], joinedOn: null, joinedBy: null, movable: false };

/** By person. With the sight of the server. */
export async function standingsOf(db: Db, ids: readonly string[]): Promise<(id: string) => Standing> {
  if (ids.length === 0) return () => nowhere;
  const { rows } = await sql<Standing & { id: string }>`
    select m.person_id as id, jsonb_build_object('id', o.id, 'name', o.name) as "union", f.valid_from as joined_on,
      f.valid_to as joined_by, array(select s.organisation_id::text from membership.membership s
        where s.person_id = m.person_id and s.valid_to is null and not s.is_primary) as served_by,
      m.state = 'active' and not exists (select from membership.transfer t
        where t.person_id = m.person_id and t.state in ('leaving', 'entering', 'appealing')) as movable
    from membership.membership m join membership.organisation o on o.id = m.organisation_id
      cross join lateral (select valid_from, valid_to from membership.membership b
        where b.person_id = m.person_id and b.is_primary order by valid_from, id limit 1) f
    where m.person_id = any(${[...ids]}::uuid[]) and m.is_primary and m.valid_to is null`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id) => byId.get(id) ?? nowhere;
}

/** What a file says of a person, by the keys of the people's sheet that a row may change. */
export function valuesOf(secrets: Secrets, person: PersonRow): Values {
  return {
    ...Object.fromEntries(detailFields.map((field) => [field, person[field]])),
    name: person.name,
    sex: person.sex,
    birthDate: person.birthDate,
    idKind: person.idKind,
    idNumber: findIdNumber(secrets, person) ?? null,
    phone: findPhone(secrets, person) ?? null,
    employmentForm: person.employmentForm,
  };
}

export const knownOf = (secrets: Secrets, row: PersonRow, standing: Standing): KnownPerson => ({
  ...{ id: row.id, node: row.node, name: row.name, hasDocument: row.idIndex !== null },
  ...{ isMember: row.memberNumber !== null, standing, values: valuesOf(secrets, row) },
});
