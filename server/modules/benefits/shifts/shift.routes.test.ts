import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import {
  aCity,
  aCode,
  aDuty,
  aKey,
  aMerchant,
  aTill,
  aWorld,
  type Organisation,
  pin,
  someMembers,
  someVouchers,
  type World,
} from "../benefits.builders.ts";

let world: World;
let city: Organisation;
beforeAll(async () => {
  world = await aWorld();
  city = await aCity(world);
});
afterAll(() => world.close());

const post = (cookie: string, url: string, payload: object, key = aKey()) =>
  world.app.inject({ method: "POST", url, headers: { cookie, "idempotency-key": key }, payload });
const get = (cookie: string, url: string) => world.app.inject({ url, headers: { cookie } });
const query = (statement: ReturnType<typeof sql>) => transact(world.database.ctx(), (tx) => statement.execute(tx.db));

async function asOwner(statement: string, ...values: unknown[]): Promise<void> {
  const owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await owner.query("set app.scope = '*'");
  await owner.query(statement, values);
  await owner.end();
}

/** A shop that has taken three vouchers at its first till: 20,000 fen each, 10,000 off. */
async function aBusyShop({ receipt = "none" }: { receipt?: string } = {}) {
  const shop = await aMerchant(world, city);
  const people = await someMembers(world, city, 3);
  const made = await someVouchers(world, { union: city, storeIds: [shop.store.id], people });
  await query(sql`update benefits.till_rule set receipt = ${receipt} where campaign_id = ${made.campaignId}`);
  const sold: string[] = [];
  for (const [index, person] of people.entries()) {
    const code = await aCode(world, person, made.claims[index] ?? "");
    const answer = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000, receipt: "R" });
    sold.push(answer.json().id);
  }
  return { shop, sold, ...made };
}

const shiftOf = async (cookie: string) => (await get(cookie, "/api/till/shift")).json();
const close = (cookie: string, id: string, payload: object, key = aKey()) =>
  post(cookie, `/api/till/shifts/${id}/close`, { notSent: 0, ...payload }, key);

