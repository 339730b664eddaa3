import { describe, expect, test } from "vitest";
import { isCutShort, roundsOf, type Schedule, validUntil } from "./schedule.rules.ts";

const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
const schedule = (given: Partial<Schedule> = {}): Schedule => ({
  recurrence: "FREQ=WEEKLY;BYDAY=TH",
  firstOpensAt: noon("2026-11-26"),
  mode: "grab",
  entryMinutes: 10,
  openMinutes: 1440,
  startsOn: "2026-11-20",
  endsOn: "2026-12-31",
  ...given,
});
const openings = (given: Partial<Schedule>) => roundsOf(schedule(given)).map((round) => round.opensAt.toISOString());

describe("rounds", () => {
  test("open every Thursday at noon of the place of business, to the campaign's last day", () => {
    expect(openings({})).toHaveLength(6);
    expect(openings({}).at(-1)).toBe(noon("2026-12-31").toISOString());
  });

  test.each([
    ["benefits.unreadable_recurrence", { recurrence: "every Thursday" }],
    ["benefits.unreadable_recurrence", { recurrence: "FREQ=SECONDLY" }],
    ["benefits.no_rounds", { recurrence: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }],
    ["benefits.no_rounds", { recurrence: null, endsOn: "2026-11-25" }],
    ["benefits.too_many_rounds", { recurrence: "FREQ=DAILY", endsOn: "2027-11-20" }],
  ])("%s for %j", (code, given) => {
    expect(() => roundsOf(schedule(given))).toThrow(expect.objectContaining({ code, status: 422 }));
  });

  test("without any says within which days one was looked for", () => {
    const params = { startsOn: "2026-11-20", endsOn: "2026-11-25" };
    expect(() => roundsOf(schedule({ recurrence: null, endsOn: "2026-11-25" }))).toThrow(
      expect.objectContaining({ params }),
    );
  });

  test("exactly sixty are allowed", () =>
    expect(openings({ recurrence: "FREQ=DAILY;COUNT=60", endsOn: "2027-03-31" })).toHaveLength(60));

  test("a round closes when the next one's entry opens, and never after the campaign", () => {
    const rounds = roundsOf(schedule({ recurrence: "FREQ=DAILY;COUNT=2", openMinutes: 10_000, endsOn: "2026-11-27" }));
    expect(rounds[0]?.closesAt).toEqual(new Date("2026-11-27T11:50:00+08:00"));
    expect(rounds[1]?.closesAt).toEqual(new Date("2026-11-28T00:00:00+08:00"));
  });
});

describe("the last moment of a voucher", () => {
  test.each([
    [1, "2026-12-31", "2026-11-27T00:00:00+08:00", false],
    [7, "2026-12-31", "2026-12-03T00:00:00+08:00", false],
    [7, "2026-11-28", "2026-11-29T00:00:00+08:00", true],
    [3, "2026-11-28", "2026-11-29T00:00:00+08:00", false],
  ])("%d days in a campaign to %s", (days, endsOn, until, cut) => {
    expect(validUntil(noon("2026-11-26"), days, endsOn)).toEqual(new Date(until));
    expect(isCutShort(noon("2026-11-26"), days, endsOn)).toBe(cut);
  });
});
