import { expect, test } from "vitest";
import { forEverybody } from "./shares.rules.ts";

const share = (capacity: number, taken: number) => ({
  ...{ id: "", title: "", branch: "1.2", tag: null, award: false, opensAt: null, spillAt: null, spilledAt: null },
  ...{ capacity, taken, left: capacity - taken },
});

test("what is left for everybody is the release without its shares; together they are the release again", () => {
  const release = { capacity: 100, taken: 40, held: 5, left: 55, shares: [share(30, 20), share(20, 0)] };
  expect(forEverybody(release)).toEqual({ capacity: 50, taken: 25, left: 25 });
  expect(forEverybody({ ...release, shares: [] })).toEqual({ capacity: 100, taken: 45, left: 55 });
});
