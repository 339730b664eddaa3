import { expect, test } from "vitest";
import { offFenOf } from "./benefit.rules.ts";

test.each([
  [{ type: "threshold", minSpendFen: 10_000, offFen: 3_000 }, 10_000, 3_000],
  [{ type: "threshold", minSpendFen: 10_000, offFen: 3_000 }, 9_999, undefined],
  [{ type: "half", maxOffFen: 2_500 }, 2_001, 1_000],
  [{ type: "half", maxOffFen: 2_500 }, 90_000, 2_500],
  [{ type: "half", maxOffFen: 2_500 }, 1, undefined],
  [{ type: "fixed", valueFen: 3_000 }, 2_000, 2_000],
  [{ type: "fixed", valueFen: 3_000 }, 3_001, 3_000],
] as const)("%j takes off an amount of %d: %s", (benefit, amount, off) => {
  expect(offFenOf(benefit, amount)).toBe(off);
});
