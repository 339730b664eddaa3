import { expect, test } from "vitest";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { alsoNow, comingOf, featuredOf, nextChance } from "./featured.rules.ts";

const now = Date.parse("2026-11-26T04:00:00Z");
const minute = (count: number) => new Date(now + count * 60_000).toISOString();

/** A grab whose window opens ten minutes before `opens` (minutes from now). */
function aRelease(id: string, opens: number, more: Partial<ReleaseCard> = {}): ReleaseCard {
  return {
    id,
    kind: "voucher",
    title: id,
    subtitle: "",
    mode: "grab",
    state: "scheduled",
    entryOpensAt: minute(opens - 10),
    opensAt: minute(opens),
    entryClosesAt: minute(opens),
    closesAt: minute(opens + 600),
    left: 10,
    capacity: 10,
    asOf: minute(0),
    campaignId: null,
    roundId: "round",
    faceValueFen: null,
    mine: { entered: false, reminder: false, eligible: true },
    ...more,
  };
}

test("what can be entered now comes before what is coming", () => {
  expect(featuredOf([aRelease("later", 60), aRelease("now", 5)], now)?.id).toBe("now");
});

test("a draw of days does not hide the next grab that is open", () => {
  const draw = aRelease("draw", 3000, { entryOpensAt: minute(-100) });
  expect(featuredOf([draw, aRelease("open", -20, { state: "open" })], now)?.id).toBe("open");
});

test("what else is open now stands beside the featured one, what is coming does not", () => {
  const releases = [aRelease("first", 4), aRelease("second", 5), aRelease("coming", 60), aRelease("drawn", -1)];
  expect(alsoNow(releases, now).map((release) => release.id)).toEqual(["second", "drawn"]);
});

test("the sold out and the ended are not featured", () => {
  expect(featuredOf([aRelease("gone", -20, { state: "sold_out", left: 0 })], now)).toBeUndefined();
});

test("the next chance is one of the same campaign, when there is one", () => {
  const lost = aRelease("lost", -1, { campaignId: "c" });
  const others = [aRelease("soon", 30), aRelease("same", 90, { campaignId: "c" })];
  expect(nextChance([lost, ...others], lost, now)?.id).toBe("same");
  expect(nextChance([lost, aRelease("soon", 30)], lost, now)?.id).toBe("soon");
  expect(comingOf([...others, lost], now).map((release) => release.id)).toEqual(["soon", "same"]);
});
