import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { serviceKindList } from "#wire/service-kinds";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { recordService, takeBackService } from "./record-service.ts";
import { foldServiceTallies } from "./service.store.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
let database: TestDatabase;
let personId: string;
let unions: string[];
beforeAll(async () => {
  database = await testDatabase({ max: 16 });
  const city = await aSmallCity(database);
  unions = [city.union.id, city.otherUnion.id, city.county.id];
  personId = (await aMember(database, await temporarySecrets(), city.union)).id;
});
afterAll(() => database.drop());

const kind = fc.constantFrom(...serviceKindList);
const command = fc.oneof(
  fc.record({
    do: fc.constantFrom("serve" as const, "serveAndFail" as const),
    ...{ source: fc.nat({ max: 5 }), union: fc.nat({ max: 2 }), kind, monthsAgo: fc.nat({ max: 2 }) },
  }),
  fc.record({ do: fc.constant("takeBack" as const), source: fc.nat({ max: 5 }) }),
  fc.record({ do: fc.constant("fold" as const) }),
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

const failed = new Error("on purpose");
const type = "test";

async function obey(sources: readonly string[], given: Command): Promise<void> {
  await transact(database.ctx(), async (tx) => {
    if (given.do === "fold") return void (await foldServiceTallies(tx.db));
    const source = { type, id: sources[given.source] ?? "" };
    if (given.do === "takeBack") return void (await takeBackService(tx, source));
    const at = new Date(Date.now() - given.monthsAgo * 31 * 86_400_000);
    const organisationId = unions[given.union] ?? "";
    await recordService(tx, { personId, organisationId, kind: given.kind, source, title: "服务", at });
    if (given.do === "serveAndFail") throw failed;
  }).catch((error: unknown) => {
    if (error !== failed) throw error;
  });
}

const ask = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await transact(database.ctx(), (tx) => query.execute(tx.db))).rows;

/** Counts of the tallies and of the rows, where they are not the same. */
const apart = () =>
  ask(sql`select * from (
      select organisation_id, month, kind, unit, sum(change) as n from membership.service_tally group by 1, 2, 3, 4) t
    full join (select organisation_id, date_trunc('month', on_day)::date as month, kind, unit, sum(change) as n
      from membership.service group by 1, 2, 3, 4) s using (organisation_id, month, kind, unit)
    where coalesce(t.n, 0) <> coalesce(s.n, 0)`);

test("counts are what the rows say, a source counts at most once, and is taken back at most once, whatever happens at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 8 }), { maxLength: 8 }), async (waves) => {
      const sources = Array.from({ length: 6 }, uuidv7);
      for (const wave of waves) await Promise.all(wave.map((one) => obey(sources, one)));
      expect(await apart()).toEqual([]);
      const sums = await ask<{ standing: number; entries: number }>(sql`
        select sum(change)::int as standing, count(*)::int as entries from membership.service
        where source_id = any(${sources}::uuid[]) group by source_id`);
      for (const { standing, entries } of sums) expect([standing, entries]).toEqual(entries === 2 ? [0, 2] : [1, 1]);
    }),
    { seed, numRuns: 20 },
  );
}, 60_000);

test("the comparison notices a row that was not counted", async () => {
  await transact(database.ctx(), (tx) =>
    sql`insert into membership.service_tally (organisation_id, node, month, kind, unit, change)
      select id, node, '2020-01-01', 'voucher', 'visit', 1 from membership.organisation where id = ${unions[0]}::uuid`.execute(
      tx.db,
    ),
  );
  expect(await apart()).toHaveLength(1);
});
