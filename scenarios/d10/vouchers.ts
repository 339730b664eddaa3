import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import { codeOf, draftOf, openReleases, passCampaign, takeVoucher } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { openTill, type Till, undo } from "../till.ts";
import { together } from "./members.ts";
import type { County } from "./rosters.ts";
import type { Done } from "./service-counters.ts";

/** How many vouchers one member takes. */
export const perPerson = 5;
const offFen = 500;
const untilOpening = 6000;

interface Stall {
  till: Till;
  /** The voucher of each county, by its id. */
  titles: Map<string, string>;
}

/** One shop for all, and a campaign of each county for its own members. */
export async function openStall(
  scene: Scene,
  counties: readonly { county: County; vouchers: number }[],
): Promise<Stall> {
  const [admin, checker] = [await scene.staff("admin"), await scene.staff("checker")];
  const { id: merchantId } = await admin.post("/api/staff/merchants", {
    parentId: scene.city.city.id,
    name: "便民超市",
  });
  const { id: storeId } = await admin.post(`/api/staff/merchants/${merchantId}/stores`, { name: "便民超市一店" });
  const till = await openTill(scene, { merchantId, storeId, phone: 13_800_007_000 });
  const titles = new Map<string, string>();
  for (const { county, vouchers } of counties) {
    const title = `${county.name}满10减5`;
    const budgetFen = vouchers * offFen;
    const opensAt = new Date(Date.now() + untilOpening);
    const { id: fundSourceId } = await checker.post("/api/fund-sources", {
      ...{ organisationId: county.id, name: `${county.name}普惠资金`, year: opensAt.getUTCFullYear(), budgetFen },
    });
    const benefit = { type: "threshold", minSpendFen: 1000, offFen };
    const text = { title: `${county.name}惠民券`, theme: "惠民", budgetFen, fundSourceId, storeIds: [storeId] };
    const kinds = [{ title, benefit, stockPerRound: vouchers, perPerson }];
    const draft = draftOf(scene, { ...text, opensAt, kinds });
    await passCampaign(scene, { ...draft, organisationId: county.id });
    titles.set(county.id, title);
  }
  return { till, titles };
}

/** The members of a county take so many vouchers and use them all; one is taken back by another clerk, and used once more. */
export async function redeemVouchers(
  { till, titles }: Stall,
  { county, members, vouchers }: { county: County; members: readonly Browser[]; vouchers: number },
  remembered: Done[],
): Promise<void> {
  const [first] = members;
  assert.ok(first !== undefined);
  const [releaseId = ""] = await openReleases(first, [titles.get(county.id) ?? ""]);
  const use = async (member: Browser, claimId: string) => {
    const code = await codeOf(member, claimId);
    return till.till.post("/api/till/redemptions", { code, amountFen: 1000 }, true);
  };
  await together(members, async (member, index) => {
    const share =
      Math.floor((vouchers * (index + 1)) / members.length) - Math.floor((vouchers * index) / members.length);
    for (let one = 0; one < share; one++) {
      const claimId = await takeVoucher(member, releaseId);
      const used = await use(member, claimId);
      if (index + one > 0) continue;
      await undo(till, used.id, "金额输错");
      await use(member, claimId);
    }
  });
  remembered.push({ kind: "voucher", organisationId: county.id, count: vouchers });
}
