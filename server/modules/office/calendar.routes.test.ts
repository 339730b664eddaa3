import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { settingsRoutes } from "#kernel/notify/settings.routes";
import { aNode, aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { staffSignInRoutes } from "#kernel/sign-in/staff-sign-in.routes";
import { office } from "./index.ts";

let server: SignInApp;
let chief: { cookie: string };
let below: { cookie: string };
let clerk: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    settingsRoutes(app, runtime); // its duties
    office.routes?.(app, runtime);
  });
  const { database, secrets } = server;
  const top = await aNode(database);
  const county = await aNode(database, top.id);
  chief = await aStaff(database, secrets, { node: top, duties: ["administrator"] });
  below = await aStaff(database, secrets, { node: county, duties: ["administrator"] });
  clerk = await aStaff(database, secrets, { node: top, duties: ["auditor"] });
});
afterAll(() => server.close());

const years = async (who?: { cookie: string }) =>
  server.app.inject({ url: "/api/calendar/years", headers: who === undefined ? {} : { cookie: who.cookie } });
const put = (who: { cookie: string }, year: number, payload: object) =>
  server.app.inject({
    method: "PUT",
    url: "/api/calendar/years",
    headers: { cookie: who.cookie },
    payload: { year, ...payload },
  });
const decree = {
  source: "通知",
  provisional: false,
  edition: 0,
  days: [{ day: "2027-01-01", kind: "free", name: "元旦" }],
};

test("all staff read the calendar; nobody else does", async () => {
  expect((await years()).statusCode).toBe(401);
  expect((await years(clerk)).json()).toMatchObject({ items: [{ year: 2026 }, { year: 2025 }], can: { edit: false } });
  expect((await years(chief)).json().can).toEqual({ edit: true });
});

test("a year is entered by the installation's administrator only, once per edition, and written down", async () => {
  expect((await put(clerk, 2027, decree)).statusCode).toBe(403);
  expect((await put(below, 2027, decree)).json().code).toBe("access.forbidden");
  expect(
    (await put(chief, 2027, { ...decree, days: [{ day: "2027-13-01", kind: "free", name: "" }] })).statusCode,
  ).toBe(400);
  expect((await put(chief, 2028, decree)).json().code).toBe("calendar.day_of_another_year");
  expect((await put(chief, 2027, decree)).json()).toEqual({ movedClocks: 0 });
  expect((await put(chief, 2027, decree)).json().code).toBe("calendar.changed_meanwhile");
  expect((await put(chief, 2027, { ...decree, edition: 1, provisional: true })).statusCode).toBe(200);
  expect((await years(chief)).json().items[0]).toMatchObject({
    year: 2027,
    edition: 2,
    provisional: true,
    days: decree.days,
  });
  const records = await transact(
    server.database.ctx(),
    async ({ db }) =>
      (await sql`select 1 from kernel.audit_record where action = 'calendar.year_saved'`.execute(db)).rows,
  );
  expect(records).toHaveLength(2);
});

test("a pasted decree is read without keeping anything", async () => {
  const url = "/api/calendar/years/read";
  const payload = { year: 2029, text: "一、元旦：1月1日（周一）放假。" };
  const read = await server.app.inject({
    method: "POST",
    url,
    headers: { cookie: chief.cookie },
    payload,
  });
  expect(read.json()).toEqual({ days: [{ day: "2029-01-01", kind: "free", name: "元旦" }] });
  expect((await years(chief)).json().items.map((one: { year: number }) => one.year)).not.toContain(2029);
});
