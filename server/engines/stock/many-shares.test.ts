import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { createShares } from "./many-shares.ts";
import { orderSecret } from "./quotas.ts";
import {
  aCap,
  aPaidQuota,
  asOwnerRows,
  endWindow,
  enterAll,
  entriesOf,
  minutes,
  persons,
  quotaRow,
  secretsOfTest,
  serveNow,
} from "./stock.builders.ts";
import { servingOrder } from "./stock.rules.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 10 });
});
afterAll(() => database.drop());

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const window = { mode: "grab" as const, entryOpensAt: minutes(-10), entryClosesAt: minutes(10) };

/** A paid window with shares of these sizes. */
async function aWhole(capacity: number, sizes: readonly number[]) {
  const { id, sourceId } = await aPaidQuota(database, { ...window, capacity, caps: [await aCap(database)] });
  const shares = sizes.map((size) => ({ id: uuidv7(), capacity: size, spillAt: minutes(60) }));
  const secrets = await secretsOfTest();
  await transact(database.ctx(), (tx) => createShares(tx, secrets, { wholeId: id, shares }));
  return { id, sourceId, shares: shares.map((share) => share.id) };
}

const winnersOf = (ids: readonly string[]) =>
  asOwnerRows<{ quotaId: string; personId: string }>(
    database,
    `select quota_id as "quotaId", person_id as "personId" from stock.claim where quota_id = any($1::uuid[]) order by number`,
    [ids],
  );

it("a share is like its whole, with money of its own, and one for each of two hundred unions is made at once", async () => {
  const sizes = Array.from({ length: 200 }, (_, at) => 1 + (at % 7));
  const { id, sourceId, shares } = await aWhole(50, sizes);
  const whole = await quotaRow(database, id);
  const last = await quotaRow(database, shares[199] ?? "");
  const { opensAt, closesAt, validUntil, mode, unitFen, fundSourceId } = whole;
  expect(last).toMatchObject({ opensAt, closesAt, validUntil, mode, unitFen, fundSourceId, parentId: id, capacity: 4 });
  const units = 50 + sizes.reduce((sum, size) => sum + size, 0);
  const money = await transact(database.ctx(), (tx) => balances(tx, sourceId));
  expect(money.set_aside).toBe(units * 100);
  const caps = await asOwnerRows(database, "select from stock.quota_cap where quota_id = any($1::uuid[])", [shares]);
  expect(caps).toHaveLength(200);
  const audit = await asOwnerRows(
    database,
    "select from kernel.audit_record where action = 'stock.quota_created' and object_id = any($1::text[])",
    [shares],
  );
  expect(audit).toHaveLength(200);
});

it(`each share is its own people's first, in the published order; the rest goes to everybody (seed ${seed})`, async () => {
  const scene = fc.record({
    rest: fc.integer({ min: 0, max: 6 }),
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
    // Of each person the share, or none; more than there are shares is none.
    people: fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ rest, sizes, people }) => {
      const { id, shares } = await aWhole(rest, sizes);
      const list = persons(people.length);
      const shareOf = new Map(list.map((person, at) => [person, shares[people[at] ?? -1] ?? null]));
      if (list.length > 0) await enterAll(database, id, list, { shares: [...shareOf.values()] });
      const entries = await entriesOf(database, id);
      await endWindow(database, id);
      await serveNow(database, id);

      const byNumber = new Map(entries.map((entry) => [Number(entry.number), entry.person_id]));
      const numbers = entries.map(({ number, weight }) => ({ number: Number(number), weight }));
      const order = servingOrder(orderSecret(await secretsOfTest(), id), numbers).map((one) => byNumber.get(one) ?? "");
      const expected = new Map<string, string>();
      for (const [at, share] of shares.entries())
        for (const person of order.filter((one) => shareOf.get(one) === share).slice(0, sizes[at]))
          expected.set(person, share);
      for (const person of order.filter((one) => !expected.has(one)).slice(0, rest)) expected.set(person, id);
      const won = new Map((await winnersOf([id, ...shares])).map(({ personId, quotaId }) => [personId, quotaId]));
      expect(Object.fromEntries(won)).toEqual(Object.fromEntries(expected));
    }),
    { seed, numRuns: 8 },
  );
});
