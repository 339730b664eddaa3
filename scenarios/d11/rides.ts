import assert from "node:assert/strict";
import { codeOf, draftOf, openReleases, passCampaign, takeVoucher } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { openTill, type Till } from "../till.ts";

/** From a bus ticket to the train to the airport; the last three are more than twice the maximum, or odd, or both. */
const faresFen = [200, 300, 450, 700, 999, 1000, 1500, 2001] as const;
const maxOffFen = 500;
const title = "公交地铁五折券";
const untilOpening = 6000;

/** A half, rounded in favour of the fund, and never more than the maximum. */
const halfOf = (fareFen: number) => Math.min(Math.floor(fareFen / 2), maxOffFen);

/** Members ride the buses and the underground of the transit company at half price. */
export async function ride(scene: Scene): Promise<void> {
  const checker = await scene.staff("checker");
  const organisationId = scene.city.city.id;
  const { id: fundSourceId } = await checker.post("/api/fund-sources", {
    ...{ organisationId, name: "公交地铁五折专项", year: 2026, budgetFen: 1_000_000, budgetItem: "职工服务支出" },
  });
  const gates = await openGates(scene);
  const opensAt = new Date(Date.now() + untilOpening);
  const kind = { title, benefit: { type: "half", maxOffFen }, stockPerRound: faresFen.length };
  const text = { title: "公交地铁五折", theme: "公交地铁五折", budgetFen: faresFen.length * maxOffFen, fundSourceId };
  const storeIds = gates.map((gate) => gate.storeId);
  const campaignId = await passCampaign(scene, draftOf(scene, { ...text, storeIds, opensAt, kinds: [kind] }));

  const offFen = await rideAll(scene, gates);
  assert.equal(
    offFen,
    faresFen.reduce<number>((sum, fare) => sum + halfOf(fare), 0),
  );
  const spendingFen = faresFen.reduce<number>((sum, fare) => sum + fare, 0);
  const { campaigns } = await checker.get(`/api/staff/leverage?organisationId=${organisationId}`);
  const moved = campaigns.find((one: { id: string }) => one.id === campaignId);
  assert.deepEqual([moved.vouchers, moved.spendingFen, moved.subsidyFen], [faresFen.length, spendingFen, offFen]);
  await assertBooks(scene, fundSourceId, offFen);
}

interface Gate extends Till {
  storeId: string;
}

/** The merchant is the transit company: its buses and its underground each have a till. */
async function openGates(scene: Scene): Promise<Gate[]> {
  const admin = await scene.staff("admin");
  const parentId = scene.city.city.id;
  const { id: merchantId } = await admin.post("/api/staff/merchants", { parentId, name: "澄江公共交通集团" });
  const gates: Gate[] = [];
  for (const [index, name] of ["公交", "地铁"].entries()) {
    const { id: storeId } = await admin.post(`/api/staff/merchants/${merchantId}/stores`, { name });
    gates.push({ storeId, ...(await openTill(scene, { merchantId, storeId, phone: 13_800_004_000 + index * 10 })) });
  }
  return gates;
}

async function rideAll(scene: Scene, gates: readonly Gate[]): Promise<number> {
  const members = await Promise.all(faresFen.map((_, index) => scene.member(index)));
  const [waiting] = members;
  assert.ok(waiting);
  const [releaseId = ""] = await openReleases(waiting, [title]);
  let offFen = 0;
  for (const [index, member] of members.entries()) {
    const fare = faresFen[index] ?? 0;
    const claimId = await takeVoucher(member, releaseId);
    const { benefit } = await member.get(`/api/vouchers/${claimId}`);
    assert.deepEqual(benefit, { type: "half", maxOffFen });
    const { till } = gates[index % gates.length] as Gate;
    const bill = { code: await codeOf(member, claimId), amountFen: fare };
    const done = await till.post("/api/till/redemptions", bill, true);
    assert.deepEqual([done.offFen, done.payFen], [halfOf(fare), fare - halfOf(fare)]);
    await till.refused("/api/till/redemptions", bill, 409, "benefits.voucher_not_active");
    offFen += done.offFen;
  }
  return offFen;
}

/** Each voucher was backed by its maximum; what the fares did not need has lapsed, and the fund adds up. */
async function assertBooks(scene: Scene, fundSourceId: string, offFen: number): Promise<void> {
  const checker = await scene.staff("checker");
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  const days = `fromDay=${year}-01-01&toDay=${year}-12-31`;
  const { items } = await checker.get(`/api/staff/value-ledger?organisationId=${scene.city.city.id}&${days}`);
  const source = items.find((one: { id: string }) => one.id === fundSourceId);
  const closing = (account: string) =>
    source.accounts.find((one: { account: string }) => one.account === account)?.closingFen;
  assert.deepEqual([closing("redeemed"), closing("lapsed")], [offFen, faresFen.length * maxOffFen - offFen]);
}
