import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aCity, aDuty, aKey, aMerchant, aUnit, grant, inDays, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";

const office = await aCampaignOffice();
const { world, city, maker, checker, both, call, anApproved, releasesOf, setAside } = office;

const ask = (id: string, changes: object, by = maker, given: object = {}) =>
  call(by, "POST", `/${id}/changes`, { changes, reason: "报名踊跃", ...given });
const decide = (who: typeof maker, changeId: string, act = "approve", payload: object = {}, key = aKey()) =>
  world.app.inject({
    ...{ method: "POST", url: `/api/staff/changes/${changeId}/${act}`, payload },
    headers: { cookie: who.cookie, "idempotency-key": key },
  });
const codeOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];
const kindOf = async (id: string): Promise<string> => (await call(maker, "GET", `/${id}`)).json().kinds[0].id;
const rows = async <T>(query: ReturnType<typeof sql<T>>) =>
  (await transact(world.database.ctx(), (tx) => query.execute(tx.db))).rows;
const told = (kind: string, campaignId: string) =>
  rows(
    sql<{ personId: string }>`select person_id from kernel.inbox_message
      where kind = ${kind} and link = ${`/campaigns/${campaignId}`}`,
  );

async function changed(id: string, changes: object) {
  const { id: changeId } = (await ask(id, changes)).json();
  const answer = await decide(checker, changeId);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

describe("a change of an approved campaign", () => {
  test("says what differs, whom it touches and what it costs, and is made by others than who asked", async () => {
    const id = await anApproved();
    const kindId = await kindOf(id);
    const set = { budgetFen: 1_200_000, stock: [{ kindId, units: 5 }] };
    const preview = await call(maker, "POST", `/${id}/changes/preview`, set);
    expect(preview.json(), preview.body).toMatchObject({
      lines: [
        { field: "budget", from: "1000000", to: "1200000" },
        { field: "stock", about: "满200减100", to: "+5" },
      ],
      ...{
        money: { beforeFen: 100_000, afterFen: 150_000, budgetFen: 1_200_000 },
        problems: [],
        touches: { people: 0 },
      },
    });
    const before = await setAside();
    const { id: changeId } = (await ask(id, set, both)).json();
    expect(codeOf(await decide(both, changeId))).toEqual([403, "benefits.maker_cannot_check"]);
    expect((await decide(maker, changeId)).statusCode).toBe(403);
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([10]);
    const key = aKey();
    const done = await decide(checker, changeId, "approve", { note: "同意" }, key);
    expect(done.json(), done.body).toMatchObject({
      state: "applied",
      history: [{ step: "handed_in" }, { note: "同意" }],
    });
    expect((await decide(checker, changeId, "approve", { note: "同意" }, key)).json()).toEqual(done.json());
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([15]);
    expect((await setAside()) - before).toBe(5 * 10_000);
    const [kept] = (await call(maker, "GET", `/${id}/changes`)).json().items;
    expect(kept.plan).toEqual(preview.json()); // afterwards it is still read what was old and what became new
    expect((await call(maker, "GET", `/${id}`)).json().budgetFen).toBe(1_200_000);
    expect(codeOf(await decide(checker, changeId))).toEqual([409, "benefits.wrong_state"]);
  });

  test("whose units cost more than the budget is refused with what is missing, and nothing is done", async () => {
    const id = await anApproved({ budgetFen: 120_000 });
    const kindId = await kindOf(id);
    const stock = [{ kindId, units: 5 }];
    const asked = await ask(id, { stock });
    const missing = { code: "benefits.change_beyond_budget", params: { missingFen: 30_000, neededFen: 150_000 } };
    expect(asked.json().plan.problems).toMatchObject([missing]);
    expect((await decide(checker, asked.json().id)).json()).toMatchObject({ status: 409, ...missing });
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([10]);
    expect((await call(maker, "GET", `/${id}/changes`)).json().items[0]).toMatchObject({ state: "asked" });
    await changed(id, { stock, budgetFen: 150_000 });
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([15]);
  });

  test("that takes units away frees their money, never what somebody holds", async () => {
    const id = await anApproved();
    const [release] = await releasesOf(id);
    const [person = ""] = await someMembers(world, city, 1);
    await grant(world, release?.id ?? "", person);
    const stock = (units: number) => ({ stock: [{ kindId: "", units }] });
    const of = async (units: number) => ({ stock: [{ ...stock(units).stock[0], kindId: await kindOf(id) }] });
    const tooMany = (await ask(id, await of(-10))).json();
    expect(codeOf(await decide(checker, tooMany.id))).toEqual([409, "stock.below_taken"]);
    const before = await setAside();
    await changed(id, await of(-9));
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([1]);
    expect(before - (await setAside())).toBe(9 * 10_000);
  });

  test("of times puts a round off, moves its reminders and tells exactly those whom it touches", async () => {
    const id = await anApproved();
    const [release] = await releasesOf(id);
    const [reminded = "", holder = "", other = ""] = await someMembers(world, city, 3);
    await rows(sql`insert into releases.reminder (release_id, person_id, remind_at)
      values (${release?.id ?? ""}, ${reminded}, now() + interval '1 day')`);
    await grant(world, release?.id ?? "", holder);
    const [round] = await rows(sql<{ id: string }>`select id from benefits.round where campaign_id = ${id}`);
    const opensAt = `${inDays(3)}T15:00:00+08:00`;
    const set = { rounds: [{ roundId: round?.id ?? "", opensAt }] };
    const plan = (await call(maker, "POST", `/${id}/changes/preview`, set)).json();
    expect(plan.touches).toMatchObject({ people: 2, reminded: 1, holding: 1, entered: 0 });
    expect((await changed(id, set)).plan.touches).toEqual(plan.touches);
    const people = (await told("benefits.campaign_changed", id)).map((one) => one.personId);
    expect(people.sort()).toEqual([reminded, holder].sort());
    expect(people).not.toContain(other);
    const [moved] = await rows(
      sql<{ opensAt: Date; remindAt: Date; entryOpensAt: Date }>`select q.opens_at, q.entry_opens_at, m.remind_at
        from stock.quota q join releases.reminder m on m.release_id = q.id where q.id = ${release?.id ?? ""}`,
    );
    const at = (minutes: number) => new Date(Date.parse(opensAt) - minutes * 60_000);
    expect(moved).toEqual({ opensAt: at(0), entryOpensAt: at(10), remindAt: at(10) });
  });

  test("of audience, days and stores is made in running releases; a withdrawn store takes nothing any more", async () => {
    const id = await anApproved();
    const more = await aMerchant(world, city);
    const set = { eligibility: [{ type: "verified" }], endsOn: inDays(45), addStoreIds: [more.store.id] };
    await changed(id, set);
    const campaign = (await call(maker, "GET", `/${id}`)).json();
    expect(campaign).toMatchObject({ endsOn: inDays(45), eligibility: [{ type: "verified" }] });
    expect(campaign.storeIds).toContain(more.store.id);
    expect(await rows(sql`select eligibility from releases.release where campaign_id = ${id}`)).toEqual([
      { eligibility: [{ type: "verified" }] },
    ]);
    await changed(id, { withdrawStoreIds: [more.store.id] });
    expect((await call(maker, "GET", `/${id}`)).json().storeIds).not.toContain(more.store.id);
    await changed(id, { addStoreIds: [more.store.id] });
    expect((await call(maker, "GET", `/${id}`)).json().storeIds).toContain(more.store.id);
  });

  test("of a closing says whom it touches before it is sent, and ends the round then", async () => {
    const id = await anApproved();
    const [release] = await releasesOf(id);
    const [holder = ""] = await someMembers(world, city, 1);
    await grant(world, release?.id ?? "", holder);
    const [round] = await rows(
      sql<{ id: string; opensAt: Date }>`select id, opens_at from benefits.round where campaign_id = ${id}`,
    );
    const closesAt = new Date((round?.opensAt.getTime() ?? 0) + 3_600_000).toISOString();
    const set = { rounds: [{ roundId: round?.id ?? "", closesAt }] };
    const plan = (await call(maker, "POST", `/${id}/changes/preview`, set)).json();
    expect(plan).toMatchObject({ lines: [{ field: "closesAt", about: "1", to: closesAt }], problems: [] });
    expect(plan.touches).toMatchObject({ people: 1, holding: 1 });
    await changed(id, set);
    const [moved] = await rows(
      sql<{
        opensAt: Date;
        closesAt: Date;
      }>`select opens_at, closes_at from stock.quota where id = ${release?.id ?? ""}`,
    );
    expect(moved).toEqual({ opensAt: round?.opensAt, closesAt: new Date(closesAt) });
    expect((await told("benefits.campaign_changed", id)).map((one) => one.personId)).toEqual([holder]);
  });

  test("to times that cannot be is said before it is sent, and is not made", async () => {
    const id = await anApproved();
    const [round] = await rows(
      sql<{ id: string; opensAt: Date }>`select id, opens_at from benefits.round where campaign_id = ${id}`,
    );
    const of = (given: object) => ({ rounds: [{ roundId: round?.id ?? "", ...given }] });
    const before = new Date((round?.opensAt.getTime() ?? 0) - 60_000).toISOString();
    const cases: [object, string][] = [
      [of({ closesAt: before }), "benefits.change_closes_too_early"],
      [of({ opensAt: "2026-01-01T00:00:00Z" }), "benefits.change_opens_in_past"],
      [{ endsOn: inDays(1) }, "benefits.change_ends_earlier"],
    ];
    for (const [set, code] of cases) {
      const asked = await ask(id, set);
      expect(asked.json().plan.problems, asked.body).toMatchObject([{ code }]);
      expect(codeOf(await decide(checker, asked.json().id))).toEqual([409, code]);
      await decide(maker, asked.json().id, "withdraw");
    }
  });

  test("withdraws a round: it closes and its money goes back", async () => {
    const schedule = { rule: "FREQ=DAILY;COUNT=2", firstOpensAt: `${inDays(1)}T12:00:00+08:00`, mode: "grab" };
    const id = await anApproved({ schedule });
    const before = await setAside();
    const [, second] = await rows(
      sql<{ id: string }>`select id from benefits.round where campaign_id = ${id} order by number`,
    );
    await changed(id, { rounds: [{ roundId: second?.id ?? "", withdrawn: true }] });
    expect((await releasesOf(id)).map((one) => one.state)).toEqual(["open", "closed"]);
    expect(before - (await setAside())).toBe(10 * 10_000);
  });

  test("is refused with a reason, or taken back by who asked", async () => {
    const id = await anApproved();
    const one = (await ask(id, { budgetFen: 2_000_000 })).json();
    expect((await decide(checker, one.id, "refuse", { reason: "" })).statusCode).toBe(400);
    expect((await decide(checker, one.id, "refuse", { reason: "没有必要" })).json()).toMatchObject({
      state: "refused",
    });
    const two = (await ask(id, { budgetFen: 2_000_000 })).json();
    expect((await decide(both, two.id, "withdraw")).statusCode).toBe(403);
    expect((await decide(maker, two.id, "withdraw")).json()).toMatchObject({ state: "withdrawn" });
    expect(codeOf(await decide(checker, two.id))).toEqual([409, "benefits.wrong_state"]);
    expect((await call(maker, "GET", `/${id}`)).json().budgetFen).toBe(1_000_000);
  });

  test("is asked by makers of the union only, about what is the campaign's", async () => {
    const id = await anApproved();
    expect((await ask(id, { budgetFen: 1 }, checker)).statusCode).toBe(403);
    const stranger = await aDuty(world, await aCity(world), "benefits.maker", "benefits.checker");
    expect((await ask(id, { budgetFen: 1 }, stranger)).statusCode).toBe(404);
    const unit = await aDuty(world, await aUnit(world, city), "benefits.maker");
    expect((await ask(id, { budgetFen: 1 }, unit)).statusCode).toBe(404);
    expect((await world.app.inject({ url: `/api/staff/campaigns/${id}/changes` })).statusCode).toBe(401);
    expect(codeOf(await ask(id, {}))).toEqual([422, "benefits.nothing_changes"]);
    expect(codeOf(await ask(id, { stock: [{ kindId: crypto.randomUUID(), units: 1 }] }))[1]).toBe(
      "benefits.no_such_kind",
    );
    expect(codeOf(await ask(id, { rounds: [{ roundId: crypto.randomUUID(), withdrawn: true }] }))[1]).toBe(
      "benefits.no_such_round",
    );
    const foreign = await aMerchant(world, await aCity(world));
    expect(codeOf(await ask(id, { addStoreIds: [foreign.store.id] }))[1]).toBe("benefits.store_not_offered");
    const open = (await ask(id, { budgetFen: 1_100_000 })).json();
    expect((await decide(stranger, open.id)).statusCode).toBe(404);
  });

  test("of two who decide at once one wins, and it is made once", async () => {
    const id = await anApproved();
    const { id: changeId } = (await ask(id, { stock: [{ kindId: await kindOf(id), units: 5 }] })).json();
    const another = await aDuty(world, city, "benefits.checker");
    const answers = await Promise.all([decide(checker, changeId), decide(another, changeId)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    expect((await releasesOf(id)).map((one) => one.capacity)).toEqual([15]);
  });
});

describe("pausing", () => {
  const run = (who: typeof maker, id: string, act: "pause" | "resume", payload?: object) =>
    call(who, "POST", `/${id}/${act}`, payload);

  test("says before whom it touches, tells exactly those, and so does going on", async () => {
    const id = await anApproved();
    const [release] = await releasesOf(id);
    const [person = ""] = await someMembers(world, city, 1);
    await grant(world, release?.id ?? "", person);
    const before = (await call(checker, "GET", `/${id}/touches`)).json().touches;
    expect(before).toMatchObject({ people: 1, holding: 1, entered: 0, waiting: 0, stores: 1, releases: 1 });
    const paused = await run(maker, id, "pause", { reason: "商户停业" });
    expect(paused.json(), paused.body).toMatchObject({ campaign: { state: "paused", vouchersStopped: false } });
    expect(paused.json().touches).toEqual(before);
    expect((await releasesOf(id)).map((one) => one.state)).toEqual(["paused"]);
    expect((await told("benefits.campaign_paused", id)).map((one) => one.personId)).toEqual([person]);
    expect((await run(checker, id, "pause", { reason: "x" })).json().code).toBe("benefits.wrong_state");
    const resumed = await run(maker, id, "resume");
    expect(resumed.json()).toMatchObject({ campaign: { state: "running" }, touches: before });
    expect((await told("benefits.campaign_resumed", id)).map((one) => one.personId)).toEqual([person]);
    expect((await releasesOf(id)).map((one) => one.state)).toEqual(["open"]);
  });

  test("by a checker is ended by another checker, or asked for and approved like any change", async () => {
    const id = await anApproved();
    expect((await run(checker, id, "pause", { reason: "查一下", vouchersStopped: true })).statusCode).toBe(200);
    expect((await run(maker, id, "resume")).statusCode).toBe(403);
    expect(codeOf(await run(checker, id, "resume"))).toEqual([403, "benefits.resume_by_another"]);
    expect((await call(maker, "GET", `/${id}`)).json().can).toMatchObject({ resume: false, change: true });
    await changed(id, { resume: true });
    expect((await call(maker, "GET", `/${id}`)).json()).toMatchObject({ state: "running", vouchersStopped: false });
    await run(checker, id, "pause", { reason: "再查" });
    expect((await run(await aDuty(world, city, "benefits.approver"), id, "resume")).statusCode).toBe(200);
  });
});
