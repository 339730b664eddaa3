import { describe, expect, test } from "vitest";
import { aUnit, inDays } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const { world, city, maker, call, anApproved } = await aCampaignOffice();

const search = (q: string) => ({ url: "/api/staff/campaigns", query: { q } });

describe("after approval", () => {
  test.each([
    ["amount", { budgetFen: 5 }],
    ["stock", { kinds: [] }],
    ["audience", { eligibility: [{ type: "verified" }] }],
    ["time", { endsOn: inDays(60) }],
    ["stores", { storeIds: [] }],
  ])("%s stands", async (field, change) => {
    const id = await anApproved();
    const answer = await call(maker, "PATCH", `/${id}`, change);
    expect([answer.statusCode, answer.json().code]).toEqual([409, "benefits.fixed_after_approval"]);
    expect(answer.json().params).toEqual({ field });
  });

  test("texts may still be changed", async () => {
    const id = await anApproved();
    const answer = await call(maker, "PATCH", `/${id}`, { description: "新说明" });
    expect(answer.json()).toMatchObject({ description: "新说明", state: "running" });
  });

  test("a whole form sent back as it is changes nothing; the union cannot be changed", async () => {
    const id = await anApproved();
    const { title, budgetFen, startsOn, endsOn, schedule, kinds, storeIds, organisationId, eligibility } = (
      await call(maker, "GET", `/${id}`)
    ).json();
    const form = { title, budgetFen, startsOn, endsOn, schedule, storeIds, organisationId, eligibility };
    const same = kinds.map(({ id: _, ...kind }: { id: string }) => kind);
    const answer = await call(maker, "PATCH", `/${id}`, { ...form, kinds: same, title: "新标题" });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ title: "新标题", kinds });
    const again = await call(maker, "PATCH", `/${id}`, { ...form, kinds: same, title: "新标题" });
    expect(again.json()).toEqual(answer.json()); // also its revision: nothing was written
    const moved = await call(maker, "PATCH", `/${id}`, { organisationId: (await aUnit(world, city)).id });
    expect(moved.json().code).toBe("benefits.organisation_fixed");
    const found = await world.app.inject({ ...search("新标"), headers: { cookie: maker.cookie } });
    expect(found.json().items.map((one: { id: string }) => one.id)).toEqual([id]);
  });
});
