import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { aCookie, aStaff } from "#kernel/sign-in/sign-in.builders";
import {
  aCity,
  aCode,
  aDuty,
  aMerchant,
  aWorld,
  inDays,
  type Organisation,
  pin,
  someMembers,
  someVouchers,
  type World,
} from "../benefits.builders.ts";
import { aPicture, ask, filesUrl } from "../merchants/merchants.builders.ts";
import { forgetGoodsViewers } from "./member-goods.service.ts";

let world: World;
let city: Organisation;
let dataDir: string;
let maker: string;
let checker: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-goods-"));
  world = await aWorld({ filesIn: dataDir });
  city = await aCity(world);
  maker = (await aDuty(world, city, "benefits.maker")).cookie;
  checker = (await aDuty(world, city, "benefits.checker")).cookie;
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function aShop(count = 1) {
  const shop = await aMerchant(world, city);
  const people = await someMembers(world, city, count);
  const issued = await someVouchers(world, { union: city, storeIds: [shop.store.id], people });
  const cookies = await Promise.all(people.map((person) => aCookie(world.database, "member", person)));
  return { shop, people, cookies, ...issued };
}
const input = (campaignId: string, given: object = {}) => ({
  ...{ name: "盐源苹果", origin: "四川盐源", priceFen: 3990, unit: "5 斤", about: "高山果园,现摘现发", campaignId },
  ...{ startsOn: inDays(0), endsOn: inDays(20) },
  ...given,
});
const decide = (id: string, payload: object, cookie = checker) =>
  ask(world.app, `/api/staff/goods/${id}/decision`, { cookie, payload });

/** Goods that a clerk entered at the till and the union allowed. */
async function shownGoods(given: object = {}, count = 1) {
  const made = await aShop(count);
  const pictureFileId = await aPicture(world.app, made.shop.cookie, "/api/till/goods-pictures");
  const payload = input(made.campaignId, { pictureFileId, ...given });
  const offered = await ask(world.app, "/api/till/goods-offers", { cookie: made.shop.cookie, payload });
  expect(offered.statusCode, offered.body).toBe(201);
  const passed = await decide(offered.json().id, { revision: 1, verdict: "passed" });
  expect(passed.statusCode, passed.body).toBe(200);
  return { ...made, id: offered.json().id as string, pictureFileId };
}
const thisMonth = dayOf(new Date()).slice(0, 7);
const figuresOf = async (id: string, cookie = maker) => {
  const answer = await ask(world.app, `/api/staff/goods-figures?from=${thisMonth}&to=${thisMonth}`, { cookie });
  return answer.json().items.find((one: { goodsId: string }) => one.goodsId === id);
};

