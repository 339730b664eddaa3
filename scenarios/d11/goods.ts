import assert from "node:assert/strict";
import type { Browser } from "../browser.ts";
import { codeOf, draftOf, openReleases, passCampaign, takeVoucher } from "../campaign.ts";
import type { Scene } from "../stage.ts";
import { openTill, type Till, undo } from "../till.ts";

const kinds = [
  { title: "川货满50减20", benefit: { type: "threshold", minSpendFen: 5000, offFen: 2000 }, stockPerRound: 10 },
  { title: "川货满200减80", benefit: { type: "threshold", minSpendFen: 20_000, offFen: 8000 }, stockPerRound: 10 },
] as const;

/** `kind`: the one voucher that applies; without it every voucher of the campaign does. */
const goods = [
  { name: "盐源苹果", origin: "四川盐源", priceFen: 3990, unit: "5 斤", kind: 0 },
  { name: "汶川甜樱桃", origin: "四川汶川", priceFen: 5800, unit: "一盒" },
  { name: "盐源核桃", origin: "四川盐源", priceFen: 4500, unit: "2 斤", kind: 1 },
] as const;
const viewers = 6;
const quantities = [2, 3, 1, 4, 2, 2] as const;
const untilOpening = 6000;

interface Promotion {
  shop: Till;
  kindIds: string[];
  campaignId: string;
  members: Browser[];
  ids: string[];
}

/** 川工带川货: a merchant offers goods, the union reads them, members look and buy with vouchers, and all of it is counted. */
export async function sellGoods(scene: Scene): Promise<void> {
  const promotion = await openPromotion(scene);
  await offer(scene, promotion);
  await look(scene, promotion);
  const sold = await buy(promotion);
  await assertFigures(scene, promotion, sold);
}

async function openPromotion(scene: Scene): Promise<Promotion> {
  const [admin, checker] = [await scene.staff("admin"), await scene.staff("checker")];
  const parentId = scene.city.city.id;
  const { id: fundSourceId } = await checker.post("/api/fund-sources", {
    ...{ organisationId: parentId, name: "川工带川货专项", year: 2026, budgetFen: 10_000_000 },
  });
  const { id: merchantId } = await admin.post("/api/staff/merchants", { parentId, name: "川货馆" });
  const { id: storeId } = await admin.post(`/api/staff/merchants/${merchantId}/stores`, { name: "川货馆一店" });
  const shop = await openTill(scene, { merchantId, storeId, phone: 13_800_005_000 });
  const opensAt = new Date(Date.now() + untilOpening);
  const text = { title: "川工带川货", theme: "川工带川货", budgetFen: 1_000_000, fundSourceId, storeIds: [storeId] };
  const campaignId = await passCampaign(scene, draftOf(scene, { ...text, opensAt, kinds: [...kinds] }));
  const { campaigns } = await shop.till.get("/api/till/goods-choices");
  const choice = campaigns.find((one: { id: string }) => one.id === campaignId);
  const kindIds = kinds.map(({ title }) => choice.kinds.find((kind: { title: string }) => kind.title === title).id);
  const members = await Promise.all(Array.from({ length: viewers }, (_, index) => scene.member(20 + index)));
  return { shop, kindIds, campaignId, members, ids: [] };
}

