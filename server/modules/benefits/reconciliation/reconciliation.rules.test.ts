import { describe, expect, test } from "vitest";
import { faultsOfDay, faultsOfMerchant, netFen, noShifts } from "./reconciliation.rules.ts";

const day = {
  ...{
    day: "2026-11-22",
    merchantId: "m",
    tradeName: "松雪",
    redeemed: 3,
    amountFen: 60_000,
    offFen: 30_000,
    offline: 1,
  },
  ...{ undone: 1, undoneFen: 10_000, returned: 1, returnedFen: 4000, differences: 2, differencesOpen: 0 },
};

describe("a merchant's day", () => {
  test("moves what was taken, less what was undone and what came back", () => expect(netFen(day)).toBe(16_000));

  test.each([
    [{}, noShifts, []],
    [{ differencesOpen: 1 }, noShifts, ["difference_open"]],
    [{}, { ...noShifts, open: 1 }, ["shift_open"]],
    [{}, { ...noShifts, closed: 2, slips: -1 }, ["slips"]],
    [
      { differencesOpen: 2 },
      { open: 1, closed: 1, slips: 2, notSent: 3 },
      ["difference_open", "shift_open", "slips", "not_sent"],
    ],
  ])("%j with shifts %j says %j", (more, shifts, faults) =>
    expect(faultsOfMerchant({ ...day, ...more }, shifts)).toEqual(faults),
  );

  test("is compared with the books over all merchants, to the fen", () => {
    expect(faultsOfDay([day, { ...day, merchantId: "n" }], 32_000)).toEqual([]);
    expect(faultsOfDay([day], 16_001)).toEqual(["books"]);
  });
});
