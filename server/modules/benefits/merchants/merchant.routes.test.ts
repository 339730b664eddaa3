import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aCity, aCode, aDuty, aKey, aMerchant, aTestCity, someVoucherHolders } from "../benefits.builders.ts";

const { world, city } = await aTestCity();
const officer = await aDuty(world, city, "benefits.maker");
const reader = await aDuty(world, city, "benefits.reader");
const stranger = await aDuty(world, await aCity(world), "benefits.maker");

async function call(who: { cookie: string }, method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: object) {
  const headers = { cookie: who.cookie, "idempotency-key": aKey() };
  const answer = await world.app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  const json = answer.body === "" ? undefined : answer.json();
  return { status: answer.statusCode, body: json, code: json?.code as string | undefined };
}
const merchantUrl = (shop: Shop) => `/api/staff/merchants/${shop.merchant.organisationId}`;
const storeUrl = (shop: Shop) => `/api/staff/stores/${shop.store.id}`;
type Shop = Awaited<ReturnType<typeof aMerchant>>;

/** Action and recorded text, oldest first. */
async function auditOf(objectId: string): Promise<{ action: string; payload: string }[]> {
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{ action: string; payload: string }>`select action, payload::text as payload from kernel.audit_record
      where object_id = ${objectId} order by at`.execute(tx.db),
  );
  return rows;
}

async function aShopWithVouchers(holders: number) {
  const made = await someVoucherHolders(world, city, { holders, offlineAllowed: true, offlineLimit: 10 });
  const codes = await Promise.all(made.people.map((person, index) => aCode(world, person, made.claims[index] ?? "")));
  return { ...made, codes };
}

describe("changing", () => {
  test("a merchant: what changed is recorded by field, nothing is when nothing did", async () => {
    const shop = await aMerchant(world, city);
    const change = { tradeName: "松雪百货(新)", agreementUntil: "2027-12-31" };
    const changed = await call(officer, "PATCH", merchantUrl(shop), change);
    expect(changed.body).toMatchObject({
      ...{ name: change.tradeName, agreementUntil: "2027-12-31", can: { open: true, keep: true } },
    });
    const recorded = (await auditOf(shop.merchant.organisationId)).length;
    await call(officer, "PATCH", merchantUrl(shop), change);
    expect((await call(reader, "GET", merchantUrl(shop))).body.can).toEqual({ open: true, keep: false });
    expect((await auditOf(shop.merchant.organisationId)).at(-1)).toMatchObject({
      ...{ action: "benefits.merchant_changed", payload: expect.stringContaining('["tradeName","agreementUntil"]') },
    });
    expect((await auditOf(shop.merchant.organisationId)).length).toBe(recorded);
  });

  test("a store: name, address and phone; a name that is taken or a phone that is none is refused", async () => {
    const shop = await aMerchant(world, city);
    await call(officer, "POST", `${merchantUrl(shop)}/stores`, { name: "二号店" });
    const change = { name: "中央店", address: "中央大街 2 号", phone: "0451-8888 0000 转 12" };
    expect((await call(officer, "PATCH", storeUrl(shop), change)).body).toMatchObject({ ...change, state: "open" });
    const taken = await call(officer, "PATCH", storeUrl(shop), { name: "二号店" });
    expect([taken.status, taken.code]).toEqual([409, "benefits.store_name_taken"]);
    expect((await call(officer, "PATCH", storeUrl(shop), { phone: "<b>" })).status).toBe(400);
  });

  test("a clerk: the name only, without telling it to the audit", async () => {
    const shop = await aMerchant(world, city);
    const url = `/api/staff/clerks/${shop.first.id}`;
    expect((await call(officer, "PATCH", url, { name: "李丽丽" })).body).toMatchObject({
      ...{ name: "李丽丽", pinSet: true },
    });
    const [last] = (await auditOf(shop.first.id)).slice(-1);
    expect(last).toMatchObject({ action: "benefits.clerk_changed", payload: expect.stringContaining('["name"]') });
    expect(last?.payload).not.toContain("李丽丽");
    expect((await call(officer, "PATCH", url, { name: " " })).status).toBe(400);
  });

  test("is for those who keep merchants here", async () => {
    const shop = await aMerchant(world, city);
    const acts = [
      ["PATCH", merchantUrl(shop), { tradeName: "x" }],
      ["PATCH", storeUrl(shop), { state: "closed" }],
      ["PATCH", `/api/staff/clerks/${shop.first.id}`, { name: "x" }],
    ] as const;
    for (const [method, url, body] of acts) {
      expect((await call(reader, method, url, body)).status).toBe(403);
      expect((await call(stranger, method, url, body)).status).toBe(404);
    }
  });

  test("a clerk who left may come back, once", async () => {
    const shop = await aMerchant(world, city);
    expect((await call(officer, "DELETE", `/api/staff/clerks/${shop.second.id}`)).status).toBe(204);
    const back = { name: "王店员", phone: shop.second.phone };
    expect((await call(officer, "POST", `${merchantUrl(shop)}/clerks`, back)).status).toBe(201);
    expect((await call(officer, "POST", `${merchantUrl(shop)}/clerks`, back)).code).toBe("benefits.clerk_known");
  });
});

