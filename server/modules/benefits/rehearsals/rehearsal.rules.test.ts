import { expect, test } from "vitest";
import { normalisePhone } from "#kernel/phone";
import type { EligibilityRule } from "#modules/releases";
import { pinFrom, playEligibility, playPhone, timesOf, usualUnits } from "./rehearsal.rules.ts";

test.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [5, 2],
  [20, 10],
])("of %i phones %i win unless another number is said", (phones, units) => {
  expect(usualUnits(phones)).toBe(units);
});

test("entries are taken for the minutes before the opening, and all is over after four hours", () => {
  const times = timesOf(new Date("2026-12-01T04:00:00Z"), { opensInMinutes: 3, entryMinutes: 2 });
  expect(times).toEqual({
    entryOpensAt: new Date("2026-12-01T04:01:00Z"),
    opensAt: new Date("2026-12-01T04:03:00Z"),
    endsBy: new Date("2026-12-01T08:00:00Z"),
  });
});

const conditions: [string, EligibilityRule[], number, { employmentForm: string; tags: string[] }][] = [
  ["nothing asked", [], 0, { employmentForm: "standard", tags: [] }],
  ["verified", [{ type: "verified" }], 1, { employmentForm: "standard", tags: [] }],
  [
    "a form and a tag",
    [
      { type: "employmentForm", anyOf: ["platform", "flexible"] },
      { type: "tag", anyOf: ["骑手", "司机"] },
    ],
    2,
    { employmentForm: "platform", tags: ["骑手"] },
  ],
  [
    "two rules on the form",
    [
      { type: "employmentForm", anyOf: ["platform", "flexible"] },
      { type: "employmentForm", anyOf: ["flexible"] },
    ],
    2,
    { employmentForm: "flexible", tags: [] },
  ],
  [
    "what belongs to the real tree",
    [
      { type: "within", node: "1.2" },
      { type: "notBarred", subject: "0197a000-0000-7000-8000-000000000000", effect: "entry" },
      { type: "fewerWins", scope: "season", atMost: 1 },
      { type: "fewerWins", scope: "campaign", atMost: 1 },
    ],
    1,
    { employmentForm: "standard", tags: [] },
  ],
];

test.each(conditions)("play people fulfil what is kept of: %s", (_name, rules, kept, facts) => {
  const play = playEligibility(rules);
  expect(play.rules).toHaveLength(kept);
  expect(play.facts).toEqual(facts);
});

test("a play phone's number is nobody's", () => {
  expect(normalisePhone(playPhone("12", 3))).toBeUndefined();
  expect(playPhone("12", 3)).not.toBe(playPhone("12", 4));
});

test("a PIN is six digits, also of a small number", () => {
  expect(pinFrom(Buffer.from([0, 0, 0, 7]))).toBe("000007");
  expect(pinFrom(Buffer.from([255, 255, 255, 255]))).toMatch(/^\d{6}$/);
});
