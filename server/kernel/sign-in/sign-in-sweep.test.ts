import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "../context.ts";
import { startLeader } from "../database/leader.ts";
import { uuidv7 } from "../ids.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { startSession } from "./sessions.ts";
import { signInSweep } from "./sign-in-sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("what ended long ago goes, what may still be looked at stays", async () => {
  const [old, live] = await transact(database.ctx(), async (tx) => [
    await startSession(tx, { entrance: "member", principalId: uuidv7() }),
    await startSession(tx, { entrance: "member", principalId: uuidv7() }),
  ]);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("update kernel.session set expires_at = now() - interval '31 days' where id = $1", [
    old?.sessionId,
  ]);
  await owner.query("insert into kernel.limit_event values ('old', now() - interval '3 days'), ('new', now())");
  await owner.end();

  const log = pino({ level: "silent" });
  const duties = [signInSweep({ log, system: () => database.ctx() })];
  const leader = startLeader({ url: database.ownerUrl, duties, log });
  const left = async () => {
    const sessions = await sql<{ id: string }>`select id from kernel.session`.execute(database.db);
    const events = await sql<{ key: string }>`select key from kernel.limit_event`.execute(database.db);
    return [sessions.rows.map((row) => row.id), events.rows.map((row) => row.key)];
  };
  const expected = [[live?.sessionId], ["new"]];
  for (let i = 0; i < 300 && JSON.stringify(await left()) !== JSON.stringify(expected); i++) await sleep(10);
  expect(await left()).toEqual(expected);
  await leader.stop();
});
