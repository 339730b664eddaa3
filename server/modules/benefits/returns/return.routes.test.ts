import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCodeFor } from "#engines/codes";
import { balances } from "#engines/funds";
import { findClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { aCookie } from "#kernel/sign-in/sign-in.builders";
import {
  aCity,
  aCode,
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
import type { TillRule } from "./till-rule.schemas.ts";

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

type Given = Partial<Parameters<typeof someVouchers>[1]> & { till?: Partial<TillRule>; amountFen?: number };

/** A voucher that was used at a till for `amountFen`, in a campaign with this rule. */
async function aUse({ till, amountFen = 26_000, ...given }: Given = {}) {
  const shop = await aMerchant(world, city, { tills: 2 });
  const [person = ""] = await someMembers(world, city, 1);
  const made = await someVouchers(world, { union: city, storeIds: [shop.store.id], people: [person], ...given });
  const claim = made.claims[0] ?? "";
  await ruled(made.campaignId, till);
  const receipt = `R${aKey().slice(-8)}`;
  const code = await aCode(world, person, claim);
  const answer = await post(shop.cookie, "/api/till/redemptions", { code, amountFen, receipt });
  expect(answer.statusCode, answer.body).toBe(201);
  return { shop, person, claim, receipt, id: answer.json().id as string, ...made };
}

const ruled = (campaignId: string, rule: Partial<TillRule> = {}) =>
  transact(world.database.ctx(), async (tx) => {
    const columns = {
      return_outcome: rule.returnOutcome,
      return_partial: rule.returnPartial,
      second_from_fen: rule.secondFromFen ?? 1_000_000,
      return_days: rule.returnDays,
    };
    for (const [column, value] of Object.entries(columns))
      if (value !== undefined)
        await sql`update benefits.till_rule set ${sql.raw(column)} = ${value} where campaign_id = ${campaignId}`.execute(
          tx.db,
        );
  });

const bring = (cookie: string, id: string, goodsFen: number, more: object = {}, key = aKey()) =>
  post(cookie, `/api/till/redemptions/${id}/return`, { goodsFen, reason: "不合适", ...more }, key);
const claimState = (id: string) =>
  transact(world.database.ctx(), async (tx) => {
    const claim = await findClaim(tx.db, id);
    return [claim?.state, claim?.reason];
  });
const money = (sourceId: string) => transact(world.database.ctx(), (tx) => balances(tx, sourceId));
const reversals = async (id: string) =>
  (
    await transact(world.database.ctx(), (tx) =>
      sql<{ outcome: string; offFen: number; goodsFen: number }>`
        select outcome, off_fen, goods_fen from benefits.reversal where redemption_id = ${id}`.execute(tx.db),
    )
  ).rows;

describe("goods that are brought back", () => {
  test("all of them: the voucher is void, the subsidy comes back in the books and is owed", async () => {
    const { shop, id, claim, fundSourceId } = await aUse();
    const checked = await post(shop.cookie, `/api/till/redemptions/${id}/return/check`, { goodsFen: 26_000 });
    expect(checked.json()).toMatchObject({
      outcome: "clawed_back",
      backFen: 10_000,
      refundFen: 16_000,
      needsSecond: false,
    });
    expect(await reversals(id)).toEqual([]);
    const answer = await bring(shop.cookie, id, 26_000);
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({
      ...{ outcome: "clawed_back", backFen: 10_000, refundFen: 16_000, whole: true, validUntil: null },
      redemption: { id, leftFen: 0, goodsBackFen: 26_000, reversal: { outcome: "clawed_back", backFen: 10_000 } },
    });
    expect(await claimState(claim)).toEqual(["lapsed", "goods_returned"]);
    expect(await money(fundSourceId)).toMatchObject({ issued: 0, redeemed: 0, lapsed: 10_000 });
    expect(await reversals(id)).toEqual([{ outcome: "clawed_back", offFen: 10_000, goodsFen: 26_000 }]);
  });

  test("goods of 150 of 260: what is left reaches no discount, so all of it comes back and the member is paid the rest", async () => {
    const { shop, id, fundSourceId } = await aUse();
    const answer = await bring(shop.cookie, id, 15_000);
    expect(answer.json()).toMatchObject({ outcome: "clawed_back", backFen: 10_000, refundFen: 5_000 });
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 0, lapsed: 10_000 });
  });

  test("goods of 60 of 260: the discount stands; more goods later count with them", async () => {
    const { shop, id, claim, fundSourceId } = await aUse();
    expect((await bring(shop.cookie, id, 6_000)).json()).toMatchObject({
      outcome: "stands",
      backFen: 0,
      refundFen: 6_000,
    });
    expect(await claimState(claim)).toEqual(["redeemed", null]);
    expect(await reversals(id)).toEqual([]);
    const second = await bring(shop.cookie, id, 9_000);
    expect(second.json()).toMatchObject({ outcome: "clawed_back", backFen: 10_000, refundFen: -1_000 });
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 0, lapsed: 10_000 });
    expect(await reversals(id)).toEqual([{ outcome: "clawed_back", offFen: 10_000, goodsFen: 15_000 }]);
  });

  test("a share of the goods under a rule of shares: the claim stays used, a share of the money is booked back", async () => {
    const { shop, id, claim, fundSourceId } = await aUse({ till: { returnPartial: "proportional" } });
    const answer = await bring(shop.cookie, id, 13_000);
    expect(answer.json()).toMatchObject({ outcome: "clawed_back", backFen: 5_000, refundFen: 8_000, whole: false });
    expect(await claimState(claim)).toEqual(["redeemed", null]);
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 5_000, lapsed: 5_000 });
    const again = await bring(shop.cookie, id, 1_000);
    expect([again.statusCode, again.json().code]).toEqual([409, "benefits.already_reversed"]);
  });

  test("a half below its maximum: what lapsed at the till stays lapsed, to the fen", async () => {
    const { shop, id, fundSourceId } = await aUse({ benefit: { type: "half", maxOffFen: 5_000 }, amountFen: 4_001 });
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 2_000, lapsed: 3_000 });
    expect((await bring(shop.cookie, id, 4_001)).json()).toMatchObject({ backFen: 2_000, refundFen: 2_001 });
    expect(await money(fundSourceId)).toMatchObject({ issued: 0, redeemed: 0, lapsed: 5_000 });
  });

  test("the voucher is the member's again where the campaign says so, and can be redeemed once more", async () => {
    const used = await aUse({
      till: { returnOutcome: "reissue" },
      benefit: { type: "half", maxOffFen: 5_000 },
      amountFen: 4_000,
    });
    const { shop, id, claim, person, fundSourceId } = used;
    const answer = await bring(shop.cookie, id, 4_000);
    expect(answer.json()).toMatchObject({ outcome: "reissued", backFen: 2_000, refundFen: 2_000 });
    const days = (Date.parse(answer.json().validUntil) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(8.1);
    expect(await money(fundSourceId)).toMatchObject({ issued: 5_000, redeemed: 0, lapsed: 0 });
    const cookie = await aCookie(world.database, "member", person);
    const voucher = (await get(cookie, `/api/vouchers/${claim}`)).json();
    expect(voucher).toMatchObject({ state: "active", redeemedAt: null, validUntil: answer.json().validUntil });
    expect(voucher.history.map((step: { what: string }) => step.what)).toEqual(["granted", "redeemed", "reissued"]);
    const code = await aCode(world, person, claim);
    const once = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000 });
    expect(once.statusCode, once.body).toBe(201);
    expect(await money(fundSourceId)).toMatchObject({ issued: 0, redeemed: 5_000 });
    // The new use can be brought back as well; the old one is settled.
    expect((await bring(shop.cookie, id, 1)).json().code).toBe("benefits.already_reversed");
    expect((await bring(shop.cookie, once.json().id, 20_000)).json()).toMatchObject({ outcome: "reissued" });
  });

  test("the member reads that it is void, and it can be shown to no till again", async () => {
    const { shop, id, claim, person } = await aUse();
    const code = await aCode(world, person, claim);
    await bring(shop.cookie, id, 26_000);
    const cookie = await aCookie(world.database, "member", person);
    const voucher = (await get(cookie, `/api/vouchers/${claim}`)).json();
    expect(voucher).toMatchObject({ state: "voided", redeemedAt: null });
    expect(voucher.history.map((step: { what: string }) => step.what)).toEqual(["granted", "redeemed", "clawed_back"]);
    const again = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 26_000 });
    expect([again.statusCode, again.json().code]).toEqual([409, "benefits.voucher_not_active"]);
  });
});

