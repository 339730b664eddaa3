import { expect, test } from "vitest";
import { grantRoutes } from "#kernel/sign-in/grants.routes";
import { office } from "../../office/index.ts";
import { aCity, aDuty, aKey } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";

const grants = { name: "grants", uses: [], routes: grantRoutes };
const { world, city, maker, checker, call, aDraft } = await aCampaignOffice({ people: 3, also: [office, grants] });
const security = await aDuty(world, city, "security.administrator");
type Person = { id: string };

const ask = (who: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) =>
  world.app.inject({
    ...{ method, url: `/api/${url}`, headers: { cookie: who.cookie, "idempotency-key": aKey() } },
    ...(payload === undefined ? {} : { payload }),
  });
const preview = (from: Person, to: Person, by: { cookie: string } = security) =>
  ask(by, "GET", `staff-accounts/${from.id}/hand-over?successorId=${to.id}`);
const handOver = (from: Person, to: Person, more: object = {}) =>
  ask(security, "POST", `staff-accounts/${from.id}/hand-over`, { successorId: to.id, reason: "换届", ...more });
const waiting = async (who: { cookie: string }) =>
  (await ask(who, "GET", "staff/waiting")).json().items as { type: string; id: string; facts: object[] }[];
const typesOf = async (who: { cookie: string }) => (await waiting(who)).map(({ type }) => type);
const aWaitingCampaign = async () => {
  const id = await aDraft();
  expect((await call(maker, "POST", `/${id}/submit`)).statusCode).toBe(200);
  return id;
};

test("what waits is shown before, goes over in one act, and both are told until they have read it", async () => {
  const id = await aWaitingCampaign();
  const [old, young] = [await aDuty(world, city, "benefits.checker"), await aDuty(world, city, "releases.reader")];
  const before = await preview(old, young);
  expect(before.json(), before.body).toMatchObject({
    ...{ duties: 1, waiting: [{ type: "campaign", organisationName: "测试市总工会", count: 1 }], begun: [], stuck: [] },
  });
  // How much, not what: whoever gives duties does not read campaigns.
  expect(before.body).not.toContain(id);

  const both = await Promise.all([handOver(old, young), handOver(old, young)]);
  expect(both.map((one) => one.statusCode).sort()).toEqual([200, 409]);
  expect(await typesOf(old)).toEqual(["hand_over"]);
  expect((await waiting(young)).map((one) => one.type).sort()).toEqual(["campaign", "hand_over"]);
  const told = (await waiting(young)).find(({ type }) => type === "hand_over");
  expect(told?.facts).toMatchObject([
    { code: "hand_over_taken", params: { duties: 1 } },
    { code: "hand_over_waits", params: { waiting: 1, begun: 0 } },
    { code: "reason", params: { reason: "换届" } },
  ]);

  const read = (who: { cookie: string }) =>
    ask(who, "POST", `staff/waiting/${told?.id}`, {
      ...{ type: "hand_over", revision: 1, step: "told", verdict: "passed" },
    });
  expect((await read(maker)).json().code).toBe("hand_over.nothing_to_read");
  for (const who of [old, young]) expect((await read(who)).statusCode).toBe(200);
  expect([await typesOf(old), await typesOf(young)]).toEqual([[], ["campaign"]]);
  expect((await read(young)).json().code).toBe("hand_over.nothing_to_read");
});

test("nothing is left that nobody may answer: what the successor has checked needs a third person", async () => {
  const id = await aWaitingCampaign();
  const checked = await ask(checker, "POST", `staff/waiting/${id}`, {
    ...{ type: "campaign", revision: 1, step: "checked", verdict: "passed" },
  });
  expect(checked.statusCode, checked.body).toBe(200);
  const old = await aDuty(world, city, "benefits.approver");
  const stuck = { type: "campaign", step: "approved", organisationName: "测试市总工会", link: `/campaigns/${id}` };
  expect((await preview(old, checker)).json().stuck).toMatchObject([{ ...stuck, another: false }]);
  expect((await handOver(old, checker)).json()).toMatchObject({
    ...{ status: 409, code: "staff.hand_over_strands", params: { count: 1 } },
  });
  expect(await typesOf(old)).toEqual(["campaign"]);

  const third = await aDuty(world, city, "benefits.approver");
  expect((await preview(old, checker)).json().stuck).toMatchObject([{ ...stuck, another: true }]);
  expect((await handOver(old, checker)).statusCode).toBe(200);
  expect(await typesOf(third)).toEqual(["campaign"]);
});

test("the successor goes on with what only the predecessor could: a change that was asked for is taken back", async () => {
  const id = await aDraft();
  const [old, young, stranger] = [
    await aDuty(world, city, "benefits.maker"),
    await aDuty(world, city, "releases.reader"),
    await aDuty(world, city, "benefits.maker"),
  ];
  expect((await call(maker, "POST", `/${id}/submit`)).statusCode).toBe(200);
  for (const [who, step] of [
    [checker, "checked"],
    [await aDuty(world, city, "benefits.approver"), "approved"],
  ] as const) {
    const said = { type: "campaign", revision: 1, step, verdict: "passed" };
    const answer = await ask(who, "POST", `staff/waiting/${id}`, said);
    expect(answer.statusCode, answer.body).toBe(200);
  }
  await aDraft({}, old);
  const asked = await call(old, "POST", `/${id}/changes`, { changes: { budgetFen: 2_000_000 }, reason: "追加" });
  expect(asked.statusCode, asked.body).toBe(201);
  expect((await preview(old, young)).json().begun).toEqual([
    { type: "campaign_draft", count: 1, ends: false },
    { type: "campaign_change", count: 1, ends: false },
  ]);
  const takeBack = (who: { cookie: string }) => ask(who, "POST", `staff/changes/${asked.json().id}/withdraw`);
  expect((await handOver(old, young)).statusCode).toBe(200);
  expect((await takeBack(stranger)).statusCode).toBe(403);
  expect((await takeBack(young)).json()).toMatchObject({ state: "withdrawn" });
});

test("is seen by who answers for both accounts and could take each duty away", async () => {
  const [old, young] = [await aDuty(world, city, "benefits.checker"), await aDuty(world, city, "releases.reader")];
  const elsewhere = await aDuty(world, await aCity(world), "security.administrator");
  expect((await preview(old, young, elsewhere)).json().code).toBe("staff.no_such_account");
  expect((await preview(old, young, maker)).statusCode).toBe(403);
  expect((await preview(old, young, { cookie: "" })).statusCode).toBe(401);
  expect((await preview(old, old)).json().code).toBe("staff.same_account");
  expect((await preview(security, old)).statusCode).toBe(403);
  expect((await ask(security, "GET", `staff-accounts/${old.id}/hand-over`)).statusCode).toBe(400);
});
