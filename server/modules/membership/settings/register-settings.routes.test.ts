import { afterAll, beforeAll, expect, it } from "vitest";
import "#kernel/sign-in/staff-accounts"; // knows what accounts are called
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aSmallCity } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

const someone = (node: { id: string; path: string }, duty: string) =>
  aStaff(server.database, server.secrets, { node, duties: [duty] });
const call = (who: { cookie: string }, organisation: { id: string }, change?: object) =>
  server.app.inject({
    ...{ method: change === undefined ? "GET" : "PUT", url: `/api/staff/register-settings/${organisation.id}` },
    ...{ headers: { cookie: who.cookie }, ...(change === undefined ? {} : { payload: change }) },
  });

it("are changed each by its own duty, hold below, and say who changed what", async () => {
  const [officer, security] = [
    await someone(city.county, "people.officer"),
    await someone(city.county, "security.administrator"),
  ];
  const usual = { secondPerson: false, fromAbove: false, takesApplications: true, retainedWelfare: false, changes: [] };
  expect((await call(officer, city.county)).json()).toEqual({ ...usual, can: { secondPerson: false, union: true } });
  expect((await call(officer, city.county, { secondPerson: true })).statusCode).toBe(403);
  expect((await call(security, city.county, { takesApplications: false })).statusCode).toBe(403);

  expect((await call(security, city.county, { secondPerson: true })).json()).toMatchObject({ secondPerson: true });
  const changed = await call(officer, city.union, { takesApplications: false });
  expect(changed.json()).toMatchObject({
    ...{ secondPerson: true, fromAbove: true, takesApplications: false, retainedWelfare: false },
    changes: [{ by: `${officer.login} · ${officer.login}`, changed: [{ key: "takesApplications", to: false }] }],
  });
  expect((await call(officer, city.county)).json().changes).toHaveLength(1);
});

it("are nobody else's to read or to change", async () => {
  const stranger = await someone(city.otherCounty, "people.officer");
  expect((await call(stranger, city.county)).statusCode).toBe(404);
  expect((await call(stranger, city.union, { takesApplications: true })).statusCode).toBe(404);
  expect((await call({ cookie: "" }, city.county)).statusCode).toBe(401);
  expect((await call(stranger, city.otherCounty, { takesApplications: "no" })).statusCode).toBe(400);
});
