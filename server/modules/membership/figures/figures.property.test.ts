import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { Problem } from "#kernel/problem";
import { type Secrets, temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { insertPeople } from "../bulk.ts";
import { aMember, aPhone, aSmallCity } from "../membership.builders.ts";
import { transferMember } from "../memberships.ts";
import { employmentForms } from "../people.store.ts";
import { changePerson } from "../people.ts";
import { removeImported } from "../register-sheets/remove-imported.ts";
import { changeState } from "../states/change-state.ts";
import { foldFigures } from "./figures.store.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
let database: TestDatabase;
let secrets: Secrets;
let city: Awaited<ReturnType<typeof aSmallCity>>;
const people: string[] = [];
const imported: string[] = [];
const today = dayOf(new Date());
beforeAll(async () => {
  database = await testDatabase();
  secrets = await temporarySecrets();
  city = await aSmallCity(database);
});
afterAll(() => database.drop());

const who = fc.nat();
const at = fc.boolean();
const command = fc.oneof(
  fc.record({ do: fc.constant("join" as const), at, form: fc.constantFrom(...employmentForms) }),
  fc.record({ do: fc.constant("bring" as const), at, daysAgo: fc.nat({ max: 400 }) }),
  fc.record({ do: fc.constant("takeBack" as const), who }),
  fc.record({ do: fc.constant("transfer" as const), who, at }),
  fc.record({
    do: fc.constant("state" as const),
    who,
    state: fc.constantFrom("active", "retained", "suspended", "resigned"),
  }),
  fc.record({ do: fc.constant("form" as const), who, form: fc.constantFrom(...employmentForms) }),
  fc.record({ do: fc.constant("verify" as const), who, verified: fc.boolean() }),
  fc.record({ do: fc.constant("fold" as const) }),
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

const someone = (index: number) => people[index % Math.max(people.length, 1)] ?? crypto.randomUUID();
const unionAt = (here: boolean) => (here ? city.union : city.otherUnion);

/** Obeys one command by the use cases of the module; a refusal is an answer. */
async function obey(given: Command): Promise<void> {
  const ctx = database.ctx();
  switch (given.do) {
    case "join":
      people.push((await aMember(database, secrets, unionAt(given.at), { employmentForm: given.form })).id);
      return;
    case "bring":
      imported.push(...(await bring(unionAt(given.at), addDays(today, -given.daysAgo))));
      return;
    case "takeBack":
      await transact(ctx, (tx) => removeImported(tx, imported.splice(given.who % Math.max(imported.length, 1), 1)));
      return;
    case "transfer":
      return transferMember(ctx, someone(given.who), { organisationId: unionAt(given.at).id, reason: "调动" });
    case "state":
      return changeState(ctx, secrets, {
        ...{ personId: someone(given.who), state: given.state, reason: "测试", fileId: null },
      });
    case "form":
      return void (await changePerson(ctx, secrets, someone(given.who), { employmentForm: given.form }));
    case "verify":
      return void (await changePerson(ctx, secrets, someone(given.who), { verified: given.verified }));
    default:
      await transact(ctx, (tx) => foldFigures(tx.db));
  }
}

const bring = (union: { id: string; path: string }, memberSince: string) =>
  transact(database.ctx(), (tx) => {
    const one = {
      ...{
        name: "李丽",
        phone: aPhone(),
        sex: "female" as const,
        birthDate: null,
        employmentForm: "standard" as const,
      },
      ...{
        verified: false,
        tags: [],
        union: { id: union.id, node: union.path },
        memberSince,
        source: "import" as const,
      },
    };
    return insertPeople(tx, secrets, [one], today);
  });

const ask = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await transact(database.ctx(), (tx) => query.execute(tx.db))).rows;

const kinds = sql.raw("organisation_id, form, sex, state, verified");

/** Where today's figures are not what the memberships and files say. */
const apartToday = () =>
  ask(sql`select * from (select ${kinds}, sum(change) as n from membership.member_figure where day <= ${today}::date group by ${kinds}) f
    full join (select m.organisation_id, p.employment_form as form, coalesce(p.sex, '') as sex, m.state, p.verified_at is not null as verified,
        count(*) as n
      from membership.membership m join membership.person p on p.id = m.person_id where m.is_primary and m.valid_to is null
      group by 1, 2, 3, 4, 5) r using (${kinds})
    where coalesce(f.n, 0) <> coalesce(r.n, 0)`);

/** Where the figures of a day are not what the dated memberships say. */
const apartOn = (day: string) =>
  ask(sql`select * from (select organisation_id, sum(change) as n from membership.member_figure where day <= ${day}::date group by 1) f
    full join (select organisation_id, count(*) as n from membership.membership
      where is_primary and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date) group by 1) r
      using (organisation_id)
    where coalesce(f.n, 0) <> coalesce(r.n, 0)`);

/** Where those who came and went do not explain how many there are. */
const unexplained = () =>
  ask(sql`select organisation_id from membership.member_figure group by 1
    having sum(change) <> sum(joined) - sum(gone) + sum(moved_in) - sum(moved_out)`);

test("the figures of every day are what the memberships say, whatever happened", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 30 }), fc.nat({ max: 400 }), async (all, daysAgo) => {
      for (const one of all)
        await obey(one).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
        });
      expect(await apartToday()).toEqual([]);
      expect(await apartOn(today)).toEqual([]);
      expect(await apartOn(addDays(today, -daysAgo))).toEqual([]);
      expect(await unexplained()).toEqual([]);
    }),
    { seed, numRuns: 12 },
  );
}, 90_000);

test("the comparison notices a member who was not counted", async () => {
  await ask(sql`insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change)
    select id, node, '2020-01-01', 'standard', '', 'active', false, 1 from membership.organisation where id = ${city.union.id}::uuid
    returning 1`);
  expect([(await apartToday()).length, (await apartOn(today)).length, (await unexplained()).length]).toEqual([1, 1, 1]);
});
