import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Benefit, discountOf, faceValueFen } from "./discount.rules.ts";

const threshold: Benefit = { type: "threshold", minSpendFen: 20_000, offFen: 10_000 };
const half: Benefit = { type: "half", maxOffFen: 5_000 };
const fixed: Benefit = { type: "fixed", valueFen: 3_000 };

describe("a bill with a voucher", () => {
  test.each([
    [threshold, 20_000, { ok: true, offFen: 10_000, payFen: 10_000 }],
    [threshold, 20_001, { ok: true, offFen: 10_000, payFen: 10_001 }],
    [threshold, 19_999, { ok: false, reason: "below_threshold", minSpendFen: 20_000 }],
    [half, 1, { ok: false, reason: "nothing_off" }],
    [half, 2, { ok: true, offFen: 1, payFen: 1 }],
    [half, 9_999, { ok: true, offFen: 4_999, payFen: 5_000 }],
    [half, 10_000, { ok: true, offFen: 5_000, payFen: 5_000 }],
    [half, 10_001, { ok: true, offFen: 5_000, payFen: 5_001 }],
    [half, 99_999, { ok: true, offFen: 5_000, payFen: 94_999 }],
    [fixed, 2_999, { ok: true, offFen: 2_999, payFen: 0 }],
    [fixed, 3_000, { ok: true, offFen: 3_000, payFen: 0 }],
    [fixed, 3_001, { ok: true, offFen: 3_000, payFen: 1 }],
  ] as const)("%j on %d fen gives %j", (benefit, amountFen, expected) => {
    expect(discountOf(benefit, amountFen)).toEqual(expected);
  });

  test("never takes off more than was set aside, and the parts make the whole", () => {
    const benefit = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 1e6 }), fc.nat({ max: 1e6 }))
        .map(([offFen, more]): Benefit => ({ type: "threshold", offFen, minSpendFen: offFen + more })),
      fc.integer({ min: 1, max: 1e6 }).map((maxOffFen): Benefit => ({ type: "half", maxOffFen })),
      fc.integer({ min: 1, max: 1e6 }).map((valueFen): Benefit => ({ type: "fixed", valueFen })),
    );
    fc.assert(
      fc.property(benefit, fc.integer({ min: 1, max: 1e7 }), (given, amountFen) => {
        const discount = discountOf(given, amountFen);
        if (!discount.ok) return;
        expect(discount.offFen + discount.payFen).toBe(amountFen);
        expect(discount.offFen).toBeLessThanOrEqual(faceValueFen(given));
        expect(discount.payFen).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(discount.offFen)).toBe(true);
      }),
    );
  });
});
