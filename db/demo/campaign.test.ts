import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { asSystem, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type Secrets, temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { addOrganisation } from "#modules/membership";
import { listReleases } from "#modules/releases";
import { ensureDemoRound, loadDemoCampaign, nextThursdayNoon } from "./campaign.ts";
import { loadDemoMerchants } from "./merchants.ts";

let database: TestDatabase;
let secrets: Secrets;
beforeAll(async () => {
  database = await testDatabase();
  secrets = await temporarySecrets();
});
afterAll(() => database.drop());

describe("the demo campaign", () => {
  test("has Thursdays for the calendar and a fresh round at every start", async () => {
    const runtime = { secrets, system: (name: string) => asSystem(database.ctx(), name) };
    const city = await transact(database.ctx(), (tx) =>
      addOrganisation(tx, { parentId: null, name: "市", kind: "city" }),
    );
    const merchants = await loadDemoMerchants(runtime, city, 7);
    expect(merchants).toHaveLength(11);
    for (const merchant of merchants) {
      expect(merchant.stores.length).toBeGreaterThanOrEqual(2);
      expect(merchant.clerks.length).toBeGreaterThanOrEqual(2);
    }
    expect(new Set(merchants.flatMap((merchant) => merchant.clerks.map((clerk) => clerk.phone))).size).toBe(
      merchants.flatMap((merchant) => merchant.clerks).length,
    );
    const campaign = await loadDemoCampaign(runtime, {
      city,
      maker: { accountId: uuidv7(), name: "甲" },
      checker: { accountId: uuidv7(), name: "乙" },
      approver: { accountId: uuidv7(), name: "丙" },
      merchants,
    });

    for (const start of [1, 2, 3]) {
      const before = Date.now();
      const { opensAt, releaseIds } = await ensureDemoRound(runtime, campaign);
      expect(releaseIds).toHaveLength(4);
      expect(opensAt.getTime() - before).toBeGreaterThanOrEqual(119_000);
      expect(opensAt.getTime() - Date.now()).toBeLessThanOrEqual(180_000);
      const releases = await transact(database.ctx(), (tx) =>
        listReleases(tx.db, { campaignId: campaign.campaignId, limit: 200 }),
      );
      const fresh = releases.filter((release) => releaseIds.includes(release.id));
      expect(fresh.every((release) => (release.entryOpensAt ?? new Date()) <= new Date())).toBe(true);
      expect(releases.length).toBe(4 * 4 + 4 * start);
    }
    const money = await transact(database.ctx(), (tx) => balances(tx, campaign.fundSourceId));
    expect(money.set_aside).toBe(7 * (200 * 100_00 + 300 * 50_00 + 500 * 20_00 + 60 * 200_00));
  });
});

describe("the next Thursday at noon", () => {
  test.each([
    ["2026-11-22T02:00:00Z", "2026-11-26T04:00:00.000Z"],
    ["2026-11-26T03:59:59Z", "2026-11-26T04:00:00.000Z"],
    ["2026-11-26T04:00:00Z", "2026-12-03T04:00:00.000Z"],
    ["2026-11-25T17:00:00Z", "2026-11-26T04:00:00.000Z"],
  ])("after %s is %s", (now, expected) => expect(nextThursdayNoon(new Date(now)).toISOString()).toBe(expected));
});
