import { randomInt } from "node:crypto";
import { sql } from "kysely";
import { transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { aCookie } from "#kernel/sign-in/sign-in.builders";
import type { TestDatabase } from "#kernel/testing";
import { insertPeople } from "./bulk.ts";
import type { OrganisationKind } from "./organisations.store.ts";
import { addOrganisation } from "./organisations.ts";
import { createPerson } from "./people.ts";
import type { PersonInput } from "./person-fields.ts";
import { phoneIndex } from "./sealed-fields.ts";

/** An organisation as tests use it: also a node for `aStaff`. */
export interface BuiltOrganisation {
  id: string;
  path: string;
  name: string;
}

export async function anOrganisation(
  database: TestDatabase,
  kind: OrganisationKind,
  parent?: { id: string },
  name = `${kind} ${randomInt(1e9)}`,
): Promise<BuiltOrganisation> {
  const given = { parentId: parent?.id ?? null, kind, name };
  const { id, node } = await transact(database.ctx(), (tx) => addOrganisation(tx, given));
  return { id, path: node, name };
}

/** A city with two counties of one union each. */
export async function aSmallCity(database: TestDatabase) {
  const city = await anOrganisation(database, "city");
  const county = await anOrganisation(database, "county", city);
  const otherCounty = await anOrganisation(database, "county", city);
  const union = await anOrganisation(database, "base", county);
  const otherUnion = await anOrganisation(database, "base", otherCounty);
  return { city, county, otherCounty, union, otherUnion };
}

/** A phone number of nobody. */
export const aPhone = (): string => `+86198${String(randomInt(1e8)).padStart(8, "0")}`;

/** A member of a union, with a phone of nobody else. */
export async function aMember(
  database: TestDatabase,
  secrets: Secrets,
  union: { id: string },
  input: PersonInput & { phone?: string } = {},
) {
  const phone = input.phone ?? aPhone();
  const given = { ...input, name: input.name ?? "王小明", phone, organisationId: union.id };
  const { id } = await createPerson(database.ctx(), secrets, given);
  return { id, phone, name: given.name, cookie: () => aCookie(database, "member", id) };
}

/** So many members of one union, who differ in nothing but name and phone. */
export async function somePeople(
  { database, secrets }: { database: TestDatabase; secrets: Secrets },
  union: BuiltOrganisation,
  count: number,
): Promise<void> {
  const people = Array.from({ length: count }, (_, at) => ({
    ...{ name: `某人${at}`, phone: aPhone(), sex: null, birthDate: null, tags: [], verified: false },
    ...{ employmentForm: "standard" as const, union: { id: union.id, node: union.path } },
  }));
  await transact(database.ctx(), (tx) => insertPeople(tx, secrets, people, "2026-01-01"));
}

/** The service record of a person as "kind change", the oldest first. */
export const servicesOf = (database: TestDatabase, personId: string): Promise<string[]> =>
  transact(database.ctx(), async ({ db }) => {
    const { rows } = await sql<{ kind: string; change: number }>`select kind, change from membership.service
      where person_id = ${personId}::uuid order by recorded_at, id`.execute(db);
    return rows.map(({ kind, change }) => `${kind} ${change}`);
  });

/** The kinds of what a person was told in the inbox, in order. */
export const inboxOf = (database: TestDatabase, personId: string): Promise<string[]> =>
  transact(database.ctx(), async ({ db }) => {
    const { rows } = await sql<{ kind: string }>`select kind from kernel.inbox_message
      where person_id = ${personId}::uuid order by id`.execute(db);
    return rows.map(({ kind }) => kind);
  });

/** The templates of what was sent to a number by text message, codes aside. */
export const textsTo = (database: TestDatabase, secrets: Secrets, phone: string): Promise<string[]> =>
  transact(database.ctx(), async ({ db }) => {
    const { rows } = await sql<{ template: string }>`select template from kernel.sms_message
      where phone_index = ${phoneIndex(secrets, phone)} and template <> 'one_time_password' order by id`.execute(db);
    return rows.map(({ template }) => template);
  });
