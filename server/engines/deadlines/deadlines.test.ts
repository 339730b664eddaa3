import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import {
  listCalendarYears,
  listClocks,
  loadCalendar,
  pauseClock,
  readDecree,
  resumeClock,
  saveCalendarYear,
  startClock,
  stopClock,
  workingDaysAfter,
} from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const at = (day: string) => new Date(`${day}T10:00:00+08:00`);
/** In a transaction on that day. */
const on = <T>(day: string, work: (tx: Tx) => Promise<T>) =>
  transact({ ...database.ctx(), clock: { now: () => at(day) } }, work);
const aThing = () => ({ type: "thing", id: uuidv7() });
const view = (day: string, object: { type: string; id: string }) =>
  on(day, async (tx) => (await listClocks(tx, { type: object.type, ids: [object.id] })).get(object.id)?.[0]);

test("the decrees of 2025 and 2026 are there, with their sources", async () => {
  const years = await on("2026-11-23", (tx) => listCalendarYears(tx.db));
  expect(years.map(({ year, provisional, days }) => [year, provisional, days.length])).toEqual([
    [2026, false, 39],
    [2025, false, 33],
  ]);
  const calendar = await on("2026-11-23", (tx) => loadCalendar(tx.db));
  expect(workingDaysAfter("2025-09-30", 3, calendar)).toBe("2025-10-11");
  expect(workingDaysAfter("2026-09-30", 3, calendar)).toBe("2026-10-10");
});

describe("a clock", () => {
  test("runs, is due, overdue, and stops once", async () => {
    const thing = aThing();
    const start = (tx: Tx) => startClock(tx, { object: thing, node: "1", kind: "review", days: 3 });
    expect(await on("2026-11-20", start)).toEqual({ dueOn: "2026-11-25" });
    await expect(on("2026-11-20", start)).rejects.toMatchObject({ code: "23505" });
    expect(await view("2026-11-23", thing)).toMatchObject({ state: "on_time", daysLeft: 2, provisional: false });
    expect(await view("2026-11-25", thing)).toMatchObject({ state: "due_soon", daysLeft: 0 });
    expect(await view("2026-11-26", thing)).toMatchObject({ state: "overdue", daysLeft: 0 });
    await on("2026-11-26", (tx) => stopClock(tx, thing, "review"));
    expect(await view("2026-12-26", thing)).toMatchObject({ state: "stopped" });
    expect(await on("2026-11-27", start)).toEqual({ dueOn: "2026-12-02" });
  });

  test("stands still while it is paused", async () => {
    const thing = aThing();
    await on("2026-11-23", (tx) => startClock(tx, { object: thing, node: "1", kind: "review", days: 3 }));
    await on("2026-11-24", (tx) => pauseClock(tx, thing, "review"));
    expect(await view("2026-12-10", thing)).toMatchObject({ state: "paused", daysLeft: 2 });
    await on("2026-12-10", (tx) => resumeClock(tx, thing, "review"));
    expect(await view("2026-12-10", thing)).toMatchObject({ state: "on_time", dueOn: "2026-12-14" });
  });

  test("is seen by staff of its subtree only", async () => {
    const thing = aThing();
    await on("2026-11-23", (tx) => startClock(tx, { object: thing, node: "7.1", kind: "review", days: 3 }));
    const seen = async (path: string) => {
      const duties = [{ duty: "x", path }];
      const actor = { kind: "staff" as const, sessionId: uuidv7(), accountId: uuidv7(), name: "x", duties };
      return transact(
        { ...database.ctx(), actor },
        async (tx) => (await listClocks(tx, { type: "thing", ids: [thing.id] })).size,
      );
    };
    expect([await seen("7"), await seen("7.1"), await seen("7.2"), await seen("8")]).toEqual([1, 1, 0, 0]);
  });
});

describe("a new decree", () => {
  const save = (edition: number, text: string) =>
    on("2026-11-23", (tx) =>
      saveCalendarYear(tx, { year: 2027, source: "通知", provisional: false, edition, days: readDecree(text, 2027) }),
    );

  test("moves the running clocks that it touches, and only those", async () => {
    const [running, stopped] = [aThing(), aThing()];
    for (const object of [running, stopped])
      await on("2026-12-30", (tx) => startClock(tx, { object, node: "1", kind: "review", days: 3 }));
    await on("2026-12-30", (tx) => stopClock(tx, stopped, "review"));
    expect(await view("2026-12-30", running)).toMatchObject({ dueOn: "2027-01-05", provisional: true });
    expect(await save(0, "一、元旦：1月1日至3日放假调休。1月2日上班。")).toBe(1);
    expect(await view("2026-12-30", running)).toMatchObject({ dueOn: "2027-01-04", provisional: false });
    expect(await view("2026-12-30", stopped)).toMatchObject({ dueOn: "2027-01-05" });
  });

  test("is refused to whoever has not read the last one", async () => {
    await expect(save(0, "")).rejects.toMatchObject({ code: "calendar.changed_meanwhile" });
    const strange = { year: 2028, source: "x", provisional: true, edition: 0 };
    const days = [{ day: "2027-01-01", kind: "free" as const, name: "" }];
    await expect(on("2026-11-23", (tx) => saveCalendarYear(tx, { ...strange, days }))).rejects.toMatchObject({
      code: "calendar.day_of_another_year",
    });
  });
});
