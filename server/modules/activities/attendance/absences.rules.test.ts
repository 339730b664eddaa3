import { describe, expect, it } from "vitest";
import { endOfDay } from "#kernel/business-day";
import { barredUntil, ruleOn, tooMany } from "./absences.rules.ts";

const at = (day: string, time = "20:30") => new Date(`${day}T${time}:00+08:00`);
const missedOn = (...days: string[]) => days.map((day, index) => ({ claimId: `c${index}`, missedAt: at(day) }));
const twice = { absences: 2, withinDays: 60, effect: "entry" as const };

describe("the rule of a day", () => {
  const rules = [{ validFrom: "2026-01-01" }, { validFrom: "2026-12-01" }, { validFrom: "2026-07-01" }];
  it.each([
    ["2026-12-01", "2026-12-01"],
    ["2026-11-30", "2026-07-01"],
    ["2026-01-01", "2026-01-01"],
    ["2025-12-31", undefined],
  ])("on %s is the one of %s", (day, validFrom) => {
    expect(ruleOn(rules, day)?.validFrom).toBe(validFrom);
  });
});

describe("absences", () => {
  it("are enough when as many fall within the days, today included", () => {
    const now = at("2026-12-04");
    expect(tooMany(twice, missedOn("2026-12-02", "2026-12-04"), now)).toHaveLength(2);
    expect(tooMany(twice, missedOn("2026-10-06", "2026-12-04"), now)).toHaveLength(2);
    expect(tooMany(twice, missedOn("2026-10-05", "2026-12-04"), now)).toBeUndefined();
    expect(tooMany(twice, missedOn("2026-12-04"), now)).toBeUndefined();
  });

  it("bring nothing where the series says so", () => {
    expect(tooMany({ ...twice, effect: "none" }, missedOn("2026-12-02", "2026-12-04"), at("2026-12-04"))).toBe(
      undefined,
    );
  });
});

describe("a bar of two rounds", () => {
  const now = at("2026-12-04", "21:00");
  const rounds = [at("2026-12-03", "12:00"), at("2026-12-07", "12:00"), at("2026-12-10", "12:00")];
  it("lasts through the day of the second round ahead", () => {
    expect(barredUntil(2, rounds, now)).toEqual(endOfDay("2026-12-10"));
  });
  it("lasts two weeks when no round is known ahead", () => {
    expect(barredUntil(2, rounds.slice(0, 1), now)).toEqual(endOfDay("2026-12-18"));
  });
});
