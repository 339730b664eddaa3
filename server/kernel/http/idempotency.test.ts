import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "../context.ts";
import { definedJobs } from "../jobs.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { once, sweepIdempotency } from "./idempotency.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

let done = 0;
const act = (key: string, request: unknown = {}) =>
  transact(database.ctx(), (tx) => once(tx, { operation: "test.act", key, request }, async () => ++done));

test("a repeat gets the first answer, another request with its key is refused", async () => {
  expect([await act("a"), await act("a"), await act("b")]).toEqual([1, 1, 2]);
  await expect(act("a", { other: true })).rejects.toMatchObject({ code: "idempotency.key_reused", status: 422 });
});

test("answers are forgotten after thirty days and not before, by a job of every night", async () => {
  await act("old");
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("set app.scope = '*'");
  await owner.query("update kernel.idempotency set created_at = created_at - interval '30 days' where key = 'old'");
  await owner.query("update kernel.idempotency set created_at = created_at - interval '29 days' where key = 'a'");
  await owner.end();

  expect(await sweepIdempotency(database.ctx())).toBe(1);

  const { rows } = await transact(database.ctx(), (tx) =>
    sql<{ key: string }>`select key from kernel.idempotency order by key`.execute(tx.db),
  );
  expect(rows.map((row) => row.key)).toEqual(["a", "b"]);
  expect(definedJobs().find((job) => job.name === "kernel.sweep_idempotency")?.cron).toBeDefined();
});
