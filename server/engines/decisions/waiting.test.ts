import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { type Secrets, temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aDecider } from "./decisions.builders.ts";
import { type DecideWaiting, decideWaiting, listWaiting, registerDecidable, type Waiting } from "./index.ts";

let database: TestDatabase;
let secrets: Secrets;
beforeAll(async () => {
  database = await testDatabase();
  secrets = await temporarySecrets();
});
afterAll(() => database.drop());

const waiting = (id: string, since: string): Waiting => ({
  ...{ id, title: id, node: "1", revision: 1, step: "checked", from: null, since: new Date(since), amountFen: null },
  ...{ facts: [], link: `/things/${id}` },
});

test("one list shows what waits of every kind, and each kind decides its own", async () => {
  const decided: DecideWaiting[] = [];
  registerDecidable({
    type: "plan",
    waitingFor: async () => [waiting("later", "2026-11-03T00:00:00Z"), waiting("first", "2026-11-01T00:00:00Z")],
    decide: async (_ctx, _secrets, given) => void decided.push(given),
  });
  registerDecidable({
    type: "statement",
    waitingFor: async () => [waiting("between", "2026-11-02T00:00:00Z")],
    decide: async () => undefined,
  });
  expect(() =>
    registerDecidable({ type: "plan", waitingFor: async () => [], decide: async () => undefined }),
  ).toThrow();

  const ctx = database.ctx(aDecider("安"));
  const all = await transact(ctx, (tx) => listWaiting(tx, secrets));
  expect(all.map(({ type, id }) => `${type} ${id}`)).toEqual(["plan first", "statement between", "plan later"]);

  const given = { revision: 1, step: "checked", verdict: "passed" as const, note: "", fileId: null, key: "k" };
  await decideWaiting(ctx, secrets, { type: "plan", id: "first", ...given });
  expect(decided).toEqual([{ id: "first", ...given }]);
  await expect(decideWaiting(ctx, secrets, { type: "none", id: "x", ...given })).rejects.toMatchObject({
    code: "decisions.no_such_type",
  });
});
