import pg from "pg";
import { describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { findClaim, lapseClaims } from "#engines/stock";
import { transact } from "#kernel/context";
import { verifyCode } from "#wire/member-code/index";
import {
  aCity,
  aCode,
  aDuty,
  aKey,
  aMerchant,
  aTestCity,
  aTill,
  pin,
  someMembers,
  someVouchers,
} from "../benefits.builders.ts";

const { world, city, post, get } = await aTestCity();

const cookieOf = (headers: Record<string, unknown>) => String(headers["set-cookie"]).split(";")[0] ?? "";

describe("merchants", () => {
  test("an officer adds a merchant, a store and a clerk; the phone is never shown", async () => {
    const officer = await aDuty(world, city, "benefits.maker");
    const added = await post(officer.cookie, "/api/staff/merchants", {
      parentId: city.id,
      name: "松雪百货有限公司",
      tradeName: "松雪百货",
    });
    expect(added.statusCode, added.body).toBe(201);
    const { id } = added.json();
    const store = { name: "中央店", address: "中央大街 1 号" };
    expect((await post(officer.cookie, `/api/staff/merchants/${id}/stores`, store)).statusCode).toBe(201);
    const twice = await post(officer.cookie, `/api/staff/merchants/${id}/stores`, store);
    expect([twice.statusCode, twice.json().code]).toEqual([409, "benefits.store_name_taken"]);
    const clerk = { name: "李丽", phone: "136 0000 1234" };
    const one = await post(officer.cookie, `/api/staff/merchants/${id}/clerks`, clerk);
    expect(one.json(), one.body).toMatchObject({ name: "李丽", phoneMasked: "*******1234" });
    expect((await post(officer.cookie, `/api/staff/merchants/${id}/clerks`, clerk)).json().code).toBe(
      "benefits.clerk_known",
    );
    expect(
      (await post(officer.cookie, `/api/staff/merchants/${id}/clerks`, { ...clerk, phone: "12" })).statusCode,
    ).toBe(422);
    const shown = await get(officer.cookie, `/api/staff/merchants/${id}`);
    const storeUrl = `/api/staff/stores/${shown.json().stores[0].id}`;
    const closed = await world.app.inject({
      ...{ method: "PATCH", url: storeUrl, headers: { cookie: officer.cookie }, payload: { state: "closed" } },
    });
    expect(closed.json(), closed.body).toMatchObject({ ...store, state: "closed" });
    const seen = await get(officer.cookie, `/api/staff/merchants/${id}`);
    expect(seen.json()).toMatchObject({ name: "松雪百货", stores: [store], clerks: [{ name: "李丽", pinSet: false }] });
    expect(seen.body).not.toContain("13600001234");
  });

  test("staff of another city neither see nor change it; a checker may not keep merchants", async () => {
    const shop = await aMerchant(world, city);
    const url = `/api/staff/merchants/${shop.merchant.organisationId}`;
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await get(stranger.cookie, url)).statusCode).toBe(404);
    expect((await get(stranger.cookie, "/api/staff/merchants")).json().items).toEqual([]);
    expect((await post(stranger.cookie, `${url}/stores`, { name: "x" })).statusCode).toBe(404);
    expect((await post(stranger.cookie, `/api/staff/stores/${shop.store.id}/pairing`, {})).statusCode).toBe(404);
    const checker = await aDuty(world, city, "benefits.checker");
    expect((await post(checker.cookie, `${url}/stores`, { name: "x" })).statusCode).toBe(403);
  });
});

