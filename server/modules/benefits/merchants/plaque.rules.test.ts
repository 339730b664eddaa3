import { describe, expect, test } from "vitest";
import { type PlaqueFacts, readPlaqueNumber, standingOf } from "./plaque.rules.ts";

const facts = (given: Partial<PlaqueFacts> = {}): PlaqueFacts => ({
  ...{ withdrawn: false, merchantActive: true, agreement: "in_force", suspended: false, storeOpen: true },
  ...given,
});

describe("what a plaque tells a passer-by", () => {
  test.each([
    ["in_force", facts()],
    ["to_come", facts({ agreement: "to_come" })],
    ["ended", facts({ agreement: "ended" })],
    ["ended", facts({ agreement: "terminated" })],
    ["ended", facts({ agreement: "submitted" })],
    ["ended", facts({ agreement: undefined })],
    ["ended", facts({ agreement: "ended", suspended: true })],
    ["suspended", facts({ suspended: true })],
    ["suspended", facts({ merchantActive: false, storeOpen: false })],
    ["closed", facts({ storeOpen: false })],
    ["withdrawn", facts({ withdrawn: true })],
    ["withdrawn", facts({ withdrawn: true, agreement: "ended" })],
  ] as const)("%s", (expected, given) => expect(standingOf(given)).toBe(expected));
});

test.each([
  ["ABCDE23456", "ABCDE23456"],
  ["abcde-23456", "ABCDE23456"],
  [" ABCDE 23456 ", "ABCDE23456"],
  ["ABCDE2345", undefined],
  ["ABCDE2345L", undefined],
  ["ABCDE23450", undefined],
  ["", undefined],
])("the number %s is read as %s", (typed, expected) => expect(readPlaqueNumber(typed)).toBe(expected));
