import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import {
  aCity,
  aCode,
  aDuty,
  aKey,
  aMerchant,
  aWorld,
  inDays,
  type Organisation,
  someMembers,
  someVouchers,
  type World,
} from "../benefits.builders.ts";
import { ask } from "./merchants.builders.ts";

let world: World;
let city: Organisation;
let maker: string;

beforeAll(async () => {
  world = await aWorld();
  city = await aCity(world);
  maker = (await aDuty(world, city, "benefits.maker")).cookie;
});
afterAll(() => world.close());

async function aStoreWithVouchers(count = 2) {
  const shop = await aMerchant(world, city);
  const people = await someMembers(world, city, count);
  const given = { union: city, storeIds: [shop.store.id], people, offlineAllowed: true, offlineLimit: 9 };
  const { claims, campaignId } = await someVouchers(world, given);
  const suspension = `/api/staff/stores/${shop.store.id}/suspension`;
  const show = async (at: number) => aCode(world, people[at] ?? "", claims[at] ?? "");
  return { shop, claims, campaignId, suspension, show };
}
const redeem = (cookie: string, code: string) =>
  ask(world.app, "/api/till/redemptions", { cookie, payload: { code, amountFen: 20_000 } });
const bringIn = (cookie: string, accepted: object) =>
  ask(world.app, "/api/till/offline", { cookie, payload: { accepted: [accepted] } });

describe("a store that the union withdraws", () => {
  test("says whom it touches, tells its tills why and until when, and takes nothing until it is reopened", async () => {
    const { shop, suspension, campaignId, show } = await aStoreWithVouchers();
    const touches = await ask(world.app, `/api/staff/stores/${shop.store.id}/touches`, { cookie: maker });
    expect(touches.json()).toMatchObject({ holding: 2, campaigns: [{ id: campaignId, holding: 2, elsewhere: false }] });
    const code = await show(0);
    const payload = { reason: "卫生整改", untilDay: inDays(2) };
    expect((await ask(world.app, suspension, { cookie: maker, payload })).json()).toMatchObject({ holding: 2 });

    const refused = await redeem(shop.cookie, code);
    expect([refused.statusCode, refused.json().code]).toEqual([409, "benefits.store_suspended"]);
    expect(refused.json().params).toMatchObject({ why: "卫生整改" });
    const checked = await ask(world.app, "/api/till/check", { cookie: shop.cookie, payload: { code } });
    expect(checked.json()).toMatchObject({ ok: false, problem: { code: "benefits.store_suspended" } });
    const me = await ask(world.app, "/api/till/me", { cookie: shop.cookie });
    expect(me.json().standing.suspension).toMatchObject({ reason: "卫生整改" });
    expect(me.json().offline.kinds).toEqual([]);

    const again = await ask(world.app, suspension, { cookie: maker, payload });
    expect([again.statusCode, again.json().code]).toEqual([409, "benefits.already_suspended"]);
    expect((await ask(world.app, suspension, { cookie: maker, method: "DELETE" })).statusCode).toBe(200);
    expect((await redeem(shop.cookie, code)).statusCode).toBe(201);
    expect((await ask(world.app, suspension, { cookie: maker, method: "DELETE" })).json().code).toBe(
      "benefits.not_suspended",
    );
  });

  test("what was taken without network is judged by the moment it was taken", async () => {
    const { shop, suspension, show } = await aStoreWithVouchers();
    const codes = [await show(0), await show(1)];
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.till set paired_at = paired_at - interval '1 hour' where store_id = ${shop.store.id}`.execute(
        tx.db,
      ),
    );
    const before = new Date().toISOString();
    await ask(world.app, suspension, { cookie: maker, payload: { reason: "卫生整改" } });
    const taken = { amountFen: 20_000, clerkId: shop.first.id };
    const early = await bringIn(shop.cookie, { ...taken, code: codes[0], acceptedAt: before, localId: aKey() });
    expect(early.json().results[0].outcome).toBe("redeemed");
    const after = new Date().toISOString();
    const late = await bringIn(shop.cookie, { ...taken, code: codes[1], acceptedAt: after, localId: aKey() });
    expect(late.json().results[0]).toMatchObject({ outcome: "refused", problem: "benefits.store_suspended" });
  });

  test("opens again by itself when its last day is over, and members are shown it only then", async () => {
    const { shop, suspension, campaignId, show } = await aStoreWithVouchers();
    const seen = async () => {
      const { rows } = await transact(world.database.ctx(), (tx) =>
        sql<{ n: number }>`select count(*)::int as n from benefits.campaign_store s
          where s.campaign_id = ${campaignId} and not benefits.is_suspended(s.store_id, clock_timestamp())`.execute(
          tx.db,
        ),
      );
      return rows[0]?.n;
    };
    await ask(world.app, suspension, { cookie: maker, payload: { reason: "停电", untilDay: inDays(0) } });
    expect(await seen()).toBe(0);
    const owner = new (await import("pg")).default.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query("set app.scope = '*'");
    await owner.query(
      "update benefits.store_suspension set from_at = from_at - interval '9 days', until_at = now() where store_id = $1",
      [shop.store.id],
    );
    await owner.end();
    expect(await seen()).toBe(1);
    expect((await redeem(shop.cookie, await show(0))).statusCode).toBe(201);
  });

  test("is one act: of two at once the second is told", async () => {
    const { suspension } = await aStoreWithVouchers(1);
    const answers = await Promise.all(
      [1, 2].map(() => ask(world.app, suspension, { cookie: maker, payload: { reason: "x" } })),
    );
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 409]);
  });

  test("is the union's to withdraw, with a reason and a day to come", async () => {
    const { suspension } = await aStoreWithVouchers(1);
    const reader = (await aDuty(world, city, "benefits.reader")).cookie;
    const elsewhere = (await aDuty(world, await aCity(world), "benefits.maker")).cookie;
    const payload = { reason: "x" };
    expect((await ask(world.app, suspension, { payload })).statusCode).toBe(401);
    expect((await ask(world.app, suspension, { payload, cookie: reader })).statusCode).toBe(403);
    expect((await ask(world.app, suspension, { payload, cookie: elsewhere })).statusCode).toBe(404);
    expect((await ask(world.app, suspension, { payload: { reason: "" }, cookie: maker })).statusCode).toBe(400);
    const past = await ask(world.app, suspension, { payload: { reason: "x", untilDay: inDays(-1) }, cookie: maker });
    expect(past.json().code).toBe("benefits.suspension_past");
  });
});

describe("a merchant without an agreement in force", () => {
  test("takes nothing at its tills, and goes on as soon as one is; what was taken before the end stands", async () => {
    const { shop, show } = await aStoreWithVouchers();
    const codes = [await show(0), await show(1)];
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.till set paired_at = paired_at - interval '1 hour' where store_id = ${shop.store.id}`.execute(
        tx.db,
      ),
    );
    const before = new Date().toISOString();
    const list = `/api/staff/merchants/${shop.merchant.organisationId}/agreements`;
    const [agreement] = (await ask(world.app, list, { cookie: maker })).json().items;
    const end = { cookie: maker, payload: { reason: "违约" } };
    await ask(world.app, `/api/staff/agreements/${agreement.id}/termination`, end);
    const refused = await redeem(shop.cookie, codes[0] ?? "");
    expect([refused.statusCode, refused.json().code]).toEqual([409, "benefits.no_agreement_in_force"]);
    const taken = { amountFen: 20_000, clerkId: shop.first.id, code: codes[1], acceptedAt: before, localId: aKey() };
    expect((await bringIn(shop.cookie, taken)).json().results[0].outcome).toBe("redeemed");
  });
});
