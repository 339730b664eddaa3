import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Benefit, discountOf } from "../vouchers/discount.rules.ts";
import { decideReturn, type ReturnFacts, type ReturnRule } from "./returns.rules.ts";

const rule: ReturnRule = {
  returnOutcome: "claw_back",
  returnPartial: "recalculate",
  ...{ returnDays: 30, reissueDays: 7, reissueBeyondEnd: false },
};
const threshold: Benefit = { type: "threshold", minSpendFen: 20_000, offFen: 10_000 };
const half: Benefit = { type: "half", maxOffFen: 5_000 };
const fixed: Benefit = { type: "fixed", valueFen: 3_000 };

const facts = (given: Partial<Omit<ReturnFacts, "rule">> & { rule?: Partial<ReturnRule> }): ReturnFacts => ({
  ...{ benefit: threshold, amountFen: 26_000, offFen: 10_000, beforeFen: 0, goodsFen: 26_000 },
  ...{ redeemedAt: new Date("2026-11-20T12:00:00+08:00"), at: new Date("2026-11-27T12:00:00+08:00") },
  campaignEndsOn: "2026-12-31",
  ...given,
  rule: { ...rule, ...given.rule },
});

describe("what comes back of a discount", () => {
  test.each([
    // benefit, bill, off, brought back, rule, outcome, back, refund
    ["all of 260", threshold, 26_000, 10_000, 26_000, "recalculate", "clawed_back", 10_000, 16_000],
    [
      "150 of 260: 110 are no 200 any more",
      threshold,
      26_000,
      10_000,
      15_000,
      "recalculate",
      "clawed_back",
      10_000,
      5_000,
    ],
    [
      "60 of 260: 200 are left, the discount stands",
      threshold,
      26_000,
      10_000,
      6_000,
      "recalculate",
      "stands",
      0,
      6_000,
    ],
    ["one fen more: it does not", threshold, 26_000, 10_000, 6_001, "recalculate", "clawed_back", 6_001, 0],
    [
      "70 of 260: nobody pays for bringing back",
      threshold,
      26_000,
      10_000,
      7_000,
      "recalculate",
      "clawed_back",
      7_000,
      0,
    ],
    ["150 of 260 by share", threshold, 26_000, 10_000, 15_000, "proportional", "clawed_back", 5_770, 9_230],
    ["60 of 260 by share", threshold, 26_000, 10_000, 6_000, "proportional", "clawed_back", 2_308, 3_692],
    ["one fen by share", threshold, 26_000, 10_000, 1, "proportional", "clawed_back", 1, 0],
    ["all by share", threshold, 26_000, 10_000, 26_000, "proportional", "clawed_back", 10_000, 16_000],
    ["all when parts are refused", threshold, 26_000, 10_000, 26_000, "refuse", "clawed_back", 10_000, 16_000],
    ["a half: 40 of 100 are kept at half", half, 10_000, 5_000, 6_000, "recalculate", "clawed_back", 3_000, 3_000],
    ["a half at its maximum stays there", half, 20_000, 5_000, 8_000, "recalculate", "stands", 0, 8_000],
    ["a fixed value stands on what is left", fixed, 10_000, 3_000, 5_000, "recalculate", "stands", 0, 5_000],
    [
      "a fixed value of more than what is left",
      fixed,
      10_000,
      3_000,
      8_000,
      "recalculate",
      "clawed_back",
      1_000,
      7_000,
    ],
  ] as const)("%s", (_name, benefit, amountFen, offFen, goodsFen, returnPartial, outcome, backFen, refundFen) => {
    const decided = decideReturn(facts({ benefit, amountFen, offFen, goodsFen, rule: { returnPartial } }));
    expect(decided).toMatchObject({ ok: true, outcome, backFen, refundFen, whole: backFen === offFen });
  });

  test.each([
    ["more than the bill", { goodsFen: 26_001 }, { reason: "nothing_left", leftFen: 26_000 }],
    ["more than is left of it", { beforeFen: 20_000, goodsFen: 6_001 }, { reason: "nothing_left", leftFen: 6_000 }],
    [
      "a part where only all is taken",
      { goodsFen: 15_000, rule: { returnPartial: "refuse" } },
      { reason: "whole_only" },
    ],
    ["a day too late", { at: new Date("2026-12-21T00:00:00+08:00") }, { reason: "too_late", days: 30 }],
    ["the next day when the same is asked", { rule: { returnDays: 0 } }, { reason: "too_late", days: 0 }],
  ] as const)("%s is refused", (_name, given, refusal) => {
    expect(decideReturn(facts(given))).toMatchObject({ ok: false, ...refusal });
  });

  test("the last day counts to its end", () => {
    expect(decideReturn(facts({ at: new Date("2026-12-20T23:59:59+08:00") }))).toMatchObject({ ok: true });
  });

  test("goods that came in parts count together: earlier ones were paid in full, and this is made good now", () => {
    const first = decideReturn(facts({ goodsFen: 5_000 }));
    const second = decideReturn(facts({ beforeFen: 5_000, goodsFen: 10_000 }));
    expect(first).toMatchObject({ outcome: "stands", refundFen: 5_000 });
    expect(second).toMatchObject({ outcome: "clawed_back", backFen: 10_000, refundFen: 0 });
  });
});

