import { expect, test } from "vitest";
import { aCode, aTestCity, someVoucherHolders } from "../benefits.builders.ts";

const { world, city, post } = await aTestCity();

test("a till that brings everything in at once takes no more without network than it may", async () => {
  const { shop, people, claims } = await someVoucherHolders(world, city, {
    ...{ holders: 8, offlineAllowed: true, offlineLimit: 2 },
  });
  const acceptedAt = new Date().toISOString();
  const batches = await Promise.all(
    people.map(async (personId, index) => ({
      code: await aCode(world, personId, claims[index] ?? ""),
      ...{ amountFen: 20_000, acceptedAt, clerkId: shop.first.id, localId: `local ${index}` },
    })),
  );

  const answers = await Promise.all(batches.map((one) => post(shop.cookie, "/api/till/offline", { accepted: [one] })));

  const outcomes = answers.map((answer) => answer.json().results?.[0]?.outcome ?? answer.body);
  expect(outcomes.filter((outcome) => outcome === "redeemed")).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(6);
});