describe("who may, and when not", () => {
  test("above the limit a second person gives a PIN; a manager alone is enough", async () => {
    const { shop, id } = await aUse({ till: { secondFromFen: 10_000 } });
    const alone = await bring(shop.cookie, id, 26_000);
    expect([alone.statusCode, alone.json()]).toMatchObject([
      403,
      { code: "benefits.second_needed", params: { fromFen: 10_000 } },
    ]);
    const same = await bring(shop.cookie, id, 26_000, { second: { clerkId: shop.first.id, pin } });
    expect(same.json().code).toBe("benefits.same_clerk");
    const wrong = await bring(shop.cookie, id, 26_000, { second: { clerkId: shop.second.id, pin: "111222" } });
    expect(wrong.json()).toMatchObject({ code: "benefits.wrong_pin", params: { triesLeft: 4 } });
    expect((await bring(shop.cookie, id, 26_000, { second: { clerkId: shop.second.id, pin } })).statusCode).toBe(201);

    const other = await aUse({ till: { secondFromFen: 0 } });
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.clerk set manager = true where id = ${other.shop.first.id}`.execute(tx.db),
    );
    expect((await bring(other.shop.cookie, other.id, 26_000)).statusCode).toBe(201);
  });

  test("the same key is answered alike and books once, another request with it is refused", async () => {
    const { shop, id, fundSourceId } = await aUse();
    const key = aKey();
    const first = await bring(shop.cookie, id, 26_000, {}, key);
    const again = await bring(shop.cookie, id, 26_000, {}, key);
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect((await bring(shop.cookie, id, 20_000, {}, key)).json().code).toBe("idempotency.key_reused");
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 0, lapsed: 10_000 });
  });

  test("two tills at once take the same goods back once", async () => {
    const { shop, id, fundSourceId } = await aUse();
    const other = await aTill(world, shop.store, shop.second.id);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => bring(index % 2 === 0 ? shop.cookie : other.cookie, id, 26_000)),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 0, lapsed: 10_000 });
    expect(await reversals(id)).toHaveLength(1);
  });

  test("what was undone is not brought back, and what was brought back is not undone", async () => {
    const first = await aUse();
    const undo = { clerkId: first.shop.second.id, pin, reason: "x" };
    await post(first.shop.cookie, `/api/till/redemptions/${first.id}/undo`, undo);
    expect((await bring(first.shop.cookie, first.id, 26_000)).json().code).toBe("benefits.already_undone");
    const second = await aUse();
    await bring(second.shop.cookie, second.id, 6_000);
    const undone = await post(second.shop.cookie, `/api/till/redemptions/${second.id}/undo`, {
      ...undo,
      clerkId: second.shop.second.id,
    });
    expect([undone.statusCode, undone.json().code]).toEqual([409, "benefits.already_reversed"]);
  });

  test.each([
    ["more than was bought", 26_001, {}, "benefits.more_than_bought"],
    ["a part where only whole bills are taken", 15_000, { returnPartial: "refuse" }, "benefits.whole_return_only"],
  ] as const)("%s is refused and nothing happens", async (_name, goodsFen, till, code) => {
    const { shop, id, fundSourceId } = await aUse({ till });
    const answer = await bring(shop.cookie, id, goodsFen);
    expect([answer.statusCode, answer.json().code]).toEqual([409, code]);
    expect(await money(fundSourceId)).toMatchObject({ redeemed: 10_000, lapsed: 0 });
  });

  test("nobody without a clerk, and no other merchant's till", async () => {
    const { shop, id } = await aUse();
    const foreign = await aMerchant(world, city);
    expect((await bring("", id, 1)).statusCode).toBe(401);
    expect((await bring(foreign.cookie, id, 26_000)).statusCode).toBe(404);
    expect((await bring(shop.cookie, id, 0)).statusCode).toBe(400);
    await post(shop.cookie, "/api/till/clerk/leave", {});
    expect((await bring(shop.cookie, id, 26_000)).json().code).toBe("access.clerk_needed");
  });
});

describe("finding what it was", () => {
  const search = async (cookie: string, sought: object) =>
    (await post(cookie, "/api/till/returns/search", sought)).json().items?.map((one: { id: string }) => one.id);

  test("by receipt number, by the member's own code, by amount and day; at every till of the merchant and at no other", async () => {
    const { shop, id, receipt, person } = await aUse({ amountFen: 31_700 });
    const about = { personId: person, purpose: "identify" as const, subject: null };
    const { code } = await transact(world.database.ctx(), (tx) => makeCodeFor(tx, world.codes, about));
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const second = shop.tills[1]?.cookie ?? "";
    expect(await search(shop.cookie, { receipt: receipt.toLowerCase() })).toEqual([id]);
    expect(await search(second, { code })).toEqual([id]);
    expect(await search(second, { amountFen: 31_700, on: today })).toEqual([id]);
    expect(await search(second, { amountFen: 31_701 })).toEqual([]);
    const foreign = await aMerchant(world, city);
    expect(await search(foreign.cookie, { receipt })).toEqual([]);
    expect(await search(foreign.cookie, { code })).toEqual([]);
    expect((await post(shop.cookie, "/api/till/returns/search", {})).statusCode).toBe(400);
  });
});
