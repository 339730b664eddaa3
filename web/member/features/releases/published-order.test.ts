import { createHash, createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { PublishedOrder } from "../../../shared/api-types/index.ts";
import { checkOrder } from "./published-order.ts";
import { hmacSha256, sha256 } from "./sha256.ts";

test("the written-out SHA-256 and HMAC agree with Node's at every length around a block", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = randomBytes(length);
    expect(sha256(bytes), bytes.toString("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
    const text = bytes.toString("base64");
    const expected = createHmac("sha256", bytes).update(text).digest("hex");
    expect(hmacSha256(bytes)(text), bytes.toString("hex")).toBe(expected);
  }
});

const secret = "8f".repeat(32);
const order: PublishedOrder = {
  secret,
  secretHash: createHash("sha256").update(Buffer.from(secret, "hex")).digest("hex"),
  algorithm: "HMAC-SHA256(secret, number), smallest of weight tickets, ascending",
  releaseId: "r",
  capacity: 2,
  winners: 2,
  entries: Array.from({ length: 5000 }, (_, index) => [index + 1, index % 7 === 0 ? 3 : 1]),
};

const servedFirst = order.entries
  .map(([number = 0, weight = 1]) => {
    const texts = Array.from({ length: weight }, (_, ticket) => (ticket === 0 ? `${number}` : `${number}:${ticket}`));
    const tickets = texts.map((text) => createHmac("sha256", Buffer.from(secret, "hex")).update(text).digest("hex"));
    return { number, ticket: tickets.sort()[0] ?? "" };
  })
  .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
  .map((one) => one.number);

test("the order is the one that the server serves by, weights included", async () => {
  const mine = { number: servedFirst[41] ?? 0, place: 42 };
  const steps: number[] = [];
  const check = await checkOrder({
    order: { ...order, mine },
    keptHash: order.secretHash,
    onProgress: (done) => void steps.push(done),
  });
  expect(check).toMatchObject({ secretMatchesHash: true, hashMatchesKept: true, myPlace: 42, total: 5000 });
  expect(check.top).toEqual(servedFirst.slice(0, 10));
  expect(steps).toEqual([2000, 4000]);
});

test("another secret, another hash, and a missing entry are found out", async () => {
  const forged = { ...order, secret: "00".repeat(32), mine: { number: 9_999_999, place: 1 } };
  const check = await checkOrder({ order: forged, keptHash: "ab".repeat(32), onProgress: () => {} });
  expect(check).toMatchObject({ secretMatchesHash: false, hashMatchesKept: false, myPlace: undefined });
});
