import { expect, test } from "vitest";
import { aCode, aTestCity, aTill, pin, someVoucherHolders } from "../benefits.builders.ts";

const { world, city, post } = await aTestCity();

test("a clerk who brings a voucher in under a colleague's name cannot take it back alone", async () => {
  const { shop, person, claim } = await someVoucherHolders(world, city, { offlineAllowed: true, offlineLimit: 2 });
  const accepted = {
    ...{ code: await aCode(world, person, claim), amountFen: 20_000, localId: "1" },
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
