import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { Problem } from "#kernel/problem";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aMove, aSource, turnover } from "./funds.builders.ts";
import { accountKinds } from "./funds.rules.ts";
import * as funds from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 32 });
});
afterAll(() => database.drop());

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const budgetFen = 10_000;

type Command =
  | { do: "setAside" | "release"; quota: number; fen: number }
  | { do: "post"; quota: number; fen: number; step: number }
  | { do: "reverse"; which: number };

const steps = [
  ["set_aside", "issued"],
  ["set_aside", "held"],
  ["held", "issued"],
  ["issued", "redeemed"],
  ["issued", "lapsed"],
  ["issued", "returned"],
] as const;

const quota = fc.nat({ max: 3 });
const fen = fc.integer({ min: 1, max: 4000 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("setAside" as const), quota, fen }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("release" as const), quota, fen }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("post" as const), quota, fen, step: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reverse" as const), which: fc.nat() }) },
);

/** Obeys one command; refusals are answers, anything else is a fault. */
async function obey(sourceId: string, quotas: string[], entries: string[], c: Command): Promise<void> {
  const reference = { type: "test", id: c.do };
  const move = "fen" in c ? aMove(sourceId, { quotaId: quotas[c.quota] ?? "", amountFen: c.fen }) : undefined;
  try {
    await transact(database.ctx(), async (tx) => {
      if (c.do === "reverse") {
        const entry = entries[c.which % Math.max(entries.length, 1)];
        if (entry !== undefined) await funds.reverse(tx, entry, reference);
      } else if (move !== undefined) {
        const [from, to] = steps[c.do === "post" ? c.step : 0] ?? steps[0];
        if (c.do === "setAside") entries.push(await funds.setAside(tx, move));
        else if (c.do === "release") entries.push(await funds.release(tx, move));
        else entries.push(await funds.post(tx, { ...move, from, to }));
      }
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

async function assertSound(sourceId: string): Promise<void> {
  const { debits, credits } = await turnover(database.ctx(), sourceId);
  expect(debits).toBe(credits);
  const balances = await transact(database.ctx(), (tx) => funds.balances(tx, sourceId));
  expect(accountKinds.reduce((sum, kind) => sum + balances[kind], 0)).toBe(0);
  expect(balances.granted).toBe(-budgetFen);
  expect(balances.budget).toBeGreaterThanOrEqual(0);
}

describe(`whatever is asked of the books (seed ${seed})`, () => {
  test("debits equal credits and no more than the budget is set aside, one client", async () => {
    const commands = fc.array(command, { minLength: 1, maxLength: 30 });
    const property = fc.asyncProperty(commands, async (list) => {
      const sourceId = await aSource(database.ctx(), { budgetFen });
      const quotas = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
      const entries: string[] = [];
      for (const one of list) await obey(sourceId, quotas, entries, one);
      await assertSound(sourceId);
    });
    await fc.assert(property, { seed, numRuns: 30 });
  });

  test("the same with 32 clients at once", async () => {
    const commands = fc.array(fc.array(command, { minLength: 3, maxLength: 6 }), { minLength: 32, maxLength: 32 });
    const property = fc.asyncProperty(commands, async (clients) => {
      const sourceId = await aSource(database.ctx(), { budgetFen });
      const quotas = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
      const entries: string[] = [];
      await Promise.all(
        clients.map(async (list) => {
          for (const one of list) await obey(sourceId, quotas, entries, one);
        }),
      );
      await assertSound(sourceId);
    });
    await fc.assert(property, { seed, numRuns: 5, endOnFailure: true });
  });
});

describe("32 clients set aside at once what fits only 10 times", () => {
  async function setAsideAtOnce(): Promise<{ done: number; budget: number }> {
    const sourceId = await aSource(database.ctx(), { budgetFen });
    const answers = await Promise.allSettled(
      Array.from({ length: 32 }, () =>
        transact(database.ctx(), (tx) => funds.setAside(tx, aMove(sourceId, { amountFen: 1000 }))),
      ),
    );
    const balances = await transact(database.ctx(), (tx) => funds.balances(tx, sourceId));
    return { done: answers.filter((answer) => answer.status === "fulfilled").length, budget: balances.budget };
  }

  test("exactly ten succeed", async () => {
    for (let round = 0; round < 5; round++) expect(await setAsideAtOnce()).toEqual({ done: 10, budget: 0 });
  });

  test("negative control: without the lock on the source more than the budget is set aside", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query("select pg_get_functiondef('funds.transfer'::regproc) as text");
    const withLock = String(rows[0].text);
    const withoutLock = withLock.replace("perform 1 from funds.source where id = p_source for update;", "");
    expect(withoutLock).not.toBe(withLock);
    await owner.query(withoutLock);
    try {
      let worst = 0;
      for (let round = 0; round < 40 && worst === 0; round++) worst = Math.min(worst, (await setAsideAtOnce()).budget);
      expect(worst).toBeLessThan(0);
    } finally {
      await owner.query(withLock);
      await owner.end();
    }
  });
});
