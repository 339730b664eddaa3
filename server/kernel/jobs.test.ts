import { sql } from "kysely";
import pino from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { transact } from "./context.ts";
import { defineJob, enqueue, type Job, type Jobs, startJobs } from "./jobs.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";

let database: TestDatabase;
const running: Jobs[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
});
afterAll(() => database.drop());

const start = async (jobs: Job[]) => {
  const log = pino({ level: "silent" });
  running.push(await startJobs({ database, log, system: () => database.ctx() }, jobs));
};

const until = async (done: () => boolean | Promise<boolean>) => {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 50));
};

const data = z.strictObject({ n: z.number() });
const states = async (name: string) =>
  (await sql<{ state: string }>`select state::text as state from pgboss.job where name = ${name}`.execute(database.db))
    .rows;

test("a job enqueued in a transaction runs after its commit, as the app role; one rolled back never does", async () => {
  const seen: number[] = [];
  const job = defineJob({ name: "test.plain", data, poll: 0.5, handler: async (_ctx, { n }) => void seen.push(n) });
  await transact(database.ctx(), (tx) => enqueue(tx, job, { n: 1 }));
  await transact(database.ctx(), async (tx) => {
    await enqueue(tx, job, { n: 2 });
    throw new Error("rolled back");
  }).catch(() => undefined);
  await start([job]);
  await transact(database.ctx(), (tx) => enqueue(tx, job, { n: 3 }));
  await until(() => seen.length === 2);
  await until(async () => (await states(job.name)).every((row) => row.state === "completed"));
  expect(seen.toSorted()).toEqual([1, 3]);
});

test("a job that fails is tried again", async () => {
  let tries = 0;
  const job = defineJob({
    ...{ name: "test.retry", data, poll: 0.5, retryDelay: 0 },
    handler: async () => {
      tries += 1;
      if (tries < 3) throw new Error("not yet");
    },
  });
  await start([job]);
  await transact(database.ctx(), (tx) => enqueue(tx, job, { n: 1 }));
  await until(async () => (await states(job.name)).some((row) => row.state === "completed"));
  expect(tries).toBe(3);
});

test("of one singleton key one job waits; without a key all do", async () => {
  const job = defineJob({ name: "test.single", data, handler: async () => undefined });
  const startAfter = new Date(Date.now() + 3_600_000);
  const add = (singletonKey?: string) =>
    transact(database.ctx(), (tx) =>
      enqueue(tx, job, { n: 1 }, { startAfter, ...(singletonKey === undefined ? {} : { singletonKey }) }),
    );
  expect([await add("a"), await add("a"), await add("b")]).toEqual([expect.any(String), undefined, expect.any(String)]);
  expect([await add(), await add()]).toEqual([expect.any(String), expect.any(String)]);
  expect(await states(job.name)).toHaveLength(4);
});

test("wrong data is refused where it is enqueued", async () => {
  const job = defineJob({ name: "test.data", data, handler: async () => undefined });
  await expect(transact(database.ctx(), (tx) => enqueue(tx, job, { n: "1" } as never))).rejects.toThrow("number");
});

test("two processes keep one schedule, and one that is no longer declared goes away", async () => {
  const job = defineJob({ name: "test.cron", data: z.object({}), cron: "0 3 * * *", handler: async () => undefined });
  await start([job]);
  await start([job]);
  const schedules = () => sql`select name, timezone from pgboss.schedule`.execute(database.db);
  expect((await schedules()).rows).toEqual([{ name: "test.cron", timezone: "Asia/Shanghai" }]);
  await start([]);
  expect((await schedules()).rows).toEqual([]);
});

test("of two processes exactly one runs each job", async () => {
  const seen: number[] = [];
  const job = defineJob({ name: "test.shared", data, poll: 0.5, handler: async (_ctx, { n }) => void seen.push(n) });
  for (let n = 0; n < 6; n++) await transact(database.ctx(), (tx) => enqueue(tx, job, { n }));
  await start([job]);
  await start([job]);
  await until(async () => (await states(job.name)).every((row) => row.state === "completed"));
  expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
});
