import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exif, jpegWith, png } from "#kernel/files/files.fixture";
import {
  aCity,
  aCode,
  aDuty,
  aKey,
  aMerchant,
  aWorld,
  type Organisation,
  pin,
  someMembers,
  someVouchers,
  type World,
} from "../benefits.builders.ts";

let world: World;
let city: Organisation;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-receipts-"));
  world = await aWorld({ filesIn: dataDir });
  city = await aCity(world);
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true });
});

const post = (cookie: string, url: string, payload: object) =>
  world.app.inject({ method: "POST", url, headers: { cookie, "idempotency-key": aKey() }, payload });
const get = (cookie: string, url: string) => world.app.inject({ url, headers: { cookie } });
const number = (cookie: string, id: string, receipt: string) =>
  world.app.inject({
    method: "PUT",
    url: `/api/till/redemptions/${id}/receipt`,
    headers: { cookie },
    payload: { receipt },
  });
const photo = (cookie: string, id: string, bytes: Buffer, photoId = aKey()) =>
  world.app.inject({
    ...{ method: "PUT", url: `/api/till/redemptions/${id}/photos/${photoId}` },
    headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
    payload: Buffer.concat([
      Buffer.from(
        '--x\r\ncontent-disposition: form-data; name="file"; filename="小票.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
      ),
      bytes,
      Buffer.from("\r\n--x--\r\n"),
    ]),
  });

async function aUse(receipt?: string) {
  const shop = await aMerchant(world, city);
  const [person = ""] = await someMembers(world, city, 1);
  const made = await someVouchers(world, { union: city, storeIds: [shop.store.id], people: [person] });
  const code = await aCode(world, person, made.claims[0] ?? "");
  const sold = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000, receipt });
  expect(sold.statusCode, sold.body).toBe(201);
  return { shop, id: sold.json().id as string, ...made };
}

describe("the number of the shop's receipt", () => {
  test("is written once, later; a repeat changes nothing and another number is refused", async () => {
    const { shop, id } = await aUse();
    const first = await number(shop.cookie, id, " A-17 ");
    expect(first.statusCode, first.body).toBe(200);
    expect(first.json()).toMatchObject({ id, receipt: "A-17", receiptAsked: "none" });
    expect((await number(shop.cookie, id, "A-17")).statusCode).toBe(200);
    const other = await number(shop.cookie, id, "B-1");
    expect([other.statusCode, other.json()]).toMatchObject([
      409,
      { code: "benefits.receipt_kept", params: { receipt: "A-17" } },
    ]);
  });

  test("that came with the redemption stands", async () => {
    const { shop, id } = await aUse("A-1");
    expect((await number(shop.cookie, id, "A-2")).json().code).toBe("benefits.receipt_kept");
  });

  test("is added to what stands, by a clerk of the merchant", async () => {
    const { shop, id } = await aUse();
    const foreign = await aMerchant(world, city);
    expect((await number("", id, "A")).statusCode).toBe(401);
    expect((await number(foreign.cookie, id, "A")).statusCode).toBe(404);
    expect((await number(shop.cookie, id, " ")).statusCode).toBe(400);
    await post(shop.cookie, `/api/till/redemptions/${id}/undo`, { clerkId: shop.second.id, pin, reason: "x" });
    expect((await number(shop.cookie, id, "A")).json().code).toBe("benefits.already_undone");
  });
});

describe("a photo of the receipt", () => {
  test("is kept without where it was taken, once whatever is repeated, and shown to clerks and to the union", async () => {
    const { shop, id, maker } = await aUse();
    const photoId = aKey();
    const bytes = jpegWith([exif(6, "GPS 31.2 121.4")]);
    const first = await photo(shop.cookie, id, bytes, photoId);
    expect(first.statusCode, first.body).toBe(200);
    expect(first.json().photos).toEqual([photoId]);
    expect((await photo(shop.cookie, id, bytes, photoId)).json().photos).toEqual([photoId]);
    for (const [cookie, side] of [
      [shop.cookie, "till"],
      [maker.cookie, "staff"],
    ] as const) {
      const shown = await get(cookie, `/api/${side}/redemptions/${id}/photos/${photoId}`);
      expect([shown.statusCode, shown.headers["content-type"]]).toEqual([200, "image/jpeg"]);
      expect(shown.rawPayload.includes("GPS")).toBe(false);
      expect(shown.headers["cache-control"]).toContain("private");
    }
  });

  test("is hidden from other merchants and from unions beside, by every door", async () => {
    const { shop, id } = await aUse();
    const photoId = aKey();
    await photo(shop.cookie, id, png(), photoId);
    const foreign = await aMerchant(world, city);
    const beside = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await get(foreign.cookie, `/api/till/redemptions/${id}/photos/${photoId}`)).statusCode).toBe(404);
    expect((await get(beside.cookie, `/api/staff/redemptions/${id}/photos/${photoId}`)).statusCode).toBe(404);
    expect((await get("", `/api/till/redemptions/${id}/photos/${photoId}`)).statusCode).toBe(401);
    expect((await photo(foreign.cookie, id, png())).statusCode).toBe(404);
    expect((await photo("", id, png())).statusCode).toBe(401);
  });

  test("is three at most, and only of what is a picture", async () => {
    const { shop, id } = await aUse();
    for (let count = 1; count <= 3; count++)
      expect((await photo(shop.cookie, id, png())).json().photos).toHaveLength(count);
    expect((await photo(shop.cookie, id, png())).json().code).toBe("benefits.too_many_photos");
    expect((await photo(shop.cookie, id, Buffer.from("<svg/>"))).json().code).toBe("files.type_not_allowed");
    const other = await aUse();
    const [known] = (await get(shop.cookie, "/api/till/redemptions")).json().items[0].photos;
    expect((await photo(other.shop.cookie, other.id, png(), known)).statusCode).not.toBe(200);
  });
});
