import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import { codeOf, draftOf, openReleases, passCampaign, takeVoucher } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { openTill, type Till } from "../till.ts";

export const themes = ["新春活动", "惠工暖企", "以旧换新"] as const;

/** One kind for each theme; the third is taken against an old article only. */
const kinds = [
  { title: "新春50元券", benefit: { type: "fixed", valueFen: 5000 }, stockPerRound: 4 },
  { title: "暖企满200减60", benefit: { type: "threshold", minSpendFen: 20_000, offFen: 6000 }, stockPerRound: 4 },
  {
    ...{ title: "换新满3000减500", benefit: { type: "threshold", minSpendFen: 300_000, offFen: 50_000 } },
    ...{ stockPerRound: 4, tradeIn: true },
  },
] as const;
const amountsFen = [8000, 24_000, 350_000] as const;
export const tradeInBillFen = amountsFen[2];
const perTheme = 4;
const untilOpening = 8000;

export interface Spent {
  spendingFen: number;
  subsidyFen: number;
  vouchers: number;
}

export interface Holder {
  member: Browser;
  claimId: string;
}

export interface Year {
  year: number;
  shops: readonly [Till & { storeId: string }, Till & { storeId: string }];
  /** Of the trade-in vouchers, one for each member. */
  holders: Holder[];
  maker: Browser;
  spent: Record<string, Spent>;
}

/** This year's three campaigns are passed and opened; the vouchers of the first two are spent. */
export async function playThisYear(scene: Scene): Promise<Year> {
  const maker = await scene.staff("maker");
  const shops = [
    await openShop(scene, "佳电家电", 13_800_003_000),
    await openShop(scene, "北岸电器", 13_800_003_010),
  ] as const;
  const opensAt = await openCampaigns(
    scene,
    shops.map((shop) => shop.storeId),
  );
  const members = await Promise.all(
    Array.from({ length: perTheme * themes.length }, (_, index) => scene.member(index)),
  );
  const ids = await openReleases(
    members[0] as Browser,
    kinds.map(({ title }) => title),
  );
  const held = await Promise.all(
    members.map(async (member, index) => ({
      member,
      claimId: await takeVoucher(member, ids[index % ids.length] ?? ""),
    })),
  );
  const spent: Record<string, Spent> = {};
  for (const at of [0, 1] as const) {
    const own: Spent = { spendingFen: 0, subsidyFen: 0, vouchers: 0 };
    for (const [turn, { member, claimId }] of held.filter((_, index) => index % themes.length === at).entries()) {
      const bill = { code: await codeOf(member, claimId), amountFen: amountsFen[at] + turn * 100 };
      const done = await shops[turn % 2 === 0 ? 0 : 1].till.post("/api/till/redemptions", bill, true);
      own.spendingFen += bill.amountFen;
      own.subsidyFen += done.offFen;
      own.vouchers += 1;
    }
    spent[themes[at]] = own;
  }
  const holders = held.filter((_, index) => index % themes.length === 2);
  return { year: Number(dayOf(opensAt).slice(0, 4)), shops, holders, maker, spent };
}

const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

async function openCampaigns(scene: Scene, storeIds: string[]): Promise<Date> {
  const [maker, checker] = [await scene.staff("maker"), await scene.staff("checker")];
  const { id: fundSourceId } = await checker.post("/api/fund-sources", {
    ...{ organisationId: scene.city.city.id, name: "消费券专项", year: 2026, budgetFen: 100_000_000 },
  });
  const opensAt = new Date(Date.now() + untilOpening);
  const drafts = themes.map((theme, index) => {
    const text = {
      title: `${theme}消费券`,
      theme,
      tags: [theme],
      budgetFen: 1_000_000,
      fundSourceId,
      storeIds,
      opensAt,
    };
    return draftOf(scene, { ...text, kinds: [kinds[index] ?? kinds[0]] });
  });
  // Whether an article was traded in before is known with network only.
  const offline = { ...drafts[2], kinds: [{ ...drafts[2]?.kinds[0], offlineAllowed: true, offlineLimit: 3 }] };
  await maker.refused("/api/staff/campaigns", offline, 400, "http.invalid_request");
  for (const draft of drafts) await passCampaign(scene, draft);
  const { items } = await maker.get("/api/staff/campaigns?limit=100");
  assert.deepEqual(items.map((one: { theme: string }) => one.theme).sort(), [...themes].sort());
  return opensAt;
}

async function openShop(scene: Scene, name: string, phone: number) {
  const admin = await scene.staff("admin");
  const { id: merchantId } = await admin.post("/api/staff/merchants", { parentId: scene.city.city.id, name });
  const { id: storeId } = await admin.post(`/api/staff/merchants/${merchantId}/stores`, { name: `${name}一店` });
  return { storeId: storeId as string, ...(await openTill(scene, { merchantId, storeId, phone })) };
}
