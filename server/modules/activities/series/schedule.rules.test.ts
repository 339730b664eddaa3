import { describe, expect, it, test } from "vitest";
import { atBusinessPlace } from "#kernel/business-day";
import { instantOf, roundIdOf, sessionsBetween, weekOf } from "./schedule.rules.ts";

const wednesdays = { rule: "FREQ=WEEKLY;BYDAY=WE", time: "18:30", minutes: 110 };
const fridays = { rule: "FREQ=WEEKLY;BYDAY=FR", time: "18:30", minutes: 110 };
const noon = { roundRule: "FREQ=WEEKLY;BYDAY=MO,TH", roundTime: "12:00" };
const written = (at: Date | null) =>
  at === null
    ? null
    : atBusinessPlace(at).toLocaleString("en-GB", {
        ...{ weekday: "short", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" },
      });

describe("sessions of some weeks", () => {
  it("are released by the round before them: Wednesday's on Monday, Friday's on Thursday", () => {
    const december = sessionsBetween([fridays, wednesdays], noon, { startsOn: "2026-12-01", endsOn: "2026-12-31" });
    expect(december).toHaveLength(9);
    expect(december?.slice(0, 3).map(({ startsAt, opensAt }) => [written(startsAt), written(opensAt)])).toEqual([
      ["Wed 02/12, 18:30", "Mon 30/11, 12:00"],
      ["Fri 04/12, 18:30", "Thu 03/12, 12:00"],
      ["Wed 09/12, 18:30", "Mon 07/12, 12:00"],
    ]);
    expect(december?.[0]?.endsAt).toEqual(instantOf("2026-12-02", "20:20"));
  });

  it("may be two on one day, in order of time", () => {
    const late = { ...wednesdays, time: "20:40" };
    const day = sessionsBetween([late, wednesdays], noon, { startsOn: "2026-12-02", endsOn: "2026-12-02" });
    expect(day?.map(({ startsAt }) => written(startsAt))).toEqual(["Wed 02/12, 18:30", "Wed 02/12, 20:40"]);
  });

  it("are never released by a round that opens as they begin", () => {
    const atNoon = { ...wednesdays, rule: "FREQ=WEEKLY;BYDAY=TH", time: "12:00" };
    const [session] = sessionsBetween([atNoon], noon, { startsOn: "2026-12-03", endsOn: "2026-12-03" }) ?? [];
    expect(written(session?.opensAt ?? null)).toBe("Mon 30/11, 12:00");
  });

  it("are none when a rule cannot be read", () => {
    const days = { startsOn: "2026-12-01", endsOn: "2026-12-31" };
    expect(sessionsBetween([{ ...wednesdays, rule: "EVERY WEDNESDAY" }], noon, days)).toBeUndefined();
    expect(sessionsBetween([wednesdays], { ...noon, roundRule: "FREQ=HOURLY" }, days)).toBeUndefined();
  });
});

test("one round has one id, another series or another moment another", () => {
  const series = "0199aabb-ccdd-7eee-8fff-000000000001";
  const at = instantOf("2026-12-07", "12:00");
  expect(roundIdOf(series, at)).toBe(roundIdOf(series, new Date(at)));
  expect(roundIdOf(series, at)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(roundIdOf(series, at)).not.toBe(roundIdOf(series, instantOf("2026-12-10", "12:00")));
  expect(roundIdOf(series, at)).not.toBe(roundIdOf("0199aabb-ccdd-7eee-8fff-000000000002", at));
});

test.each([
  ["2026-11-30", "2026-11-30"],
  ["2026-12-06", "2026-11-30"],
  ["2026-12-07", "2026-12-07"],
  ["2027-01-01", "2026-12-28"],
])("%s lies in the week of %s", (day, monday) => {
  expect(weekOf(day)).toBe(monday);
});
