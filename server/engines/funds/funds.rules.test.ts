import { describe, expect, test } from "vitest";
import { differencesOfQuota, noBalances, type QuotaFacts } from "./funds.rules.ts";

const facts: QuotaFacts = {
  ...{ quotaId: "q", faceValueFen: 500 },
  ...{ available: 3, held: 1, active: 2, redeemed: 3, lapsed: 1 },
};
const booked = {
  ...noBalances(),
  set_aside: 1000,
  returned: 500,
  held: 500,
  issued: 1000,
  redeemed: 1500,
  lapsed: 500,
};

describe("books and counts of one quota", () => {
  test("agree when every count times the face value is booked; a returned unit is on offer again", () => {
    expect(differencesOfQuota(facts, booked)).toEqual([]);
  });

  test("agree when a redemption below the face value let the rest lapse", () => {
    const spent = { ...booked, redeemed: 1200, lapsed: 800 };
    expect(differencesOfQuota({ ...facts, redeemedFen: 1200 }, spent)).toEqual([]);
  });

  test.each([
    ["free", { set_aside: 999 }, 1500, 1499],
    ["held", { held: 0 }, 500, 0],
    ["issued", { issued: 1500 }, 1000, 1500],
    ["ended", { lapsed: 0 }, 2000, 1500],
  ] as const)("a wrong %s account is named with both figures", (what, wrong, expectedFen, bookedFen) => {
    expect(differencesOfQuota(facts, { ...booked, ...wrong })).toEqual([
      { quotaId: "q", what, expectedFen, bookedFen },
    ]);
  });

  test("what was really spent is compared when it is known", () => {
    expect(differencesOfQuota({ ...facts, redeemedFen: 1400 }, booked)).toEqual([
      { quotaId: "q", what: "redeemed", expectedFen: 1400, bookedFen: 1500 },
    ]);
  });
});
