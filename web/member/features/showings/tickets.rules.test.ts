import { describe, expect, test } from "vitest";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { asksWhetherGoing, giveBackState, todaysTickets } from "./tickets.rules.ts";

const now = Date.parse("2026-11-25T16:00:00+08:00");
const times = {
  startsAt: "2026-11-25T18:30:00+08:00",
  endsAt: "2026-11-25T20:30:00+08:00",
  giveBackUntil: "2026-11-25T16:30:00+08:00",
};
const ticket = (more: Partial<Ticket> = {}, at: Partial<typeof times> = {}): Ticket => ({
  ...{ claimId: "c", number: "1234 5678", seat: { label: "5排8座", row: 5, col: 8 }, state: "valid", enteredAt: null },
  session: {
    ...{ id: "s", kind: "showing", title: "长津湖", seriesId: "r", seriesTitle: "惠工影院", film: null },
    ...{ hall: { id: "h", name: "一号厅", place: "工人文化宫", address: "" }, ...times, ...at },
    ...{ state: "scheduled", reason: null, audience: "open", audienceName: null, releaseId: "r", opensAt: null },
    ...{ doorsOpenAt: times.startsAt, seatMapVersion: 1 },
  },
  can: { giveBack: true, move: true, answer: true, excuse: false },
  ...{ question: null, penaltyFree: false, reminder: null, excuse: null, awarded: false },
  ...more,
});

describe("today's tickets", () => {
  test("are those that are valid and of today, the next first", () => {
    const late = ticket(
      { claimId: "late" },
      { startsAt: "2026-11-25T21:00:00+08:00", endsAt: "2026-11-25T23:00:00+08:00" },
    );
    const tomorrow = ticket({}, { startsAt: "2026-11-26T18:30:00+08:00", endsAt: "2026-11-26T20:30:00+08:00" });
    const list = [late, tomorrow, ticket(), ticket({ state: "returned" })];
    expect(todaysTickets(list, now).map(({ claimId }) => claimId)).toEqual(["c", "late"]);
  });

  test("stay while the film runs and go when it is over", () => {
    expect(todaysTickets([ticket()], Date.parse("2026-11-25T20:29:00+08:00"))).toHaveLength(1);
    expect(todaysTickets([ticket()], Date.parse("2026-11-25T20:30:00+08:00"))).toHaveLength(0);
  });
});

describe("giving back", () => {
  test.each([
    ["before the hour", ticket(), now, "can"],
    ["at the hour, on a copy that was read before it", ticket(), Date.parse(times.giveBackUntil), "late"],
    ["when the server says no", ticket({ can: { ...ticket().can, giveBack: false } }), now, "late"],
    ["once it has begun", ticket(), Date.parse(times.startsAt), "none"],
    ["of a ticket that is over", ticket({ state: "used" }), now, "none"],
  ] as const)("%s", (_name, one, at, expected) => expect(giveBackState(one, at)).toBe(expected));
});

test("going or not is asked while it can be answered", () => {
  expect(asksWhetherGoing(ticket(), now)).toBe(true);
  expect(asksWhetherGoing(ticket(), Date.parse(times.startsAt))).toBe(false);
  expect(asksWhetherGoing(ticket({ state: "returned" }), now)).toBe(false);
  expect(asksWhetherGoing(ticket({ can: { ...ticket().can, answer: false } }), now)).toBe(false);
});
