import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import { codeOf, draftOf, openReleases, passCampaign, takeVoucher } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { openTill, type Till } from "../till.ts";
import type { Merchant } from "./merchants.ts";
import type { Plaques } from "./plaques.ts";

const kind = {
  title: "满100减50",
  benefit: { type: "threshold", minSpendFen: 10_000, offFen: 5000 },
  stockPerRound: 10,
} as const;
const members = 4;
const untilOpening = 6000;

interface Shop extends Till {
  storeId: string;
}

export interface Shops {
  campaignId: string;
  merchants: readonly Merchant[];
  /** A merchant's first store, and another of its stores. */
  first: Shop;
  sister: Shop;
  /** The store of another merchant. */
  other: Shop;
}

/** A campaign whose vouchers every store of the eleven takes; three of them have a till. */
export async function openShops(scene: Scene, merchants: readonly Merchant[]): Promise<Shops> {
  const checker = await scene.staff("checker");
  const { id: fundSourceId } = await checker.post("/api/fund-sources", {
    ...{ organisationId: scene.city.city.id, name: "友好商家专项", year: 2026, budgetFen: 1_000_000 },
  });
  const opensAt = new Date(Date.now() + untilOpening);
  const storeIds = merchants.flatMap((one) => one.storeIds);
  const text = { title: "友好合作商家消费券", theme: "惠工", budgetFen: 100_000, fundSourceId, storeIds, opensAt };
  const campaignId = await passCampaign(scene, draftOf(scene, { ...text, kinds: [kind] }));
  const [one, two] = merchants;
  assert.ok(one && two);
  const open = async ({ id: merchantId, storeIds: own }: Merchant, at: number, phone: number): Promise<Shop> => {
    const storeId = own[at] ?? "";
    return { storeId, ...(await openTill(scene, { merchantId, storeId, phone })) };
  };
  return {
    ...{ campaignId, merchants },
    first: await open(one, 0, 13_800_002_000),
    sister: await open(one, 1, 13_800_002_010),
    other: await open(two, 0, 13_800_002_020),
  };
}

/** One store is withdrawn: its till refuses, its plaque says so, all others go on; then it is opened again. */
export async function playSuspension(scene: Scene, { shops, plaques }: { shops: Shops; plaques: Plaques }) {
  const [one, two, three, four] = await takeVouchers(scene);
  assert.ok(one && two && three && four);
  const maker = await scene.staff("maker");
  const { first, sister, other } = shops;
  const url = `/api/staff/stores/${first.storeId}`;
  const reason = "消防整改";
  await assertShown(one.member, shops, 0);
  const touched = await maker.post(`${url}/suspension`, { reason });
  assert.deepEqual(
    touched.campaigns.map((found: { id: string; holding: number; elsewhere: boolean }) => [
      found.id,
      found.holding,
      found.elsewhere,
    ]),
    [[shops.campaignId, members, true]],
    "it says whom it touches",
  );
  await assertShown(one.member, shops, 1);
  await assertPlaques(scene, shops, plaques, reason);

  const bill = { code: await show(one), amountFen: 12_000 };
  const { why } = await first.till.refused("/api/till/redemptions", bill, 409, "benefits.store_suspended");
  assert.equal(why, reason, "the till is told why");
  const elsewhere = await sister.till.post("/api/till/redemptions", bill, true);
  assert.equal(elsewhere.offFen, kind.benefit.offFen, "the voucher is not used up and is good in the other store");
  await buy(other, await show(two));

  assert.equal((await maker.send("DELETE", `${url}/suspension`)).status, 200);
  await assertShown(one.member, shops, 0);
  await buy(first, await show(three));
  const told = await scene.stranger().get(`/api/plaques/${plaques.get(first.storeId)}`);
  assert.equal(told.standing, "in_force");
  await endOne(scene, { shops, plaques, code: await show(four) });
}

/** An agreement that ends takes all stores of its merchant with it, and nobody else's. */
async function endOne(scene: Scene, given: { shops: Shops; plaques: Plaques; code: string }): Promise<void> {
  const { shops, plaques, code } = given;
  const maker = await scene.staff("maker");
  const [, two] = shops.merchants;
  assert.ok(two);
  await maker.post(`/api/staff/agreements/${two.agreementId}/termination`, { reason: "双方协商解除" });
  const bill = { code, amountFen: 12_000 };
  await shops.other.till.refused("/api/till/redemptions", bill, 409, "benefits.no_agreement_in_force");
  const standings = await standingsOf(scene, shops, plaques);
  const ended = [...standings].filter(([, standing]) => standing === "ended").map(([storeId]) => storeId);
  assert.deepEqual(ended.sort(), [...two.storeIds].sort());
  await buy(shops.first, code);
}

interface Held {
  member: Browser;
  claimId: string;
}

/** One code pause per phone: each member signs in once. */
async function takeVouchers(scene: Scene): Promise<Held[]> {
  const signedIn = await Promise.all(Array.from({ length: members }, (_, index) => scene.member(index)));
  const [releaseId = ""] = await openReleases(signedIn[0] as Browser, [kind.title]);
  return Promise.all(signedIn.map(async (member) => ({ member, claimId: await takeVoucher(member, releaseId) })));
}

const show = ({ member, claimId }: Held): Promise<string> => codeOf(member, claimId);

const buy = async ({ till }: Shop, code: string): Promise<void> => {
  const done = await till.post("/api/till/redemptions", { code, amountFen: 12_000 }, true);
  assert.deepEqual([done.offFen, done.payFen], [5000, 7000]);
};

/** Members see the stores that take vouchers now, and no others. */
async function assertShown(member: Browser, { campaignId, merchants, first }: Shops, withdrawn: number): Promise<void> {
  const { stores } = await member.get(`/api/campaigns/${campaignId}`);
  const ids = new Set(stores.map((store: { id: string }) => store.id));
  assert.equal(ids.size, merchants.flatMap((one) => one.storeIds).length - withdrawn);
  assert.equal(ids.has(first.storeId), withdrawn === 0);
}

async function standingsOf(scene: Scene, { merchants }: Shops, plaques: Plaques): Promise<Map<string, string>> {
  const passerBy = scene.stranger();
  const standings = new Map<string, string>();
  for (const storeId of merchants.flatMap((one) => one.storeIds))
    standings.set(storeId, (await passerBy.get(`/api/plaques/${plaques.get(storeId)}`)).standing);
  return standings;
}

/** One plaque of eleven merchants' says suspended, without the reason, which is between union and shop. */
async function assertPlaques(scene: Scene, shops: Shops, plaques: Plaques, reason: string): Promise<void> {
  const standings = await standingsOf(scene, shops, plaques);
  const held = [...standings].filter(([, standing]) => standing !== "in_force");
  assert.deepEqual(held, [[shops.first.storeId, "suspended"]]);
  const told = await scene.stranger().get(`/api/plaques/${plaques.get(shops.first.storeId)}`);
  assert.doesNotMatch(JSON.stringify(told), new RegExp(reason));
}
