import { agree, agreementOf } from "../agreement.ts";
import type { Browser } from "../browser.ts";
import { draftOf, passCampaign } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { openTill } from "../till.ts";

export const kinds = [
  { title: "满200减100", minSpendFen: 20_000, offFen: 10_000, stock: 8 },
  { title: "满100减50", minSpendFen: 10_000, offFen: 5000, stock: 16 },
] as const;

/** More than a hundred million yuan. */
export const expectedFen = 10_000_000_000;

export const highlights = ["消费满减", "线上线下融合", "以旧换新", "商户让利", "宣传矩阵", "工会服务进商圈"] as const;

export interface Shop {
  name: string;
  till: Browser;
  manager: { id: string; pin: string };
  second: { id: string; pin: string };
}

export interface Festival {
  organisationId: string;
  campaignId: string;
  fundSourceId: string;
  maker: Browser;
  checker: Browser;
  shops: Shop[];
}

const untilOpening = 4000;

/** Money with its budget item, three merchants, and a campaign that one wrote and another allowed, with its goal. */
export async function openFestival(scene: Scene): Promise<Festival> {
  const [admin, maker, checker] = await Promise.all([
    scene.staff("admin"),
    scene.staff("maker"),
    scene.staff("checker"),
  ]);
  const organisationId = scene.city.city.id;
  const shops: Shop[] = [];
  const storeIds: string[] = [];
  for (const [index, name] of ["佳电家电", "云商超市", "创意园"].entries()) {
    const opened = await openShop(scene, admin, { name, phone: 13_800_001_000 + index * 10 });
    await agree(scene, { maker, checker, merchantId: opened.merchantId, text: agreementOf(index, { name }) });
    shops.push(opened.shop);
    storeIds.push(opened.storeId);
  }
  const source = await checker.post("/api/fund-sources", {
    ...{ organisationId, name: "工惠促消费专项", year: 2026, budgetFen: 500_000_000, budgetItem: "职工服务支出" },
  });
  const opensAt = new Date(Date.now() + untilOpening);
  const campaignId = await passCampaign(
    scene,
    draftOf(scene, {
      ...{ title: "职工悦购节", theme: "工惠促消费", tags: ["商务局联合", "消费券"], budgetFen: 100_000_000 },
      ...{ storeIds, opensAt, fundSourceId: source.id },
      kinds: kinds.map(({ title, minSpendFen, offFen, stock }) => ({
        ...{ title, benefit: { type: "threshold", minSpendFen, offFen }, stockPerRound: stock },
      })),
    }),
  );
  const goal = {
    expectedSpendingFen: expectedFen,
    partners: ["市商务局"],
    highlights,
    channels: ["公众号", "职工之家", "户外大屏"],
  };
  const set = await maker.send("PUT", `/api/staff/campaigns/${campaignId}/goal`, { body: goal });
  if (set.status !== 204) throw new Error(JSON.stringify(set.body));
  return { organisationId, campaignId, fundSourceId: source.id, maker, checker, shops };
}

async function openShop(scene: Scene, admin: Browser, { name, phone }: { name: string; phone: number }) {
  const { id } = await admin.post("/api/staff/merchants", { parentId: scene.city.city.id, name });
  const store = await admin.post(`/api/staff/merchants/${id}/stores`, { name: `${name}一店`, address: "1 号" });
  const desk = await openTill(scene, { merchantId: id, storeId: store.id, phone });
  await admin.send("PATCH", `/api/staff/clerks/${desk.first.id}`, { body: { manager: true } });
  return {
    merchantId: id as string,
    storeId: store.id as string,
    shop: { name, till: desk.till, manager: desk.first, second: desk.second },
  };
}
