import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aCity, aDuty, aFund, aKey, aKind, aMerchant, aUnit, campaignInput, inDays } from "../benefits.builders.ts";
import { aCampaignOffice } from "./campaigns.builders.ts";

const { world, city, storeId, fundSourceId, maker, checker, both, call, approve, aDraft, releasesOf, setAside } =
  await aCampaignOffice();

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
    const asking = { changes: { stock: [{ kindId: kinds[0].id, units: 1 }] }, reason: "人很多" };
    const change = (await call(below, "POST", `/${id}/changes`, asking)).json();
    const approveIt = (who: typeof checker) =>
      world.app.inject({
        ...{ method: "POST", url: `/api/staff/changes/${change.id}/approve`, payload: {} },
        headers: { cookie: who.cookie, "idempotency-key": aKey() },
      });
    expect((await approveIt(checkerBelow)).json().code).toBe("benefits.source_of_union_above");
    const own = { budgetFen: 1_010_000 };
    expect((await call(below, "POST", `/${id}/changes/preview`, own)).json().problems).toEqual([]);
    expect((await approveIt(checker)).statusCode).toBe(200);
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
