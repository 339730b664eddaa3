import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aMove, aSource } from "./funds.builders.ts";
import * as funds from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
});
afterAll(() => database.drop());

const run = <T>(work: Parameters<typeof transact<T>>[1]) => transact(database.ctx(), work);
const reference = { type: "test", id: "1" };

describe("budget", () => {
  test("a source opens with its approved budget", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ granted: -5000, budget: 5000, set_aside: 0 });
  });

  test("setting aside more than is free is refused with both figures and leaves nothing", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    await run((tx) => funds.setAside(tx, aMove(id, { amountFen: 3000 })));
    await expect(run((tx) => funds.setAside(tx, aMove(id, { amountFen: 2001 })))).rejects.toMatchObject({
      ...{ status: 409, code: "funds.budget_exceeded", params: { neededFen: 2001, availableFen: 2000 } },
    });
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ budget: 2000, set_aside: 3000 });
  });

  test("a budget can be cut only by what is free of it", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    await run((tx) => funds.setAside(tx, aMove(id, { amountFen: 3000 })));
    await expect(
      run((tx) => funds.changeBudget(tx, { sourceId: id, amountFen: -2001, reference })),
    ).rejects.toMatchObject({ code: "funds.budget_exceeded" });
    await run((tx) => funds.changeBudget(tx, { sourceId: id, amountFen: -2000, reference }));
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ granted: -3000, budget: 0, set_aside: 3000 });
  });

  test("only what nobody holds can be given back to the budget", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    const move = aMove(id, { amountFen: 1000 });
    await run((tx) => funds.setAside(tx, move));
    await run((tx) => funds.post(tx, { ...move, amountFen: 600, from: "set_aside", to: "issued" }));
    await expect(run((tx) => funds.release(tx, { ...move, amountFen: 401 }))).rejects.toMatchObject({
      ...{ code: "funds.more_than_free", params: { neededFen: 401, freeFen: 400 } },
    });
    await run((tx) => funds.release(tx, { ...move, amountFen: 400 }));
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ budget: 4400, set_aside: 0, issued: 600 });
  });
});

describe("what is owed", () => {
  test("is paid per quota, comes back when too much was paid, and still counts as used", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    const move = aMove(id, { amountFen: 1000 });
    const owed = { sourceId: id, node: "1", reference, quotaId: move.quotaId };
    await run((tx) => funds.setAside(tx, move));
    await run((tx) => funds.post(tx, { ...move, from: "set_aside", to: "issued" }));
    await run((tx) => funds.post(tx, { ...move, from: "issued", to: "redeemed" }));
    await run((tx) => funds.pay(tx, { ...owed, amountFen: 1000 }));
    await run((tx) => funds.pay(tx, { ...owed, amountFen: -300 }));
    await run((tx) => funds.pay(tx, { ...owed, amountFen: 0 }));
    const money = await run((tx) => funds.balances(tx, id));
    expect(money).toMatchObject({ redeemed: 300, paid: 700 });
    expect(funds.usedFen(money)).toBe(1000);
  });

  test("a loss that the union bears is taken from the budget, never beyond it, and paid without a quota", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    const loss = { sourceId: id, node: "1", reference, amountFen: 2000 };
    await run((tx) => funds.compensate(tx, loss));
    await expect(run((tx) => funds.compensate(tx, { ...loss, amountFen: 3001 }))).rejects.toMatchObject({
      code: "funds.budget_exceeded",
    });
    await run((tx) => funds.pay(tx, loss));
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ budget: 3000, compensated: 0, paid: 2000 });
  });

  test("every account tells what was on it before, what came and what went, and each entry behind it", async () => {
    const id = await aSource(database.ctx(), { budgetFen: 5000 });
    await run((tx) => funds.setAside(tx, aMove(id, { amountFen: 1200 })));
    const [from, to] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
    const turned = await run((tx) => funds.turnoverOf(tx, { sourceIds: [id], from, to }));
    const budget = turned.find((one) => one.account === "budget");
    expect(budget).toMatchObject({ openingFen: 0, inFen: 5000, outFen: 1200 });
    const later = await run((tx) => funds.turnoverOf(tx, { sourceIds: [id], from: to, to }));
    expect(later.find((one) => one.account === "budget")).toMatchObject({ openingFen: 3800, inFen: 0, outFen: 0 });
    const entries = await run((tx) => funds.listEntries(tx, { sourceId: id, account: "budget", from, to, limit: 10 }));
    expect(entries.map(({ amountFen, other }) => [amountFen, other])).toEqual([
      [-1200, "set_aside"],
      [5000, "granted"],
    ]);
  });
});

