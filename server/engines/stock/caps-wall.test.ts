import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aCap, aQuota } from "./stock.builders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("a member sees the caps above, and neither raises one nor ties one to a quota", async () => {
  const [capId, quotaId] = [await aCap(database, { node: "1" }), await aQuota(database)];
  const member = database.ctx({ kind: "member", sessionId: "s", personId: uuidv7(), reach: ["1.2"] });
  const changed = await transact(member, async (tx) => {
    const seen = await sql`select from stock.cap where id = ${capId}`.execute(tx.db);
    expect(seen.rows).toHaveLength(1);
    return sql`update stock.cap set max_units = 100 where id = ${capId}`.execute(tx.db);
  });
  expect(changed.numAffectedRows).toBe(0n);
  const tie = transact(member, (tx) =>
    sql`insert into stock.quota_cap (quota_id, cap_id) values (${quotaId}, ${capId})`.execute(tx.db),
  );
  await expect(tie).rejects.toThrow(/row-level security/);
});
