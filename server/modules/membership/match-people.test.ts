import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { staffActorOf } from "#kernel/sign-in/staff-actor";
import { insertPeople } from "./bulk.ts";
import { membership } from "./index.ts";
import { findListed } from "./match-people.ts";
import { aMember, aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
});
afterAll(() => server.close());

test("a name of thousands takes nothing from the other names of a list, and nobody of it is certain", async () => {
  const { database, secrets } = server;
  const city = await aSmallCity(database);
  const officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  const many = Array.from({ length: 2000 }, (_, at) => ({
    ...{ name: at === 0 ? "王维" : "王伟", phone: null, sex: null, birthDate: null, tags: [], verified: false },
    ...{ employmentForm: "standard" as const, union: { id: city.union.id, node: city.union.path } },
  }));
  await transact(database.ctx(), (tx) => insertPeople(tx, secrets, many, "2026-01-01"));
  const other = await aMember(database, secrets, city.union, { name: "郑之远", phone: aPhone() });
  const matches = await transact(database.ctx(), async (tx) => {
    const actor = await staffActorOf(tx.db, officer.id, officer.id);
    if (actor === undefined) throw new Error("there is no such account");
    return findListed({ ...tx, actor }, secrets, [
      { name: "郑之远", words: [] },
      { name: "王维", words: [] },
    ]);
  });
  expect(matches).toMatchObject([
    { outcome: "found", id: other.id },
    { outcome: "ambiguous", ids: [expect.any(String)] },
  ]);
});
