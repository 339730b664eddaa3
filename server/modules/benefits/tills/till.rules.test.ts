import { describe, expect, test } from "vitest";
import { isSimplePin, pairingSigns, readPairingCode } from "./till.rules.ts";

describe("a pairing code", () => {
  test("has signs that nobody misreads", () => {
    expect(pairingSigns).toHaveLength(31);
    expect(pairingSigns).not.toMatch(/[01ILO]/);
  });

  test.each([
    ["ABCD2345", "ABCD2345"],
    ["abcd-2345", "ABCD2345"],
    [" ＡＢＣＤ ２３４５ ", "ABCD2345"],
    ["ABCD234", undefined],
    ["ABCD2340", undefined],
    ["ABCDIL11", undefined],
  ])("%s is read as %s", (typed, code) => expect(readPairingCode(typed)).toBe(code));
});

describe("a PIN", () => {
  test.each([
    ["000000", true],
    ["123456", true],
    ["654321", true],
    ["890123", true],
    ["135790", false],
    ["112233", false],
    ["480215", false],
  ])("%s is simple: %s", (pin, simple) => expect(isSimplePin(pin)).toBe(simple));
});
