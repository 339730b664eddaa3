import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openingsOf, type Recurring, roundsAt } from "./recurrence.rules.ts";

const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
const openings = (given: Partial<Recurring>, most = 60) =>
  openingsOf(
    {
      recurrence: "FREQ=WEEKLY;BYDAY=TH",
      firstOpensAt: noon("2026-11-26"),
      startsOn: "2026-11-20",
      endsOn: "2026-12-31",
      ...given,
    },
    most,
  )?.map((at) => at.toISOString());

describe("openings", () => {
  test("come every Thursday at noon of the place of business, to the last day", () => {
    expect(openings({})).toEqual(
      ["2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31"].map((day) =>
        noon(day).toISOString(),
      ),
    );
  });

  test("stand on the day of the place of business, not on that of Greenwich", () => {
    const early = new Date("2026-11-26T00:30:00+08:00");
    expect(openings({ firstOpensAt: early, endsOn: "2026-12-02" })).toEqual([early.toISOString()]);
    expect(openings({ firstOpensAt: early, startsOn: "2026-11-27", endsOn: "2026-12-02" })).toEqual([]);
  });

  test.each([
    ["one without a rule", { recurrence: null }, 1],
    ["COUNT", { recurrence: "FREQ=DAILY;COUNT=3" }, 3],
    ["the prefix RRULE:", { recurrence: "RRULE:FREQ=DAILY;COUNT=2" }, 2],
    ["UNTIL", { recurrence: "FREQ=WEEKLY;UNTIL=20261210T040000Z" }, 3],
    ["two weekends", { recurrence: "FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4" }, 4],
    ["the last Friday of each month", { recurrence: "FREQ=MONTHLY;BYDAY=-1FR" }, 2],
    ["a day that never comes", { recurrence: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, 0],
    ["one more than are wanted", { recurrence: "FREQ=DAILY", endsOn: "2027-11-20" }, 61],
  ])("%s", (_name, given, count) => expect(openings(given)).toHaveLength(count));

  test("before the first day do not use up what is wanted", () => {
    const given = { recurrence: "FREQ=DAILY", firstOpensAt: noon("2026-08-01"), startsOn: "2026-12-01" };
    expect(openings({ ...given, endsOn: "2026-12-05" })).toHaveLength(5);
  });

  test.each([
    "every Thursday",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=SECONDLY",
    "FREQ=HOURLY;INTERVAL=24",
    "FREQ=DAILY;BYHOUR=1,2,3",
    "DTSTART:20250101T000000Z\nRRULE:FREQ=DAILY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;FREQ=DAILY;INTERVAL=0",
  ])("are unknown for %j", (recurrence) => expect(openings({ recurrence })).toBeUndefined());
});

describe("rounds", () => {
  const grab = { mode: "grab" as const, entryMinutes: 10, openMinutes: 1440 };

  test("have an entry window before the opening; first come has none", () => {
    expect(roundsAt([noon("2026-11-26")], grab, "2026-12-31")[0]?.entryOpensAt).toEqual(
      new Date("2026-11-26T11:50:00+08:00"),
    );
    expect(roundsAt([noon("2026-11-26")], { ...grab, mode: "first_come" }, "2026-12-31")[0]?.entryOpensAt).toBeNull();
  });

  test("follow each other without meeting, whatever their length", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom("grab" as const, "draw" as const, "first_come" as const),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 50_000 }),
        (days, mode, entryMinutes, openMinutes) => {
          const at = days.sort((a, b) => a - b).map((day) => new Date(noon("2026-11-20").getTime() + day * 86_400_000));
          const rounds = roundsAt(at, { mode, entryMinutes, openMinutes }, "2026-12-31");
          for (const [index, round] of rounds.entries()) {
            const next = rounds[index + 1];
            expect(round.number).toBe(index + 1);
            expect(round.closesAt.getTime()).toBeGreaterThan(round.opensAt.getTime());
            expect(round.closesAt.getTime() - round.opensAt.getTime()).toBeLessThanOrEqual(openMinutes * 60_000);
            if (next !== undefined)
              expect(round.closesAt.getTime()).toBeLessThanOrEqual((next.entryOpensAt ?? next.opensAt).getTime());
          }
        },
      ),
    );
  });
});
