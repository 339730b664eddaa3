import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface Manager {
  id: string;
  name: string;
  pinSet: boolean;
}

/** Who answers for a merchant. */
export async function listManagers(db: Db, merchantId: string): Promise<Manager[]> {
  const { rows } = await sql<Manager>`select id, name, pin_hash is not null as pin_set from benefits.clerk
    where merchant_id = ${merchantId} and manager and state = 'active' order by id`.execute(db);
  return rows;
}

export async function isManager(db: Db, clerkId: string): Promise<boolean> {
  const { rows } = await sql`select from benefits.clerk where id = ${clerkId} and manager and state = 'active'`.execute(
    db,
  );
  return rows.length > 0;
}
