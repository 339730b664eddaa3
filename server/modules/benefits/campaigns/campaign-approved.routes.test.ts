import { describe, expect, test } from "vitest";
import { aKey, aMerchant, aUnit, grant, inDays, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const { world, city, maker, checker, both, call, anApproved, releasesOf, setAside } = await aCampaignOffice();

const search = (q: string) => ({ url: "/api/staff/campaigns", query: { q } });

describe("after approval", () => {
  test.each([
    ["amount", { budgetFen: 5 }],
    ["stock", { kinds: [] }],
    ["audience", { eligibility: [{ type: "verified" }] }],
    ["time", { endsOn: inDays(60) }],
  ])("%s stands", async (field, change) => {
    const id = await anApproved();
    const answer = await call(maker, "PATCH", `/${id}`, change);
    expect([answer.statusCode, answer.json().code]).toEqual([409, "benefits.fixed_after_approval"]);
    expect(answer.json().params).toEqual({ field });
  });

  test("texts and stores may still be changed", async () => {
    const id = await anApproved();
    const more = await aMerchant(world, city);
    const answer = await call(maker, "PATCH", `/${id}`, { description: "新说明", storeIds: [more.store.id] });
    expect(answer.json()).toMatchObject({ description: "新说明", storeIds: [more.store.id], state: "running" });
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

  test("pausing stops the releases and says whom it touches; resuming starts them again", async () => {
    const id = await anApproved();
    const [release] = await releasesOf(id);
    const [person = ""] = await someMembers(world, city, 1);
    await grant(world, release?.id ?? "", person);
    const paused = await call(checker, "POST", `/${id}/pause`, { reason: "商户停业" });
    expect(paused.statusCode, paused.body).toBe(200);
    expect(paused.json()).toMatchObject({
      ...{ campaign: { state: "paused", reason: "商户停业" }, touches: { releases: 1, waiting: 0, holding: 1 } },
    });
    expect((await releasesOf(id)).map((one) => one.state)).toEqual(["paused"]);
    expect((await call(checker, "POST", `/${id}/pause`, { reason: "x" })).json().code).toBe("benefits.wrong_state");
    const resumed = await call(maker, "POST", `/${id}/resume`);
    expect(resumed.json()).toMatchObject({ campaign: { state: "running" }, touches: { releases: 1 } });
    expect((await releasesOf(id)).map((one) => one.state)).toEqual(["open"]);
  });

  test("more units need the second person; they bring their money and enlarge the budget", async () => {
    const id = await anApproved();
    const kindId = (await call(maker, "GET", `/${id}`)).json().kinds[0].id;
    const asked = await call(both, "POST", `/${id}/top-ups`, { kindId, units: 5, reason: "报名踊跃" });
    expect(asked.statusCode, asked.body).toBe(201);
    const [topUp] = asked.json().topUps;
    const own = await call(both, "POST", `/${id}/top-ups/${topUp.id}/approve`);
    expect([own.statusCode, own.json().code]).toEqual([403, "benefits.maker_cannot_check"]);
    expect((await call(maker, "POST", `/${id}/top-ups/${topUp.id}/approve`)).statusCode).toBe(403);

    const before = await setAside();
    const key = aKey();
    const allowed = await call(checker, "POST", `/${id}/top-ups/${topUp.id}/approve`, undefined, key);
    expect(allowed.statusCode, allowed.body).toBe(200);
    expect(allowed.json()).toMatchObject({ campaign: { budgetFen: 1_050_000 }, touches: { releases: 1 } });
    await call(checker, "POST", `/${id}/top-ups/${topUp.id}/approve`, undefined, key);
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([15]);
    expect((await setAside()) - before).toBe(5 * 10_000);
  });
});
