import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aCity,
  aDuty,
  aFund,
  aKey,
  aMerchant,
  campaignInput,
  inDays,
  type Organisation,
  type World,
} from "./modules/benefits/benefits.builders.ts";
import { type WholeServer, wholeServer } from "./whole-server.builders.ts";

let server: WholeServer; // campaigns and releases both
let world: World;
let city: Organisation;

beforeAll(async () => {
  server = await wholeServer();
  world = server.world;
  city = await aCity(world);
});
afterAll(() => server.close());

const post = async (cookie: string, url: string, payload: object = {}) => {
  const headers = { cookie, "idempotency-key": aKey() };
  const answer = await world.app.inject({ method: "POST", url, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
};

/** A campaign of three rounds that a second person has allowed. */
async function approved() {
  const maker = await aDuty(world, city, "benefits.maker");
  const checker = await aDuty(world, city, "benefits.checker");
  const shop = await aMerchant(world, city);
  const schedule = { rule: "FREQ=DAILY;COUNT=3", firstOpensAt: `${inDays(1)}T12:00:00+08:00`, mode: "grab" };
  const fundSourceId = await aFund(world, city, 100_000_000);
  const input = { fundSourceId, storeIds: [shop.store.id], budgetFen: 50_000_000, schedule };
  const { body } = await post(maker.cookie, "/api/staff/campaigns", campaignInput(city, input));
  const url = `/api/staff/campaigns/${body.id}`;
  await post(maker.cookie, `${url}/submit`);
  expect((await post(checker.cookie, `${url}/approve`, { revision: 1 })).status).toBe(200);
  return { maker, checker, url, campaignId: body.id as string, kindId: body.kinds[0].id as string };
}

test("a top-up of every round is one act of two persons", async () => {
  const { maker, checker, url, kindId } = await approved();
  const changes = { stock: [{ kindId, units: 5 }] };
  const asked = await post(maker.cookie, `${url}/changes`, { changes, reason: "many came" });
  expect(asked.status).toBe(201);
  const allow = `/api/staff/changes/${asked.body.id}/approve`;
  expect((await post(maker.cookie, allow)).status).toBe(403);
  const allowed = await post(checker.cookie, allow);
  expect([allowed.status, allowed.body.plan?.touches.releases]).toEqual([200, 3]);
});

test("nobody alone adds units to a campaign's release", async () => {
  const { checker, campaignId } = await approved();
  const headers = { cookie: checker.cookie };
  const listed = await world.app.inject({ url: `/api/staff/releases?campaignId=${campaignId}`, headers });
  const [release] = listed.json().items;
  expect(release.can.topUp).toBe(false);
  const refused = await post(checker.cookie, `/api/staff/releases/${release.id}/top-up`, { units: 5 });
  expect([refused.status, refused.body.code]).toEqual([403, "access.forbidden"]);
});

test("what one who checks has stopped goes on by another of them, and by no way round its releases", async () => {
  const { maker, checker, url, campaignId } = await approved();
  const releases = async () => {
    const headers = { cookie: maker.cookie };
    return (await world.app.inject({ url: `/api/staff/releases?campaignId=${campaignId}`, headers })).json().items;
  };
  const [{ id }] = await releases();
  const alone = (act: string, payload: object = {}) => post(maker.cookie, `/api/staff/releases/${id}/${act}`, payload);
  await post(checker.cookie, `${url}/pause`, { reason: "查一下" });
  expect((await post(maker.cookie, `${url}/resume`)).status).toBe(403);
  expect((await alone("resume")).body.code).toBe("release.stopped_above");
  expect((await releases())[0].can).toMatchObject({ resume: false, close: false });

  const another = await aDuty(world, city, "benefits.checker");
  expect((await post(another.cookie, `${url}/resume`)).status).toBe(200);
  // One release that its own office has paused goes on by itself.
  expect((await alone("pause", { reason: "缓一缓" })).status).toBe(200);
  expect((await alone("resume")).status).toBe(200);
});

test("nobody alone ends a campaign's release: it is a change that others pass", async () => {
  const { maker, campaignId } = await approved();
  const headers = { cookie: maker.cookie };
  const listed = await world.app.inject({ url: `/api/staff/releases?campaignId=${campaignId}`, headers });
  const close = `/api/staff/releases/${listed.json().items[0].id}/close`;
  expect((await post(maker.cookie, close, { reason: "不办了" })).body.code).toBe("access.forbidden");
});
