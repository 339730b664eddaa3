import { describe, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import { transact } from "#kernel/context";
import { aCity, aDuty, aFund, aTestCity } from "../benefits.builders.ts";

const { world, city, post, get } = await aTestCity();

const change = { kind: "added", amountFen: 500_000, reason: "财政追加", document: "工财〔2026〕18 号" };
const days = "fromDay=2026-01-01&toDay=2999-01-01";

async function aSource() {
  const fundSourceId = await aFund(world, city, 1_000_000);
  const maker = await aDuty(world, city, "benefits.maker");
  const checker = await aDuty(world, city, "benefits.checker");
  const free = async () => {
    const { items } = (await get(maker.cookie, `/api/fund-sources?organisationId=${city.id}`)).json();
    return items.find((one: { id: string }) => one.id === fundSourceId);
  };
  return { fundSourceId, maker, checker, free, url: `/api/fund-sources/${fundSourceId}/changes` };
}

describe("money of a source", () => {
  test("is added when a second person allows what the first asked for with a document", async () => {
    const { url, maker, checker, free } = await aSource();
    const asked = await post(maker.cookie, url, change);
    expect(asked.statusCode, asked.body).toBe(201);
    expect(asked.json()).toMatchObject({ state: "asked", can: { decide: false } });
    expect((await free()).availableFen).toBe(1_000_000);
    const answer = `/api/fund-changes/${asked.json().id}/answer`;
    expect((await post(maker.cookie, answer, { verdict: "passed" })).statusCode).toBe(403);
    expect((await post(checker.cookie, answer, { verdict: "passed" })).json().state).toBe("approved");
    expect((await free()).availableFen).toBe(1_500_000);
    expect((await post(checker.cookie, answer, { verdict: "passed" })).json().code).toBe("benefits.wrong_state");
  });

  test("is never allowed by whoever asked for it, nor taken beyond what is free, nor touched by a refusal", async () => {
    const { url, checker, free } = await aSource();
    const both = await aDuty(world, city, "benefits.maker", "benefits.checker");
    const correction = { ...change, kind: "corrected", amountFen: -1_000_001 };
    const { id } = (await post(both.cookie, url, correction)).json();
    const own = await post(both.cookie, `/api/fund-changes/${id}/answer`, { verdict: "passed" });
    expect([own.statusCode, own.json().code]).toEqual([403, "benefits.maker_cannot_check"]);
    const tooMuch = await post(checker.cookie, `/api/fund-changes/${id}/answer`, { verdict: "passed" });
    expect([tooMuch.statusCode, tooMuch.json().code]).toEqual([409, "funds.budget_exceeded"]);
    expect((await post(checker.cookie, `/api/fund-changes/${id}/answer`, { verdict: "refused" })).json().state).toBe(
      "refused",
    );
    expect((await free()).availableFen).toBe(1_000_000);
  });

  test("two who answer at once answer once", async () => {
    const { url, maker, checker, free } = await aSource();
    const second = await aDuty(world, city, "benefits.checker");
    const { id } = (await post(maker.cookie, url, change)).json();
    const answers = await Promise.all(
      [checker, second].map(({ cookie }) => post(cookie, `/api/fund-changes/${id}/answer`, { verdict: "passed" })),
    );
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 409]);
    expect((await free()).availableFen).toBe(1_500_000);
  });

  test("waits in the list of whoever may allow it, never of who asked, and is decided from there once", async () => {
    const { fundSourceId, url, maker, checker, free } = await aSource();
    const { id } = (await post(maker.cookie, url, change)).json();
    const listOf = async (accountId: string) => {
      const duties = [{ duty: "benefits.checker", path: city.node }];
      const actor = { kind: "staff" as const, sessionId: "s", accountId, name: "复核", duties };
      const ctx = { ...world.database.ctx(), actor };
      return { ctx, own: (await transact(ctx, (tx) => listWaiting(tx, world.secrets))).filter((one) => one.id === id) };
    };
    expect((await listOf(maker.id)).own).toEqual([]);
    const { ctx, own } = await listOf(checker.id);
    expect(own).toMatchObject([
      { type: "fund_change", amountFen: 500_000, facts: [{ params: { document: "工财〔2026〕18 号" } }, {}] },
    ]);
    const word = { type: "fund_change", id, revision: 1, step: "approved", verdict: "passed" as const, note: "" };
    const key = crypto.randomUUID();
    for (let time = 0; time < 2; time++) await decideWaiting(ctx, world.secrets, { ...word, fileId: null, key });
    expect((await listOf(checker.id)).own).toEqual([]);
    expect(await free()).toMatchObject({ id: fundSourceId, availableFen: 1_500_000 });
  });

  test("of another city is neither seen nor changed, and what makes no sense is refused", async () => {
    const { url, maker } = await aSource();
    const stranger = await aDuty(world, await aCity(world), "benefits.maker", "benefits.checker");
    expect((await post(stranger.cookie, url, change)).statusCode).toBe(404);
    expect((await post(maker.cookie, url, { ...change, amountFen: -5 })).statusCode).toBe(400);
    expect((await post("", url, change)).statusCode).toBe(401);
  });
});

describe("the value ledger", () => {
  test("says by source and budget item what came in and went out, down to the entry", async () => {
    const { fundSourceId, maker, checker, url } = await aSource();
    const item = { method: "PATCH" as const, url: `/api/fund-sources/${fundSourceId}` };
    const named = await world.app.inject({
      ...{ ...item, headers: { cookie: checker.cookie }, payload: { budgetItem: "职工活动支出" } },
    });
    expect(named.json().budgetItem).toBe("职工活动支出");
    const { id } = (await post(maker.cookie, url, change)).json();
    await post(checker.cookie, `/api/fund-changes/${id}/answer`, { verdict: "passed" });
    const { items } = (await get(maker.cookie, `/api/staff/value-ledger?${days}&organisationId=${city.id}`)).json();
    const source = items.find((one: { id: string }) => one.id === fundSourceId);
    expect(source.budgetItem).toBe("职工活动支出");
    const budget = source.accounts.find((one: { account: string }) => one.account === "budget");
    expect(budget).toMatchObject({ openingFen: 0, inFen: 1_500_000, outFen: 0, closingFen: 1_500_000 });
    const entries = await get(maker.cookie, `/api/fund-sources/${fundSourceId}/entries?${days}&account=budget`);
    expect(entries.json().items.map((one: { amountFen: number }) => one.amountFen)).toEqual([500_000, 1_000_000]);
    expect(entries.json().items[0]).toMatchObject({
      referenceType: "benefits.fund_change",
      referenceId: id,
      other: "granted",
    });
    const all = source.accounts.reduce((sum: number, one: { closingFen: number }) => sum + one.closingFen, 0);
    expect(all).toBe(0);
  });
});
