import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aCity, aDuty, aMerchant, aWorld, type Organisation, type World } from "../benefits.builders.ts";
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

const title = "工会友好合作商家";
async function aPlaque() {
  const shop = await aMerchant(world, city);
  const issued = await ask(world.app, `/api/staff/stores/${shop.store.id}/plaques`, {
    cookie: maker,
    payload: { title },
  });
  expect(issued.statusCode, issued.body).toBe(201);
  return { shop, plaque: issued.json() as { id: string; number: string } };
}
const passerBy = (number: string) => ask(world.app, `/api/plaques/${number}`);

describe("a plaque", () => {
  test("tells anybody whose it is and that the agreement is in force, and nothing about persons", async () => {
    const { shop, plaque } = await aPlaque();
    const told = await passerBy(plaque.number);
    expect(told.statusCode).toBe(200);
    expect(told.json()).toMatchObject({ standing: "in_force", union: "测试市总工会", store: "一号店", title });
    expect(told.json()).toMatchObject({ badge: true, position: "" });
    expect(told.body).not.toMatch(/店员|phone|account|clerk/);
    expect((await passerBy(plaque.number.toLowerCase())).json().merchant).toBe(shop.merchant.tradeName);
  });

  test("says when the store is withdrawn, closed, the merchant suspended, the agreement over, the plaque taken back", async () => {
    const { shop, plaque } = await aPlaque();
    const standing = async () => (await passerBy(plaque.number)).json().standing;
    const patch = (url: string, payload: object) => ask(world.app, url, { cookie: maker, payload, method: "PATCH" });
    await patch(`/api/staff/stores/${shop.store.id}`, { state: "closed" });
    expect(await standing()).toBe("closed");
    const suspension = `/api/staff/stores/${shop.store.id}/suspension`;
    const made = await ask(world.app, suspension, { cookie: maker, payload: { reason: "内部调查" } });
    expect(made.statusCode, made.body).toBe(200);
    const held = await passerBy(plaque.number);
    expect([held.json().standing, held.body.includes("内部调查")]).toEqual(["suspended", false]);
    expect(held.json().badge).toBe(false);
    await patch(`/api/staff/merchants/${shop.merchant.organisationId}`, { state: "suspended" });
    await ask(world.app, suspension, { cookie: maker, method: "DELETE" });
    expect(await standing()).toBe("suspended");
    await transact(world.database.ctx(), (tx) =>
      sql`update benefits.agreement set starts_on = current_date - 9, ends_on = current_date - 5
        where merchant_id = ${shop.merchant.organisationId}`.execute(tx.db),
    );
    expect(await standing()).toBe("ended");
    const withdraw = `/api/staff/plaques/${plaque.id}/withdraw`;
    expect((await ask(world.app, withdraw, { cookie: maker, payload: { reason: "到期" } })).statusCode).toBe(200);
    expect(await standing()).toBe("withdrawn");
    expect((await ask(world.app, withdraw, { cookie: maker, payload: { reason: "到期" } })).statusCode).toBe(409);
  });

  test("with an unknown number is told clearly, in whatever form it is asked", async () => {
    for (const number of ["ABCDEFGHJK", "1", "%00", "x".repeat(40), "' or 1=1 --"]) {
      const told = await passerBy(encodeURIComponent(number));
      expect([number, told.statusCode, told.json().code]).toEqual([number, 404, "benefits.no_such_plaque"]);
    }
  });

  test("is one per store, also of two issued at once, and only while an agreement is there", async () => {
    const shop = await aMerchant(world, city);
    const url = `/api/staff/stores/${shop.store.id}/plaques`;
    const issue = () => ask(world.app, url, { cookie: maker, payload: { title } });
    const answers = await Promise.all([issue(), issue()]);
    expect(answers.map((one) => one.statusCode).sort()).toEqual([201, 409]);
    const [agreement] = (
      await ask(world.app, `/api/staff/merchants/${shop.merchant.organisationId}/agreements`, { cookie: maker })
    ).json().items;
    await ask(world.app, `/api/staff/agreements/${agreement.id}/termination`, {
      cookie: maker,
      payload: { reason: "x" },
    });
    const list = `/api/staff/merchants/${shop.merchant.organisationId}/plaques`;
    const [plaque] = (await ask(world.app, list, { cookie: maker })).json().items;
    expect(plaque.standing).toBe("ended");
    await ask(world.app, `/api/staff/plaques/${plaque.id}/withdraw`, { cookie: maker, payload: { reason: "x" } });
    expect((await issue()).json().code).toBe("benefits.wrong_state");
  });

  test("is kept by the union's staff", async () => {
    const { shop, plaque } = await aPlaque();
    const reader = (await aDuty(world, city, "benefits.reader")).cookie;
    const elsewhere = (await aDuty(world, await aCity(world), "benefits.maker")).cookie;
    const url = `/api/staff/plaques/${plaque.id}`;
    expect((await ask(world.app, url)).statusCode).toBe(401);
    expect((await ask(world.app, url, { cookie: reader })).json().can).toEqual({ withdraw: false });
    expect((await ask(world.app, url, { cookie: elsewhere })).statusCode).toBe(404);
    const issue = `/api/staff/stores/${shop.store.id}/plaques`;
    expect((await ask(world.app, issue, { cookie: elsewhere, payload: { title } })).statusCode).toBe(404);
    expect((await ask(world.app, issue, { cookie: maker, payload: { title: "" } })).statusCode).toBe(400);
  });
});
