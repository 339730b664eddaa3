import { sql } from "kysely";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import type { TestDatabase } from "#kernel/testing";
import { aMember } from "../membership.builders.ts";
import { mergePeople } from "./merge-people.ts";

/** Two members of a union under one name and birthday, one of them without a document; on the desk since they were written down. */
export async function aPair(
  { database, secrets }: { database: TestDatabase; secrets: Secrets },
  union: { id: string },
  name = `甄${uuidv7().slice(-4)}同`,
) {
  const kept = await aMember(database, secrets, union, { name, birthDate: "1985-03-12", workType: "电工" });
  const other = await aMember(database, secrets, union, { name, birthDate: "1985-03-12", education: "大专" });
  return { kept, other, pairId: await pairOf(database, kept.id, other.id) };
}

/** The pair of two people on the desk; empty when there is none. */
export async function pairOf(database: TestDatabase, one: string, other: string): Promise<string> {
  const { rows } = await transact(database.ctx(), (tx) =>
    sql<{ id: string }>`select id from membership.duplicate
      where first_id = least(${one}::uuid, ${other}::uuid) and second_id = greatest(${one}::uuid, ${other}::uuid)`.execute(
      tx.db,
    ),
  );
  return rows[0]?.id ?? "";
}

/** A pair that is one person already; gives the merge's id. */
export async function aMerge(base: { database: TestDatabase; secrets: Secrets }, union: { id: string }, name?: string) {
  const pair = await aPair(base, union, name);
  const given = { pairId: pair.pairId, personId: pair.kept.id, take: [], reason: "同一个人" };
  const { id } = await transact(base.database.ctx(), (tx) => mergePeople(tx, base.secrets, given));
  return { ...pair, mergeId: id };
}
