import { afterAll, beforeAll, expect, test } from "vitest";
import { aCity, aCode, aKey, aMerchant, aWorld, someMembers, someVouchers, type World } from "../benefits.builders.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

test("a till that brings everything in at once takes no more without network than it may", async () => {
  const city = await aCity(world);
  const shop = await aMerchant(world, city);
  const people = await someMembers(world, city, 8);
  const { claims } = await someVouchers(world, {
    ...{ union: city, storeIds: [shop.store.id], people, offlineAllowed: true, offlineLimit: 2 },
  });
  const acceptedAt = new Date().toISOString();
  const batches = await Promise.all(
    people.map(async (personId, index) => ({
      code: await aCode(world, personId, claims[index] ?? ""),
      ...{ amountFen: 20_000, acceptedAt, clerkId: shop.first.id, localId: `local ${index}` },
    })),
  );

  const answers = await Promise.all(
    batches.map((one) =>
      world.app.inject({
        ...{ method: "POST", url: "/api/till/offline" },
        headers: { cookie: shop.cookie, "idempotency-key": aKey() },
        payload: { accepted: [one] },
      }),
    ),
  );

  const outcomes = answers.map((answer) => answer.json().results?.[0]?.outcome ?? answer.body);
  expect(outcomes.filter((outcome) => outcome === "redeemed")).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(6);
});
