import { expect, test } from "vitest";
import { daysOf, inputOf, type SeriesValues } from "./series-form.rules.ts";

const values: SeriesValues = {
  ...{ title: "惠工影院", hallId: "h", days: ["WE", "FR"], time: "18:30", minutes: 120, roundDays: ["MO", "TH"] },
  ...{ roundTime: "12:00", mode: "grab", seatsPerSession: 1, seatsPerWeek: null, giveBackMinutes: 120 },
  ...{ shiftPercent: 20, shiftSpillHours: 24, awardPercent: 0 },
};

test("days of the week become rules, and rules days", () => {
  const input = inputOf({ ...values, shiftTag: "倒班" });
  expect(input.slots).toEqual([{ rule: "FREQ=WEEKLY;BYDAY=WE,FR", time: "18:30", minutes: 120 }]);
  expect(daysOf(input.roundRule)).toEqual(["MO", "TH"]);
  expect(daysOf("FREQ=MONTHLY;BYMONTHDAY=1")).toEqual([]);
  expect([input.shiftTag, input.shiftPercent, input.shiftSpillMinutes]).toEqual(["倒班", 20, 1440]);
});

test("a share without a tag is none, and so is a tag without a share", () => {
  expect(inputOf(values)).toMatchObject({ shiftTag: null, shiftPercent: 0 });
  expect(inputOf({ ...values, shiftTag: "倒班", shiftPercent: 0 })).toMatchObject({ shiftTag: null, shiftPercent: 0 });
});