describe("a shift", () => {
  test("begins with the first PIN, counts what its clerk did, and is closed with a count", async () => {
    const { shop, sold } = await aBusyShop();
    const open = await shiftOf(shop.cookie);
    expect(open).toMatchObject({
      own: {
        clerk: { name: "李店员" },
        closedAt: null,
        figures: { redemptions: 3, amountFen: 60_000, offFen: 30_000 },
      },
      others: [],
    });
    await post(shop.cookie, `/api/till/redemptions/${sold[0]}/undo`, { clerkId: shop.second.id, pin, reason: "x" });
    await post(shop.cookie, `/api/till/redemptions/${sold[1]}/return`, {
      ...{ goodsFen: 20_000, reason: "x", second: { clerkId: shop.second.id, pin } },
    });
    const closed = await close(shop.cookie, open.own.id, { slips: 2 });
    expect(closed.statusCode, closed.body).toBe(200);
    expect(closed.json()).toMatchObject({
      figures: { redemptions: 2, amountFen: 40_000, offFen: 20_000, undone: 1, returns: 1, backFen: 10_000 },
      ...{
        counted: { slips: 2, notSent: 0, expected: 2, difference: 0 },
        note: null,
        closedBy: "李店员",
        cameLater: 0,
      },
    });
    // Nobody is in now; the next PIN begins another shift.
    expect((await get(shop.cookie, "/api/till/shift")).statusCode).toBe(401);
    await post(shop.cookie, "/api/till/clerk", { clerkId: shop.first.id, pin });
    const next = await shiftOf(shop.cookie);
    expect(next.own.id).not.toBe(open.own.id);
    expect(next.own.figures).toMatchObject({ redemptions: 0, returns: 0 });
  });

  test("is handed to the next clerk with that clerk's PIN", async () => {
    const { shop } = await aBusyShop();
    const { own } = await shiftOf(shop.cookie);
    const wrong = await close(shop.cookie, own.id, { slips: 3, next: { clerkId: shop.second.id, pin: "112233" } });
    expect(wrong.json().code).toBe("benefits.wrong_pin");
    const same = await close(shop.cookie, own.id, { slips: 3, next: { clerkId: shop.first.id, pin } });
    expect(same.json().code).toBe("benefits.same_clerk");
    const closed = await close(shop.cookie, own.id, { slips: 3, next: { clerkId: shop.second.id, pin } });
    expect(closed.json()).toMatchObject({ takenOverBy: "王店员", counted: { difference: 0 } });
    expect(await shiftOf(shop.cookie)).toMatchObject({
      own: { clerk: { name: "王店员" }, figures: { redemptions: 0 } },
    });
  });

  test("with a difference or a missing receipt is closed only with a word about it", async () => {
    const { shop, sold } = await aBusyShop({ receipt: "photo" });
    const { own } = await shiftOf(shop.cookie);
    expect(own.figures).toMatchObject({ redemptions: 3, receiptsMissing: 3 });
    const bare = await close(shop.cookie, own.id, { slips: 3 });
    expect([bare.statusCode, bare.json()]).toMatchObject([
      422,
      { code: "benefits.shift_note_needed", params: { expected: 3, counted: 3, missing: 3 } },
    ]);
    await query(sql`insert into benefits.receipt_photo (id, redemption_id, file_id, node, campaign_node, till_id)
      select gen_random_uuid(), id, gen_random_uuid(), node, campaign_node, till_id from benefits.redemption
      where id = any(${sold}::uuid[])`);
    expect((await shiftOf(shop.cookie)).own.figures).toMatchObject({ receiptsMissing: 0 });
    expect((await close(shop.cookie, own.id, { slips: 2 })).json().code).toBe("benefits.shift_note_needed");
    const closed = await close(shop.cookie, own.id, { slips: 2, note: "一张小票被顾客带走" });
    expect(closed.json()).toMatchObject({ counted: { expected: 3, difference: -1 }, note: "一张小票被顾客带走" });
  });

  test("is closed once, and the same key is answered alike", async () => {
    const { shop } = await aBusyShop();
    const { own } = await shiftOf(shop.cookie);
    const other = await aTill(world, shop.store, shop.first.id);
    const key = aKey();
    const answers = await Promise.all([
      close(shop.cookie, own.id, { slips: 3 }, key),
      close(shop.cookie, own.id, { slips: 3 }, key),
      close(other.cookie, own.id, { slips: 3 }),
    ]);
    expect(answers.map((answer) => answer.statusCode).filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(answers.some((answer) => answer.statusCode === 409)).toBe(true);
    const { items } = (await get(other.cookie, "/api/till/shifts?limit=10")).json();
    expect(items.filter((one: { id: string }) => one.id === own.id)).toMatchObject([{ counted: { slips: 3 } }]);
  });

  test("of another till is counted from here without leaving this one", async () => {
    const { shop } = await aBusyShop();
    const { own } = await shiftOf(shop.cookie);
    const other = await aTill(world, shop.store, shop.first.id);
    const here = (await shiftOf(other.cookie)).own;
    expect((await close(other.cookie, own.id, { slips: 3 })).statusCode).toBe(200);
    expect((await shiftOf(other.cookie)).own).toMatchObject({ id: here.id, closedAt: null });
  });

  test("that a clerk left open is closed by the manager and by nobody else", async () => {
    const { shop } = await aBusyShop();
    const left = (await shiftOf(shop.cookie)).own;
    await post(shop.cookie, "/api/till/clerk", { clerkId: shop.second.id, pin });
    expect(await shiftOf(shop.cookie)).toMatchObject({ others: [{ id: left.id }], canClose: { others: false } });
    const refused = await close(shop.cookie, left.id, { slips: 3 });
    expect([refused.statusCode, refused.json()]).toMatchObject([
      403,
      { code: "benefits.shift_of_other", params: { clerk: "李店员" } },
    ]);
    await query(sql`update benefits.clerk set manager = true where id = ${shop.second.id}`);
    const closed = await close(shop.cookie, left.id, { slips: 3 });
    expect(closed.json()).toMatchObject({ clerk: { name: "李店员" }, closedBy: "王店员" });
    // The manager is still in, with a shift of their own.
    expect(await shiftOf(shop.cookie)).toMatchObject({ own: { clerk: { name: "王店员" } }, others: [] });
  });

  test("tells what was taken without network in it and came in after its close", async () => {
    const { shop, sold } = await aBusyShop();
    const { own } = await shiftOf(shop.cookie);
    // Not there yet when the shift is counted: the till says that one waits to be sent.
    await asOwner(
      "update benefits.redemption set accepted_at = redeemed_at - interval '1 day', redeemed_at = redeemed_at + interval '1 hour', local_id = id::text where id = $1",
      sold[2],
    );
    expect((await shiftOf(shop.cookie)).own.figures).toMatchObject({ redemptions: 2 });
    const closed = await close(shop.cookie, own.id, { slips: 3, notSent: 1 });
    expect(closed.json()).toMatchObject({ counted: { expected: 3, difference: 0, notSent: 1 }, cameLater: 0 });
    await asOwner("update benefits.redemption set accepted_at = accepted_at + interval '1 day' where id = $1", sold[2]);
    await post(shop.cookie, "/api/till/clerk", { clerkId: shop.first.id, pin });
    const { items } = (await get(shop.cookie, "/api/till/shifts")).json();
    expect(items[1]).toMatchObject({ id: own.id, cameLater: 1, figures: { redemptions: 2 } });
  });
});

describe("who reads shifts and days", () => {
  test("the union reads every store of its merchants, another union and another merchant none", async () => {
    const { shop, maker } = await aBusyShop();
    const merchantId = shop.merchant.organisationId;
    const { own } = await shiftOf(shop.cookie);
    await close(shop.cookie, own.id, { slips: 4, note: "多一张" });
    const shifts = (await get(maker.cookie, `/api/staff/merchants/${merchantId}/shifts?limit=10`)).json();
    expect(shifts.items).toMatchObject([{ id: own.id, counted: { difference: 1 }, note: "多一张" }]);
    const days = (await get(maker.cookie, `/api/staff/merchants/${merchantId}/days`)).json();
    expect(days.stores).toMatchObject([
      {
        store: { name: "一号店" },
        figures: { redemptions: 3, offFen: 30_000 },
        openShifts: 0,
        closedShifts: 1,
        differing: 1,
      },
    ]);
    const day = (await get(maker.cookie, `/api/staff/stores/${shop.store.id}/redemptions`)).json();
    expect(day).toMatchObject({ items: [{}, {}, {}], totals: { count: 3, returns: 0 } });

    const beside = await aDuty(world, await aCity(world), "benefits.maker");
    for (const url of [
      `merchants/${merchantId}/shifts`,
      `merchants/${merchantId}/days`,
      `stores/${shop.store.id}/redemptions`,
    ])
      expect((await get(beside.cookie, `/api/staff/${url}`)).statusCode).toBe(404);
    const foreign = await aMerchant(world, city);
    expect((await get(foreign.cookie, "/api/till/shifts")).json().items).toMatchObject([
      { clerk: { id: foreign.first.id } },
    ]);
    expect((await close(foreign.cookie, own.id, { slips: 1 })).statusCode).toBe(404);
    expect((await get("", "/api/till/shift")).statusCode).toBe(401);
  });
});
