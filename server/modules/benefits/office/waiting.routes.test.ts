import { expect, test } from "vitest";
import { office } from "../../office/index.ts";
import { aCity, aDuty, aKey } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";

const { world, city, maker, checker, call, aDraft, releasesOf } = await aCampaignOffice({ people: 3, also: [office] });
const approver = await aDuty(world, city, "benefits.approver");

const waiting = async (who: { cookie: string }) => {
  const answer = await world.app.inject({ url: "/api/staff/waiting", headers: { cookie: who.cookie } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items as { type: string; id: string; step: string; revision: number; facts: object[] }[];
};
const decide = (who: { cookie: string }, item: { type: string; id: string }, payload: object) =>
  world.app.inject({
    ...{ method: "POST", url: `/api/staff/waiting/${item.id}`, payload: { type: item.type, ...payload } },
    headers: { cookie: who.cookie, "idempotency-key": aKey() },
  });

test("each sees what waits for them and decides it there: campaigns and changes of them", async () => {
  const id = await aDraft();
  await call(maker, "POST", `/${id}/submit`);
  expect(await waiting(maker)).toEqual([]);
  expect(await waiting(approver)).toEqual([]);
  expect(await waiting(await aDuty(world, await aCity(world), "benefits.checker"))).toEqual([]);
  const [mine] = await waiting(checker);
  expect(mine).toMatchObject({ type: "campaign", id, step: "checked", revision: 1, amountFen: 1_000_000 });

  const passed = { revision: 1, verdict: "passed", note: "相符" };
  expect((await decide(maker, { type: "campaign", id }, { ...passed, step: "checked" })).statusCode).toBe(403);
  expect((await decide(checker, { type: "campaign", id }, { ...passed, step: "checked" })).json().items).toEqual([]);
  expect((await waiting(approver)).map((one) => one.step)).toEqual(["approved"]);
  expect((await decide(approver, { type: "campaign", id }, { ...passed, step: "approved" })).statusCode).toBe(200);
  expect(await releasesOf(id)).toHaveLength(1);

  await call(maker, "POST", `/${id}/changes`, { changes: { budgetFen: 2_000_000 }, reason: "追加" });
  const [change] = await waiting(checker);
  expect(change).toMatchObject({
    ...{ type: "campaign_change", step: "checked", link: `/campaigns/${id}` },
    facts: [
      { code: "reason" },
      { code: "change_budget", params: { from: "1000000", to: "2000000" } },
      { code: "touches" },
    ],
  });
  const no = { revision: 1, step: "checked", verdict: "refused", note: "不必" };
  expect((await decide(checker, change ?? { type: "", id: "" }, { ...no, note: "" })).statusCode).toBe(422);
  expect((await decide(checker, change ?? { type: "", id: "" }, no)).json().items).toEqual([]);
  expect((await call(maker, "GET", `/${id}/changes`)).json().items[0]).toMatchObject({ state: "refused" });
});

test("needs somebody signed in, and a kind that is known", async () => {
  expect((await world.app.inject({ url: "/api/staff/waiting" })).statusCode).toBe(401);
  const passed = { revision: 1, step: "checked", verdict: "passed" };
  const unknown = await decide(checker, { type: "nothing", id: crypto.randomUUID() }, passed);
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, "decisions.no_such_type"]);
  expect((await decide(checker, { type: "campaign", id: crypto.randomUUID() }, passed)).statusCode).toBe(404);
});
