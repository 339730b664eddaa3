import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  aCity,
  aCode,
  aDuty,
  aKind,
  aMerchant,
  aWorld,
  campaignInput,
  type Organisation,
  pin,
  someMembers,
  someVouchers,
  type World,
} from "../benefits.builders.ts";
import { ask } from "../merchants/merchants.builders.ts";

let world: World;
let city: Organisation;
beforeAll(async () => {
  world = await aWorld();
  city = await aCity(world);
});
afterAll(() => world.close());

async function tradeInVouchers(count: number) {
  const shop = await aMerchant(world, city, { tills: 2 });
  const people = await someMembers(world, city, count);
  const { claims } = await someVouchers(world, { union: city, storeIds: [shop.store.id], people, tradeIn: true });
  const show = (at: number) => aCode(world, people[at] ?? "", claims[at] ?? "");
  const redeem = async (at: number, oldArticle?: object, till = 0) =>
    ask(world.app, "/api/till/redemptions", {
      ...{ cookie: shop.tills[till]?.cookie ?? "", payload: { code: await show(at), amountFen: 20_000, oldArticle } },
    });
  return { shop, show, redeem };
}

describe("a trade-in voucher", () => {
  test("is taken against an old article, whose kind and number stand in the lists", async () => {
    const { shop, redeem, show } = await tradeInVouchers(1);
    const checked = await ask(world.app, "/api/till/check", { cookie: shop.cookie, payload: { code: await show(0) } });
    expect(checked.json()).toMatchObject({ ok: true, tradeIn: true });
    const without = await redeem(0);
    expect([without.statusCode, without.json().code]).toEqual([422, "benefits.old_article_missing"]);
    const done = await redeem(0, { kind: "电视机", number: "SN-0017 a" });
    expect(done.json(), done.body).toMatchObject({ oldArticle: { kind: "电视机", number: "SN-0017 a" } });
    const day = await ask(world.app, "/api/till/redemptions", { cookie: shop.cookie });
    expect(day.json().items[0].oldArticle).toEqual({ kind: "电视机", number: "SN-0017 a" });
  });

  test("takes one old article once per campaign, however its number is written, also at two tills at once", async () => {
    const { redeem } = await tradeInVouchers(3);
    const answers = await Promise.all([
      redeem(0, { kind: "冰箱", number: "AB-1234" }, 0),
      redeem(1, { kind: "冰柜", number: "ab 1234" }, 1),
    ]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409]);
    const refused = answers.find((answer) => answer.statusCode === 409);
    expect(refused?.json()).toMatchObject({ code: "benefits.old_article_used" });
    expect((await redeem(2, { kind: "冰箱", number: "AB-1235" })).statusCode).toBe(201);
    const elsewhere = await tradeInVouchers(1);
    expect((await elsewhere.redeem(0, { kind: "冰箱", number: "AB-1234" })).statusCode).toBe(201);
  });

  test("that is undone sets the article free", async () => {
    const { shop, redeem } = await tradeInVouchers(2);
    const article = { kind: "空调", number: "K-77-99" };
    const first = await redeem(0, article);
    expect((await redeem(1, article)).statusCode).toBe(409);
    const undo = { clerkId: shop.second.id, pin, reason: "换货" };
    await ask(world.app, `/api/till/redemptions/${first.json().id}/undo`, { cookie: shop.cookie, payload: undo });
    expect((await redeem(1, article)).statusCode).toBe(201);
  });

  test("alone has an old article: beside another voucher none is kept, and its number stays free", async () => {
    const shop = await aMerchant(world, city);
    const [person = ""] = await someMembers(world, city, 1);
    const { claims } = await someVouchers(world, { union: city, storeIds: [shop.store.id], people: [person] });
    const code = await aCode(world, person, claims[0] ?? "");
    const payload = { code, amountFen: 20_000, oldArticle: { kind: "冰箱", number: "AB-1234" } };
    const done = await ask(world.app, "/api/till/redemptions", { cookie: shop.cookie, payload });
    expect(done.json(), done.body).toMatchObject({ oldArticle: null });
  });

  test.each([
    ["no kind", { kind: " ", number: "A-123" }],
    ["a number of signs only", { kind: "洗衣机", number: "-- // --" }],
    ["a number too short to tell articles apart", { kind: "洗衣机", number: "12" }],
  ])("is refused with %s", async (_what, article) => {
    const { redeem } = await tradeInVouchers(1);
    expect((await redeem(0, article)).statusCode).toBe(400);
  });

  test("is never taken without network: nobody could know whether the article was traded in before", async () => {
    const { cookie } = await aDuty(world, city, "benefits.maker");
    const payload = campaignInput(city, { kinds: [aKind({ tradeIn: true, offlineAllowed: true, offlineLimit: 3 })] });
    expect((await ask(world.app, "/api/staff/campaigns", { cookie, payload })).statusCode).toBe(400);
    const { shop, show } = await tradeInVouchers(1);
    const accepted = { code: await show(0), amountFen: 20_000, acceptedAt: new Date().toISOString(), localId: "1" };
    const answer = await ask(world.app, "/api/till/offline", {
      ...{ cookie: shop.cookie, payload: { accepted: [{ ...accepted, clerkId: shop.first.id }] } },
    });
    expect(answer.json().results[0]).toMatchObject({ outcome: "refused", problem: "benefits.not_for_offline" });
  });
});
