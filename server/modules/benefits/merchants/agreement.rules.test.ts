import { describe, expect, test } from "vitest";
import { type AgreementDays, doubtOf, leading, missingIn, stateOn } from "./agreement.rules.ts";

const of = (state: AgreementDays["state"], startsOn = "2026-01-01", endsOn: string | null = "2026-12-31") => ({
  ...{ state, startsOn, endsOn },
});

describe("the state of an agreement on a day", () => {
  test.each([
    ["to_come", of("approved"), "2025-12-31"],
    ["in_force", of("approved"), "2026-01-01"],
    ["in_force", of("approved"), "2026-12-31"],
    ["ended", of("approved"), "2027-01-01"],
    ["in_force", of("approved", "2026-01-01", null), "2099-01-01"],
    ["draft", of("draft"), "2026-06-01"],
    ["submitted", of("submitted"), "2026-06-01"],
    ["refused", of("refused"), "2026-06-01"],
    ["terminated", of("terminated"), "2026-06-01"],
  ] as const)("%s", (expected, agreement, today) => expect(stateOn(agreement, today)).toBe(expected));
});

describe("the agreement that matters", () => {
  const old = of("approved", "2024-01-01", "2024-12-31");
  const now = of("approved");
  const next = of("approved", "2027-01-01", "2027-12-31");
  const draft = of("draft", "2028-01-01", "2028-12-31");
  test.each([
    [now, [draft, next, now, old]],
    [next, [draft, next, old]],
    [old, [draft, old]],
    [draft, [draft, of("refused")]],
    [undefined, []],
  ])("is %o", (expected, all) => expect(leading(all, "2026-06-01")).toBe(expected));
});

test("says what is still missing before it is handed in", () => {
  const whole = { contractNumber: "1", legalName: "甲", creditCode: "9", scanFileId: "f", hasAccount: true };
  expect(missingIn(whole)).toEqual([]);
  expect(missingIn({ ...whole, scanFileId: null, hasAccount: false })).toEqual(["scan", "account"]);
  expect(missingIn({ ...whole, contractNumber: "", legalName: "", creditCode: "" })).toHaveLength(3);
});

test("an empty credit code is missing, not doubtful; a wrong one is doubtful", () => {
  expect([doubtOf(""), doubtOf("91350100M000100Y43"), doubtOf("91350100M000100Y44")]).toEqual([null, null, "check"]);
});
