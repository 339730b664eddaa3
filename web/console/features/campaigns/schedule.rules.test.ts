import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choicesOf, mostRounds, rhythms, ruleOf, weekdayOf, weekdays } from "./schedule.rules.ts";

describe("the schedule of a campaign", () => {
  test.each([
    [{ rhythm: "once", every: 1, days: [], rounds: 1 }, null],
    [{ rhythm: "weekly", every: 1, days: ["SU", "TH"], rounds: 6 }, "FREQ=WEEKLY;BYDAY=TH,SU;COUNT=6"],
    [{ rhythm: "daily", every: 2, days: [], rounds: 3 }, "FREQ=DAILY;INTERVAL=2;COUNT=3"],
    [{ rhythm: "monthly", every: 1, days: [], rounds: 12 }, "FREQ=MONTHLY;COUNT=12"],
  ] as const)("%j is %s", (choices, rule) => {
    expect(ruleOf({ ...choices, days: [...choices.days] })).toBe(rule);
  });

  test("a rule made by the form is read back as the same rule", () => {
    const choices = fc.record({
      rhythm: fc.constantFrom(...rhythms),
      every: fc.integer({ min: 1, max: 12 }),
      days: fc.uniqueArray(fc.constantFrom(...weekdays)),
      rounds: fc.integer({ min: 1, max: mostRounds }),
    });
    fc.assert(
      fc.property(choices, (made) => {
        const rule = ruleOf(made);
        const back = choicesOf(rule);
        expect(back && ruleOf(back)).toBe(rule);
      }),
    );
  });

  test.each(["FREQ=WEEKLY;BYDAY=1MO;COUNT=2", "FREQ=YEARLY;COUNT=2", "FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY"])(
    "%s says more than the form can show",
    (rule) => expect(choicesOf(rule)).toBeUndefined(),
  );

  test("the day of the week is China's", () => {
    expect(weekdayOf(new Date("2026-11-25T16:30:00Z"))).toBe("TH");
  });
});
