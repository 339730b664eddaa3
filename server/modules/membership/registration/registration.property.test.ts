import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { Problem } from "#kernel/problem";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { transferMember } from "../memberships.ts";
import { changeState } from "../states/change-state.ts";
import { aRegistration } from "./registration.builders.ts";
import { said } from "./registration.rules.ts";
import { foldRegistrationTallies } from "./registration.store.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const year = new Date().getFullYear();
let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { cookie: string };
let registrationId: string;
const people: { id: string; cookie: () => Promise<string> }[] = [];
const done: string[] = [];

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.city, duties: ["people.officer"] });
  for (const union of [city.union, city.otherUnion]) people.push(await aMember(database, secrets, union));
  const organisation = { id: city.city.id, node: city.city.path };
  const made = await aRegistration(server, { organisation, personId: people[0]?.id ?? "", reason: "测试" });
  registrationId = made.registration;
  done.push(made.act);
});
afterAll(() => server.close());

const who = fc.nat();
const at = fc.boolean();
const command = fc.oneof(
  fc.record({ do: fc.constant("join" as const), at }),
  fc.record({ do: fc.constant("say" as const), who, said: fc.constantFrom(...said) }),
  fc.record({ do: fc.constant("confirm" as const), who, said: fc.constantFrom(...said) }),
  fc.record({ do: fc.constant("undo" as const), who }),
  fc.record({ do: fc.constant("transfer" as const), who, at }),
  fc.record({ do: fc.constant("state" as const), who, state: fc.constantFrom("active", "retained", "suspended") }),
  fc.record({ do: fc.constant("fold" as const) }),
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;
const of = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

async function obey(given: Command): Promise<void> {
  const ctx = server.database.ctx();
  const union = "at" in given && given.at ? city.union : city.otherUnion;
  const personId = "who" in given ? of(people, given.who).id : "";
  switch (given.do) {
    case "join":
      people.push(await aMember(server.database, server.secrets, union));
      return;
    case "say":
      return ask("/api/member/registration", { year, said: given.said }, await of(people, given.who).cookie());
    case "confirm": {
      const body = { organisationId: city.city.id, act: "confirm", said: given.said, reason: "测试", list: "left" };
      return ask(`/api/staff/registrations/${registrationId}/acts`, { ...body, personIds: [personId] });
    }
    case "undo":
      return ask(`/api/staff/registration-acts/${of(done, given.who)}/undo`);
    case "transfer":
      return transferMember(ctx, personId, { organisationId: union.id, reason: "调动" });
    case "state":
      return changeState(ctx, server.secrets, { personId, state: given.state, reason: "测试", fileId: null });
    default:
      await transact(ctx, (tx) => foldRegistrationTallies(tx.db));
  }
}

async function ask(url: string, payload?: object, cookie = officer.cookie): Promise<void> {
  const answer = await server.app.inject({ method: "POST", url, headers: { cookie }, ...(payload && { payload }) });
  expect(answer.statusCode, answer.body).toBeLessThan(500);
  const { id } = answer.json() as { id?: string };
  if (answer.statusCode === 200 && id !== undefined) done.push(id);
}

/** Where the figures are not what entries and memberships say. */
const apart = () =>
  transact(server.database.ctx(), async ({ db }) => {
    const kinds = sql.raw("organisation_id, year, said, said_by, counted");
    const { rows } =
      await sql`select * from (select ${kinds}, sum(change) as n from membership.registration_tally group by ${kinds}) t
        full join (select m.organisation_id, e.year, e.said, e.said_by, membership.counts_as_member(m.state) as counted, count(*) as n
          from membership.registration_entry e join membership.membership m on m.person_id = e.person_id
          where e.said is not null and m.is_primary and m.valid_to is null group by 1, 2, 3, 4, 5) r using (${kinds})
        where coalesce(t.n, 0) <> coalesce(r.n, 0)`.execute(db);
    return rows;
  });

test("the figures of a year are what entries and memberships say, whatever happened", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 20 }), async (all) => {
      for (const one of all)
        await obey(one).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
        });
      expect(await apart()).toEqual([]);
    }),
    { seed, numRuns: 8 },
  );
}, 90_000);

test("the comparison notices an entry that was not counted", async () => {
  await transact(server.database.ctx(), ({ db }) =>
    sql`insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select id, node, 2020, 'employed', 'member', true, 1 from membership.organisation where id = ${city.union.id}::uuid`.execute(
      db,
    ),
  );
  expect(await apart()).toHaveLength(1);
});
