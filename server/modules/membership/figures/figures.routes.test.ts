import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { city: string; otherCounty: string };
const today = dayOf(new Date());

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  officer = { city: await anOfficer(city.city), otherCounty: await anOfficer(city.otherCounty) };
  const { database, secrets } = server;
  await aMember(database, secrets, city.union, { sex: "female", verified: true });
  await aMember(database, secrets, city.union, { sex: "male", employmentForm: "platform" });
  await aMember(database, secrets, city.otherUnion, { sex: "male" });
});
afterAll(() => server.close());

const anOfficer = async (node: { id: string; path: string }) =>
  (await aStaff(server.database, server.secrets, { node, duties: ["people.officer"] })).cookie;
const call = (url: string, cookie?: string, payload?: object) =>
  server.app.inject({
    ...{ method: payload === undefined ? "GET" : "POST", url },
    ...(cookie === undefined ? {} : { headers: { cookie } }),
    ...(payload === undefined ? {} : { payload }),
  });
const figures = async (given: Record<string, string>, cookie = officer.city) => {
  const query = new URLSearchParams({ organisationId: city.city.id, day: today, ...given });
  const answer = await call(`/api/statistics/members?${query}`, cookie);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const values = (
  counted: { by: { dimension: string; values: { value: string; members: number }[] }[] },
  wanted: string,
) =>
  Object.fromEntries(
    counted.by.find(({ dimension }) => dimension === wanted)?.values.map(({ value, members }) => [value, members]) ??
      [],
  );

test("members of a day: registered beside verified, by kind, and by the unions below", async () => {
  const counted = await figures({});
  expect(counted.total).toEqual({ registered: 3, verified: 1, members: 3, newForm: 1 });
  expect(values(counted, "form")).toEqual({ standard: 2, platform: 1 });
  expect(values(counted, "sex")).toEqual({ female: 1, male: 2 });
  const below = counted.units.map((one: { organisation: { id: string }; members: number }) => [
    one.organisation.id,
    one.members,
  ]);
  expect(below.sort()).toEqual(
    [
      [city.county.id, 2],
      [city.otherCounty.id, 1],
    ].sort(),
  );
  expect(counted.months).toHaveLength(12);
  expect(counted.months.at(-1)).toMatchObject({ month: today.slice(0, 7), registered: 3, joined: 3, gone: 0 });
});

test("a figure opens what it is made of: only those of one form, sex or state are counted", async () => {
  const drivers = await figures({ form: "platform" });
  expect(drivers.total).toMatchObject({ registered: 1, newForm: 1 });
  expect(drivers.units.map((one: { organisation: { id: string } }) => one.organisation.id)).toEqual([city.county.id]);
  expect((await figures({ verified: "false" })).total.registered).toBe(2);
  expect((await figures({ sex: "" })).total.registered).toBe(0);
});

test("a day before all of them has nobody, and a union that moved is counted where it stood, or where it stands", async () => {
  expect((await figures({ day: addDays(today, -1), tree: "today" })).total.registered).toBe(0);
  const moved = await call(`/api/organisations/${city.otherUnion.id}/move`, officer.city, {
    ...{ parentId: city.county.id, from: today, reason: "区划调整" },
  });
  expect(moved.statusCode, moved.body).toBe(200);
  await transact(server.database.ctx(), ({ db }) =>
    // As if it had been there for ten days, and its people as long.
    sql`with links as (update membership.organisation_link set valid_from = valid_from - 10 where valid_to is not null
          or (kind = 'affiliation' and from_id <> ${city.otherUnion.id}::uuid)),
        versions as (update membership.organisation_version set valid_from = valid_from - 10)
      update membership.member_figure set day = day - 10`.execute(db),
  );
  const then = { day: addDays(today, -5) };
  const of = async (at: string, tree: string) =>
    (await figures({ ...then, organisationId: at, tree })).total.registered;
  expect([await of(city.county.id, "reported"), await of(city.otherCounty.id, "reported")]).toEqual([2, 1]);
  expect([await of(city.county.id, "today"), await of(city.otherCounty.id, "today")]).toEqual([3, 0]);
});

test("the workbook says the same, and neither is for another county or for strangers", async () => {
  const query = `organisationId=${city.county.id}&day=${today}`;
  const book = await call(`/api/statistics/members/workbook?${query}`, officer.city);
  expect([book.statusCode, book.rawPayload.subarray(0, 2).toString()]).toEqual([200, "PK"]);
  const { rows } = await transact(server.database.ctx(), ({ db }) =>
    sql`select node::text as node from kernel.audit_record where action = 'organisation.member_figures_exported'`.execute(
      db,
    ),
  );
  expect(rows).toEqual([{ node: city.county.path }]);
  for (const url of [`/api/statistics/members?${query}`, `/api/statistics/members/workbook?${query}`]) {
    expect((await call(url, officer.otherCounty)).statusCode).toBe(404);
    expect((await call(url)).statusCode).toBe(401);
  }
  expect((await call("/api/statistics/members?organisationId=x&day=2026-13-01", officer.city)).statusCode).toBe(400);
});