describe("a closed store", () => {
  const item = (code: string, shop: Shop, acceptedAt = new Date()) => ({
    ...{ code, amountFen: 20_000, acceptedAt: acceptedAt.toISOString(), clerkId: shop.first.id, localId: aKey() },
  });

  test("takes nothing at its tills, pairs none, and goes on as before when it opens again", async () => {
    const { shop, codes } = await aShopWithVouchers(1);
    const redeem = () => call(shop, "POST", "/api/till/redemptions", { code: codes[0], amountFen: 20_000 });
    const closed = await call(officer, "PATCH", storeUrl(shop), { state: "closed" });
    expect(closed.body).toMatchObject({ state: "closed", closedAt: expect.any(String) });
    const refused = await redeem();
    expect([refused.status, refused.code]).toEqual([409, "benefits.store_closed"]);
    expect((await call(shop, "GET", "/api/till/offline/marks")).body.kinds).toEqual([]);
    expect((await call(officer, "POST", `${storeUrl(shop)}/pairing`, {})).code).toBe("benefits.store_closed");
    const open = await call(officer, "PATCH", storeUrl(shop), { state: "open" });
    expect(open.body).toMatchObject({ state: "open", closedAt: null });
    expect((await redeem()).status).toBe(201);
    expect((await auditOf(shop.store.id)).map(({ action }) => action)).toEqual([
      ...["benefits.store_added", "benefits.store_closed", "benefits.store_reopened"],
    ]);
  });

  test("is honoured for what its till took without network before, and not for what it took after", async () => {
    const { shop, codes } = await aShopWithVouchers(2);
    const before = item(codes[0] ?? "", shop);
    await call(officer, "PATCH", storeUrl(shop), { state: "closed" });
    const after = item(codes[1] ?? "", shop);
    const synced = await call(shop, "POST", "/api/till/offline", { accepted: [before, after] });
    expect(synced.body.results).toMatchObject([
      { outcome: "redeemed" },
      { outcome: "refused", problem: "benefits.store_closed" },
    ]);
  });

  test("says before which running campaigns list it, and whether their vouchers are taken elsewhere", async () => {
    const { shop, campaignId, checker } = await aShopWithVouchers(1);
    const told = async () => (await call(officer, "GET", merchantUrl(shop))).body.stores[0].campaigns;
    expect(await told()).toEqual([{ id: campaignId, title: "冰雪消费券", elsewhere: false }]);
    const other = await aMerchant(world, city);
    const more = { changes: { addStoreIds: [other.store.id] }, reason: "又一家" };
    const asked = await call(officer, "POST", `/api/staff/campaigns/${campaignId}/changes`, more);
    expect((await call(checker, "POST", `/api/staff/changes/${asked.body.id}/approve`, {})).status).toBe(200);
    expect(await told()).toMatchObject([{ elsewhere: true }]);
    await call(officer, "PATCH", storeUrl(other), { state: "closed" });
    expect(await told()).toMatchObject([{ elsewhere: false }]);
  });
});

