import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "../context.ts";
import { uuidv7 } from "../ids.ts";
import { definedJobs } from "../jobs.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { sweepMessages } from "./sms-sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("messages go after a quarter of a year and not before, by a job of every night", async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const [template, days] of Object.entries({ old: 92, young: 91, fresh: 0 }))
    await owner.query(
      `insert into kernel.sms_message (id, template, phone_index, phone_sealed, only_once, created_at)
       values ($1, $2, '', '', false, clock_timestamp() - make_interval(days => $3))`,
      [uuidv7(), template, days],
    );
  await owner.end();

  expect(await sweepMessages(database.ctx())).toBe(1);

  const { rows } = await transact(database.ctx(), (tx) =>
    sql<{ template: string }>`select template from kernel.sms_message order by created_at`.execute(tx.db),
  );
  expect(rows.map((row) => row.template)).toEqual(["young", "fresh"]);
  expect(definedJobs().find((job) => job.name === "kernel.sweep_messages")?.cron).toBeDefined();
});
