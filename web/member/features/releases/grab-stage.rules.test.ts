import { describe, expect, test } from "vitest";
import type { Mine } from "../../../shared/api-types/index.ts";
import {
  askAgainAfter,
  countdownOf,
  hasLeftovers,
  knownBy,
  type Pending,
  stageOf,
  stages,
  withStock,
} from "./grab-stage.rules.ts";

const noon = Date.parse("2026-11-26T04:00:00Z");
const minutes = (count: number) => new Date(noon + count * 60_000).toISOString();
const nothing: Mine = { entered: false, reminder: false, eligible: true };
const grab = {
  state: "scheduled" as const,
  entryOpensAt: minutes(-10),
  opensAt: minutes(0),
  entryClosesAt: new Date(noon + 2000).toISOString(),
  closesAt: minutes(600),
  left: 50,
};
const plain = { ...grab, entryOpensAt: null, entryClosesAt: null };

type Row = [string, Parameters<typeof stageOf>[0], number, Pending, string];

const rows: Row[] = [
  ["before the window", { ...grab, mine: nothing }, -11, undefined, "scheduled"],
  ["in the window, though the answer is old", { ...grab, mine: nothing }, -9, undefined, "entry"],
  ["entry sent, not answered", { ...grab, mine: nothing }, -9, "entry", "entering"],
  ["entered", { ...grab, mine: { ...nothing, entered: true } }, -5, undefined, "entered"],
  ["two seconds of grace", { ...grab, mine: nothing }, 0.02, undefined, "entry"],
  ["window over, no result yet", { ...grab, mine: { ...nothing, entered: true } }, 1, undefined, "drawing"],
  [
    "served, the place still to come",
    { ...grab, state: "sold_out", mine: { ...nothing, entered: true } },
    1,
    undefined,
    "drawing",
  ],
  ["won", { ...grab, state: "open", mine: { ...nothing, entered: true, claimState: "active" } }, 1, undefined, "won"],
  ["lost", { ...grab, state: "open", mine: { ...nothing, entered: true, outcome: "lost" } }, 1, undefined, "lost"],
  ["not entered while others are drawn", { ...grab, state: "drawing", mine: nothing }, 1, undefined, "drawing"],
  ["leftovers for those who came late", { ...grab, state: "open", mine: nothing }, 1, undefined, "open"],
  ["nothing left", { ...grab, state: "open", left: 0, mine: nothing }, 1, undefined, "sold_out"],
  ["claim sent, not answered", { ...grab, state: "open", mine: nothing }, 1, "claim", "confirming"],
  [
    "lost, claim of a leftover sent",
    { ...grab, state: "open", mine: { ...nothing, outcome: "lost" } },
    1,
    "claim",
    "confirming",
  ],
  [
    "waiting in line is not winning",
    { ...grab, state: "sold_out", mine: { ...nothing, claimState: "waiting" } },
    1,
    undefined,
    "sold_out",
  ],
  [
    "a returned unit kept for the next in line",
    { ...grab, state: "sold_out", mine: { ...nothing, claimState: "held" } },
    1,
    undefined,
    "offered",
  ],
  [
    "taking it, not answered",
    { ...grab, state: "sold_out", mine: { ...nothing, claimState: "held" } },
    1,
    "accept",
    "confirming",
  ],
  [
    "won and given back",
    { ...grab, state: "open", mine: { ...nothing, entered: true, outcome: "won", claimState: "returned" } },
    1,
    undefined,
    "open",
  ],
  ["returned is over", { ...grab, state: "open", mine: { ...nothing, claimState: "returned" } }, 1, undefined, "open"],
  ["plain first come before", { ...plain, mine: nothing }, -1, undefined, "scheduled"],
  ["plain first come after", { ...plain, mine: nothing }, 1, undefined, "open"],
  ["paused", { ...grab, state: "paused", mine: nothing }, -5, undefined, "paused"],
  ["not eligible", { ...grab, mine: { ...nothing, eligible: false } }, -5, undefined, "not_eligible"],
  ["closed by the clock", { ...grab, state: "open", mine: nothing }, 600, undefined, "closed"],
];

