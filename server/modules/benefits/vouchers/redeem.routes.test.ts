import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { findClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { servicesOf } from "../../membership/membership.builders.ts";
import {
  aCode,
  aKey,
  aMerchant,
  aTestCity,
  aTill,
  grant,
  pin,
  someMembers,
  someVoucherHolders,
  someVouchers,
} from "../benefits.builders.ts";

const { world, city, post } = await aTestCity();

const aVoucherAtATill = (given?: Parameters<typeof someVoucherHolders>[2]) => someVoucherHolders(world, city, given);

describe("redeeming", () => {
  test("a scanned code takes the amount off and answers facts; the money and the claim follow", async () => {
    const { shop, person, claim, fundSourceId } = await aVoucherAtATill();
    const code = await aCode(world, person, claim);
    const response = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 25_000, receipt: "A-17" });
    expect(response.statusCode, response.body).toBe(201);
    expect(response.json()).toMatchObject({ claimId: claim, amountFen: 25_000, offFen: 10_000, payFen: 15_000 });
    const state = await transact(world.database.ctx(), async (tx) => ({
      claim: (await findClaim(tx.db, claim))?.state,
      money: await balances(tx, fundSourceId),
    }));
    expect(state).toMatchObject({ claim: "redeemed", money: { issued: 0, redeemed: 10_000 } });
  });

  test("the same key gives the same answer when the code is spent, and another request with it is refused", async () => {
    const { shop, person, claim } = await aVoucherAtATill();
    const key = aKey();
    const payload = { code: await aCode(world, person, claim), amountFen: 20_000 };
    const first = await post(shop.cookie, "/api/till/redemptions", payload, key);
    const again = await post(shop.cookie, "/api/till/redemptions", payload, key);
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.body).toBe(first.body);
    const other = await post(shop.cookie, "/api/till/redemptions", { ...payload, amountFen: 30_000 }, key);
    expect([other.statusCode, other.json().code]).toEqual([422, "idempotency.key_reused"]);
    const replayed = await post(shop.cookie, "/api/till/redemptions", payload);
    expect([replayed.statusCode, replayed.json().code]).toEqual([409, "benefits.voucher_not_active"]);
  });

  test("a hundred parallel calls with one key redeem once and are answered alike", async () => {
    const { shop, person, claim } = await aVoucherAtATill();
    const key = aKey();
    const payload = { code: await aCode(world, person, claim), amountFen: 20_000 };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(shop.cookie, "/api/till/redemptions", payload, key)),
    );
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(201);
  });

  test("two tills at once on one claim: exactly one wins, whatever codes they were shown", async () => {
    const pairs = 20;
    const shop = await aMerchant(world, city, { tills: 2 });
    const people = await someMembers(world, city, pairs);
    const { claims } = await someVouchers(world, { union: city, storeIds: [shop.store.id], people });
    for (const [index, person] of people.entries()) {
      const claim = claims[index] ?? "";
      const same = await aCode(world, person, claim);
      const codes = [same, index % 2 === 0 ? same : await aCode(world, person, claim)];
      const answers = await Promise.all(
        codes.map((code, till) =>
          post(shop.tills[till]?.cookie ?? "", "/api/till/redemptions", { code, amountFen: 20_000 }),
        ),
      );
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409]);
    }
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{
        n: number;
      }>`select count(*)::int as n from benefits.redemption where claim_id = any(${claims}::uuid[])`.execute(tx.db),
    );
    expect(rows[0]?.n).toBe(pairs);
  });

  test("a check keeps the code usable while the amount is typed, at this till, once", async () => {
    const { shop, person, claim } = await aVoucherAtATill();
    const code = await aCode(world, person, claim);
    const checked = await post(shop.cookie, "/api/till/check", { code });
    expect(checked.statusCode, checked.body).toBe(200);
    expect(checked.json()).toMatchObject({ ok: true, claimId: claim, title: "满200减100" });
    expect(checked.json().member).toMatch(/^张\*.$/);
    const { checkToken } = checked.json();
    const other = await aTill(world, shop.store, shop.second.id);
    const payload = { claimId: claim, checkToken, amountFen: 20_000 };
    expect((await post(other.cookie, "/api/till/redemptions", payload)).json().code).toBe("benefits.check_too_old");
    expect((await post(shop.cookie, "/api/till/redemptions", payload)).statusCode).toBe(201);
    expect((await post(shop.cookie, "/api/till/redemptions", payload)).json().code).toBe("benefits.check_too_old");
    expect((await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000 })).statusCode).toBe(409);
  });

  test.each([
    ["below the threshold", 19_999, "benefits.below_threshold"],
    ["nothing to take off", undefined, "benefits.nothing_off"],
  ])("%s is refused and nothing happens", async (_name, amountFen, problem) => {
    const half = amountFen === undefined ? { benefit: { type: "half" as const, maxOffFen: 5000 } } : {};
    const { shop, person, claim } = await aVoucherAtATill(half);
    const code = await aCode(world, person, claim);
    const payload = { code, amountFen: amountFen ?? 1 };
    const checked = await post(shop.cookie, "/api/till/check", payload);
    expect(checked.json()).toMatchObject({ ok: false, problem: { code: problem } });
    expect((await post(shop.cookie, "/api/till/redemptions", payload)).json().code).toBe(problem);
    const enough = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000 });
    expect(enough.statusCode, enough.body).toBe(201);
  });

  test("what a half does not need of its maximum lapses, and the books add up", async () => {
    const { shop, person, claim, fundSourceId } = await aVoucherAtATill({ benefit: { type: "half", maxOffFen: 5000 } });
    const code = await aCode(world, person, claim);
    const response = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 4001 });
    expect(response.json()).toMatchObject({ offFen: 2000, payFen: 2001 });
    const money = await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId));
    expect(money).toMatchObject({ issued: 0, redeemed: 2000, lapsed: 3000 });
  });

  test("a store that is not on the list, a voucher not yet valid, somebody else's claim", async () => {
    const foreign = await aMerchant(world, city);
    const { person, claim } = await aVoucherAtATill();
    const shown = { code: await aCode(world, person, claim), amountFen: 20_000 };
    expect((await post(foreign.cookie, "/api/till/redemptions", shown)).json().code).toBe("benefits.store_not_listed");

    const early = await aVoucherAtATill({ opensAt: new Date(Date.now() + 3_600_000) });
    const tooEarly = { code: await aCode(world, early.person, early.claim), amountFen: 20_000 };
    const answer = await post(early.shop.cookie, "/api/till/redemptions", tooEarly);
    expect(answer.json().code).toBe("benefits.voucher_not_yet_valid");

    const stolen = { code: await aCode(world, early.person, claim), amountFen: 20_000 };
    expect((await post(early.shop.cookie, "/api/till/redemptions", stolen)).statusCode).toBe(404);
  });

  test("forged and unreadable codes are refused with their reason", async () => {
    const { shop, person, claim } = await aVoucherAtATill();
    const genuine = await aCode(world, person, claim);
    const forged = `${genuine.slice(0, -3)}${genuine.endsWith("AAA") ? "BBB" : "AAA"}`;
    const answer = await post(shop.cookie, "/api/till/redemptions", { code: forged, amountFen: 20_000 });
    expect(["codes.forged", "codes.malformed"]).toContain(answer.json().code);
    const nonsense = await post(shop.cookie, "/api/till/redemptions", { code: "hello", amountFen: 20_000 });
    expect(nonsense.json().code).toBe("codes.malformed");
    expect((await post(shop.cookie, "/api/till/redemptions", { amountFen: 20_000 })).statusCode).toBe(400);
    expect((await post(shop.cookie, "/api/till/redemptions", { code: genuine, amountFen: 0 })).statusCode).toBe(400);
  });

  test("nobody redeems without a till, and a till not without a clerk", async () => {
    const { shop } = await aVoucherAtATill();
    expect((await post("", "/api/till/redemptions", { code: "x", amountFen: 1 })).statusCode).toBe(401);
    await post(shop.cookie, "/api/till/clerk/leave", {});
    const answer = await post(shop.cookie, "/api/till/redemptions", { code: "x", amountFen: 1 });
    expect([answer.statusCode, answer.json().code]).toEqual([401, "access.clerk_needed"]);
  });
});

