import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** Since when somebody is a member (YYYY-MM-DD): the day on which the first of their primary memberships began. */
export const correctJoined = (db: Db, personId: string, day: string) =>
  sql`update membership.membership set valid_from = ${day}::date
    where id = (select id from membership.membership where person_id = ${personId}::uuid and is_primary
      order by valid_from, id limit 1)`.execute(db);
