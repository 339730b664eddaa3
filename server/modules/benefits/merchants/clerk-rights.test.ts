import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aDuty, aMerchant, aTestCity, pin } from "../benefits.builders.ts";

const { world, city } = await aTestCity();

const check = (cookie: string) =>
  world.app.inject({ method: "POST", url: "/api/till/check", headers: { cookie }, payload: { number: "00000000" } });
const enter = (cookie: string, clerkId: string, given: string) =>
  world.app.inject({ method: "POST", url: "/api/till/clerk", headers: { cookie }, payload: { clerkId, pin: given } });

test("a clerk who is removed stops working at the till at once", async () => {
  const shop = await aMerchant(world, city);
  const officer = await aDuty(world, city, "benefits.maker");
  expect((await check(shop.cookie)).json().code).not.toBe("access.clerk_needed");
  const url = `/api/staff/clerks/${shop.first.id}`;
  const removed = await world.app.inject({ method: "DELETE", url, headers: { cookie: officer.cookie } });
  expect(removed.statusCode).toBe(204);
  for (const end = performance.now() + 2000; performance.now() < end; await sleep(20))
    if ((await check(shop.cookie)).json().code === "access.clerk_needed") break;
  expect((await check(shop.cookie)).json().code).toBe("access.clerk_needed");
});

test("a suspended merchant's tills are signed out at once", async () => {
  const shop = await aMerchant(world, city);
  const officer = await aDuty(world, city, "benefits.maker");
  const me = () => world.app.inject({ url: "/api/till/me", headers: { cookie: shop.cookie } });
  expect((await me()).statusCode).toBe(200);
  const url = `/api/staff/merchants/${shop.merchant.organisationId}`;
  const headers = { cookie: officer.cookie };
  const suspended = await world.app.inject({ method: "PATCH", url, headers, payload: { state: "suspended" } });
  expect(suspended.statusCode).toBe(200);
  for (const end = performance.now() + 2000; performance.now() < end; await sleep(20))
    if ((await me()).statusCode === 401) break;
  expect((await me()).statusCode).toBe(401);
});

test("patience does not find a PIN: twenty wrong ones are a day's", async () => {
  const { cookie, second } = await aMerchant(world, city);
  const unlock = () =>
    transact(world.database.ctx(), (tx) =>
      sql`update benefits.clerk set pin_locked_until = null where id = ${second.id}`.execute(tx.db),
    );
  for (let guess = 0; guess < 20; guess++) {
    await unlock();
    expect((await enter(cookie, second.id, String(200_003 + guess))).json().code).toMatch(/wrong_pin|pin_locked/);
  }
  await unlock();
  const late = await enter(cookie, second.id, pin);
  expect([late.statusCode, late.json().code]).toEqual([429, "benefits.pin_locked"]);
});