describe("goods that a merchant offers", () => {
  test("are seen by members only after the union's answer, with picture, vouchers and stores", async () => {
    const made = await aShop();
    const [member = ""] = made.cookies;
    const pictureFileId = await aPicture(world.app, made.shop.cookie, "/api/till/goods-pictures");
    const payload = input(made.campaignId, { pictureFileId });
    const offered = await ask(world.app, "/api/till/goods-offers", { cookie: made.shop.cookie, payload });
    expect(offered.json()).toMatchObject({ state: "submitted", campaignTitle: "冰雪消费券" });
    const url = `/api/goods/${offered.json().id}`;
    expect((await ask(world.app, url, { cookie: member })).statusCode).toBe(404);
    expect((await ask(world.app, `/api/files/${pictureFileId}`)).statusCode).toBe(404);
    await decide(offered.json().id, { revision: 1, verdict: "passed" });
    const seen = await ask(world.app, url, { cookie: member });
    expect(seen.json()).toMatchObject({
      name: "盐源苹果",
      kinds: [{ title: "满200减100" }],
      stores: [{ name: "一号店" }],
      pictureFileId,
    });
    expect((await ask(world.app, `/api/files/${pictureFileId}`)).statusCode).toBe(200);
  });

  test("are found by word and origin, and not by members of another union", async () => {
    const { cookies, id } = await shownGoods({ name: "汶川甜樱桃", origin: "四川汶川" });
    const find = async (query: string, cookie = cookies[0] ?? "") =>
      (await ask(world.app, `/api/goods?${query}`, { cookie })).json();
    const ids = (page: { items: { id: string }[] }) => page.items.map((one) => one.id);
    expect(ids(await find(`q=${encodeURIComponent("樱桃")}`))).toEqual([id]);
    expect(ids(await find(`origin=${encodeURIComponent("四川汶川")}`))).toEqual([id]);
    expect(ids(await find("q=%25"))).toEqual([]);
    expect((await find("")).origins).toContain("四川汶川");
    const elsewhere = await aCity(world);
    const [foreign = ""] = await someMembers(world, elsewhere, 1);
    const stranger = await aCookie(world.database, "member", foreign);
    expect(ids(await find("", stranger))).toEqual([]);
    expect((await ask(world.app, `/api/goods/${id}`, { cookie: stranger })).statusCode).toBe(404);
  });

  test("entered by staff are read by another person; refused ones say why and can be changed", async () => {
    const { shop, campaignId } = await aShop();
    const both = (await aDuty(world, city, "benefits.maker", "benefits.checker")).cookie;
    const entered = await ask(world.app, `/api/staff/merchants/${shop.merchant.organisationId}/goods`, {
      ...{ cookie: both, payload: input(campaignId) },
    });
    const { id } = entered.json();
    const submit = `/api/staff/goods/${id}/submit`;
    expect((await ask(world.app, submit, { cookie: both, payload: {} })).json().code).toBe("benefits.goods_incomplete");
    const pictureFileId = await aPicture(world.app, both, filesUrl("benefits.goods_picture", city.id));
    const change = { cookie: both, payload: input(campaignId, { pictureFileId }), method: "PUT" as const };
    expect((await ask(world.app, `/api/staff/goods/${id}`, change)).statusCode).toBe(200);
    await ask(world.app, submit, { cookie: both, payload: {} });
    expect((await decide(id, { revision: 2, verdict: "passed" }, both)).json().code).toBe(
      "benefits.maker_cannot_check",
    );
    expect((await decide(id, { revision: 1, verdict: "passed" })).json().code).toBe("benefits.changed_meanwhile");
    const refused = await decide(id, { revision: 2, verdict: "refused", note: "图片不清" });
    expect(refused.json()).toMatchObject({ state: "refused", reason: "图片不清" });
    expect((await ask(world.app, `/api/staff/goods/${id}`, change)).json().state).toBe("draft");
  });

  test("go with campaigns at their merchant's stores only, and carry a picture", async () => {
    const { shop } = await aShop();
    const other = await aShop();
    const pictureFileId = await aPicture(world.app, shop.cookie, "/api/till/goods-pictures");
    const offer = (payload: object) => ask(world.app, "/api/till/goods-offers", { cookie: shop.cookie, payload });
    expect((await offer(input(other.campaignId, { pictureFileId }))).json().code).toBe(
      "benefits.campaign_not_at_merchant",
    );
    const choices = await ask(world.app, "/api/till/goods-choices", { cookie: shop.cookie });
    const [campaign] = choices.json().campaigns;
    expect((await offer(input(campaign.id))).json().code).toBe("benefits.goods_incomplete");
    const theirs = await aPicture(world.app, other.shop.cookie, "/api/till/goods-pictures");
    expect((await offer(input(campaign.id, { pictureFileId: theirs }))).json().code).toBe("files.not_usable");
    expect((await offer(input(campaign.id, { pictureFileId, storeId: other.shop.store.id }))).statusCode).toBe(404);
    expect((await offer(input(campaign.id, { pictureFileId, priceFen: 0 }))).statusCode).toBe(400);
    expect((await ask(world.app, "/api/till/goods-offers", { payload: input(campaign.id) })).statusCode).toBe(401);
  });

  test("that are withdrawn are seen no longer; staff of elsewhere see none of them", async () => {
    const { id, cookies, pictureFileId } = await shownGoods();
    const elsewhere = (await aDuty(world, await aCity(world), "benefits.maker", "benefits.checker")).cookie;
    const withdraw = `/api/staff/goods/${id}/withdraw`;
    const because = { reason: "缺货" };
    expect((await ask(world.app, withdraw, { cookie: elsewhere, payload: because })).statusCode).toBe(404);
    expect((await decide(id, { revision: 1, verdict: "passed" }, elsewhere)).statusCode).toBe(404);
    expect((await ask(world.app, withdraw, { cookie: maker, payload: because })).json().state).toBe("withdrawn");
    expect((await ask(world.app, `/api/goods/${id}`, { cookie: cookies[0] ?? "" })).statusCode).toBe(404);
    expect((await ask(world.app, `/api/files/${pictureFileId}`)).statusCode).toBe(404);
    expect((await ask(world.app, withdraw, { cookie: maker, payload: because })).json().code).toBe(
      "benefits.wrong_state",
    );
  });
});

