import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { remindOfElections } from "./elections.ts";
import { at, officeOfProvince } from "./organisations.builders.ts";

const today = dayOf(new Date());
const { ask, ctx, get, post, query, since, twoCities } = officeOfProvince();

describe("statistics", () => {
  test("say what was reported then, and what it is on today's tree", async () => {
    const { one, two, county, union } = await twoCities();
    await since(one, two, county, union);
    await query(
      `update membership.organisation_version set industry = 'G', new_form = true where organisation_id = '${union.id}'`,
    );
    await post(at(county, "/move"), { parentId: two.id, from: today, reason: "区划调整" });
    const count = (root: { id: string }, day: string, tree: string) =>
      get(`/api/statistics/organisations?organisationId=${root.id}&day=${day}&tree=${tree}`);
    const yesterday = addDays(today, -1);
    expect(await count(one, yesterday, "reported")).toMatchObject({ total: 3, unions: 3, newForm: 1 });
    expect(await count(one, yesterday, "today")).toMatchObject({ total: 1, newForm: 0 });
    expect(await count(two, yesterday, "today")).toMatchObject({ total: 3, newForm: 1 });
    expect(await count(two, today, "reported")).toMatchObject({ total: 3 });
    expect(await count(two, "2025-12-31", "reported")).toMatchObject({ total: 0 });
    const { by } = await count(one, yesterday, "reported");
    const industry = by.find((one: { dimension: string }) => one.dimension === "industry");
    expect(industry.values).toEqual([
      { value: null, organisations: 2 },
      { value: "G", organisations: 1 },
    ]);
  });
});

describe("elections", () => {
  test("are listed by urgency and told once for each reminder", async () => {
    const { union, county } = await twoCities();
    const due = (id: string, day: string) => ask("PATCH", `/api/organisations/${id}`, { electionOn: day });
    await due(union.id, addDays(today, 31));
    await due(county.id, addDays(today, -3));
    const items = (await get("/api/organisations/elections?within=90")).items;
    expect(items).toMatchObject([
      { organisation: { id: county.id }, daysLeft: -3, remindedAt: null },
      { organisation: { id: union.id }, daysLeft: 31 },
    ]);
    expect((await get("/api/organisations/elections?within=10")).items).toHaveLength(1);
    const remind = () => remindOfElections(ctx());
    expect([await remind(), await remind()]).toEqual([2, 0]);
    await due(union.id, addDays(today, 30));
    expect([await remind(), await remind()]).toEqual([1, 0]);
    const told = await query(`select 1 from kernel.outbox where topic = 'organisation.election_due'`);
    expect(told).toHaveLength(3);
  });
});
