import { describe, expect, test } from "vitest";
import type { TillMe } from "../../shared/api-types/index.ts";
import { afterAnswer, clerkAtTill } from "./kept-till.rules.ts";

const noon = Date.parse("2026-11-22T04:00:00Z");
const hour = 3_600_000;
const lin = { id: "lin", name: "Lin" };
const aTill = (clerk: TillMe["clerk"] = lin): TillMe => ({
  ...{ till: { id: "t", name: "Till 1" }, store: { id: "s", name: "Store", address: "" } },
  ...{ merchant: { id: "m", name: "Merchant" }, clerks: [], clerk },
  ...{
    offline: { accepted: 0, limit: 0, kinds: [] },
    standing: { agreementInForce: true, suspension: null },
    serverTime: new Date(noon).toISOString(),
  },
});
const kept = { till: aTill(), heardAt: noon, clerkSince: noon };

describe("without network", () => {
  test("the clerk who was in stays for the rest of the shift", () => {
    expect(clerkAtTill(kept, noon + 12 * hour - 1)).toEqual(lin);
    expect(clerkAtTill(kept, noon + 12 * hour)).toBeNull();
  });

  test("nobody is in after the till was locked or shut out", () => {
    expect(clerkAtTill({ ...kept, locked: true }, noon)).toBeNull();
    expect(clerkAtTill({ ...kept, shutOut: true }, noon)).toBeNull();
  });

  test("setting the clock back does not make a shift longer", () => {
    expect(clerkAtTill({ ...kept, heardAt: noon + hour }, noon)).toBeNull();
    expect(clerkAtTill(kept, noon - 30_000)).toEqual(lin); // estimates of the server's time move a little
  });
});

describe("what the server tells", () => {
  test("a later answer does not begin the shift anew", () => {
    expect(afterAnswer(kept, aTill(), noon + hour).clerkSince).toBe(noon);
  });

  test("another clerk's shift begins, and nobody's ends", () => {
    expect(afterAnswer(kept, aTill({ id: "wu", name: "Wu" }), noon + hour).clerkSince).toBe(noon + hour);
    expect(clerkAtTill(afterAnswer(kept, aTill(null), noon + hour), noon + hour)).toBeNull();
  });

  test("a till that was shut out and paired again begins a new shift", () => {
    expect(afterAnswer({ ...kept, shutOut: true }, aTill(), noon + hour).clerkSince).toBe(noon + hour);
  });
});