describe("what was taken without network and could not be redeemed", () => {
  async function aDiscrepancy(given: { clerkId?: string } = {}) {
    const shop = await aMerchant(world, city);
    const junk = { code: "nonsense", amountFen: 4_200, acceptedAt: new Date().toISOString(), clerkId: shop.second.id };
    const accepted = [{ ...junk, localId: aKey(), ...given }];
    await call(shop, "POST", "/api/till/offline", { accepted });
    const list = `/api/staff/discrepancies?merchantId=${shop.merchant.organisationId}`;
    const [found] = (await call(officer, "GET", list)).body.items;
    return { shop, list, found, url: `/api/staff/discrepancies/${found.id}/handling` };
  }

  test("is told with merchant, store, till and clerk, also when the clerk has left", async () => {
    const { shop, list, found } = await aDiscrepancy();
    expect(found).toMatchObject({
      ...{ merchant: shop.merchant.tradeName, store: "一号店", till: "平板", clerk: "王店员", amountFen: 4_200 },
      ...{ handled: null, can: { handle: true } },
    });
    await call(officer, "DELETE", `/api/staff/clerks/${shop.second.id}`);
    expect((await call(officer, "GET", list)).body.items[0].clerk).toBe("王店员");
    const nobody = await aDiscrepancy({ clerkId: aKey() });
    expect(nobody.found.clerk).toBeNull();
  });

  test("is handled once, with a note and a name, and recorded", async () => {
    const { shop, list, found, url } = await aDiscrepancy();
    expect((await call(officer, "POST", url, { note: "" })).status).toBe(400);
    const handled = await call(officer, "POST", url, { note: "商户自己承担,已电话说明" });
    expect(handled.body).toMatchObject({
      handled: { by: officer.login, note: "商户自己承担,已电话说明", at: expect.any(String) },
      can: { handle: false },
    });
    const second = await call(await aDuty(world, city, "benefits.maker"), "POST", url, { note: "另一种说法" });
    expect([second.status, second.code, second.body.params]).toEqual([
      ...[409, "benefits.already_handled", { by: officer.login }],
    ]);
    expect(await auditOf(found.id)).toMatchObject([
      { action: "benefits.discrepancy_handled", payload: expect.stringContaining("商户自己承担,已电话说明") },
    ]);
    const count = async (handled: string) =>
      (await call(reader, "GET", `${list}&handled=${handled}`)).body.items.length;
    expect([await count("yes"), await count("no")]).toEqual([1, 0]);
    // What the union notes down for itself stays with it.
    expect(JSON.stringify((await call(shop, "GET", "/api/till/discrepancies")).body)).not.toContain("电话");
  });

  test("of two who handle it at once, one does", async () => {
    const { url } = await aDiscrepancy();
    const both = await Promise.all(["甲的说法", "乙的说法"].map((note) => call(officer, "POST", url, { note })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("is nobody's who only reads, and does not exist for another city", async () => {
    const { found, list, url } = await aDiscrepancy();
    expect((await call(reader, "POST", url, { note: "好的" })).status).toBe(403);
    expect((await call(reader, "GET", list)).body.items).toMatchObject([{ id: found.id, can: { handle: false } }]);
    const foreign = await call(stranger, "POST", url, { note: "好的" });
    expect([foreign.status, foreign.code]).toEqual([404, "benefits.no_such_discrepancy"]);
    expect((await call(stranger, "GET", list)).body.items).toEqual([]);
  });
});
