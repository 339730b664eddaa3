import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import type { StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { Applicant } from "../joining/joining.builders.ts";
import { anOrganisation, aPhone, aSmallCity, type BuiltOrganisation } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

const officerOf = ({ path }: BuiltOrganisation): StaffActor => ({
  ...{ kind: "staff", sessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), name: "x" },
  duties: [{ duty: "people.officer", path }],
});
const waitingAt = (node: BuiltOrganisation, type: string) =>
  transact(server.database.ctx(officerOf(node)), async (tx) =>
    (await listWaiting(tx, server.secrets)).filter((one) => one.type === type),
  );
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));

test("an application waits for the union and those above, with its clock, on its own page", async () => {
  const sent = await new Applicant(server.app, aPhone()).apply({ name: "候办理", organisationId: city.union.id });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  for (const node of [city.union, city.county]) {
    const found = (await waitingAt(node, "joining")).find(({ title }) => title === "候办理");
    expect(found).toMatchObject({
      ...{ step: "reviewed", onPage: true, facts: [{ code: "joining_due", params: { days: 3 } }] },
      link: `/joining/${found?.id}`,
    });
  }
  expect(await waitingAt(city.otherCounty, "joining")).toEqual([]);
  const [one] = await waitingAt(city.union, "joining");
  const answer = { type: "joining", id: one?.id ?? "", revision: 1, step: "reviewed", verdict: "passed" as const };
  const whole = { ...answer, note: "", fileId: null, key: crypto.randomUUID() };
  await expect(decideWaiting(server.database.ctx(officerOf(city.union)), server.secrets, whole)).rejects.toMatchObject({
    code: "decisions.on_its_page",
  });
});

test("a term that ends soon is told at the union and the one above it, not two levels up; one far ahead to nobody", async () => {
  const [due, far] = [
    await anOrganisation(server.database, "base", city.county),
    await anOrganisation(server.database, "base", city.county),
  ];
  const ends = (at: BuiltOrganisation, days: number) =>
    run(
      sql`update membership.organisation set term_from = current_date - 1000, term_years = 3 where id = ${at.id}::uuid`,
    ).then(() =>
      run(sql`update membership.organisation set election_on = current_date + ${days}::int where id = ${at.id}::uuid`),
    );
  await ends(due, 20);
  await ends(far, 400);
  const at = async (node: BuiltOrganisation) => (await waitingAt(node, "election")).map(({ id }) => id);
  expect(await at(due)).toEqual([due.id]);
  expect(await at(city.county)).toContain(due.id);
  expect(await at(city.county)).not.toContain(far.id);
  expect(await at(city.city)).not.toContain(due.id);
  const [told] = await waitingAt(due, "election");
  expect(told).toMatchObject({ facts: [{ code: "election_due" }] });
  expect(told?.since.getTime()).toBeLessThanOrEqual(Date.now()); // nothing waits since a day that is still to come
});

test("a move that could not be done is told above the organisation, for a month", async () => {
  const county = await anOrganisation(server.database, "county", city.city);
  const failed = (days: number) =>
    run(sql`update membership.organisation set move_failed_why = 'organisation.author_without_duty',
      move_failed_at = clock_timestamp() - make_interval(days => ${days}) where id = ${county.id}::uuid`);
  await failed(1);
  expect(await waitingAt(city.city, "move_failed")).toMatchObject([
    { id: county.id, facts: [{ code: "move_author" }] },
  ]);
  expect(await waitingAt(county, "move_failed")).toEqual([]);
  await failed(31);
  expect(await waitingAt(city.city, "move_failed")).toEqual([]);
});
