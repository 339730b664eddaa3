import { describe, expect, test } from "vitest";
import { faultOf, isOpenTo, lastDay, mayAct, mayConfirm, retains, silenceOf, stageOf } from "./registration.rules.ts";

const days = { year: 2026, opensOn: "2026-03-01", closesOn: "2026-05-31" };

describe("a registration year", () => {
  test.each([
    ["2026-02-28", "coming"],
    ["2026-03-01", "open"],
    ["2026-05-31", "open"],
    ["2026-06-01", "over"],
    ["2026-12-31", "over"],
    ["2027-01-01", "past"],
  ])("on %s is %s", (today, stage) => {
    expect(stageOf(days, today)).toBe(stage);
  });

  test("that ends in the next year is settled until then", () => {
    expect(lastDay({ year: 2026, closesOn: "2027-02-28" })).toBe("2027-02-28");
  });

  test.each([
    ["open", null, true],
    ["open", "kept", true],
    ["open", "retained", false],
    ["over", null, false],
    ["over", "asked", true],
    ["past", "asked", false],
    ["coming", null, false],
  ] as const)("lets members confirm while it is %s and the union has %s: %s", (stage, decision, may) => {
    expect(mayConfirm(stage, decision)).toBe(may);
  });

  test.each([
    ["open", "confirm", "left", true],
    ["open", "retain", "left", false],
    ["open", "retain", "wishes", true],
    ["open", "keep", "wishes", true],
    ["open", "ask", "wishes", false],
    ["over", "retain", "left", true],
    ["over", "ask", "left", true],
    ["past", "confirm", "left", false],
    ["coming", "confirm", "left", false],
  ] as const)("while it is %s lets staff %s those of the list %s: %s", (stage, act, list, may) => {
    expect(mayAct(stage, { act, list })).toBe(may);
  });

  test("retains whom staff confirm as working no more", () => {
    expect(retains({ act: "confirm", said: "retired" })).toBe(true);
    expect(retains({ act: "confirm", said: "employed" })).toBe(false);
    expect(retains({ act: "ask", said: null })).toBe(false);
  });

  test.each([
    ["keep", null, "active", "employed", false],
    ["keep", null, "transferring", "retired", true],
    ["retain", null, "active", "retired", true],
    ["retain", null, "transferring", null, false],
    ["confirm", "employed", "transferring", null, true],
    ["confirm", "employed", "active", "retired", false],
    ["confirm", "retired", "suspended", null, false],
  ] as const)("lets staff %s (as %s) whoever is %s and said %s: %s", (act, said, state, own, may) => {
    expect(isOpenTo({ act, said }, { state, said: own })).toBe(may);
  });

  test.each([
    [{}, undefined],
    [{ remindOn: "2026-05-01" }, undefined],
    [{ closesOn: "2027-02-01" }, undefined],
    [{ year: 2029 }, "year"],
    [{ opensOn: "2026-02-01" }, "opensOn"],
    [{ closesOn: "2026-02-28" }, "closesOn"],
    [{ closesOn: "2028-02-28" }, "closesOn"],
    [{ remindOn: "2026-03-01" }, "remindOn"],
    [{ remindOn: "2026-06-01" }, "remindOn"],
  ])("with %j has the fault %s", (change, fault) => {
    expect(faultOf({ ...days, remindOn: null, ...change }, "2026-02-15")).toBe(fault);
  });
});

test.each([
  [{ hasPhone: false, isLongAway: true }, "no_phone"],
  [{ hasPhone: true, isLongAway: true }, "long_away"],
  [{ hasPhone: true, isLongAway: false }, "silent"],
])("whoever has %j is listed as %s", (one, why) => {
  expect(silenceOf(one)).toBe(why);
});
