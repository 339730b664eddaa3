import { describe, expect, test } from "vitest";
import { differenceOf } from "./shift.rules.ts";

describe("a count at the end of a shift", () => {
  test.each([
    ["as many slips as redemptions", 12, 0, 12, 0, { expected: 12, slips: 0, needsNote: false }],
    ["what waits to be sent has a slip too", 12, 3, 15, 0, { expected: 15, slips: 0, needsNote: false }],
    ["a slip too few", 12, 0, 11, 0, { expected: 12, slips: -1, needsNote: true }],
    ["a slip too many", 12, 0, 13, 0, { expected: 12, slips: 1, needsNote: true }],
    ["the right number, but a receipt is missing", 12, 0, 12, 1, { slips: 0, receiptsMissing: 1, needsNote: true }],
    ["an empty shift", 0, 0, 0, 0, { expected: 0, slips: 0, needsNote: false }],
  ])("%s", (_name, redemptions, notSent, slips, receiptsMissing, difference) => {
    expect(differenceOf({ redemptions, receiptsMissing }, { slips, notSent })).toMatchObject(difference);
  });
});
