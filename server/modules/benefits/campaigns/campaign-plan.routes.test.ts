import { beforeAll, describe, expect, test } from "vitest";
import { aKind, aUnit, campaignInput, inDays, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const { world, city, maker, checker, call, aDraft, anApproved, releasesOf } = await aCampaignOffice();
beforeAll(() => someMembers(world, city, 30));

describe("the ways of releasing", () => {
  test.each([
    ["draw", 3 * 24 * 60],
    ["first_come", 0],
    ["grab", 0],
  ])("%s with a window of %d minutes is published", async (mode, entryMinutes) => {
    const schedule = { rule: null, firstOpensAt: `${inDays(5)}T12:00:00+08:00`, mode, entryMinutes };
    expect(await releasesOf(await anApproved({ schedule }))).toHaveLength(1);
  });

  test("a draw without a window is refused", async () => {
    const schedule = { rule: null, firstOpensAt: `${inDays(5)}T12:00:00+08:00`, mode: "draw", entryMinutes: 0 };
    expect((await call(maker, "POST", "", campaignInput(city, { schedule }))).statusCode).toBe(400);
  });
});

describe("a preview", () => {
  test("tells rounds, money, people and what stands in the way", async () => {
    const id = await aDraft({ budgetFen: 50_000, storeIds: [], kinds: [aKind({ perPerson: 20 })] });
    const preview = (await call(maker, "POST", `/${id}/preview`)).json();
    expect(preview).toMatchObject({
      budgetNeededFen: 100_000,
      budgetLeftFen: -50_000,
      fundFreeFen: expect.any(Number),
    });
    expect(preview.rounds).toMatchObject([{ number: 1, releases: [{ title: "满200减100", capacity: 10 }] }]);
    expect(preview.peopleEligible).toBeGreaterThanOrEqual(30);
    const stops = preview.warnings.filter((warning: { stops: boolean }) => warning.stops);
    expect(stops.map((warning: { code: string }) => warning.code)).toEqual([
      ...["benefits.warning.budget_too_small", "benefits.warning.no_store"],
    ]);
    expect(preview.warnings.map((warning: { code: string }) => warning.code)).toContain(
      "benefits.warning.cap_larger_than_stock",
    );
  });
});

describe("fund sources", () => {
  test("show their money; only a checker opens one", async () => {
    const url = "/api/fund-sources";
    const payload = { organisationId: city.id, name: "冰雪", year: 2026, budgetFen: 12_345 };
    const refused = await world.app.inject({ method: "POST", url, headers: { cookie: maker.cookie }, payload });
    expect(refused.statusCode).toBe(403);
    const opened = await world.app.inject({ method: "POST", url, headers: { cookie: checker.cookie }, payload });
    expect(opened.json(), opened.body).toMatchObject({ availableFen: 12_345, organisationId: city.id });
    const query = { organisationId: (await aUnit(world, city)).id };
    const listed = await world.app.inject({ url, query, headers: { cookie: maker.cookie } });
    expect(listed.json().items.map((source: { id: string }) => source.id)).toContain(opened.json().id);
  });
});
