import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Tx, transact } from "./context.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const lock = (tx: Tx, key: number) => sql`select pg_advisory_xact_lock(${key})`.execute(tx.db);

/** Two transactions that take two locks each, in the given orders, each its second only when both hold their first. */
function twoAtOnce(orders: readonly [readonly number[], readonly number[]]) {
  const tries = [0, 0];
  const bothHold = Promise.withResolvers<void>();
  let holding = 0;
  const run = (index: 0 | 1) =>
    transact(database.ctx(), async (tx) => {
      tries[index] = (tries[index] ?? 0) + 1;
      const [first = 0, second = 0] = orders[index];
      await lock(tx, first);
      if (++holding === 2) bothHold.resolve();
      await bothHold.promise;
      await lock(tx, second);
      return tries[index];
    });
  return Promise.all([run(0), run(1)]);
}

test("of two transactions that wait for each other one runs again, and both are done", async () => {
  const tries = await twoAtOnce([
    [1, 2],
    [2, 1],
  ]);
  expect(tries.sort()).toEqual([1, 2]);
});

test("what fails otherwise fails at once", async () => {
  let tries = 0;
  const broken = transact(database.ctx(), async (tx) => {
    tries++;
    await sql`select 1 / 0`.execute(tx.db);
  });
  await expect(broken).rejects.toMatchObject({ code: "22012" });
  expect(tries).toBe(1);
});