test.each(rows)("%s", (_name, release, minute, pending, stage) => {
  expect(stageOf(release, noon + minute * 60_000, pending)).toBe(stage);
});

describe("units that are kept for some", () => {
  const served = { ...grab, state: "open" as const, left: 6 };
  const shift: Mine = { ...nothing, left: 0, ownHour: minutes(480) };

  test("are not left for others", () => {
    expect(stageOf({ ...served, mine: { ...nothing, left: 0 } }, noon + 60_000, undefined)).toBe("sold_out");
    expect(hasLeftovers({ ...served, mine: { ...nothing, left: 0 } })).toBe(false);
  });

  test("open for them at their own hour, to which the countdown runs", () => {
    const release = { ...served, mine: shift };
    expect(stageOf(release, noon + 60_000, undefined)).toBe("scheduled");
    expect(countdownOf(release, "scheduled", noon + 60_000)?.until).toBe(noon + 480 * 60_000);
    expect(countdownOf(release, "scheduled", noon - 900_000)?.until).toBe(noon - 600_000);
    expect(stageOf(release, noon + 481 * 60_000, undefined)).toBe("open");
  });

  test("are no reason to wait while something is left for everybody, or when nothing is left at all", () => {
    expect(stageOf({ ...served, mine: { ...shift, left: 2 } }, noon + 60_000, undefined)).toBe("open");
    expect(stageOf({ ...served, state: "sold_out", left: 0, mine: shift }, noon + 60_000, undefined)).toBe("sold_out");
  });
});

test("the countdown runs to the entry window, then to its end", () => {
  const release = { ...grab, mine: nothing };
  expect(countdownOf(release, "scheduled", noon - 900_000)?.until).toBe(noon - 600_000);
  expect(countdownOf(release, "entry", noon)?.until).toBe(noon + 2000);
  expect(countdownOf(release, "lost", noon)).toBeUndefined();
});

test("what is kept for a while counts down to the end of it", () => {
  const release = { ...grab, mine: { ...nothing, claimState: "held", holdUntil: minutes(30) } };
  expect(countdownOf(release, "offered", noon)?.until).toBe(noon + 1_800_000);
});

test("leftovers exist only once the server has opened the rest", () => {
  expect(hasLeftovers({ ...grab, state: "drawing", mine: nothing })).toBe(false);
  expect(hasLeftovers({ ...grab, state: "open", mine: nothing })).toBe(true);
});

const card = { ...grab, capacity: 50, asOf: minutes(-20), mine: nothing };
const told = { left: 3, capacity: 60, state: "open" } as const;

test.each([
  ["a quota that is open says nothing of a window", "entry_open", told, "entry_open"],
  ["nor of its draw", "drawing", told, "drawing"],
  ["what is left moves", "open", told, "open"],
  ["until nothing is", "open", { ...told, left: 0 }, "sold_out"],
  ["and something comes back", "sold_out", told, "open"],
  ["a pause holds at once", "entry_open", { ...told, state: "paused" }, "paused"],
  ["so does the end", "open", { ...told, state: "closed" }, "closed"],
] as const)("moving stock: %s", (_name, state, stock, expected) => {
  const next = withStock({ ...card, state }, stock, new Date(noon));
  expect(next).toMatchObject({ state: expected, left: stock.left, capacity: 60, asOf: minutes(0) });
});

test("nobody asks more often than every five seconds", () => {
  expect(Math.min(...stages.map(askAgainAfter))).toBe(5_000);
});

test("who was told that nothing is left is shown no unit until a newer answer has one", () => {
  const open = { ...plain, state: "open" as const, left: 1, mine: nothing };
  const refusal = { code: "release.sold_out", at: noon };
  expect(knownBy(open, noon + 1_900, refusal)).toMatchObject({ left: 0, state: "sold_out" });
  expect(knownBy(open, noon + 2_000, refusal)).toBe(open);
  expect(knownBy(open, noon, undefined)).toBe(open);
  expect(knownBy(open, noon, { code: "release.cap_reached", at: noon })).toBe(open);
  expect(knownBy({ ...open, state: "paused" }, noon, refusal).state).toBe("paused");
});