describe("pairing a till", () => {
  test("by a code of the staff, once", async () => {
    const shop = await aMerchant(world, city);
    const officer = await aDuty(world, city, "benefits.maker");
    const made = await post(officer.cookie, `/api/staff/stores/${shop.store.id}/pairing`, {});
    const { pairingCode } = made.json();
    expect(pairingCode).toMatch(/^[2-9A-HJKM-NP-Z]{8}$/);
    const typed = `${pairingCode.slice(0, 4).toLowerCase()}-${pairingCode.slice(4)}`;
    const paired = await post("", "/api/till/pair", { pairingCode: typed, deviceName: "收银平板" });
    expect(paired.statusCode, paired.body).toBe(201);
    const me = await get(cookieOf(paired.headers), "/api/till/me");
    expect(me.json()).toMatchObject({ store: { id: shop.store.id }, till: { name: "收银平板" }, clerk: null });
    expect(me.json().clerks).toHaveLength(2);
    const again = await post("", "/api/till/pair", { pairingCode, deviceName: "another" });
    expect([again.statusCode, again.json().code]).toEqual([409, "benefits.pairing_code_wrong"]);
  });

  test("wrong codes are limited per address", async () => {
    const wrong = () =>
      world.app.inject({
        ...{ method: "POST", url: "/api/till/pair", headers: { "x-forwarded-for": "203.0.113.9" } },
        payload: { pairingCode: "AAAA2222", deviceName: "x" },
      });
    const codes = [];
    for (let attempt = 0; attempt < 21; attempt++) codes.push((await wrong()).statusCode);
    expect(codes).toEqual([...Array(20).fill(409), 429]);
  });

  test("by a clerk's phone; an unknown phone is answered alike and gets nowhere", async () => {
    const shop = await aMerchant(world, city);
    const asked = await post("", "/api/till/sign-in/codes", { phone: shop.first.phone });
    const unknown = await post("", "/api/till/sign-in/codes", { phone: "13512345678" });
    expect([asked.statusCode, unknown.statusCode]).toEqual([202, 202]);
    expect(Object.keys(unknown.json())).toEqual(Object.keys(asked.json()));
    const nobody = await post("", "/api/till/sign-in", { phone: "13512345678", code: unknown.json().demoCode });
    expect(nobody.statusCode).toBe(401);
    const begun = await post("", "/api/till/sign-in", { phone: shop.first.phone, code: asked.json().demoCode });
    expect(begun.json().stores, begun.body).toMatchObject([{ id: shop.store.id }]);
    const { ticket } = begun.json();
    const foreign = await aMerchant(world, city);
    const wrongStore = { ticket, storeId: foreign.store.id, deviceName: "x" };
    expect((await post("", "/api/till/sign-in/pair", wrongStore)).statusCode).toBe(404);
    const forged = { ticket: ticket.replace(/^../, "00"), storeId: shop.store.id, deviceName: "x" };
    expect((await post("", "/api/till/sign-in/pair", forged)).statusCode).toBe(401);
    const paired = await post("", "/api/till/sign-in/pair", { ticket, storeId: shop.store.id, deviceName: "手机" });
    expect(paired.statusCode, paired.body).toBe(201);
    expect((await get(cookieOf(paired.headers), "/api/till/me")).statusCode).toBe(200);
  });

  test("an unpaired till is signed out", async () => {
    const shop = await aMerchant(world, city);
    const officer = await aDuty(world, city, "benefits.maker");
    const url = `/api/staff/tills/${shop.tills[0]?.id}`;
    const gone = await world.app.inject({ method: "DELETE", url, headers: { cookie: officer.cookie } });
    expect(gone.statusCode, gone.body).toBe(204);
    await expect.poll(async () => (await get(shop.cookie, "/api/till/me")).statusCode).toBe(401);
  });
});

