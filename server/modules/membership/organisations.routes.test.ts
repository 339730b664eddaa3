import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "./index.ts";
import { aMember, anOrganisation, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  officer = await aStaff(server.database, server.secrets, { node: city.county, duties: ["people.officer"] });
});
afterAll(() => server.close());

const call = (cookie: string, method: "GET" | "POST" | "PATCH", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const list = async (query = "") =>
  (await call(officer.cookie, "GET", `/api/organisations${query}`)).json().items as { id: string; name: string }[];

describe("organisations", () => {
  test("are a tree with counts; the way up is shown, the neighbours are not", async () => {
    await aMember(server.database, server.secrets, city.union);
    const [top] = await list();
    expect(top?.id).toBe(city.city.id);
    const below = await list(`?parent=${city.city.id}`);
    expect(below).toMatchObject([
      { id: city.county.id, kind: "county", members: 1, children: 1, can: { edit: true, addChild: true } },
    ]);
    const unit = (await call(officer.cookie, "GET", `/api/organisations/${city.union.id}`)).json();
    expect(unit.path.map((one: { id: string }) => one.id)).toEqual([city.city.id, city.county.id, city.union.id]);
    expect(unit.parentId).toBe(city.county.id);
    expect((await call(officer.cookie, "GET", `/api/organisations/${city.otherUnion.id}`)).statusCode).toBe(404);
  });

  test("are found by name and pinyin", async () => {
    const made = await anOrganisation(server.database, "base", city.county, "澄江市公交公司工会委员会");
    await anOrganisation(server.database, "base", city.otherCounty, "澄江市公交公司工会委员会");
    for (const q of ["公交", "gongjiao", "cjsgj"])
      expect((await list(`?q=${encodeURIComponent(q)}`)).map((one) => one.id)).toEqual([made.id]);
    expect(await list(`?q=gongjiao&parent=${city.union.id}`)).toEqual([]);
  });

  test("are added below and renamed by whoever manages them", async () => {
    const body = { parentId: city.county.id, name: "新工会委员会", shortName: "新工会", kind: "base" };
    const made = await call(officer.cookie, "POST", "/api/organisations", body);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ name: "新工会委员会", shortName: "新工会", members: 0, children: 0 });
    const renamed = await call(officer.cookie, "PATCH", `/api/organisations/${made.json().id}`, { shortName: "新会" });
    expect(renamed.json()).toMatchObject({ name: "新工会委员会", shortName: "新会" });
    const upwards = { ...body, parentId: city.city.id };
    expect((await call(officer.cookie, "POST", "/api/organisations", upwards)).statusCode).toBe(403);
    const upsideDown = { ...body, kind: "province" };
    const refused = await call(officer.cookie, "POST", "/api/organisations", upsideDown);
    expect(refused.json()).toMatchObject({ status: 422, code: "organisation.kind_not_allowed" });
  });

  test("need a session, the duty for writing, and a right request", async () => {
    const reader = await aStaff(server.database, server.secrets, { node: city.county, duties: ["auditor"] });
    const routes = [
      ["GET", "/api/organisations"],
      ["GET", `/api/organisations/${uuidv7()}`],
      ["POST", "/api/organisations", { parentId: city.county.id, name: "x", kind: "base" }],
      ["PATCH", `/api/organisations/${city.union.id}`, { name: "x" }],
    ] as const;
    for (const [method, url, body] of routes) {
      expect([url, (await call("", method, url, body)).statusCode]).toEqual([url, 401]);
      if (body === undefined) continue;
      expect([url, (await call(reader.cookie, method, url, body)).statusCode]).toEqual([url, 403]);
      expect([url, (await call(officer.cookie, method, url, { nonsense: 1 })).statusCode]).toEqual([url, 400]);
    }
    expect((await call(officer.cookie, "GET", `/api/organisations/${uuidv7()}`)).statusCode).toBe(404);
    const elsewhere = `/api/organisations/${city.otherUnion.id}`;
    expect((await call(officer.cookie, "PATCH", elsewhere, { name: "x" })).statusCode).toBe(404);
  });
});
