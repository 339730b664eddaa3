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
  standing: { agreementInForce: true, suspension: null },
  at: noon,
  ...given,
});
const withdrawn = { agreementInForce: true, suspension: { reason: "卫生整改", until: null } };
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
    ["no_agreement_in_force", facts({ standing: { agreementInForce: false, suspension: null } })],
    ["no_agreement_in_force", facts({ standing: { ...withdrawn, agreementInForce: false }, storeOpen: false })],
    ["store_suspended", facts({ standing: withdrawn })],
    ["store_suspended", facts({ standing: withdrawn, storeListed: false })],
    ["store_closed", facts({ standing: withdrawn, storeOpen: false })],
    ["old_article_missing", facts({ oldArticleMissing: true })],
    ["ok", facts({ oldArticleMissing: true, amountFen: undefined })],
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

test("a withdrawn store says why and until when, as far as it is known", () => {
  const suspension = { reason: "卫生整改", until: evening };
  const decision = decideRedemption(facts({ standing: { agreementInForce: true, suspension } }));
  expect(decision).toMatchObject({ problem: { params: { why: "卫生整改", suspendedUntil: evening.toISOString() } } });
  const open = decideRedemption(facts({ standing: withdrawn }));
  expect(open).toMatchObject({ problem: { params: { why: "卫生整改" } } });
});