describe("a clerk's PIN", () => {
  test("is set with the code on the clerk's own phone, and simple ones are refused", async () => {
    const shop = await aMerchant(world, city);
    const sent = await post(shop.cookie, "/api/till/clerk/codes", { clerkId: shop.second.id });
    expect(sent.statusCode, sent.body).toBe(202);
    const phoneCode = sent.json().demoCode;
    const choose = (given: object) =>
      post(shop.cookie, "/api/till/clerk/pin", { clerkId: shop.second.id, phoneCode, ...given });
    expect((await choose({ pin: "123456" })).json().code).toBe("benefits.pin_too_simple");
    const wrongCode = phoneCode === "000001" ? "000002" : "000001";
    expect((await choose({ pin: "907314", phoneCode: wrongCode })).statusCode).toBe(409);
    expect((await choose({ pin: "907314" })).statusCode).toBe(204);
    const enter = (given: string) => post(shop.cookie, "/api/till/clerk", { clerkId: shop.second.id, pin: given });
    expect((await enter(pin)).json().code).toBe("benefits.wrong_pin");
    expect((await enter("907314")).json()).toMatchObject({ clerk: { name: "王店员" } });
  });

  test("another merchant's clerk is unknown here", async () => {
    const [shop, foreign] = [await aMerchant(world, city), await aMerchant(world, city)];
    const answer = await post(shop.cookie, "/api/till/clerk", { clerkId: foreign.first.id, pin });
    expect([answer.statusCode, answer.json().code]).toEqual([404, "benefits.no_such_clerk"]);
  });
});

