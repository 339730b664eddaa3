import { describe, expect, it, test } from "vitest";
import type { Series } from "../../../shared/api-types/index.ts";
import { daysOf, inputOf, type SeriesValues, valuesOf } from "./series-form.rules.ts";

const values: SeriesValues = {
  ...{ title: "惠工影院", hallId: "h", roundDays: ["MO", "TH"], roundTime: "12:00", mode: "grab" },
  slots: [{ days: ["FR", "WE"], time: "18:30", minutes: 120 }],
  ...{ seatsPerSession: 1, seatsPerWeek: null, giveBackMinutes: 120 },
  ...{ shiftPercent: 20, shiftSpillHours: 24, awardPercent: 0 },
};

test("days of the week become rules, and rules days", () => {
  const input = inputOf({ ...values, shiftTag: "倒班" });
  expect(input.slots).toEqual([{ rule: "FREQ=WEEKLY;BYDAY=WE,FR", time: "18:30", minutes: 120 }]);
  expect(daysOf(input.roundRule)).toEqual(["MO", "TH"]);
  expect(daysOf("FREQ=MONTHLY;BYMONTHDAY=1")).toEqual([]);
  expect([input.shiftTag, input.shiftPercent, input.shiftSpillMinutes]).toEqual(["倒班", 20, 1440]);
});

describe("several times of their own", () => {
  const slots = [
    { rule: "FREQ=WEEKLY;BYDAY=WE", time: "18:30", minutes: 120 },
    { rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", time: "19:00", minutes: 150 },
    { rule: "FREQ=WEEKLY;BYDAY=SA", time: "14:00", minutes: 120 },
    { rule: "FREQ=WEEKLY;BYDAY=SA", time: "16:30", minutes: 120 },
  ];
  const series = { ...values, slots, roundRule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", shiftSpillMinutes: 1440 };
  const form = valuesOf(series as unknown as Series);

  it("come through the form as they were, whatever their rules say beyond the days", () => {
    expect(form.slots.map(({ days, time }) => [...days, time])).toEqual([
      ...[
        ["WE", "18:30"],
        ["FR", "19:00"],
        ["SA", "14:00"],
        ["SA", "16:30"],
      ],
    ]);
    expect(inputOf(form, series)).toMatchObject({ slots, roundRule: series.roundRule });
  });

  it("take the rule of the new days when these are changed", () => {
    const changed = { ...form, slots: form.slots.map((slot) => ({ ...slot, days: ["SU" as const] })) };
    expect(new Set(inputOf(changed, series).slots.map(({ rule }) => rule))).toEqual(new Set(["FREQ=WEEKLY;BYDAY=SU"]));
  });
});

test("a share without a tag is none, and so is a tag without a share", () => {
  expect(inputOf(values)).toMatchObject({ shiftTag: null, shiftPercent: 0 });
  expect(inputOf({ ...values, shiftTag: "倒班", shiftPercent: 0 })).toMatchObject({ shiftTag: null, shiftPercent: 0 });
});
