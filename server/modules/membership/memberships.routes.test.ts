import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership, personReach } from "./index.ts";
import { aMember, aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;
let countyOfficer: Awaited<ReturnType<typeof aStaff>>;
let newCounty: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.city, duties: ["people.officer"] });
  countyOfficer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  newCounty = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
});
afterAll(() => server.close());

type Who = { cookie: string };
const call = (who: Who, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie: who.cookie }, ...(payload === undefined ? {} : { payload }) });
const member = (phone = aPhone()) => aMember(server.database, server.secrets, city.union, { name: "方知行", phone });
const transfer = (who: Who, id: string, organisationId: string) =>
  call(who, "POST", `/api/people/${id}/transfer`, { organisationId, reason: "换了单位" });
const end = (who: Who, id: string) => call(who, "POST", `/api/people/${id}/membership/end`, { reason: "调离本市" });

describe("moving to another union", () => {
  test("takes the file along: the new county sees it, the old one no longer, and both read why", async () => {
    const person = await member();
    const moved = await transfer(officer, person.id, city.otherUnion.id);
    expect(moved.statusCode).toBe(200);
    expect(moved.json().unions).toMatchObject([{ id: city.otherUnion.id, primary: true }]);
    expect(
      moved
        .json()
        .memberships.map((one: { state: string }) => one.state)
        .sort(),
    ).toEqual(["active", "transferred"]);
    const detail = { fromId: city.union.id, toId: city.otherUnion.id, reason: "换了单位" };
    expect(moved.json().history.filter((one: { action: string }) => one.action === "person.transferred")).toMatchObject(
      [{ detail }, { detail }],
    );
    expect(moved.json().names[`organisation:${city.union.id}`]).toBe(city.union.name);
    expect(await personReach(server.database.ctx(), person.id)).toEqual([city.otherUnion.path]);
    expect((await call(countyOfficer, "GET", `/api/people/${person.id}`)).statusCode).toBe(404);
    expect((await call(newCounty, "GET", `/api/people/${person.id}`)).statusCode).toBe(200);
  });

  test("needs the duty on both unions, and another union", async () => {
    const person = await member();
    expect((await transfer(countyOfficer, person.id, city.otherUnion.id)).json().code).toBe("organisation.missing");
    expect((await transfer(newCounty, person.id, city.otherUnion.id)).statusCode).toBe(404);
    expect((await transfer(officer, person.id, city.union.id)).json().code).toBe("person.same_union");
    expect(await personReach(server.database.ctx(), person.id)).toEqual([city.union.path]);
  });
});

describe("the end of a membership", () => {
  test("signs the member out, frees the phone number, and takes them off the lists", async () => {
    const person = await member();
    const cookie = await person.cookie();
    const me = () => server.app.inject({ url: "/api/member/me", headers: { cookie } });
    expect((await me()).statusCode).toBe(200);
    expect((await end(newCounty, person.id)).statusCode).toBe(404);
    expect((await me()).statusCode).toBe(200);
    expect((await end(countyOfficer, person.id)).statusCode).toBe(204);
    await vi.waitFor(async () => expect((await me()).statusCode).toBe(401), { timeout: 5000 });
    expect((await call(officer, "GET", `/api/people/${person.id}`)).statusCode).toBe(404);
    expect((await call(officer, "GET", `/api/people?q=${person.phone.slice(3)}`)).json().items).toEqual([]);
    expect((await member(person.phone)).id).not.toBe(person.id);
  });
});