describe("without network", () => {
  const item = (code: string, given: object = {}) => ({
    ...{ code, amountFen: 20_000, acceptedAt: new Date().toISOString(), localId: aKey() },
    ...given,
  });
  const sync = async (cookie: string, accepted: object[]) => {
    const answer = await post(cookie, "/api/till/offline", { accepted });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().results as { outcome: string; problem?: string }[];
  };
  const outcomes = (results: { outcome: string; problem?: string }[]) =>
    results.map(({ outcome, problem }) => (problem === undefined ? outcome : `${outcome} ${problem}`));

  async function aShop(people: number, given: { offlineAllowed?: boolean; offlineLimit?: number } = {}) {
    const shop = await aMerchant(world, city, { tills: 2 });
    const persons = await someMembers(world, city, people);
    const offline = { offlineAllowed: true, offlineLimit: 10, ...given };
    const made = await someVouchers(world, { union: city, storeIds: [shop.store.id], people: persons, ...offline });
    const codes = await Promise.all(persons.map((person, index) => aCode(world, person, made.claims[index] ?? "")));
    return { shop, persons, codes, ...made };
  }

  test("what was accepted is redeemed, once, however often it is brought in", async () => {
    const { shop, codes, claims } = await aShop(1);
    const accepted = [item(codes[0] ?? "", { clerkId: shop.first.id })];
    expect(outcomes(await sync(shop.cookie, accepted))).toEqual(["redeemed"]);
    expect(outcomes(await sync(shop.cookie, accepted))).toEqual(["redeemed"]);
    const claim = await transact(world.database.ctx(), (tx) => findClaim(tx.db, claims[0] ?? ""));
    expect(claim?.state).toBe("redeemed");
    const day = await get(shop.cookie, "/api/till/redemptions");
    expect(day.json()).toMatchObject({ totals: { count: 1 }, items: [{ offline: true, offFen: 10_000 }] });
  });

  test("a double is recorded and seen by the merchant and by the union, not by others", async () => {
    const { shop, codes, claims, persons } = await aShop(1);
    const [first, second] = shop.tills;
    await sync(first?.cookie ?? "", [item(codes[0] ?? "", { clerkId: shop.first.id })]);
    const later = await aCode(world, persons[0] ?? "", claims[0] ?? "");
    const doubles = [item(codes[0] ?? "", { clerkId: shop.second.id }), item(later, { clerkId: shop.second.id })];
    expect((await sync(second?.cookie ?? "", doubles)).map((result) => result.outcome)).toEqual(["double", "double"]);
    const mine = (await get(shop.cookie, "/api/till/discrepancies")).json().items;
    expect(mine).toMatchObject([{ outcome: "double", claimId: claims[0] }, { outcome: "double" }]);
    const union = await aDuty(world, city, "benefits.reader");
    const seen = (await get(union.cookie, "/api/staff/discrepancies")).json().items;
    expect(seen.map((one: { id: string }) => one.id)).toEqual(
      expect.arrayContaining(mine.map((one: { id: string }) => one.id)),
    );
    const foreign = await aMerchant(world, city);
    expect((await get(foreign.cookie, "/api/till/discrepancies")).json().items).toEqual([]);
    const stranger = await aDuty(world, await aCity(world), "benefits.reader");
    expect((await get(stranger.cookie, "/api/staff/discrepancies")).json().items).toEqual([]);
  });

  test("forged codes, wrong times, unknown clerks and kinds not marked for it are refused", async () => {
    const { shop, codes } = await aShop(3);
    const clerkId = shop.first.id;
    const long = 100 * 3_600_000;
    const results = await sync(shop.cookie, [
      item("nonsense", { clerkId }),
      item(codes[0] ?? "", { clerkId, acceptedAt: new Date(Date.now() + 60_000).toISOString() }),
      item(codes[0] ?? "", { clerkId, acceptedAt: new Date(Date.now() - long).toISOString() }),
      item(codes[1] ?? "", { clerkId: aKey() }),
      item(codes[2] ?? "", { clerkId, amountFen: 19_999 }),
    ]);
    expect(outcomes(results)).toEqual([
      "refused codes.malformed",
      "refused codes.expired",
      "refused codes.clock_wrong",
      "refused benefits.no_such_clerk",
      "refused benefits.below_threshold",
    ]);
    const online = await aShop(1, { offlineAllowed: false });
    const refused = await sync(online.shop.cookie, [item(online.codes[0] ?? "", { clerkId: online.shop.first.id })]);
    expect(outcomes(refused)).toEqual(["refused benefits.not_for_offline"]);
  });

  test("a voucher taken on its last evening and brought in after it has lapsed is honoured, from the lapsed money", async () => {
    const { shop, codes, claims, fundSourceId } = await aShop(2);
    const clerkId = shop.first.id;
    const accepted = [item(codes[0] ?? "", { clerkId })];
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query("set app.scope = '*'");
    await owner.query("update stock.claim set valid_until = clock_timestamp() where id = any($1)", [claims]);
    await owner.end();
    await lapseClaims(world.database.ctx());
    const late = item(codes[1] ?? "", { clerkId });
    expect(outcomes(await sync(shop.cookie, [...accepted, late]))).toEqual([
      "redeemed",
      "refused benefits.voucher_lapsed",
    ]);
    const money = await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId));
    expect(money).toMatchObject({ issued: 0, redeemed: 10_000, lapsed: 10_000 });
  });

  test("a till is held to its limit", async () => {
    const { shop, codes } = await aShop(3, { offlineLimit: 2 });
    const results = await sync(
      shop.cookie,
      codes.map((code) => item(code, { clerkId: shop.first.id })),
    );
    expect(outcomes(results)).toEqual(["redeemed", "redeemed", "refused benefits.offline_limit_reached"]);
    expect((await get(shop.cookie, "/api/till/me")).json().offline).toMatchObject({ accepted: 2, limit: 2 });
  });

  test("marks tell a till which vouchers it may accept, and none of another store's", async () => {
    const { shop, codes } = await aShop(2);
    const marks = (await get(shop.cookie, "/api/till/offline/marks")).json();
    expect(marks.kinds).toMatchObject([{ limit: 10, benefit: { type: "threshold" } }]);
    expect(marks.kinds[0].marks).toHaveLength(2);
    const verdict = await verifyCode(codes[0] ?? "", {
      ...{ keys: world.codes.published, now: Date.now(), purposes: ["redeem"] },
    });
    const { offlineMark } = await import("#wire/member-code/index");
    const code = verdict.code;
    expect(marks.kinds[0].marks).toContain(await offlineMark(code?.subject ?? "", code?.handle ?? ""));
    const other = await aMerchant(world, city);
    expect((await get(other.cookie, "/api/till/offline/marks")).json().kinds).toEqual([]);
    const till = await aTill(world, other.store, other.first.id);
    expect((await get(till.cookie, "/api/till/me")).json().offline).toMatchObject({ limit: 0, kinds: [] });
  });
});
