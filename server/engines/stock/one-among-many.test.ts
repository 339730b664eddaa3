import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aCap, aDesk, aQuota } from "./stock.builders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("one person who asks with a thousand keys keeps nobody else from being answered", async () => {
  const quotaId = await aQuota(database, { capacity: 100, caps: [await aCap(database)] });
  const desk = await aDesk(database);
  const [greedy, modest] = [uuidv7(), uuidv7()];
  const flood = Array.from({ length: 1000 }, () => desk.claim({ quotaId, personId: greedy, key: uuidv7() }));
  const other = await desk.claim({ quotaId, personId: modest, key: uuidv7() });
  const outcomes = (await Promise.all(flood)).map((one) => one.outcome);
  expect(other.outcome).toBe("granted");
  expect(outcomes.filter((outcome) => outcome === "granted")).toHaveLength(1);
  await desk.stop();
});