describe("undoing", () => {
  async function redeemed(benefit?: { type: "half"; maxOffFen: number }) {
    const made = await aVoucherAtATill(benefit === undefined ? {} : { benefit });
    const code = await aCode(world, made.person, made.claim);
    const answer = await post(made.shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000 });
    return { ...made, id: answer.json().id as string };
  }

  test("a second clerk takes it back with a PIN: the voucher is active again and the books are as before", async () => {
    const { shop, id, claim, person, fundSourceId } = await redeemed({ type: "half", maxOffFen: 15_000 });
    const undo = { clerkId: shop.second.id, pin, reason: "顾客换货" };
    const answer = await post(shop.cookie, `/api/till/redemptions/${id}/undo`, undo);
    expect(answer.statusCode, answer.body).toBe(200);
    const money = await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId));
    expect(money).toMatchObject({ issued: 15_000, redeemed: 0, lapsed: 0 });
    const code = await aCode(world, person, claim);
    const again = await post(shop.cookie, "/api/till/redemptions", { code, amountFen: 20_000 });
    expect(again.statusCode, again.body).toBe(201);
    expect((await post(shop.cookie, `/api/till/redemptions/${id}/undo`, undo)).json().code).toBe(
      "benefits.already_undone",
    );
    // Served, taken back, served again: the record says all three, the count says one.
    expect(await servicesOf(world.database, person)).toEqual(["voucher 1", "voucher -1", "voucher 1"]);
  });

  test("the same clerk is refused, with the right PIN too", async () => {
    const { shop, id, claim } = await redeemed();
    const answer = await post(shop.cookie, `/api/till/redemptions/${id}/undo`, {
      ...{ clerkId: shop.first.id, pin, reason: "x" },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([403, "benefits.same_clerk"]);
    const state = await transact(world.database.ctx(), (tx) => findClaim(tx.db, claim));
    expect(state?.state).toBe("redeemed");
  });

  test("after ten minutes it is too late", async () => {
    const { shop, id } = await redeemed();
    const owner = new (await import("pg")).default.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query("set app.scope = '*'");
    await owner.query(
      "update benefits.redemption set redeemed_at = redeemed_at - interval '11 minutes' where id = $1",
      [id],
    );
    await owner.end();
    const undo = { clerkId: shop.second.id, pin, reason: "x" };
    const answer = await post(shop.cookie, `/api/till/redemptions/${id}/undo`, undo);
    expect([answer.statusCode, answer.json().code]).toEqual([409, "benefits.undo_too_late"]);
  });

  test("a wrong PIN counts and locks after five tries, the right one is refused then", async () => {
    const { shop, id } = await redeemed();
    const undo = { clerkId: shop.second.id, pin: "999999", reason: "x" };
    const codes = [];
    for (let attempt = 0; attempt < 5; attempt++)
      codes.push((await post(shop.cookie, `/api/till/redemptions/${id}/undo`, undo)).json().code);
    expect(codes).toEqual([...Array(4).fill("benefits.wrong_pin"), "benefits.pin_locked"]);
    const right = await post(shop.cookie, `/api/till/redemptions/${id}/undo`, { ...undo, pin });
    expect([right.statusCode, right.json().code]).toEqual([429, "benefits.pin_locked"]);
  });

  test("a foreign merchant's till sees and undoes nothing", async () => {
    const { id } = await redeemed();
    const foreign = await aMerchant(world, city);
    const undo = { clerkId: foreign.second.id, pin, reason: "x" };
    expect((await post(foreign.cookie, `/api/till/redemptions/${id}/undo`, undo)).statusCode).toBe(404);
    const day = await world.app.inject({ url: "/api/till/redemptions", headers: { cookie: foreign.cookie } });
    expect(day.json()).toMatchObject({ items: [], totals: { count: 0 } });
  });
});

