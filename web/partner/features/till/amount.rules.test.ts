import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AmountKey, amountKeys, fenOf, pressKey, typedOf } from "./amount.rules.ts";

const typed = (keys: string) => [...keys].reduce((text, key) => pressKey(text, key as AmountKey), "");

describe("the amount pad", () => {
  test.each([
    ["", "", 0],
    ["128", "128", 12_800],
    ["12.5", "12.5", 1_250],
    [".05", "0.05", 5],
    ["007", "7", 700],
    ["1.234", "1.23", 123],
    ["1..2", "1.2", 120],
    ["1234567", "12345", 1_234_500],
  ])("%s shows %s and means %d fen", (keys, shown, fen) => {
    expect(typed(keys)).toBe(shown);
    expect(fenOf(typed(keys))).toBe(fen);
  });

  test("whatever is pressed, it means a whole number of fen within the till's limit", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...amountKeys)), (keys) => {
        const fen = fenOf(keys.reduce(pressKey, ""));
        expect(Number.isSafeInteger(fen) && fen >= 0 && fen <= 9_999_999).toBe(true);
      }),
    );
  });

  test("what is shown again after a refusal means the same amount", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999 }), (fen) => fenOf(typedOf(fen)) === fen));
    expect([0, 149_900, 1_250].map(typedOf)).toEqual(["", "1499", "12.50"]);
  });
});