/** The clerk brings picture, price and origin in; members see nothing before another person has read it. */
async function offer(scene: Scene, { shop, kindIds, campaignId, members, ids }: Promotion): Promise<void> {
  const checker = await scene.staff("checker");
  const [member] = members;
  const day = (later: number) => new Date(Date.now() + (8 + 24 * later) * 3_600_000).toISOString().slice(0, 10);
  for (const { name, origin, priceFen, unit, ...one } of goods) {
    const input = {
      ...{ name, origin, priceFen, unit, about: `${origin}原产`, campaignId, startsOn: day(0), endsOn: day(20) },
      kindId: "kind" in one ? kindIds[one.kind] : null,
    };
    await shop.till.refused("/api/till/goods-offers", input, 422, "benefits.goods_incomplete");
    const pictureFileId = await shop.till.bringPicture("/api/till/goods-pictures");
    const offered = await shop.till.post("/api/till/goods-offers", { ...input, pictureFileId }, true);
    assert.equal((await member?.send("GET", `/api/goods/${offered.id}`))?.status, 404);
    assert.equal((await fetch(`${scene.url}/api/files/${pictureFileId}`)).status, 404);
    await checker.post(`/api/staff/goods/${offered.id}/decision`, { revision: 1, verdict: "passed" });
    const picture = await fetch(`${scene.url}/api/files/${pictureFileId}`);
    assert.match(picture.headers.get("content-type") ?? "", /^image\//);
    ids.push(offered.id);
  }
}

/** Each of the goods says what it costs, whence it comes, where it is sold and which voucher applies; views count once a day. */
async function look(scene: Scene, { members, ids }: Promotion): Promise<void> {
  for (const [at, id] of ids.entries()) {
    const expected = goods[at] ?? goods[0];
    const seen = await members[0]?.get(`/api/goods/${id}`);
    assert.deepEqual(
      [seen.name, seen.origin, seen.priceFen, seen.merchant],
      [expected.name, expected.origin, expected.priceFen, "川货馆"],
    );
    const applies = "kind" in expected ? [kinds[expected.kind].title] : kinds.map(({ title }) => title);
    assert.deepEqual(
      seen.kinds.map((kind: { title: string }) => kind.title),
      applies,
    );
    assert.deepEqual(
      seen.stores.map((store: { name: string }) => store.name),
      ["川货馆一店"],
    );
    for (const member of lookersAt(members, at)) {
      await member.send("POST", `/api/goods/${id}/views`, { body: {} });
      await member.send("POST", `/api/goods/${id}/views`, { body: {} });
    }
  }
  const found = await members[0]?.get(`/api/goods?origin=${encodeURIComponent("四川盐源")}`);
  assert.deepEqual(found.items.map((one: { name: string }) => one.name).sort(), ["盐源核桃", "盐源苹果"].sort());
  const stranger = await scene.stranger().send("POST", `/api/goods/${ids[0]}/views`, { body: {} });
  assert.equal(stranger.status, 401);
}

/** Fewer members look at each next one. */
const lookersAt = (members: readonly Browser[], at: number) => members.slice(at);

interface Sold {
  sold: number;
  soldFen: number;
}

/** Half of the members buy the first, half the second; one purchase is undone. */
async function buy({ shop, members, ids }: Promotion): Promise<Sold[]> {
  const sold: Sold[] = goods.map(() => ({ sold: 0, soldFen: 0 }));
  const [waiting] = members;
  assert.ok(waiting);
  const [releaseId = ""] = await openReleases(waiting, [kinds[0].title]);
  for (const [index, member] of members.entries()) {
    const at = index % 2;
    const [quantity = 1, one] = [quantities[index], goods[at] ?? goods[0]];
    const code = await codeOf(member, await takeVoucher(member, releaseId));
    const amountFen = Math.max(one.priceFen * quantity, kinds[0].benefit.minSpendFen);
    const other = { code, amountFen, goods: [{ goodsId: ids[2], quantity }] };
    await shop.till.refused("/api/till/redemptions", other, 409, "benefits.goods_not_offered");
    const bill = { code, amountFen, goods: [{ goodsId: ids[at], quantity }] };
    const done = await shop.till.post("/api/till/redemptions", bill, true);
    assert.equal(done.offFen, kinds[0].benefit.offFen);
    const sum = sold[at];
    assert.ok(sum);
    if (index === viewers - 1) {
      await undo(shop, done.id, "换货");
      continue;
    }
    sum.sold += quantity;
    sum.soldFen += quantity * one.priceFen;
  }
  return sold;
}

/** Views and sales as the union reads them, by goods, origin and month; goods that are withdrawn are seen no longer. */
async function assertFigures(scene: Scene, { members, ids }: Promotion, sold: readonly Sold[]): Promise<void> {
  const [maker, checker] = [await scene.staff("maker"), await scene.staff("checker")];
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const figures = await checker.get(`/api/staff/goods-figures?from=${month}&to=${month}`);
  const expected = ids.map((goodsId, at) => ({ goodsId, views: lookersAt(members, at).length, ...sold[at] }));
  const items = figures.items as { goodsId: string; views: number; sold: number; soldFen: number }[];
  for (const { goodsId, ...counted } of expected) {
    const { views, sold: pieces, soldFen } = items.find((one) => one.goodsId === goodsId) ?? {};
    assert.deepEqual({ views, sold: pieces, soldFen }, counted);
  }
  const sum = (field: "views" | "sold" | "soldFen", rows = items) => rows.reduce((total, row) => total + row[field], 0);
  const total = { views: sum("views"), sold: sum("sold"), soldFen: sum("soldFen") };
  assert.deepEqual(figures.total, total);
  for (const groups of [figures.origins, figures.months])
    assert.deepEqual(
      { views: sum("views", groups), sold: sum("sold", groups), soldFen: sum("soldFen", groups) },
      total,
    );
  await maker.post(`/api/staff/goods/${ids[1]}/withdraw`, { reason: "当季售完" });
  assert.equal((await members[0]?.send("GET", `/api/goods/${ids[1]}`))?.status, 404);
}
