import { describe, expect, test } from "vitest";
import type { StaffActor } from "#kernel/actor";
import "../membership.policy.ts";
import { type Moving, mayAnswer, mayAppeal, sideAnswered, waitsFor } from "./transfer.rules.ts";

const moving = (state: Moving["state"], more: Partial<Moving> = {}): Moving => ({
  ...{ state, fromNode: "p.a.old", toNode: "p.b.new", refusedSide: null, appealedSides: [] },
  ...more,
});
const staff = (path: string, accountId = "one"): StaffActor => ({
  ...{ kind: "staff", sessionId: "s", accountId, name: "x" },
  duties: [{ duty: "people.officer", path }],
});

describe("a transfer waits for", () => {
  test.each([
    [moving("leaving"), { step: "out", node: "p.a.old" }, "out"],
    [moving("entering"), { step: "in", node: "p.b.new" }, "in"],
    [moving("appealing", { refusedSide: "out" }), { step: "appeal", node: "p.a" }, "out"],
    [moving("appealing", { refusedSide: "in" }), { step: "appeal", node: "p.b" }, "in"],
  ])("%j", (one, waiting, side) => {
    expect(waitsFor(one)).toEqual(waiting);
    expect(sideAnswered(one)).toBe(side);
  });

  test.each(["refused", "done", "withdrawn"] as const)("nobody when %s", (state) =>
    expect(waitsFor(moving(state))).toBeUndefined(),
  );
});

describe("an answer is given by", () => {
  test.each([
    ["the union that has the member", staff("p.a.old"), moving("leaving"), true],
    ["who is above it", staff("p.a"), moving("leaving"), true],
    ["not the union that is asked next", staff("p.b.new"), moving("leaving"), false],
    ["that union when it is its turn", staff("p.b.new"), moving("entering"), true],
    ["not the old union then", staff("p.a.old"), moving("entering"), false],
    ["not the union that refused", staff("p.b.new"), moving("appealing", { refusedSide: "in" }), false],
    ["whoever is above it", staff("p.b", "two"), moving("appealing", { refusedSide: "in" }), true],
    [
      "not who refused, wherever the duty is",
      staff("p.b", "refuser"),
      moving("appealing", { refusedSide: "in" }),
      false,
    ],
    ["nobody when it is over", staff("p"), moving("done"), false],
  ])("%s", (_who, actor, one, may) => expect(mayAnswer(actor, one, "refuser")).toBe(may));
});

test("one appeal against each union", () => {
  const refused = (refusedSide: "out" | "in", appealedSides: string[]) =>
    moving("refused", { refusedSide, appealedSides });
  expect(mayAppeal(refused("out", []))).toBe(true);
  expect(mayAppeal(refused("out", ["out"]))).toBe(false);
  expect(mayAppeal(refused("in", ["out"]))).toBe(true);
  expect(mayAppeal(moving("leaving"))).toBe(false);
});
