import type { Db } from "#kernel/database/db";
import type { Secrets } from "#kernel/secrets/secrets";
import { listPeopleByIds } from "./people.store.ts";
import { maskedPhone } from "./sealed-fields.ts";

/** What a list of people says of each. */
export interface PersonBrief {
  id: string;
  name: string;
  memberNumber: string;
  phoneMasked: string;
  /** The short name of the union of their primary membership. */
  union: string;
}

/** Of these people, in no order; who cannot be seen or has left is left out. */
export async function peopleBriefs(
  db: Db,
  secrets: Secrets,
  ids: readonly string[],
): Promise<Map<string, PersonBrief>> {
  const rows = await listPeopleByIds(db, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ id: row.id, name: row.name, memberNumber: row.memberNumber ?? "" },
        phoneMasked: maskedPhone(secrets, row),
        union: row.unions.find((one) => one.primary)?.name ?? row.unions[0]?.name ?? "",
      },
    ]),
  );
}
