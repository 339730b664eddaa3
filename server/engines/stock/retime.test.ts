import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { redeemClaim } from "./claims.ts";
import { hallOf, unitsOf } from "./hall.builders.ts";
import { closeQuota } from "./quotas.ts";
import { cancelQuota, retimeQuota } from "./retime.ts";
import * as made from "./stock.builders.ts";
import { findClaim } from "./stock.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const { act, aCap, aClaim, aQuota, aWindow, asOwnerRows, minutes, persons, refused } = made;
const [anna = "", bela = "", carl = "", dora = ""] = persons(4);

const claimOf = async (claimId: string) => act(database, (tx) => findClaim(tx.db, claimId));

describe("what changes its times", () => {
  test("takes what members have along, and refuses what has begun or what cannot be", async () => {
    const quotaId = await aQuota(database, { validDays: 1 });
    const claim = await aClaim(database, quotaId, anna);
    const before = (await claimOf(claim))?.validUntil?.getTime() ?? 0;
    await act(database, (tx) => retimeQuota(tx, quotaId, { validFrom: minutes(60), validUntil: minutes(9000) }));
    const after = await claimOf(claim);
    expect((after?.validUntil?.getTime() ?? 0) - before).toBeGreaterThan(59 * 60_000);
    for (const times of [
      { opensAt: minutes(30) },
      { closesAt: minutes(-60) },
      { validUntil: minutes(30) },
      { entryOpensAt: minutes(1) },
    ])
      expect(await refused(act(database, (tx) => retimeQuota(tx, quotaId, times))), JSON.stringify(times)).toBe(
        "stock.wrong_times",
      );
  });

  test("a window that is open ends later, and begins no other time", async () => {
    const window = await aWindow(database, { opensAt: minutes(10) });
    await act(database, (tx) => retimeQuota(tx, window, { entryClosesAt: minutes(20), opensAt: minutes(20) }));
    expect(await refused(act(database, (tx) => retimeQuota(tx, window, { entryOpensAt: minutes(1) })))).toBe(
      "stock.wrong_times",
    );
  });
});

describe("what does not take place", () => {
  test("gives everybody their turn back: seats free, uses under caps as before, money in the budget, the used ones stay", async () => {
    const cap = await aCap(database);
    const { id, sourceId } = await made.aPaidQuota(database, { capacity: 4, units: hallOf(2, 2), caps: [cap] });
    const used = await aClaim(database, id, anna);
    await act(database, (tx) => redeemClaim(tx, used));
    for (const person of [bela, carl]) await aClaim(database, id, person);
    expect(await act(database, (tx) => cancelQuota(tx, id))).toBe(2);

    expect((await unitsOf(database, [id])).filter((unit) => unit.claim !== null).map((unit) => unit.claim)).toEqual([
      used,
    ]);
    const uses = await asOwnerRows<{ used: number }>(
      database,
      "select used from stock.cap_use where cap_id = $1 order by used",
      [cap],
    );
    expect(uses.map((row) => row.used)).toEqual([0, 0, 1]);
    const money = await made.moneyOf(database, sourceId, id);
    expect(money).toMatchObject({ redeemed: 100, issued: 0 });
    expect((money?.set_aside ?? 0) + (money?.returned ?? 0)).toBe(0);
    const other = await aQuota(database, { caps: [cap] });
    expect(await made.outcomeOn(database, other, bela)).toHaveLength(36);
    expect(await made.outcomeOn(database, id, dora)).toBe("closed");
  });

  test("gives the money back also of what was closed before", async () => {
    const { id, sourceId } = await made.aPaidQuota(database, { capacity: 4 });
    for (const person of [anna, bela]) await aClaim(database, id, person);
    await act(database, (tx) => closeQuota(tx, id));
    expect(await act(database, (tx) => cancelQuota(tx, id))).toBe(2);
    const money = await made.moneyOf(database, sourceId, id);
    expect((money?.issued ?? 0) + (money?.set_aside ?? 0) + (money?.returned ?? 0)).toBe(0);
  });
});
