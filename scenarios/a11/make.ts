import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

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
  admin: Browser;
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
    shops.push(opened.shop);
    storeIds.push(opened.storeId);
  }
  const source = await checker.post("/api/fund-sources", {
    ...{ organisationId, name: "工惠促消费专项", year: 2026, budgetFen: 500_000_000, budgetItem: "职工服务支出" },
  });
  const opensAt = new Date(Date.now() + untilOpening);
  const draft = await maker.post(
    "/api/staff/campaigns",
    draftOf(organisationId, { storeIds, opensAt, fundSourceId: source.id }),
  );
  await maker.post(`/api/staff/campaigns/${draft.id}/submit`);
  await checker.post(`/api/staff/campaigns/${draft.id}/approve`, { revision: draft.revision }, true);
  const goal = {
    expectedSpendingFen: expectedFen,
    partners: ["市商务局"],
    highlights,
    channels: ["公众号", "职工之家", "户外大屏"],
  };
  const set = await maker.send("PUT", `/api/staff/campaigns/${draft.id}/goal`, { body: goal });
  if (set.status !== 204) throw new Error(JSON.stringify(set.body));
  return { organisationId, campaignId: draft.id, fundSourceId: source.id, admin, maker, checker, shops };
}

function draftOf(organisationId: string, given: { storeIds: string[]; opensAt: Date; fundSourceId: string }) {
  const day = (later: number) =>
    new Date(given.opensAt.getTime() + (8 + 24 * later) * 3_600_000).toISOString().slice(0, 10);
  return {
    ...{ organisationId, title: "职工悦购节", theme: "工惠促消费", tags: ["商务局联合", "消费券"] },
    ...{ description: "与市商务局联合举办,六大亮点。", rules: ["每人每种限领一张"], budgetFen: 100_000_000 },
    ...{ fundSourceId: given.fundSourceId, storeIds: given.storeIds, startsOn: day(0), endsOn: day(30) },
    kinds: kinds.map(({ title, minSpendFen, offFen, stock }) => ({
      ...{
        title,
        benefit: { type: "threshold", minSpendFen, offFen },
        validDays: 7,
        stockPerRound: stock,
        perPerson: 1,
      },
    })),
    schedule: { rule: null, firstOpensAt: given.opensAt.toISOString(), mode: "first_come", entryMinutes: 0 },
    eligibility: [],
  };
}

const pins = ["271828", "314159"] as const;

async function openShop(scene: Scene, admin: Browser, { name, phone }: { name: string; phone: number }) {
  const { id } = await admin.post("/api/staff/merchants", { parentId: scene.city.city.id, name });
  const store = await admin.post(`/api/staff/merchants/${id}/stores`, { name: `${name}一店`, address: "1 号" });
  const till = scene.stranger();
  const clerks: { id: string; pin: string }[] = [];
  const { pairingCode } = await admin.post(`/api/staff/stores/${store.id}/pairing`);
  await till.post("/api/till/pair", { pairingCode, deviceName: "收银台" });
  for (const [index, pin] of pins.entries()) {
    const clerk = await admin.post(`/api/staff/merchants/${id}/clerks`, {
      name: `店员${index + 1}`,
      phone: String(phone + index),
    });
    const { demoCode } = await till.post("/api/till/clerk/codes", { clerkId: clerk.id });
    await till.post("/api/till/clerk/pin", { clerkId: clerk.id, phoneCode: demoCode, pin });
    clerks.push({ id: clerk.id, pin });
  }
  const [manager, second] = clerks;
  if (manager === undefined || second === undefined) throw new Error("no clerks");
  await admin.send("PATCH", `/api/staff/clerks/${manager.id}`, { body: { manager: true } });
  await till.post("/api/till/clerk", { clerkId: manager.id, pin: manager.pin });
  return { storeId: store.id as string, shop: { name, till, manager, second } };
}