describe("a clerk", () => {
  test("changes and takes back goods of the own merchant; the union reads every change", async () => {
    const { id, shop, campaignId, pictureFileId, cookies } = await shownGoods();
    const other = await aShop();
    const offer = `/api/till/goods-offers/${id}`;
    const payload = input(campaignId, { pictureFileId, priceFen: 4290 });
    const change = (cookie: string) => ask(world.app, offer, { cookie, payload, method: "PUT" });
    const withdraw = (cookie: string) => ask(world.app, `${offer}/withdraw`, { cookie, payload: { reason: "卖完了" } });
    for (const act of [change, withdraw]) {
      expect((await act("")).statusCode).toBe(401);
      expect((await act(other.shop.cookie)).json().code).toBe("benefits.no_such_goods");
    }
    const changed = await change(shop.cookie);
    expect(changed.json()).toMatchObject({
      ...{ state: "submitted", priceFen: 4290, revision: 2 },
      can: { edit: false, withdraw: true, decide: false },
    });
    expect((await ask(world.app, `/api/goods/${id}`, { cookie: cookies[0] ?? "" })).statusCode).toBe(404);
    expect((await change(shop.cookie)).json().code).toBe("benefits.wrong_state");
    expect((await decide(id, { revision: 1, verdict: "passed" })).json().code).toBe("benefits.changed_meanwhile");
    expect((await withdraw(shop.cookie)).json()).toMatchObject({ state: "withdrawn", reason: "卖完了" });
    expect((await withdraw(shop.cookie)).json().code).toBe("benefits.wrong_state");
    expect((await decide(id, { revision: 2, verdict: "passed" })).json().code).toBe("benefits.wrong_state");
    expect((await change(shop.cookie)).json()).toMatchObject({ state: "submitted", reason: null, revision: 3 });
  });

  test("leaves a text alone that the union's staff are writing, and needs a picture", async () => {
    const { shop, campaignId } = await aShop();
    const drafted = await ask(world.app, `/api/staff/merchants/${shop.merchant.organisationId}/goods`, {
      ...{ cookie: maker, payload: input(campaignId) },
    });
    const change = (id: string, payload: object) =>
      ask(world.app, `/api/till/goods-offers/${id}`, { cookie: shop.cookie, payload, method: "PUT" });
    expect((await change(drafted.json().id, input(campaignId))).json().code).toBe("benefits.wrong_state");
    const shown = await shownGoods();
    const bare = await ask(world.app, `/api/till/goods-offers/${shown.id}`, {
      ...{ cookie: shown.shop.cookie, payload: input(shown.campaignId), method: "PUT" },
    });
    expect(bare.json().code).toBe("benefits.goods_incomplete");
  });
});

