import { expect, test } from "vitest";
import { keptKinds } from "./kept-kinds.rules.ts";

const kind = (id: string) => ({ id, capId: `cap ${id}`, title: id });

test.each([
  ["as they were", ["a", "b"], ["a", "b"]],
  ["one renamed", ["a", "x"], ["a", "b"]],
  ["in another order", ["b", "a"], ["b", "a"]],
  ["one less", ["b"], ["b"]],
  ["one more in front", ["x", "a", "b"], [undefined, "a", "b"]],
  ["all new", ["x", "y", "z"], ["a", "b", undefined]],
])("kinds stay themselves: %s", (_what, wanted, expected) => {
  const kept = keptKinds(
    wanted.map((title) => ({ title })),
    [kind("a"), kind("b")],
  );
  expect(kept.map((one) => one?.id)).toEqual(expected);
});
