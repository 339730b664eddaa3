import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import {
  aCity,
  aDuty,
  aFund,
  aKey,
  aKind,
  aMerchant,
  aUnit,
  aWorld,
  campaignInput,
  grant,
  inDays,
  type Organisation,
  someMembers,
  type World,
} from "../benefits.builders.ts";

let world: World;
let city: Organisation;
let storeId: string;
let fundSourceId: string;
let maker: { id: string; cookie: string };
let checker: { id: string; cookie: string };
let both: { id: string; cookie: string };

beforeAll(async () => {
  world = await aWorld();
  city = await aCity(world);
  storeId = (await aMerchant(world, city)).store.id;
  fundSourceId = await aFund(world, city, 1_000_000_000);
  maker = await aDuty(world, city, "benefits.maker");
  checker = await aDuty(world, city, "benefits.checker");
  both = await aDuty(world, city, "benefits.maker", "benefits.checker");
  await someMembers(world, city, 30);
});
afterAll(() => world.close());

type Method = "GET" | "POST" | "PATCH";
const call = (who: { cookie: string }, method: Method, url: string, payload?: object, key = aKey()) =>
  world.app.inject({
    ...{ method, url: `/api/staff/campaigns${url}`, headers: { cookie: who.cookie, "idempotency-key": key } },
    ...(payload === undefined ? {} : { payload }),
  });
const approve = (who: { cookie: string }, id: string, { revision = 1, key = aKey() } = {}) =>
  call(who, "POST", `/${id}/approve`, { revision }, key);

async function aDraft(given: Record<string, unknown> = {}, by = maker): Promise<string> {
  const answer = await call(by, "POST", "", campaignInput(city, { storeIds: [storeId], fundSourceId, ...given }));
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

async function anApproved(given: Record<string, unknown> = {}): Promise<string> {
  const id = await aDraft(given);
  await call(maker, "POST", `/${id}/submit`);
  const answer = await approve(checker, id);
  expect(answer.statusCode, answer.body).toBe(200);
  return id;
}

const releasesOf = async (id: string) =>
  (
    await transact(world.database.ctx(), (tx) =>
      sql<{ id: string; state: string; capacity: number }>`select r.id, q.state, q.capacity from releases.release r
        join stock.quota q on q.id = r.id where r.campaign_id = ${id} order by r.opens_at`.execute(tx.db),
    )
  ).rows;
const setAside = async () => (await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId))).set_aside;

const search = (q: string) => ({ url: "/api/staff/campaigns", query: { q } });

