import { describe, expect, test } from "vitest";
import { makePairingCode, pairingSigns, readPairingCode } from "./pairing-code.ts";

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

test("what is made is read as it was made", () => {
  const code = makePairingCode();
  expect(readPairingCode(`${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`)).toBe(code);
  expect(makePairingCode()).not.toBe(code);
});
