import { describe, expect, test } from "vitest";
import { decideRedemption, type RedeemFacts } from "./redeem.rules.ts";

const noon = new Date("2026-11-26T04:00:00Z");
const evening = new Date("2026-11-26T16:00:00Z");
const facts = (given: Partial<RedeemFacts> = {}, claim: Partial<RedeemFacts["claim"]> = {}): RedeemFacts => ({
  claim: { personId: "ann", state: "active", validFrom: noon, validUntil: evening, reason: null, ...claim },
  holderId: "ann",
  benefit: { type: "threshold", minSpendFen: 20_000, offFen: 10_000 },
  amountFen: 20_000,
  storeListed: true,
  storeOpen: true,
  merchantActive: true,
  at: noon,
  ...given,
});
const problem = (given: RedeemFacts) => {
  const decision = decideRedemption(given);
  return decision.ok ? "ok" : decision.problem.code.replace("benefits.", "");
};

describe("may it be taken here and now", () => {
  test.each([
    ["ok", facts()],
    ["ok", facts({ amountFen: undefined })],
    ["ok", facts({ at: new Date(evening.getTime() - 1) })],
    ["voucher_lapsed", facts({ at: evening })],
    ["voucher_not_yet_valid", facts({ at: new Date(noon.getTime() - 1) })],
    ["no_such_voucher", facts({ holderId: "bo" })],
    ["store_not_listed", facts({ storeListed: false })],
    ["store_closed", facts({ storeOpen: false })],
    ["store_closed", facts({ storeOpen: false, storeListed: false })],
    ["merchant_suspended", facts({ merchantActive: false })],
    ["below_threshold", facts({ amountFen: 19_999 })],
    ["voucher_not_active", facts({}, { state: "redeemed" })],
    ["voucher_not_active", facts({}, { state: "returned" })],
    ["voucher_not_active", facts({}, { state: "held" })],
    ["voucher_lapsed", facts({}, { state: "lapsed" })],
    ["ok", facts({ takenOffline: true }, { state: "lapsed" })],
    ["voucher_lapsed", facts({ takenOffline: true, at: evening }, { state: "lapsed" })],
    ["voucher_not_active", facts({ takenOffline: true }, { state: "redeemed" })],
  ])("%s", (expected, given) => expect(problem(given)).toBe(expected));
});