describe("entries", () => {
  test("an entry is reversed by a new one, once, and a reversal not at all", async () => {
    const id = await aSource(database.ctx());
    const move = aMove(id);
    await run((tx) => funds.setAside(tx, move));
    const redeemed = await run(async (tx) => {
      await funds.post(tx, { ...move, from: "set_aside", to: "issued" });
      return funds.post(tx, { ...move, from: "issued", to: "redeemed" });
    });
    const reversal = await run((tx) => funds.reverse(tx, redeemed, reference));
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ issued: 1000, redeemed: 0 });
    await expect(run((tx) => funds.reverse(tx, redeemed, reference))).rejects.toMatchObject({
      code: "funds.already_reversed",
    });
    await expect(run((tx) => funds.reverse(tx, reversal, reference))).rejects.toMatchObject({
      code: "funds.reversal_cannot_be_reversed",
    });
  });

  test("money that was issued cannot leave by reversing what set it aside", async () => {
    const id = await aSource(database.ctx());
    const move = aMove(id);
    const entry = await run((tx) => funds.setAside(tx, move));
    await run((tx) => funds.post(tx, { ...move, amountFen: 1, from: "set_aside", to: "issued" }));
    await expect(run((tx) => funds.reverse(tx, entry, reference))).rejects.toMatchObject({
      code: "funds.more_than_free",
    });
  });

  test("the app role can neither change nor delete an entry", async () => {
    await aSource(database.ctx());
    for (const statement of [
      "update funds.entry set amount_fen = 1",
      "delete from funds.entry",
      "delete from funds.account",
    ])
      await expect(run((tx) => sql.raw(statement).execute(tx.db))).rejects.toMatchObject({ code: "42501" });
  });

  test("posting from another engine's statement waits for nobody, not even for a locked source", async () => {
    const id = await aSource(database.ctx());
    const move = aMove(id);
    await run((tx) => funds.setAside(tx, move));
    await run(async (tx) => {
      await sql`select 1 from funds.source where id = ${id} for update`.execute(tx.db);
      await run(async (other) => {
        await sql`set local lock_timeout = '1ms'`.execute(other.db);
        await sql`select funds.post(${uuidv7()}, ${id}, '1', 'set_aside', 'issued', 400, ${move.quotaId}, 'claim', 'x')`.execute(
          other.db,
        );
      });
    });
    expect(await run((tx) => funds.balances(tx, id))).toMatchObject({ set_aside: 600, issued: 400 });
  });

  test("a posting leaves no lock on any funds row", async () => {
    const id = await aSource(database.ctx());
    const move = aMove(id);
    await run((tx) => funds.setAside(tx, move));
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await run(async (tx) => {
      await funds.post(tx, { ...move, from: "set_aside", to: "issued" });
      await client.query("set app.scope = '*'");
      for (const table of ["source", "account"])
        await client.query(`select 1 from funds.${table} where true for update nowait`);
    }).finally(() => client.end());
  });
});

describe("row level security", () => {
  const clerkOf = (path: string): StaffActor => ({
    ...{ kind: "staff", sessionId: "s", accountId: "a", name: "x" },
    duties: [{ duty: "finance", path }],
  });

  test("staff see the books of their own subtree only", async () => {
    const id = await aSource(database.ctx(), { node: "7.8" });
    const see = (path: string) => transact(database.ctx(clerkOf(path)), (tx) => funds.listSources(tx, "7"));
    expect((await see("7")).map((s) => s.id)).toContain(id);
    expect(await see("9")).toEqual([]);
    await expect(transact(database.ctx(clerkOf("9")), (tx) => funds.balances(tx, id))).rejects.toMatchObject({
      ...{ status: 404, code: "funds.no_such_source" },
    });
  });

  test("a guard counts what the actor may not see", async () => {
    const id = await aSource(database.ctx(), { node: "7" });
    const move = aMove(id, { amountFen: 1000 });
    await run(async (tx) => {
      await funds.setAside(tx, { ...move, node: "7.8" });
      await funds.post(tx, { ...move, node: "7", amountFen: 900, from: "set_aside", to: "issued" });
    });
    const below = transact(database.ctx(clerkOf("7.8")), (tx) =>
      funds.release(tx, { ...move, node: "7.8", amountFen: 101 }),
    );
    await expect(below).rejects.toMatchObject({ code: "funds.more_than_free", params: { freeFen: 100 } });
  });

  test("a till outside the union's subtree can post what it redeemed, and afterwards sees nothing", async () => {
    const id = await aSource(database.ctx());
    const move = aMove(id);
    await run((tx) => funds.setAside(tx, move));
    const till = { kind: "till", sessionId: "s", tillId: "t", storeId: "s", node: "99" } as const;
    await transact(database.ctx(till), async (tx) => {
      await funds.post(tx, { ...move, from: "issued", to: "redeemed" });
      const seen = await sql`select 1 from funds.entry`.execute(tx.db);
      expect(seen.rows).toEqual([]);
    });
  });
});

describe("reconciliation", () => {
  test("books that agree with the counts are recorded as balanced; a missing unit is named", async () => {
    const id = await aSource(database.ctx());
    const move = aMove(id, { amountFen: 5000 });
    await run(async (tx) => {
      await funds.setAside(tx, move);
      await funds.post(tx, { ...move, amountFen: 2000, from: "set_aside", to: "issued" });
      await funds.post(tx, { ...move, amountFen: 500, from: "issued", to: "returned" });
    });
    const counts = { quotaId: move.quotaId, faceValueFen: 500, held: 0, redeemed: 0, lapsed: 0 };
    const compare = (available: number, active: number) =>
      run(async (tx) => {
        await funds.holdStill(tx);
        const facts = [{ ...counts, available, active }];
        return funds.reconcile(tx, { sourceId: id, day: "2026-11-22", facts });
      });
    expect(await compare(7, 3)).toMatchObject({ balanced: true, differences: [] });
    expect((await compare(8, 2)).differences).toEqual([
      { quotaId: move.quotaId, what: "free", expectedFen: 4000, bookedFen: 3500 },
      { quotaId: move.quotaId, what: "issued", expectedFen: 1000, bookedFen: 1500 },
    ]);
    const rows = await run((tx) =>
      sql`select balanced from funds.reconciliation where source_id = ${id} order by id`.execute(tx.db),
    );
    expect(rows.rows).toEqual([{ balanced: true }, { balanced: false }]);
  });

  test("money booked for a quota that the stock engine does not know is a difference", async () => {
    const id = await aSource(database.ctx());
    await run((tx) => funds.setAside(tx, aMove(id)));
    const found = await run((tx) => funds.reconcile(tx, { sourceId: id, day: "2026-11-22", facts: [] }));
    expect(found.differences).toMatchObject([{ what: "free", expectedFen: 0, bookedFen: 1000 }]);
  });
});
