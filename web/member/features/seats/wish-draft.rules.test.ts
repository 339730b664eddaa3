import { describe, expect, test } from "vitest";
import { isAlike, isSaid, saidBefore, saidWith } from "./wish-draft.rules.ts";

const act = { releaseId: "r", key: "k", personId: "p" } as const;

test("what the server leaves out was not said", () => {
  expect(saidBefore({})).toEqual({ wishes: [], partyCode: null });
  expect(saidBefore({ wishes: ["1排1座"], partyCode: "ABCD2345" })).toEqual({
    wishes: ["1排1座"],
    partyCode: "ABCD2345",
  });
});

test("an entry on its way carries what was said with it; a claim says nothing of wishes", () => {
  expect(saidWith({ ...act, act: "entry", wishes: ["1排1座"] })).toEqual({ wishes: ["1排1座"], partyCode: null });
  expect(saidWith({ ...act, act: "claim", pick: "1排1座" })).toBeUndefined();
  expect(saidWith(undefined)).toBeUndefined();
});

test.each([
  [["a", "b"], ["a", "b"], true],
  [["a", "b"], ["b", "a"], false],
  [["a"], ["a", "b"], false],
  [[], [], true],
])("wishes %o and %o are alike: %s, for their order counts", (one, other, alike) => {
  expect(isAlike({ wishes: one, partyCode: null }, { wishes: other, partyCode: null })).toBe(alike);
});

test("another company is another entry", () => {
  expect(isAlike({ wishes: [], partyCode: "A" }, { wishes: [], partyCode: null })).toBe(false);
});

describe("a kept draft", () => {
  test.each([
    [{ wishes: ["a"], partyCode: null }, true],
    [{ wishes: [1], partyCode: null }, false],
    [{ wishes: [] }, false],
    [null, false],
    ["a", false],
  ])("%o is one: %s", (value, expected) => expect(isSaid(value)).toBe(expected));
});