describe("the voucher that the member has again", () => {
  const again = { returnOutcome: "reissue" } as const;
  const end = (day: string) => new Date(`${day}T00:00:00+08:00`);
  test.each([
    ["so many whole days", {}, "2026-12-31", end("2026-12-05")],
    ["not beyond the campaign's end", {}, "2026-12-01", end("2026-12-02")],
    ["beyond it where the rule says so", { reissueBeyondEnd: true }, "2026-12-01", end("2026-12-05")],
  ])("%s", (_name, given, campaignEndsOn, validUntil) => {
    expect(decideReturn(facts({ campaignEndsOn, rule: { ...again, ...given } }))).toMatchObject({
      ...{ outcome: "reissued", backFen: 10_000, refundFen: 16_000, validUntil },
    });
  });

  test("is none when the campaign is over, and none when some of the subsidy stays with the goods that were kept", () => {
    expect(decideReturn(facts({ campaignEndsOn: "2026-11-26", rule: again }))).toMatchObject({
      outcome: "clawed_back",
    });
    const partly = { benefit: half, amountFen: 10_000, offFen: 5_000, goodsFen: 6_000 };
    expect(decideReturn(facts({ ...partly, rule: again }))).toMatchObject({ outcome: "clawed_back", whole: false });
  });
});

describe("whatever was bought and brought back", () => {
  const benefits = fc.oneof(
    fc
      .record({ minSpendFen: fc.integer({ min: 1, max: 50_000 }), offFen: fc.integer({ min: 1, max: 50_000 }) })
      .filter((one) => one.offFen <= one.minSpendFen)
      .map((one): Benefit => ({ type: "threshold", ...one })),
    fc.integer({ min: 1, max: 50_000 }).map((maxOffFen): Benefit => ({ type: "half", maxOffFen })),
    fc.integer({ min: 1, max: 50_000 }).map((valueFen): Benefit => ({ type: "fixed", valueFen })),
  );
  const bills = fc
    .record({
      benefit: benefits,
      amountFen: fc.integer({ min: 1, max: 100_000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ part, ...bill }) => ({ ...bill, goodsFen: Math.max(1, Math.round(bill.amountFen * part)) }));
  const partial = fc.constantFrom("recalculate" as const, "proportional" as const);

  test("never more comes back than was taken off or than the goods are worth, and the parts make the whole", () => {
    fc.assert(
      fc.property(bills, partial, fc.integer({ min: 1, max: 5 }), (bill, returnPartial, pieces) => {
        const discount = discountOf(bill.benefit, bill.amountFen);
        fc.pre(discount.ok);
        const { offFen } = discount.ok ? discount : { offFen: 0 };
        const asked = facts({ ...bill, offFen, rule: { returnPartial } });
        const whole = decideReturn(asked);
        if (!whole.ok) throw new Error(whole.reason);
        expect(whole.backFen).toBeGreaterThanOrEqual(0);
        expect(whole.backFen).toBeLessThanOrEqual(Math.min(offFen, bill.goodsFen));
        expect(whole.refundFen).toBe(bill.goodsFen - whole.backFen);
        expect(whole.refundFen).toBeGreaterThanOrEqual(0);
        if (bill.goodsFen === bill.amountFen) expect(whole.backFen).toBe(offFen);

        // In pieces, as long as the discount stands: what the last one takes back is what all together would have.
        const piece = Math.floor(bill.goodsFen / pieces);
        fc.pre(piece > 0);
        let beforeFen = 0;
        let paid = 0;
        while (beforeFen < bill.goodsFen) {
          const goodsFen = bill.goodsFen - beforeFen < 2 * piece ? bill.goodsFen - beforeFen : piece;
          const step = decideReturn({ ...asked, beforeFen, goodsFen });
          if (!step.ok) throw new Error(step.reason);
          beforeFen += goodsFen;
          paid += step.refundFen;
          if (step.outcome === "stands") continue;
          expect(step.backFen + paid).toBe(beforeFen);
          return;
        }
        expect(paid).toBe(bill.goodsFen);
      }),
    );
  });
});
