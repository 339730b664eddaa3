import { sql } from "kysely";
import type { Values } from "#engines/sheets";
import type { Db } from "#kernel/database/db";
import type { Secrets } from "#kernel/secrets/secrets";
import { detailFields, listPeopleByIds, type PersonRow } from "../people.store.ts";
import { findIdNumber, findPhone } from "../sealed-fields.ts";

/** People of the register, found by what rows of a file say of them. */
export interface PeopleFound {
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

/** What the register says of a person, by the keys of the people's sheet that a row may change. */
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
