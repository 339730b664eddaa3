import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aRegisteredPhone, someKeys } from "./codes.builders.ts";
import { listRevoked } from "./index.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

test("one person's new phones do not make the list that every till carries grow without end", async () => {
  const keys = await someKeys();
  const personId = randomUUID();
  const phones: Awaited<ReturnType<typeof aRegisteredPhone>>[] = [];
  const refused = new Set<string>();
  for (let count = 0; count < 40; count++)
    await aRegisteredPhone(base.ctx(), keys, { personId }).then(
      (phone) => phones.push(phone),
      (error: { code: string }) => refused.add(error.code),
    );
  expect([phones.length, [...refused]]).toEqual([20, ["codes.too_many_tries"]]);
  expect(await listRevoked(base.ctx())).toHaveLength(15);
  // The phone that is in use renews its certificate all the same, and others register theirs.
  await phones.at(-1)?.register();
  await aRegisteredPhone(base.ctx(), keys);
});
