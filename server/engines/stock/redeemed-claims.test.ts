import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { redeemClaim } from "./claims.ts";
import { closeQuota } from "./quotas.ts";
import { reissueRedeemed, voidRedeemed } from "./redeemed-claims.ts";
import { aClaim, act, aPaidQuota, asOwner, factsOf, minutes, moneyOf, refused, topicsOf } from "./stock.builders.ts";
import { type Claim, findClaim } from "./stock.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const granted = (quotaId: string, personId?: string) => aClaim(database, quotaId, personId);
const claimOf = (id: string): Promise<Claim | undefined> => act(database, (tx) => findClaim(tx.db, id));

describe("what was redeemed", () => {
  test("a use that does not stand is voided for good, also for a till that comes late", async () => {
    const { id, sourceId } = await aPaidQuota(database);
    const claim = await granted(id);
    const before = new Date();
    await act(database, (tx) => redeemClaim(tx, claim));
    await act(database, (tx) => voidRedeemed(tx, claim, { reason: "goods_returned" }));
    expect(await claimOf(claim)).toMatchObject({ state: "lapsed", reason: "goods_returned" });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({
      set_aside: 900,
      issued: 0,
      redeemed: 0,
      lapsed: 100,
    });
    expect(await factsOf(database, id)).toMatchObject({ taken: 1, redeemed: 0, lapsed: 1 });
    expect(await refused(act(database, (tx) => redeemClaim(tx, claim, { acceptedAt: before })))).toBe(
      "stock.claim_not_active",
    );
    expect(await refused(act(database, (tx) => voidRedeemed(tx, claim, { reason: "again" })))).toBe(
      "stock.claim_not_active",
    );
    expect(await topicsOf(database, claim)).toEqual(["stock.redeemed", "stock.voided"]);
  });

  test("a use that does not stand gives the claim again, after the quota's end and when it is closed", async () => {
    const { id, sourceId } = await aPaidQuota(database);
    const claim = await granted(id);
    await act(database, (tx) => redeemClaim(tx, claim));
    await act(database, (tx) => closeQuota(tx, id));
    await asOwner(database, "update stock.claim set valid_until = clock_timestamp() where id = $1", [claim]);
    const past = new Date(Date.now() - 1000);
    expect(await refused(act(database, (tx) => reissueRedeemed(tx, claim, { validUntil: past })))).toBe(
      "stock.claim_lapsed",
    );
    const validUntil = minutes(60);
    await act(database, (tx) => reissueRedeemed(tx, claim, { validUntil }));
    expect(await claimOf(claim)).toMatchObject({ state: "active", endedAt: null, validUntil });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ issued: 100, redeemed: 0, lapsed: 0 });
    await act(database, (tx) => redeemClaim(tx, claim));
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ issued: 0, redeemed: 100 });
  });
});
