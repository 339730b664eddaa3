import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../actor.ts";
import { transact } from "../context.ts";
import type { Problem } from "../problem.ts";
import { temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { clearLimit, countedToday, takeLimit, takeOfToday } from "./limits.ts";
import { requestCode } from "./one-time-password.ts";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const limits = [
  { count: 2, seconds: 60 },
  { count: 3, seconds: 3600 },
];
const take = (key: string) => transact(database.ctx(), (tx) => takeLimit(tx.db, key, limits, "test.limited"));
const refusal = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => {
      throw new Error("was not refused");
    },
    (error: Problem) => error,
  );
const age = (key: string, interval: string) =>
  owner.query("update kernel.limit_event set at = at - $1::interval where key = $2", [interval, key]);

describe("a limit", () => {
  test("holds in every window of time, also for many at once, and says when to come back", async () => {
    const burst = await Promise.allSettled(Array.from({ length: 20 }, () => take("burst")));
    expect(burst.filter((one) => one.status === "fulfilled")).toHaveLength(2);
    await age("burst", "50 seconds");
    const early = await refusal(take("burst"));
    expect(early).toMatchObject({ status: 429, code: "test.limited" });
    expect(early.retryAfter).toBeLessThanOrEqual(10);
    await age("burst", "11 seconds");
    await take("burst");
    await age("burst", "10 minutes");
    const long = await refusal(take("burst"));
    expect(long.retryAfter).toBeGreaterThan(45 * 60);
  });

  test("counts each key for itself, and is forgotten after success", async () => {
    await take("a");
    await take("a");
    await take("b");
    await refusal(take("a"));
    await transact(database.ctx(), (tx) => clearLimit(tx.db, "a"));
    await take("a");
  });

  test("of a day never lets one more through, also when many ask at once", async () => {
    const results = await Promise.all(Array.from({ length: 30 }, () => takeOfToday(database.db, "day", 7)));
    expect(results.filter(Boolean)).toHaveLength(7);
    expect(await countedToday(database.db, "day")).toBe(7);
    expect(await takeOfToday(database.db, "none", 0)).toBe(false);
  });
});

describe("limits that cannot be read", () => {
  test("refuse: nothing is sent, and the answer says when to try again", async () => {
    const broken = await testDatabase();
    const owner = new pg.Client({ connectionString: broken.ownerUrl });
    await owner.connect();
    await owner.query("drop function kernel.limit_take");
    await owner.end();
    const request = { phone: "+8619912345678", address: "203.0.113.9", purpose: "test", isKnown: async () => true };
    const power = { secrets: await temporarySecrets(), demo: true };
    const problem = await refusal(requestCode(broken.ctx(anonymous), power, request));
    expect(problem).toMatchObject({ status: 503, code: "sign_in.try_again_later", retryAfter: 5 });
    const rows = await transact(broken.ctx(), (tx) => sql`select 1 from kernel.one_time_password`.execute(tx.db));
    expect(rows.rows).toEqual([]);
    await broken.drop();
  });
});