describe("the life of a campaign", () => {
  test("drafted, handed in, allowed by a second person: rounds are published and money is set aside", async () => {
    const before = await setAside();
    const schedule = { rule: "FREQ=DAILY;COUNT=3", firstOpensAt: `${inDays(1)}T12:00:00+08:00`, mode: "grab" };
    const id = await aDraft({ schedule });
    const submitted = await call(maker, "POST", `/${id}/submit`);
    expect(submitted.json()).toMatchObject({ state: "submitted", can: { approve: false, edit: false } });
    expect((await call(checker, "GET", `/${id}`)).json().can).toMatchObject({ approve: true, reject: true });

    const key = aKey();
    const approved = await approve(checker, id, { key });
    expect(approved.statusCode, approved.body).toBe(200);
    expect(approved.json()).toMatchObject({
      state: "running",
      createdBy: expect.stringMatching(/^staff/),
      checkedBy: expect.stringMatching(/^staff/),
    });
    expect(approved.json().checkedBy).not.toBe(approved.json().createdBy);
    expect(await releasesOf(id)).toHaveLength(3);
    expect((await setAside()) - before).toBe(3 * 10 * 10_000);
    const again = await approve(checker, id, { key });
    expect(again.json()).toEqual(approved.json());
    expect((await approve(checker, id)).json().code).toBe("benefits.wrong_state");
    expect(await releasesOf(id)).toHaveLength(3);
  });

  test("the maker never checks, even with both duties; the database keeps it too", async () => {
    const id = await aDraft({}, both);
    await call(both, "POST", `/${id}/submit`);
    const answer = await approve(both, id);
    expect([answer.statusCode, answer.json().code]).toEqual([403, "benefits.maker_cannot_check"]);
    const write = transact(world.database.ctx(), (tx) =>
      sql`update benefits.campaign set state = 'approved', checked_by = created_by where id = ${id}`.execute(tx.db),
    );
    await expect(write).rejects.toMatchObject({ code: "23514" });
    expect(await releasesOf(id)).toEqual([]);
    expect((await approve(checker, id)).statusCode).toBe(200);
  });

  test("who has changed another's draft never checks it either", async () => {
    const id = await aDraft();
    expect((await call(both, "PATCH", `/${id}`, { budgetFen: 900_000 })).statusCode).toBe(200);
    await call(maker, "POST", `/${id}/submit`);
    const answer = await approve(both, id);
    expect([answer.statusCode, answer.json().code]).toEqual([403, "benefits.maker_cannot_check"]);
    expect((await approve(checker, id, { revision: 2 })).statusCode).toBe(200);
  });

  test("who only makes may not approve, who only checks may not draft, a stranger sees nothing", async () => {
    const id = await aDraft();
    expect((await approve(maker, id)).statusCode).toBe(403);
    expect((await call(checker, "POST", "", campaignInput(city))).statusCode).toBe(403);
    const elsewhere = await aDuty(world, await aCity(world), "benefits.maker", "benefits.checker");
    expect((await call(elsewhere, "GET", `/${id}`)).statusCode).toBe(404);
    expect((await call(elsewhere, "POST", `/${id}/submit`)).statusCode).toBe(404);
    expect((await call(elsewhere, "GET", "")).json().items).toEqual([]);
    expect((await world.app.inject({ url: "/api/staff/campaigns" })).statusCode).toBe(401);
    const unit = await aDuty(world, await aUnit(world, city), "benefits.maker");
    expect((await call(unit, "GET", `/${id}`)).statusCode).toBe(404);
  });

  test("rejected with a reason, changed, and handed in again", async () => {
    const id = await aDraft();
    await call(maker, "POST", `/${id}/submit`);
    expect((await call(maker, "PATCH", `/${id}`, { title: "另一个" })).json().code).toBe("benefits.wrong_state");
    const rejected = await call(checker, "POST", `/${id}/reject`, { reason: "预算写错了" });
    expect(rejected.json()).toMatchObject({ state: "rejected", reason: "预算写错了" });
    const changed = await call(maker, "PATCH", `/${id}`, {
      budgetFen: 500_000,
      kinds: [aKind({ title: "满100减50" })],
    });
    expect(changed.json()).toMatchObject({ budgetFen: 500_000, kinds: [{ title: "满100减50" }] });
    expect((await call(maker, "POST", `/${id}/submit`)).json().state).toBe("submitted");
    // Whoever still has the page of before open approves nothing that they have not read.
    expect((await approve(checker, id, { revision: 1 })).json().code).toBe("benefits.changed_meanwhile");
    expect((await approve(checker, id, { revision: changed.json().revision })).statusCode).toBe(200);
  });

  test("money of a union above is opened by somebody who may approve there", async () => {
    const unit = await aUnit(world, city);
    const below = await aDuty(world, unit, "benefits.maker");
    const checkerBelow = await aDuty(world, unit, "benefits.checker");
    const input = campaignInput(unit, { fundSourceId, storeIds: [storeId] });
    const { id } = (await call(below, "POST", "", input)).json();
    expect((await call(below, "POST", `/${id}/submit`)).statusCode).toBe(200);
    const refused = await approve(checkerBelow, id);
    expect([refused.statusCode, refused.json().code]).toEqual([403, "benefits.source_of_union_above"]);
    expect(await releasesOf(id)).toEqual([]);
    expect((await approve(checker, id)).statusCode).toBe(200);

    const { kinds } = (await call(below, "GET", `/${id}`)).json();
    const more = { kindId: kinds[0].id, units: 1, reason: "人很多" };
    const { topUps } = (await call(below, "POST", `/${id}/top-ups`, more)).json();
    const topUp = `/${id}/top-ups/${topUps[0].id}/approve`;
    expect((await call(checkerBelow, "POST", topUp)).json().code).toBe("benefits.source_of_union_above");
    expect((await call(checker, "POST", topUp)).statusCode).toBe(200);
  });

  test.each([
    ["budget_too_small", { budgetFen: 1 }],
    ["incomplete", { kinds: [] }],
    ["incomplete", { storeIds: [] }],
    ["no_fund_source", { fundSourceId: null }],
    ["unreadable_recurrence", { schedule: { rule: "x", firstOpensAt: "2030-01-01T00:00:00Z", mode: "grab" } }],
    ["round_in_the_past", { schedule: { rule: null, firstOpensAt: `${inDays(0)}T00:00:00+08:00`, mode: "grab" } }],
    ["wins_not_counted", { eligibility: [{ type: "fewerWins", scope: "season", atMost: 0 }] }],
  ])("cannot be handed in with %s", async (code, given) => {
    const id = await aDraft(given);
    expect((await call(maker, "POST", `/${id}/submit`)).json().code).toMatch(
      new RegExp(`^(benefits|release)\\.${code}$`),
    );
  });

  test("money that is not there stops the approval as a whole", async () => {
    const poor = await aFund(world, city, 99_999);
    const id = await aDraft({ fundSourceId: poor });
    await call(maker, "POST", `/${id}/submit`);
    const answer = await approve(checker, id);
    expect([answer.statusCode, answer.json().code]).toEqual([409, "funds.budget_exceeded"]);
    expect(await releasesOf(id)).toEqual([]);
    expect((await call(checker, "GET", `/${id}`)).json().state).toBe("submitted");
  });

  test("a foreign union's store and source are refused", async () => {
    const other = await aCity(world);
    const foreign = await aMerchant(world, other);
    const answer = await call(maker, "POST", "", campaignInput(city, { storeIds: [foreign.store.id] }));
    expect([answer.statusCode, answer.json().code]).toEqual([422, "benefits.store_not_offered"]);
    const id = await aDraft({ fundSourceId: await aFund(world, other) });
    expect((await call(maker, "POST", `/${id}/submit`)).json().code).toBe("benefits.no_fund_source");
  });
});

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
