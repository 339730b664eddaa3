import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import type { Clock } from "#kernel/clock";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { endMembership } from "../memberships.ts";
import { wishHappyBirthday } from "./birthdays.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: string;
let other: string;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  const at = (node: { id: string; path: string }) =>
    aStaff(server.database, server.secrets, { node, duties: ["people.officer"] });
  officer = (await at(city.county)).cookie;
  other = (await at(city.otherCounty)).cookie;
});
afterAll(() => server.close());

const call = (method: "GET" | "PUT", url: string, cookie?: string, payload?: object) =>
  server.app.inject({
    ...{ method, url },
    ...(cookie === undefined ? {} : { headers: { cookie } }),
    ...(payload === undefined ? {} : { payload }),
  });
const agree = (cookie: string, kind: string, yes: boolean) =>
  call("PUT", "/api/member/kindness", cookie, { kind, agree: yes });
const aBorn = (birthDate: string | null) => aMember(server.database, server.secrets, city.union, { birthDate });
const at = (instant: string): Clock => ({ now: () => new Date(instant) });
const wish = (instant: string) =>
  wishHappyBirthday(server.database.ctx({ kind: "system", name: "job:birthdays" }, at(instant)));
const told = async (id: string) =>
  (
    await transact(server.database.ctx(), ({ db }) =>
      sql<{ dedupe: string }>`select dedupe from kernel.inbox_message where person_id = ${id}::uuid
        and kind = 'kindness.birthday' order by id`.execute(db),
    )
  ).rows.map(({ dedupe }) => dedupe);

test("nothing is agreed to until the member says so; each kind by itself, dated, and withdrawn again", async () => {
  const member = await aBorn("1990-03-05");
  const cookie = await member.cookie();
  expect((await call("GET", "/api/member/kindness", cookie)).json().items).toEqual([
    { kind: "birthday", since: null },
    { kind: "condolence", since: null },
  ]);
  const given = (await agree(cookie, "birthday", true)).json();
  expect(dayOf(new Date(given.items[0].since))).toBe(dayOf(new Date()));
  expect((await agree(cookie, "birthday", true)).json()).toEqual(given);
  expect((await agree(cookie, "birthday", false)).json().items[0].since).toBeNull();
  expect((await agree(cookie, "presents", true)).statusCode).toBe(400);
  expect((await call("PUT", "/api/member/kindness", undefined, { kind: "birthday", agree: true })).statusCode).toBe(
    401,
  );
  const { rows } = await transact(server.database.ctx(), ({ db }) =>
    sql`select action from kernel.audit_record where object_id = ${member.id} and action like 'person.kindness%' order by seq`.execute(
      db,
    ),
  );
  expect(rows).toEqual([{ action: "person.kindness_agreed" }, { action: "person.kindness_withdrawn" }]);
});

test("on the day, once a year, in daylight: those who agreed and are members still", async () => {
  const [yes, no, left, elsewhen] = [
    await aBorn("1990-06-15"),
    await aBorn("1990-06-15"),
    await aBorn("1990-06-15"),
    await aBorn("1990-06-16"),
  ];
  for (const one of [yes, left, elsewhen]) await agree(await one.cookie(), "birthday", true);
  await endMembership(server.database.ctx(), server.secrets, { personId: left.id, reason: "离职" });
  expect(await wish("2027-06-15T07:30:00+08:00")).toBe(0);
  // Both processes' job at once.
  await Promise.all([wish("2027-06-15T08:05:00+08:00"), wish("2027-06-15T08:05:00+08:00")]);
  expect(await wish("2027-06-15T20:05:00+08:00")).toBe(0);
  expect(await Promise.all([yes, no, left, elsewhen].map(({ id }) => told(id)))).toEqual([
    ["birthday:2027"],
    [],
    [],
    [],
  ]);
  // The evening of the 15th elsewhere is the 16th at the place of business.
  expect(await wish("2028-06-15T01:00:00Z")).toBe(1);
  expect(await told(yes.id)).toEqual(["birthday:2027", "birthday:2028"]);
  await agree(await yes.cookie(), "birthday", false);
  expect(await wish("2029-06-15T09:00:00+08:00")).toBe(0);
});

test("who was born on 29 February is wished well on the 28th of other years", async () => {
  const leap = await aBorn("2000-02-29");
  await agree(await leap.cookie(), "birthday", true);
  expect(await wish("2027-02-28T09:00:00+08:00")).toBe(1);
  expect(await wish("2028-02-28T09:00:00+08:00")).toBe(0);
  expect(await wish("2028-02-29T09:00:00+08:00")).toBe(1);
});

test("staff see how many, never fewer than five, and of one person what is in their own people's files", async () => {
  const some = await Promise.all(Array.from({ length: 5 }, () => aBorn(null)));
  for (const one of some) await agree(await one.cookie(), "condolence", true);
  const url = (id: string) => `/api/statistics/kindness?organisationId=${id}`;
  const { items } = (await call("GET", url(city.county.id), officer)).json();
  expect(items).toEqual([
    { kind: "birthday", people: null },
    { kind: "condolence", people: 5 },
  ]);
  expect((await call("GET", url(city.county.id), other)).statusCode).toBe(404);
  const [one] = some;
  const file = `/api/people/${one?.id}`;
  expect((await call("GET", file, officer)).json().condolenceSince).toEqual(expect.any(String));
  expect((await call("GET", file, other)).statusCode).toBe(404);
});
