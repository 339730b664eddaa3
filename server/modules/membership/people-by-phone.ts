import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { normalisePhone } from "#kernel/phone";
import type { Secrets } from "#kernel/secrets/secrets";
import { phoneIndex } from "./sealed-fields.ts";

/** Somebody on a list that was handed in. */
export interface PersonByPhone {
  id: string;
  name: string;
  /** Paths of the unions whose welfare is open to the person. */
  unions: string[];
}

/** The people whom these phone numbers sign in, by the number as it was given; what is no number or nobody's is left out. */
export async function findPeopleByPhones(
  db: Db,
  secrets: Secrets,
  phones: readonly string[],
): Promise<Map<string, PersonByPhone>> {
  const read = phones.flatMap((typed) => {
    const phone = normalisePhone(typed);
    return phone === undefined ? [] : [{ typed, index: phoneIndex(secrets, phone) }];
  });
  const { rows } = await sql<PersonByPhone & { phoneIndex: Buffer }>`
    select p.id, p.name, p.phone_index, coalesce((select array_agg(m.node::text) from membership.membership m
      where m.person_id = p.id and m.valid_to is null and membership.has_welfare(m.state, m.organisation_id)), '{}') as unions
    from membership.person p where p.left_at is null and p.phone_index = any(${read.map(({ index }) => index)}::bytea[])`.execute(
    db,
  );
  const byIndex = new Map(rows.map((row) => [row.phoneIndex.toString("hex"), row]));
  return new Map(
    read.flatMap(({ typed, index }) => {
      const row = byIndex.get(index.toString("hex"));
      return row === undefined ? [] : [[typed, { id: row.id, name: row.name, unions: row.unions }] as const];
    }),
  );
}