describe("figures of goods", () => {
  test("count each member once a day, also at once, and forget who it was when the day is over", async () => {
    const { id, cookies } = await shownGoods({}, 3);
    const look = (cookie: string) => ask(world.app, `/api/goods/${id}/views`, { cookie, payload: {} });
    const answers = await Promise.all([...cookies, ...cookies].map(look));
    expect(new Set(answers.map((one) => one.statusCode))).toEqual(new Set([204]));
    expect(await figuresOf(id)).toMatchObject({ views: 3, sold: 0 });
    const marks = () =>
      transact(world.database.ctx(), async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from benefits.goods_viewer
          where goods_id = ${id}`.execute(tx.db);
        return rows[0]?.n;
      });
    await forgetGoodsViewers(world.database.ctx());
    expect(await marks()).toBe(3);
    await transact(world.database.ctx(), (tx) =>
      sql`insert into benefits.goods_viewer select goods_id, viewed_on - 1, node, mark from benefits.goods_viewer
        where goods_id = ${id}`.execute(tx.db),
    );
    expect(await forgetGoodsViewers(world.database.ctx())).toBeGreaterThanOrEqual(3);
    expect([await marks(), (await figuresOf(id)).views]).toEqual([3, 3]);
    expect((await ask(world.app, `/api/goods/${id}/views`, { payload: {} })).statusCode).toBe(401);
  });

  test("count what was sold with a voucher, until it is undone; the workbook says the same", async () => {
    const { id, shop, people, claims } = await shownGoods();
    const goods = await ask(world.app, "/api/till/goods", { cookie: shop.cookie });
    expect(goods.json().items).toMatchObject([{ id, name: "盐源苹果", priceFen: 3990 }]);
    const code = await aCode(world, people[0] ?? "", claims[0] ?? "");
    const payload = { code, amountFen: 20_000, goods: [{ goodsId: id, quantity: 3 }] };
    const sold = await ask(world.app, "/api/till/redemptions", { cookie: shop.cookie, payload });
    expect(sold.json(), sold.body).toMatchObject({ goods: [{ id, name: "盐源苹果", quantity: 3 }] });
    expect(await figuresOf(id)).toMatchObject({ sold: 3, soldFen: 11_970 });

    const url = `/api/staff/goods-figures/workbook?from=${thisMonth}&to=${thisMonth}`;
    const file = await ask(world.app, url, { cookie: maker });
    expect(file.headers["content-type"]).toContain("spreadsheetml");
    const next = await aCity(world);
    const at = ({ id: cityId, node }: Organisation) => ({ id: cityId, path: node });
    const duties = ["benefits.reader"];
    const reader = { node: at(city), duties, alsoAt: { node: at(next), duties } };
    const both = await aStaff(world.database, world.secrets, reader);
    await ask(world.app, url, { cookie: both.cookie });
    const { rows: noted } = await transact(world.database.ctx(), ({ db }) =>
      sql<{
        node: string;
      }>`select node::text as node from kernel.audit_record where action = 'benefits.goods_figures_exported'
        and actor = ${`staff:${both.id}`} `.execute(db),
    );
    expect(noted.map(({ node }) => node).sort()).toEqual([city.node, next.node].sort());
    const { sheets } = await readXlsx(file.rawPayload);
    expect(sheets.map((sheet) => sheet.name)).toEqual(["明细", "按产地", "按月"]);
    const line = sheets[0]?.rows.find((row) => row[6] === 119.7);
    expect(line).toMatchObject([thisMonth, "盐源苹果", "四川盐源", expect.any(String), 0, 3, 119.7]);

    const undo = { clerkId: shop.second.id, pin, reason: "换货" };
    await ask(world.app, `/api/till/redemptions/${sold.json().id}/undo`, { cookie: shop.cookie, payload: undo });
    expect(await figuresOf(id)).toBeUndefined();
  });

  test("take only goods of this merchant and this voucher, and belong to the union", async () => {
    const mine = await shownGoods();
    const other = await shownGoods();
    const code = await aCode(world, mine.people[0] ?? "", mine.claims[0] ?? "");
    const sell = (goodsId: string, more: object[] = []) =>
      ask(world.app, "/api/till/redemptions", {
        ...{
          cookie: mine.shop.cookie,
          payload: { code, amountFen: 20_000, goods: [{ goodsId, quantity: 1 }, ...more] },
        },
      });
    expect((await sell(other.id)).json().code).toBe("benefits.goods_not_offered");
    expect((await sell(mine.id, [{ goodsId: mine.id, quantity: 1 }])).statusCode).toBe(400);
    expect((await sell(mine.id)).statusCode).toBe(201);
    const elsewhere = (await aDuty(world, await aCity(world), "benefits.reader")).cookie;
    expect(await figuresOf(mine.id, elsewhere)).toBeUndefined();
    const wrong = await ask(world.app, "/api/staff/goods-figures?from=2026-12&to=2026-01", { cookie: maker });
    expect(wrong.statusCode).toBe(400);
  });
});
