import { describe, expect, it, test } from "vitest";
import { atBusinessPlace } from "#kernel/business-day";
import { hourOfShare, instantOf, roundIdOf, sessionsBetween, weekOf } from "./schedule.rules.ts";

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

describe("a share with an hour of its own", () => {
  const opensAt = instantOf("2026-12-07", "12:00");
  const lastAt = instantOf("2026-12-09", "18:15");
  const share = (time: string | null, spillAt: Date) => hourOfShare({ opensAt, time, spillAt, lastAt });
  const late = instantOf("2026-12-08", "18:30");

  it("opens then on the day of the round, on the next one when that hour is over by noon", () => {
    expect(share("20:00", late)).toEqual({ opensAt: instantOf("2026-12-07", "20:00"), spillAt: late });
    expect(share("08:00", late)).toEqual({ opensAt: instantOf("2026-12-08", "08:00"), spillAt: late });
    expect(share("12:00", late)).toEqual({ opensAt: instantOf("2026-12-08", "12:00"), spillAt: late });
  });

  it("is kept for two hours after it at least, as far as there is time", () => {
    const early = instantOf("2026-12-07", "20:30");
    expect(share("20:00", early).spillAt).toEqual(instantOf("2026-12-07", "22:00"));
    const soon = hourOfShare({ opensAt, time: "20:00", spillAt: early, lastAt: instantOf("2026-12-07", "21:00") });
    expect(soon).toEqual({ opensAt: instantOf("2026-12-07", "20:00"), spillAt: instantOf("2026-12-07", "21:00") });
  });

  it("opens with the round when none is set, or the session is over by then", () => {
    expect(share(null, late)).toEqual({ spillAt: late });
    const noTime = { opensAt, time: "20:00", spillAt: opensAt, lastAt: instantOf("2026-12-07", "19:45") };
    expect(hourOfShare(noTime)).toEqual({ spillAt: opensAt });
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
