import { expect, test } from "vitest";
import { fitWithin } from "./shrink-picture.ts";

test.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [1600, 900, 1600, 900],
  [300, 200, 300, 200],
  [20_000, 3, 1600, 1],
])("%i × %i is sent as %i × %i", (width, height, expectedWidth, expectedHeight) => {
  expect(fitWithin({ width, height }, 1600)).toEqual({ width: expectedWidth, height: expectedHeight });
});
