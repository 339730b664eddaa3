import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { connect } from "./db.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("a database with another usual isolation and time zone is used as everywhere: who waited for a row reads its newest state", async () => {
  const { rows } = await database.pool.query<{ here: string }>("select quote_ident(current_database()) as here");
  const ours = `alter role current_user in database ${rows[0]?.here} set`;
  await database.pool.query(`${ours} default_transaction_isolation = 'repeatable read'`);
  await database.pool.query(`${ours} timezone = 'Europe/Berlin'`);
  await database.pool.query(`insert into kernel.setting (key, value) values ('hot', '0')`);
  const { pool, close } = connect(database.appUrl, { max: 2 });
  const [first, second] = [await pool.connect(), await pool.connect()];
  try {
    const more = "update kernel.setting set value = to_jsonb(value::integer + 1) where key = 'hot' returning value";
    await first.query("begin");
    await first.query(more);
    await second.query("begin");
    await second.query("select value from kernel.setting where key = 'hot'");
    const waiting = second.query(more);
    await first.query("commit");
    expect((await waiting).rows).toEqual([{ value: 2 }]);
    await second.query("commit");
    expect((await second.query("show timezone")).rows).toEqual([{ TimeZone: "UTC" }]);
  } finally {
    for (const one of [first, second]) one.release(true);
    await close();
  }
});