describe("row level security behind the till", () => {
  test("shows a merchant's rows to its own till only; the same query as the server shows them all", async () => {
    const { shop, person, claim } = await aVoucherAtATill();
    await post(shop.cookie, "/api/till/redemptions", { code: await aCode(world, person, claim), amountFen: 20_000 });
    const foreign = await aMerchant(world, city);
    const till = (node: string) => ({ kind: "till", sessionId: "s", tillId: "t", storeId: "s", node }) as const;
    const tables = ["redemption", "clerk", "store", "till", "campaign_store"];
    for (const table of tables) {
      const seen = async (actor?: ReturnType<typeof till>) => {
        const query = sql<{ n: number }>`select count(*)::int as n from benefits.${sql.raw(table)}
          where node = ${shop.store.node}::ltree`;
        return (await transact(world.database.ctx(actor), (tx) => query.execute(tx.db))).rows[0]?.n ?? 0;
      };
      expect([table, await seen(till(foreign.store.node))]).toEqual([table, 0]);
      expect(await seen(till(shop.store.node))).toBeGreaterThan(0);
      expect(await seen()).toBeGreaterThan(0);
    }
  });
});

describe("a member's vouchers", () => {
  test("one kind per person: the second unit is refused by the cap", async () => {
    const { quotaId, person } = await aVoucherAtATill();
    await expect(grant(world, quotaId, person)).rejects.toMatchObject({ status: 409 });
  });
});
