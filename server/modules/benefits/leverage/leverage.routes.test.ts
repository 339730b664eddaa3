import { expect, test } from "vitest";
import { aCity, aDuty, aTestCity, aUnit, pin } from "../benefits.builders.ts";
import { aRedemption, aReversal, someSettling } from "../settlement/settlement.builders.ts";

const { world, city, post, get } = await aTestCity();

test("spending for each yuan of subsidy, beside what was expected and the years before", async () => {
  const union = await aUnit(world, city);
  const { shop, people, claims, maker, checker, campaignId } = await someSettling(world, union);
  const redeem = (index: number, amountFen: number) =>
    aRedemption(world, post, {
      cookie: shop.cookie,
      personId: people[index] ?? "",
      claimId: claims[index] ?? "",
      amountFen,
    });
  await redeem(0, 50_000);
  await aReversal(world, await redeem(1, 40_000));
  const undone = await redeem(2, 20_000);
  await post(shop.cookie, `/api/till/redemptions/${undone}/undo`, { clerkId: shop.second.id, pin, reason: "输错" });

  const url = `/api/staff/leverage?organisationId=${union.id}`;
  const put = (cookie: string, payload: object) =>
    world.app.inject({ method: "PUT", url: `/api/staff/campaigns/${campaignId}/goal`, headers: { cookie }, payload });
  const goal = { expectedSpendingFen: 100_000, partners: ["市商务局"], highlights: ["消费满减"], channels: ["公众号"] };
  expect((await put(checker.cookie, goal)).statusCode).toBe(403);
  expect((await put(maker.cookie, goal)).statusCode).toBe(204);
  const past = {
    organisationId: union.id,
    year: 2021,
    theme: "新春活动",
    issuedFen: 2_700_000_000,
    source: "2021 年工作总结 第 8 页",
  };
  const entered = await post(maker.cookie, "/api/staff/past-years", past);
  expect(entered.statusCode, entered.body).toBe(201);

  const found = (await get(maker.cookie, url)).json();
  // What was brought back whole moved nothing; what was undone never happened.
  expect(found.total).toMatchObject({ spendingFen: 50_000, subsidyFen: 10_000, leverage: 5 });
  expect(found.campaigns[0].goal).toEqual({ ...goal, reached: 50 });
  expect(found.stores[0]).toMatchObject({ spendingFen: 50_000, leverage: 5 });
  expect(found.years[0]).toMatchObject({
    year: 2021,
    issuedFen: 2_700_000_000,
    themes: ["新春活动"],
    incomplete: true,
  });

  const gone = await world.app.inject({
    ...{ method: "DELETE", url: `/api/staff/past-years/${entered.json().id}`, headers: { cookie: maker.cookie } },
  });
  expect(gone.statusCode).toBe(204);
  expect((await get(maker.cookie, url)).json().pastYears).toEqual([]);

  const stranger = await aDuty(world, await aCity(world), "benefits.maker");
  expect((await get(stranger.cookie, url)).statusCode).toBe(404);
  expect((await post(stranger.cookie, "/api/staff/past-years", past)).statusCode).toBe(404);
  expect((await post(maker.cookie, "/api/staff/past-years", { ...past, source: "" })).statusCode).toBe(400);
});
