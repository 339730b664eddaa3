import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { aCity, aDuty, aMerchant } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";
import { markedDays, shiftedRule, weeksAhead } from "./copy.rules.ts";

const { world, city, maker, checker, storeId, call, aDraft, anApproved } = await aCampaignOffice();

describe("copying last month's campaign", () => {
  test("makes a draft of whole weeks later, says what differs, and changes nothing of the old one", async () => {
    const id = await anApproved({ theme: "冰雪", rules: ["每人一张"] });
    const before = (await call(maker, "GET", `/${id}`)).json();
    const copied = await call(maker, "POST", `/${id}/copy`, {});
    expect(copied.statusCode, copied.body).toBe(201);
    const { campaign, weeks, changes } = copied.json();
    expect(weeks).toBe(4);
    const { title, theme, rules, budgetFen, fundSourceId, eligibility } = before;
    expect(campaign).toMatchObject({ title, theme, rules, budgetFen, fundSourceId, eligibility, state: "draft" });
    expect(campaign).toMatchObject({ storeIds: [storeId], startsOn: addDays(before.startsOn, 28) });
    const moved = Date.parse(campaign.schedule.firstOpensAt) - Date.parse(before.schedule.firstOpensAt);
    expect(moved).toBe(28 * 86_400_000);
    expect(changes.map((one: { field: string }) => one.field)).toEqual(["startsOn", "endsOn", "firstOpensAt"]);
    expect(campaign.kinds[0].id).not.toBe(before.kinds[0].id);
    expect((await call(maker, "GET", `/${id}`)).json()).toEqual(before);
  });

  test("leaves out stores that are closed meanwhile, and says so", async () => {
    const shop = await aMerchant(world, city);
    const id = await aDraft({ storeIds: [storeId, shop.store.id] });
    await world.app.inject({
      ...{ method: "PATCH", url: `/api/staff/stores/${shop.store.id}`, headers: { cookie: maker.cookie } },
      payload: { state: "closed" },
    });
    const { campaign, changes } = (await call(maker, "POST", `/${id}/copy`, { weeks: 52 })).json();
    expect(campaign.storeIds).toEqual([storeId]);
    expect(changes.at(-1)).toEqual({ field: "stores", from: "2", to: "1" });
  });

  test("is for makers of the union", async () => {
    const id = await aDraft();
    expect((await call(checker, "POST", `/${id}/copy`, {})).statusCode).toBe(403);
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await call(stranger, "POST", `/${id}/copy`, {})).statusCode).toBe(404);
    expect((await call(maker, "POST", `/${id}/copy`, { weeks: 0 })).statusCode).toBe(400);
    expect((await world.app.inject({ method: "POST", url: `/api/staff/campaigns/${id}/copy` })).statusCode).toBe(401);
  });
});

test.each([
  ["2026-11-05T04:00:00Z", "2026-11-01", "2026-11-22", 4],
  ["2026-03-05T04:00:00Z", "2026-03-01", "2026-11-22", 38],
  ["2026-10-25T04:00:00Z", "2026-10-25", "2026-11-22", 5],
])("a round of %s in a campaign from %s, copied on %s, goes %d weeks ahead", (first, starts, today, weeks) => {
  expect(weeksAhead(new Date(first), starts, today)).toBe(weeks);
  expect(dayOf(new Date(Date.parse(first) + weeks * 604_800_000)) > today).toBe(true);
});

test("holidays of the new time are named, and round days near one are marked", () => {
  const time = { startsOn: "2026-12-28", endsOn: "2027-01-05", roundDays: ["2026-12-31", "2027-01-05"] };
  expect(markedDays(time, { years: new Map(), days: new Map() })).toEqual([
    { day: "2026-12-31", mark: "unsettled" },
    { day: "2027-01-01", mark: "new_year" },
  ]);
  const decreed = new Map([
    ["2026-12-31", "worked" as const],
    ["2027-01-02", "free" as const],
  ]);
  const years = new Map([2026, 2027].map((year) => [year, { provisional: false }]));
  expect(markedDays(time, { years, days: decreed })).toEqual([
    { day: "2026-12-31", mark: "worked" },
    { day: "2027-01-01", mark: "new_year" },
  ]);
});

test("a rule with an end of its own ends later too", () => {
  expect(shiftedRule("FREQ=WEEKLY;UNTIL=20261130T160000Z", 4)).toBe("FREQ=WEEKLY;UNTIL=20261228T160000Z");
  expect(shiftedRule("FREQ=WEEKLY;COUNT=3", 4)).toBe("FREQ=WEEKLY;COUNT=3");
  expect(shiftedRule(null, 4)).toBeNull();
});
