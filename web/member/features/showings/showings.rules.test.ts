import { describe, expect, test } from "vitest";
import type { ActivitySession } from "../../../shared/api-types/index.ts";
import { byDay, showingState } from "./showings.rules.ts";

const now = Date.parse("2026-11-24T10:00:00+08:00");
const showing = (startsAt: string, more: Partial<ActivitySession> = {}): ActivitySession => ({
  ...{ id: startsAt, kind: "showing", title: "长津湖", seriesId: "s", seriesTitle: "惠工影院", film: null },
  ...{ hall: { id: "h", name: "一号厅", place: "工人文化宫", address: "" }, startsAt },
  endsAt: new Date(Date.parse(startsAt) + 7_200_000).toISOString(),
  ...{ state: "scheduled", reason: null, audience: "open", audienceName: null, releaseId: "r", opensAt: null },
  ...{ giveBackUntil: startsAt, doorsOpenAt: startsAt, seatMapVersion: 1 },
  ...more,
});

test("days are those of Beijing, in order, without what is over", () => {
  const list = [
    showing("2026-11-25T18:30:00+08:00"),
    showing("2026-11-24T23:30:00+08:00"),
    showing("2026-11-24T07:00:00+08:00"),
    showing("2026-11-25T00:10:00+08:00"),
  ];
  expect(byDay(list, now).map(({ day, showings }) => [day, showings.map(({ id }) => id)])).toEqual([
    [0, ["2026-11-24T23:30:00+08:00"]],
    [1, ["2026-11-25T00:10:00+08:00", "2026-11-25T18:30:00+08:00"]],
  ]);
});

describe("a showing", () => {
  const later = "2026-11-25T18:30:00+08:00";
  test.each([
    ["is cancelled, whatever its times", { state: "cancelled" }, "cancelled"],
    ["waits for its hour", { opensAt: "2026-11-24T12:00:00+08:00" }, "opens"],
    ["is open from its hour on", { opensAt: "2026-11-24T10:00:00+08:00" }, "open"],
    ["without an hour is open", { opensAt: null }, "open"],
  ] as const)("%s", (_name, more, expected) => {
    expect(showingState(showing(later, more), now)).toBe(expected);
  });

  test("has begun at its start", () => {
    expect(showingState(showing("2026-11-24T10:00:00+08:00"), now)).toBe("running");
  });
});
