import { createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { claimRefusal, entryRefusal, isDue, servingOrder, ticketOf, unitsLeft } from "./stock.rules.ts";
import type { QuotaSnapshot } from "./stock.types.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));
const quota: QuotaSnapshot = {
  id: "q",
  node: "1",
  parentId: null,
  mode: "grab",
  state: "open",
  capacity: 2,
  taken: 0,
  held: 0,
  entryOpensAt: at(0),
  entryClosesAt: at(11),
  opensAt: at(10),
  closesAt: at(50),
  servedAt: null,
  placedAt: null,
  nextNumber: 1,
};
const served = { servedAt: at(11) };
const plain = { mode: "first_come", entryOpensAt: null, entryClosesAt: null } as const;

describe("a first-come claim", () => {
  test.each<[string, Partial<QuotaSnapshot>, number, ReturnType<typeof claimRefusal>]>([
    ["before opening", {}, 9, "not_open"],
    ["at opening, before the window is served", {}, 10, "drawing"],
    ["after serving", served, 12, undefined],
    ["at opening without a window", plain, 10, undefined],
    ["when all is taken", { ...served, taken: 2 }, 12, "sold_out"],
    ["when taken and held make up the capacity", { ...served, taken: 1, held: 1 }, 12, "sold_out"],
    ["when paused", { ...served, state: "paused" }, 12, "paused"],
    ["when paused before opening", { state: "paused" }, 9, "paused"],
    ["when closed by hand", { ...served, state: "closed" }, 12, "closed"],
    ["a moment before closing", served, 49, undefined],
    ["at closing", served, 50, "closed"],
  ])("%s", (_name, given, minute, refusal) => {
    expect(claimRefusal({ ...quota, ...given }, at(minute))).toBe(refusal);
  });
});

describe("an entry", () => {
  test.each<[string, Partial<QuotaSnapshot>, number, ReturnType<typeof entryRefusal>]>([
    ["before the window", {}, -1, "not_open"],
    ["at its first moment", {}, 0, undefined],
    ["before its end", {}, 10, undefined],
    ["at its end", {}, 11, "entry_closed"],
    ["when served already", served, 5, "entry_closed"],
    ["without a window", plain, 5, "no_window"],
    ["when paused", { state: "paused" }, 5, "paused"],
    ["when closed", { state: "closed" }, 5, "closed"],
  ])("%s", (_name, given, minute, refusal) => {
    expect(entryRefusal({ ...quota, ...given }, at(minute))).toBe(refusal);
  });
});

describe("a window is due", () => {
  test.each<[string, Partial<QuotaSnapshot>, number, boolean]>([
    ["not before its end", {}, 10, false],
    ["at its end", {}, 11, true],
    ["not while paused", { state: "paused" }, 12, false],
    ["when resumed after its end", {}, 40, true],
    ["not when closed unserved", { state: "closed" }, 12, false],
    ["for its places after serving", served, 12, true],
    ["for its places also when paused after serving", { ...served, state: "paused" }, 12, true],
    ["for its places also when closed after serving", { ...served, state: "closed" }, 12, true],
    ["not when placed", { ...served, placedAt: at(12) }, 13, false],
    ["never as a share, which is served with its whole", { parentId: "p" }, 12, false],
    ["never without a window", plain, 12, false],
  ])("%s", (_name, given, minute, due) => {
    expect(isDue({ ...quota, ...given }, at(minute))).toBe(due);
  });
});

test("left is capacity less taken less held", () => {
  expect(unitsLeft({ capacity: 5, taken: 2, held: 1 })).toBe(2);
});

describe("tickets", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ max: 2 });
  });
  afterAll(() => database.drop());

  test("a single ticket is the HMAC of the number, as any tool computes it", () => {
    const secret = Buffer.from("00".repeat(32), "hex");
    expect(ticketOf(secret, 7, 1)).toBe(createHmac("sha256", secret).update("7").digest("hex"));
  });

  test("the database and the code give the same ticket for every weight", async () => {
    const secret = randomBytes(32);
    for (const number of [1, 2, 10, 999_999, 4_000_000_000])
      for (const weight of [1, 2, 3, 17, 100]) {
        const { rows } = await database.pool.query("select stock.ticket($1, $2, $3::smallint) as ticket", [
          secret,
          number,
          weight,
        ]);
        expect(rows[0].ticket).toBe(ticketOf(secret, number, weight));
      }
  });

  test("the order is a permutation, decided by the secret alone and not by the order of arrival", () => {
    const secret = randomBytes(32);
    const entries = Array.from({ length: 50 }, (_, index) => ({ number: index + 1, weight: 1 + (index % 3) }));
    const order = servingOrder(secret, entries);
    expect([...order].sort((a, b) => a - b)).toEqual(entries.map((entry) => entry.number));
    expect(servingOrder(secret, [...entries].reverse())).toEqual(order);
    expect(servingOrder(randomBytes(32), entries)).not.toEqual(order);
  });

  test("a weight of three comes first three times out of four against a weight of one", () => {
    let first = 0;
    const rounds = 4000;
    for (let round = 0; round < rounds; round++)
      if (
        servingOrder(Buffer.from(`secret ${round}`), [
          { number: 1, weight: 3 },
          { number: 2, weight: 1 },
        ])[0] === 1
      )
        first++;
    // Fixed secrets, so the same every time; expectation 3000, standard deviation 27.
    expect(Math.abs(first - 3000)).toBeLessThan(110);
  });
});
