import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aCity,
  aCode,
  aKey,
  aMerchant,
  aTill,
  aWorld,
  pin,
  someMembers,
  someVouchers,
  type World,
} from "../benefits.builders.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const post = (cookie: string, url: string, payload: object) =>
  world.app.inject({ method: "POST", url, headers: { cookie, "idempotency-key": aKey() }, payload });

test("a clerk who brings a voucher in under a colleague's name cannot take it back alone", async () => {
  const city = await aCity(world);
  const shop = await aMerchant(world, city);
  const people = await someMembers(world, city, 1);
  const { claims } = await someVouchers(world, {
    ...{ union: city, storeIds: [shop.store.id], people, offlineAllowed: true, offlineLimit: 2 },
  });
  const accepted = {
    ...{ code: await aCode(world, people[0] ?? "", claims[0] ?? ""), amountFen: 20_000, localId: "1" },
    ...{ acceptedAt: new Date().toISOString(), clerkId: shop.second.id },
  };
  const synced = await post(shop.cookie, "/api/till/offline", { accepted: [accepted] });
  expect(synced.json().results[0].outcome).toBe("redeemed");
  const day = await world.app.inject({ url: "/api/till/redemptions", headers: { cookie: shop.cookie } });
  const url = `/api/till/redemptions/${day.json().items[0].id}/undo`;
  const undo = { clerkId: shop.first.id, pin, reason: "x" };

  const alone = await post(shop.cookie, url, undo); // the first clerk works at this till
  expect([alone.statusCode, alone.json().code]).toEqual([403, "benefits.same_clerk"]);

  const another = await aTill(world, shop.store, shop.second.id);
  expect((await post(another.cookie, url, undo)).statusCode).toBe(200);
});
