import assert from "node:assert/strict";
import { codeOf, openReleases, takeVoucher } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { undo } from "../till.ts";
import { expectedFen, type Festival, highlights, kinds, type Shop } from "./make.ts";

/** What people wrote down of the years before: the themes are those of the city, their sum is the 27 million. */
const years = [
  { year: 2021, theme: "新春活动", issuedFen: 600_000_000 },
  { year: 2022, theme: "惠工暖企", issuedFen: 900_000_000 },
  { year: 2024, theme: "以旧换新", issuedFen: 1_200_000_000 },
] as const;
const sinceFen = 2_700_000_000;

/** The years before this system are entered by hand, each with where it is written; a wrong one is withdrawn. */
export async function writeHistory({ maker, organisationId }: Festival): Promise<void> {
  for (const year of years)
    await maker.post("/api/staff/past-years", { ...year, organisationId, source: `市总工会 ${year.year} 年工作总结` });
  await maker.refused(
    "/api/staff/past-years",
    { ...years[0], organisationId, source: "" },
    400,
    "http.invalid_request",
  );
  const wrong = await maker.post("/api/staff/past-years", {
    ...years[0],
    issuedFen: 1,
    organisationId,
    source: "抄错了",
  });
  const gone = await maker.send("DELETE", `/api/staff/past-years/${wrong.id}`);
  assert.equal(gone.status, 204);
}

export interface Spent {
  spendingFen: number;
  subsidyFen: number;
  vouchers: number;
}

/** Members take vouchers first come, first served, and spend them at the three merchants; one is undone. */
export async function playFestival(scene: Scene, { shops }: Festival): Promise<Spent> {
  const spent: Spent = { spendingFen: 0, subsidyFen: 0, vouchers: 0 };
  const member = await scene.member(0);
  const ids = await openReleases(
    member,
    kinds.map(({ title }) => title),
  );
  for (let index = 0; index < 24; index++) {
    const kind = index % 3 === 0 ? 0 : 1;
    const { offFen, minSpendFen } = kinds[kind] ?? kinds[0];
    const amountFen = minSpendFen * 3 + index * 100;
    const id = await spendVoucher(scene, { index, releaseId: ids[kind] ?? "", shop: shopAt(shops, index), amountFen });
    if (index === 5) {
      await undo(shopAt(shops, index), id, "金额输错");
      continue;
    }
    spent.spendingFen += amountFen;
    spent.subsidyFen += offFen;
    spent.vouchers += 1;
  }
  return spent;
}

const shopAt = (shops: readonly Shop[], index: number): Shop => {
  const shop = shops[index % shops.length];
  if (shop === undefined) throw new Error("no shop");
  return shop;
};

async function spendVoucher(scene: Scene, given: { index: number; releaseId: string; shop: Shop; amountFen: number }) {
  const member = await scene.member(given.index);
  const code = await codeOf(member, await takeVoucher(member, given.releaseId));
  const bill = { code, amountFen: given.amountFen, receipt: `A11-${given.index}` };
  return (await given.shop.till.post("/api/till/redemptions", bill, true)).id as string;
}

/** Spending for each yuan, what was expected, and the years together. */
export async function readLeverage({ maker, organisationId, campaignId }: Festival, spent: Spent): Promise<void> {
  const found = await maker.get(`/api/staff/leverage?organisationId=${organisationId}`);
  const { spendingFen, subsidyFen, vouchers, leverage } = found.total;
  assert.deepEqual({ spendingFen, subsidyFen, vouchers }, spent, "what was undone moved nothing");
  assert.equal(leverage, Math.round((spent.spendingFen * 100) / spent.subsidyFen) / 100);
  const campaign = found.campaigns.find((one: { id: string }) => one.id === campaignId);
  assert.equal(campaign.goal.expectedSpendingFen, expectedFen);
  assert.deepEqual(campaign.goal.highlights, [...highlights]);
  assert.deepEqual(campaign.goal.partners, ["市商务局"]);
  const before = found.years.filter((one: { year: number }) => one.year < 2026);
  assert.equal(
    before.reduce((sum: number, one: { issuedFen: number }) => sum + one.issuedFen, 0),
    sinceFen,
  );
  assert.deepEqual(
    before.flatMap((one: { themes: string[] }) => one.themes),
    ["新春活动", "惠工暖企", "以旧换新"],
  );
  const now = found.years.at(-1);
  assert.deepEqual([now.year, now.spendingFen], [Number(campaign.startsOn.slice(0, 4)), spent.spendingFen]);
}
