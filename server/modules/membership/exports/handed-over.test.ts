/** What only one officer could go on with, when the duty goes to another. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { asSystem } from "#kernel/context";
import { handOverDuties } from "#kernel/sign-in/grants";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { anImportDesk } from "../imports/imports.builders.ts";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { makeOneExport } from "./make-export.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  await aMember(server.database, server.secrets, city.union, { name: "丁一" });
});
afterAll(() => server.close());

const anOfficer = (duties = ["people.officer"]) =>
  aStaff(server.database, server.secrets, { node: city.county, duties });
const call = (who: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({
    ...{ method, url: `/api/staff/${url}`, ...(payload === undefined ? {} : { payload }) },
    headers: { cookie: who.cookie, "idempotency-key": crypto.randomUUID() },
  });

it("an import goes on in the successor's hands, with the numbers in it; an export, made out to one person, is destroyed", async () => {
  const [old, young, colleague] = [await anOfficer(), await anOfficer([]), await anOfficer()];
  const desk = anImportDesk(server, old, city.county.id);
  const brought = await desk.upload(new TextEncoder().encode("姓名,手机号\n陈十,1\n"), "错.csv");
  await desk.work();
  const input = { organisationId: city.county.id, columns: ["name"], format: "csv" };
  const asked = await call(old, "POST", "people-exports", input);
  expect(asked.statusCode, asked.body).toBe(201);
  const maker = { ctx: asSystem(server.database.ctx(), "exports"), secrets: server.secrets };
  while (await makeOneExport(maker));
  const file = () => call(old, "GET", `people-exports/${asked.json().id}/file`);
  expect((await file()).statusCode).toBe(200);

  const given = { accountId: old.id, successorId: young.id, reason: "换届" };
  await handOverDuties(server.database.ctx(), server.secrets, given);
  expect((await call(young, "GET", `imports/${brought}`)).json()).toMatchObject({ mine: true });
  expect((await call(young, "GET", `imports/${brought}/refused`)).statusCode).toBe(200);
  expect((await call(colleague, "GET", `imports/${brought}/refused`)).json().code).toBe("sheets.not_yours");
  expect((await file()).statusCode).toBe(403);
  const { items } = (await call(young, "GET", "people-exports")).json();
  expect(items.find(({ id }: { id: string }) => id === asked.json().id)).toMatchObject({ state: "destroyed" });
});
