import { expect, test } from "vitest";
import { cameTooLate, isFinal, isMendable } from "./mendable.ts";

const act = { releaseId: "r", key: "k", personId: "p" } as const;
const refused = (code: string) => ({ refusal: { code, params: {}, at: 0 } });

test("a lost seat or a wrong code ends nothing; a sold-out hall does", () => {
  expect(["release.seat_taken", "release.no_such_party", "release.entry_changed"].every(isMendable)).toBe(true);
  expect(isMendable("release.sold_out")).toBe(false);
});

test.each([
  ["a claim of what is gone", { ...act, act: "claim", ...refused("release.sold_out") }, false, true, false],
  ["a seat that another has taken", { ...act, act: "claim", ...refused("release.seat_taken") }, false, false, false],
  ["a first entry after the end", { ...act, act: "entry", ...refused("release.entry_closed") }, false, true, false],
  ["a change of wishes after the end", { ...act, act: "entry", ...refused("release.entry_closed") }, true, false, true],
  ["a change with a wrong code", { ...act, act: "entry", ...refused("release.no_such_party") }, true, false, false],
  ["what is on its way", { ...act, act: "entry" }, true, false, false],
  ["nothing pressed", undefined, true, false, false],
] as const)("%s", (_name, one, entered, final, late) => {
  expect([isFinal(one, { entered }), cameTooLate(one, { entered })]).toEqual([final, late]);
});
