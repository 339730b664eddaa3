import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** How the winners of a release and its shares were seated. */
export async function listSeatings(db: Db, releaseId: string): Promise<{ free: unknown; winners: unknown }[]> {
  const { rows } = await sql<{ free: unknown; winners: unknown }>`select s.free, s.winners from stock.seating s
    join stock.quota q on q.id = s.quota_id where q.id = ${releaseId} or q.parent_id = ${releaseId} order by q.id`.execute(
    db,
  );
  return rows;
}

export const insertParty = (db: Db, party: { id: string; releaseId: string; code: string; madeBy: string }) =>
  db
    .insertInto("releases.party")
    .values(party)
    .onConflict((conflict) => conflict.columns(["releaseId", "madeBy"]).doNothing())
    .execute();

export const findPartyOf = (db: Db, releaseId: string, personId: string) =>
  db
    .selectFrom("releases.party")
    .select(["id", "code"])
    .where("releaseId", "=", releaseId)
    .where("madeBy", "=", personId)
    .executeTakeFirst();

/** The party of a code, if it is one of this release. */
export async function findParty(db: Db, releaseId: string, code: string): Promise<string | undefined> {
  const party = await db
    .selectFrom("releases.party")
    .select("id")
    .where("releaseId", "=", releaseId)
    .where("code", "=", code)
    .executeTakeFirst();
  return party?.id;
}
