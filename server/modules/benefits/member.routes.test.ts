import { describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import { aCookie } from "#kernel/sign-in/sign-in.builders";
import { aCity, aCode, aKey, aTestCity, someMembers, someVoucherHolders } from "./benefits.builders.ts";
import { remindOfLapse } from "./vouchers/lapse.service.ts";

const { world, city, get } = await aTestCity();

const aWinner = () => someVoucherHolders(world, city);

describe("campaigns", () => {
  test("a member sees those of the own union with stores and rounds, drafts and foreign ones not", async () => {
    const { cookie, campaignId, shop } = await aWinner();
    const listed = (await get(cookie, "/api/campaigns")).json().items;
    expect(listed.map((one: { id: string }) => one.id)).toContain(campaignId);
    const page = await get(cookie, `/api/campaigns/${campaignId}`);
    expect(page.statusCode, page.body).toBe(200);
    expect(page.json()).toMatchObject({
      ...{ title: "冰雪消费券", stores: [{ id: shop.store.id, merchant: shop.merchant.tradeName, badge: true }] },
      kinds: [{ benefit: { type: "threshold", minSpendFen: 20_000, offFen: 10_000 } }],
    });
    expect(page.json().rounds.map((round: { releases: object[] }) => round.releases.length)).toEqual([1, 1]);

    const [stranger = ""] = await someMembers(world, await aCity(world), 1);
    const foreign = await aCookie(world.database, "member", stranger);
    expect((await get(foreign, "/api/campaigns")).json().items).toEqual([]);
    expect((await get(foreign, `/api/campaigns/${campaignId}`)).statusCode).toBe(404);
    expect((await get("", "/api/campaigns")).statusCode).toBe(401);
  });
});

describe("vouchers", () => {
  test("are listed by what can be done with them, and tell where they were used", async () => {
    const { cookie, claim, person, shop } = await aWinner();
    expect((await get(cookie, "/api/vouchers")).json().items).toMatchObject([
      { claimId: claim, state: "active", number: 1 },
    ]);
    const payload = { code: await aCode(world, person, claim), amountFen: 20_000 };
    const headers = { cookie: shop.cookie, "idempotency-key": aKey() };
    await world.app.inject({ method: "POST", url: "/api/till/redemptions", headers, payload });
    expect((await get(cookie, "/api/vouchers")).json().items).toEqual([]);
    const used = (await get(cookie, "/api/vouchers?state=used")).json().items;
    expect(used).toMatchObject([{ claimId: claim, state: "redeemed", redeemedStore: "一号店", subsidyFen: 10_000 }]);
    const detail = (await get(cookie, `/api/vouchers/${claim}`)).json();
    expect(detail).toMatchObject({ canReturn: false, history: [{ what: "granted" }, { what: "redeemed" }] });
  });

  test("are given back once, with their money", async () => {
    const { cookie, claim, fundSourceId } = await aWinner();
    const back = () =>
      world.app.inject({ method: "POST", url: `/api/vouchers/${claim}/return`, headers: { cookie }, payload: {} });
    expect((await get(cookie, `/api/vouchers/${claim}`)).json().canReturn).toBe(true);
    const answer = await back();
    expect(answer.json(), answer.body).toMatchObject({ claimId: claim, state: "returned" });
    const again = await back();
    expect([again.statusCode, again.json().code]).toEqual([409, "benefits.cannot_return"]);
    const money = await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId));
    expect(money).toMatchObject({ issued: 0, returned: 10_000 });
  });

  test("of others do not exist", async () => {
    const [mine, other] = [await aWinner(), await aWinner()];
    expect((await get(mine.cookie, `/api/vouchers/${other.claim}`)).statusCode).toBe(404);
    const url = `/api/vouchers/${other.claim}/return`;
    const headers = { cookie: mine.cookie };
    expect((await world.app.inject({ method: "POST", url, headers, payload: {} })).statusCode).toBe(404);
    expect((await get(mine.cookie, "/api/vouchers/nonsense")).statusCode).toBe(400);
  });
});

describe("reminders", () => {
  test("go out once for a voucher that ends within two days, not for others", async () => {
    const { person } = await aWinner();
    const inbox = async () => {
      const owner = new (await import("pg")).default.Client({ connectionString: world.database.ownerUrl });
      await owner.connect();
      await owner.query("set app.scope = '*'");
      const { rows } = await owner.query("select kind from kernel.inbox_message where person_id = $1", [person]);
      await owner.query(`update stock.claim set valid_until = now() + interval '1 day' where person_id = '${person}'`);
      await owner.end();
      return rows.map((row) => row.kind);
    };
    await remindOfLapse(world.database.ctx());
    expect(await inbox()).toEqual([]);
    await remindOfLapse(world.database.ctx());
    await remindOfLapse(world.database.ctx());
    expect(await inbox()).toEqual(["benefits.lapsing"]);
  });
});
