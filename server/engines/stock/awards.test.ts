import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { awardClaims } from "./awards.ts";
import { hallOf } from "./hall.builders.ts";
import * as made from "./stock.builders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const { act, aCap, aQuota, asOwnerRows, minutes, persons } = made;
const [anna = "", bela = "", carl = ""] = persons(3);

describe("an award", () => {
  test("comes before the opening, under the same caps, on the seat that was named; who may not says why", async () => {
    const cap = await aCap(database);
    const quotaId = await aQuota(database, { capacity: 3, units: hallOf(1, 3), caps: [cap], opensAt: minutes(5) });
    const awards = [anna, bela, carl].map((personId, index) => ({
      personId,
      key: uuidv7(),
      pick: ["1-3", "1-3", "1-2"][index] ?? "",
    }));
    const first = await act(database, (tx) => awardClaims(tx, { quotaId, awards, reason: "一线职工" }));
    expect(first.map((one) => ("label" in one ? one.label : one.outcome))).toEqual(["1-3", "seat_taken", "1-2"]);
    const again = await act(database, (tx) =>
      awardClaims(tx, {
        quotaId,
        awards: [...awards.slice(0, 1), { personId: carl, key: uuidv7() }],
        reason: "一线职工",
      }),
    );
    expect(again.map((one) => one.outcome)).toEqual(["replay", "capped"]);
    expect((await asOwnerRows(database, "select source from stock.claim where quota_id = $1", [quotaId])).length).toBe(
      2,
    );
  });

  test("names each person once", async () => {
    const quotaId = await aQuota(database);
    const awards = [anna, anna].map((personId) => ({ personId, key: uuidv7() }));
    await expect(act(database, (tx) => awardClaims(tx, { quotaId, awards, reason: "x" }))).rejects.toThrow("twice");
  });
});
