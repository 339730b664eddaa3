import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { StaffActor } from "../actor.ts";
import { dayOf } from "../business-day.ts";
import { transact } from "../context.ts";
import { uuidv7 } from "../ids.ts";
import { defineDuty, hasDuty, listDuties } from "../policy.ts";
import { grantRoutes } from "./grants.routes.ts";
import { aNode, aStaff, aStaffAccount, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { mayGrant } from "./staff-accounts.policy.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

defineDuty("test.reader", ["test.read"]);
defineDuty("test.writer", ["test.read", "test.write"]);

type Node = { id: string; path: string };
let server: SignInApp;
let city: Node;
let county: Node;
let otherCounty: Node;
let cityAdmin: Awaited<ReturnType<typeof aStaff>>;
let countyAdmin: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
    grantRoutes(app, runtime);
  });
  const { database, secrets } = server;
  city = await aNode(database);
  county = await aNode(database, city.id);
  otherCounty = await aNode(database, city.id);
  cityAdmin = await aStaff(database, secrets, { node: city, duties: ["administrator", "test.writer", "auditor"] });
  countyAdmin = await aStaff(database, secrets, { node: county, duties: ["administrator", "test.reader"] });
});
afterAll(() => server.close());

const call = (cookie: string, method: "GET" | "POST" | "DELETE", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const account = (node: Node, duties: string[] = [], at = node) =>
  aStaffAccount(server.database, server.secrets, { node, duties, at });
const reason = { reason: "phone was lost" };

describe("staff accounts", () => {
  test("and duties are those of the end of a day, when one is asked for", async () => {
    const holder = await account(county, ["test.reader"]);
    const gone = await account(county, ["test.writer"]);
    await transact(server.database.ctx(), async ({ db }) => {
      const ago = (days: number) => sql`clock_timestamp() - make_interval(days => ${days})`;
      const ids = sql`(${holder.id}::uuid, ${gone.id}::uuid)`;
      await sql`update kernel.staff_account set created_at = ${ago(10)} where id in ${ids}`.execute(db);
      await sql`update kernel.duty_grant set valid_from = ${ago(5)} where account_id in ${ids}`.execute(db);
      await sql`update kernel.duty_grant set valid_until = ${ago(2)} where account_id = ${holder.id}::uuid`.execute(db);
      await sql`update kernel.duty_grant set revoked_at = ${ago(2)} where account_id = ${gone.id}::uuid`.execute(db);
      await sql`update kernel.staff_account set disabled_at = ${ago(1)} where id = ${gone.id}::uuid`.execute(db);
    });
    const dutiesOn = async (days: number) => {
      const day = dayOf(new Date(Date.now() - days * 86_400_000));
      const url = `/api/staff-accounts?limit=100&organisationId=${county.id}&day=${day}`;
      const { items } = (await call(cityAdmin.cookie, "GET", url)).json();
      const of = (id: string) =>
        items.find((one: { id: string }) => one.id === id)?.duties.map(({ duty }: { duty: string }) => duty);
      return [of(holder.id), of(gone.id)];
    };
    expect(await dutiesOn(12)).toEqual([undefined, undefined]);
    expect(await dutiesOn(7)).toEqual([[], []]);
    expect(await dutiesOn(4)).toEqual([["test.reader"], ["test.writer"]]);
    expect(await dutiesOn(0)).toEqual([[], undefined]);
  });

  test("are listed within the reader's subtrees, a page at a time", async () => {
    const inCounty = await account(county);
    const inOther = await account(otherCounty);
    const ids = async (cookie: string) => {
      const all: string[] = [];
      for (let after = ""; ; ) {
        const page = (await call(cookie, "GET", `/api/staff-accounts?limit=2${after}`)).json();
        all.push(...page.items.map((item: { id: string }) => item.id));
        if (page.next === null) return all;
        after = `&after=${page.next}`;
      }
    };
    expect(await ids(countyAdmin.cookie)).toContain(inCounty.id);
    expect(await ids(countyAdmin.cookie)).not.toContain(inOther.id);
    expect(await ids(cityAdmin.cookie)).toEqual(expect.arrayContaining([inCounty.id, inOther.id, countyAdmin.id]));
    expect((await call(countyAdmin.cookie, "GET", `/api/staff-accounts/${inOther.id}`)).statusCode).toBe(404);
  });

  test("need a session, a duty, and a right body", async () => {
    const auditor = await aStaff(server.database, server.secrets, { node: city, duties: ["auditor"] });
    const routes = [
      ["GET", "/api/staff-accounts"],
      ["GET", `/api/staff-accounts/${uuidv7()}`],
      ["POST", "/api/staff-accounts", { login: "new.one", name: "New", organisationId: city.id }],
      ["POST", `/api/staff-accounts/${uuidv7()}/duties`, { duty: "auditor", organisationId: city.id }],
      ["DELETE", `/api/staff-accounts/${uuidv7()}/duties/${uuidv7()}`],
      ["POST", `/api/staff-accounts/${uuidv7()}/second-factor/reset`, reason],
      ["POST", `/api/staff-accounts/${uuidv7()}/password/reset`, reason],
      ["POST", `/api/staff-accounts/${uuidv7()}/disable`, reason],
    ] as const;
    for (const [method, url, body] of routes) {
      expect([url, (await call("", method, url, body)).statusCode]).toEqual([url, 401]);
      expect([url, (await call(auditor.cookie, method, url, body)).statusCode]).toEqual([url, 403]);
      if (body !== undefined)
        expect([url, (await call(cityAdmin.cookie, method, url, { nonsense: 1 })).statusCode]).toEqual([url, 400]);
      if (url.includes("/staff-accounts/"))
        expect([url, (await call(cityAdmin.cookie, method, url, body)).statusCode]).toEqual([url, 404]);
    }
    expect((await call("", "GET", "/api/duties")).statusCode).toBe(401);
    expect((await call(auditor.cookie, "GET", "/api/duties")).json().items).toContainEqual({
      duty: "auditor",
      permissions: ["audit.view"],
      office: "audit",
    });
  });

  test("are made with a password to hand over, in the maker's own subtree, each login once", async () => {
    const login = `made${Date.now()}`;
    const body = { login, name: "Made", organisationId: county.id };
    const made = await call(countyAdmin.cookie, "POST", "/api/staff-accounts", body);
    expect(made.statusCode).toBe(201);
    expect(made.json().password).toMatch(/^[a-z2-9]{16}$/);
    expect((await call(cityAdmin.cookie, "POST", "/api/staff-accounts", body)).json().code).toBe("staff.login_taken");
    const elsewhere = { login: `${login}x`, name: "Made", organisationId: city.id };
    expect((await call(countyAdmin.cookie, "POST", "/api/staff-accounts", elsewhere)).statusCode).toBe(403);
    const nowhere = { ...elsewhere, organisationId: uuidv7() };
    expect((await call(cityAdmin.cookie, "POST", "/api/staff-accounts", nowhere)).statusCode).toBe(404);
  });
});

describe("a duty", () => {
  const grant = (by: { cookie: string }, accountId: string, duty: string, at: Node, until?: string) =>
    call(by.cookie, "POST", `/api/staff-accounts/${accountId}/duties`, { duty, organisationId: at.id, until });

  test("is given and taken, and holds at the next request, here and below", async () => {
    const person = await aStaff(server.database, server.secrets, { node: county });
    const staff = () => call(person.cookie, "GET", "/api/staff-accounts");
    expect((await staff()).statusCode).toBe(403);
    const given = await grant(cityAdmin, person.id, "administrator", county);
    expect(given.statusCode).toBe(201);
    await soon(async () => (await staff()).statusCode === 200);
    expect((await grant(cityAdmin, person.id, "administrator", county)).json().code).toBe("staff.duty_already_held");

    const url = `/api/staff-accounts/${person.id}/duties/${given.json().grantId}`;
    expect((await call(cityAdmin.cookie, "DELETE", url)).statusCode).toBe(204);
    await soon(async () => (await staff()).statusCode === 403);
    expect((await call(cityAdmin.cookie, "DELETE", url)).statusCode).toBe(404);
  });

  test("lasts no longer than the grantor's own", async () => {
    const soonOver = await aStaff(server.database, server.secrets, { node: county });
    const [inAnHour, inTwo] = [1, 2].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    expect((await grant(cityAdmin, soonOver.id, "administrator", county, inAnHour)).statusCode).toBe(201);
    await soon(async () => (await call(soonOver.cookie, "GET", "/api/staff-accounts")).statusCode === 200);
    const person = await account(county);
    for (const until of [undefined, inTwo])
      expect((await grant(soonOver, person.id, "administrator", county, until)).json()).toMatchObject({
        code: "staff.grant_outlasts_own",
        params: { untilAt: inAnHour },
      });
    expect((await grant(soonOver, person.id, "administrator", county, inAnHour)).statusCode).toBe(201);
  });

  test("never exceeds what the grantor holds at that node", async () => {
    const person = await account(county);
    const refused = "staff.grant_exceeds_own_rights";
    expect((await grant(countyAdmin, person.id, "test.reader", county)).statusCode).toBe(201);
    expect((await grant(countyAdmin, person.id, "test.writer", county)).json().code).toBe(refused);
    expect((await grant(countyAdmin, person.id, "test.reader", city)).json().code).toBe(refused);
    expect((await grant(countyAdmin, person.id, "test.reader", otherCounty)).json().code).toBe(refused);
    expect((await grant(countyAdmin, countyAdmin.id, "auditor", county)).json().code).toBe(refused);
    expect((await grant(cityAdmin, cityAdmin.id, "test.writer", county)).json().code).toBe(refused);
    expect((await grant(cityAdmin, person.id, "no.such_duty", county)).json().code).toBe("staff.no_such_duty");
    expect((await grant(cityAdmin, person.id, "auditor", county, "2020-01-01T00:00:00Z")).json().code).toBe(
      "staff.grant_already_over",
    );
  });

  test("whatever is granted, the grantor could do it there too, or appoints there (property; the seed is printed on failure)", () => {
    const duties = listDuties();
    const paths = ["1", "1.2", "1.2.3", "1.4"];
    const held = fc.record({
      duty: fc.constantFrom(...duties.map((one) => one.duty)),
      path: fc.constantFrom(...paths),
    });
    fc.assert(
      fc.property(fc.array(held, { maxLength: 4 }), held, (grantorDuties, given) => {
        const grantor: StaffActor = { kind: "staff", sessionId: "s", accountId: "a", name: "", duties: grantorDuties };
        if (!mayGrant(grantor, { id: "b" }, { duty: given.duty, node: given.path })) return true;
        const grantee = { ...grantor, accountId: "b", duties: [given] };
        return duties
          .flatMap((duty) => duty.permissions)
          .every((permission) =>
            paths.every(
              (path) =>
                !hasDuty(grantee, permission, path) ||
                hasDuty(grantor, permission, path) ||
                hasDuty(grantor, "staff.appoint", path),
            ),
          );
      }),
      { numRuns: 2000 },
    );
  });

  test("ends by itself when its time is over", async () => {
    const person = await aStaff(server.database, server.secrets, { node: county });
    await grant(cityAdmin, person.id, "administrator", county, new Date(Date.now() + 700).toISOString());
    const staff = () => call(person.cookie, "GET", "/api/staff-accounts");
    await soon(async () => (await staff()).statusCode === 200);
    await soon(async () => (await staff()).statusCode === 403, 3000);
  });
});

describe("lost factors", () => {
  test("are reset by an administrator above, which ends the sessions", async () => {
    const person = await aStaff(server.database, server.secrets, { node: county, duties: ["test.reader"] });
    const me = () => call(person.cookie, "GET", "/api/staff/me");
    expect((await me()).statusCode).toBe(200);
    const url = `/api/staff-accounts/${person.id}/second-factor/reset`;
    expect((await call(countyAdmin.cookie, "POST", url, reason)).statusCode).toBe(204);
    await soon(async () => (await me()).statusCode === 401);
    const reset = await call(countyAdmin.cookie, "POST", `/api/staff-accounts/${person.id}/password/reset`, reason);
    expect(reset.json().password).toHaveLength(16);
  });

  test("of somebody who may do more are not an administrator's to reset, who would then be that person", async () => {
    const person = await account(county, ["test.writer"]);
    const seen = async () => (await call(countyAdmin.cookie, "GET", `/api/staff-accounts/${person.id}`)).json().can;
    expect(await seen()).toEqual({ reset: false, disable: true });
    for (const act of ["second-factor/reset", "password/reset"]) {
      const url = `/api/staff-accounts/${person.id}/${act}`;
      expect((await call(countyAdmin.cookie, "POST", url, reason)).statusCode).toBe(403);
    }
    const url = `/api/staff-accounts/${person.id}/disable`;
    expect((await call(countyAdmin.cookie, "POST", url, reason)).statusCode).toBe(204);
  });

  test("of whoever the security administrator appoints are reset one at a time, so that one stays the owner's", async () => {
    const security = await aStaff(server.database, server.secrets, { node: city, duties: ["security.administrator"] });
    const reset = async (id: string, act: string) => {
      const answer = await call(security.cookie, "POST", `/api/staff-accounts/${id}/${act}/reset`, reason);
      return answer.statusCode < 300 ? "done" : answer.json().code;
    };
    const used = async (duties: string[]) => {
      const one = await account(county, duties);
      await asSignedIn(one.id);
      return one;
    };
    // An officer, and the other two of the three offices, alike.
    for (const duty of ["test.writer", "auditor", "system.administrator"]) {
      const [phoneLost, forgotten] = [await used([duty]), await used([duty])];
      expect([duty, await reset(phoneLost.id, "second-factor")]).toEqual([duty, "done"]);
      expect([duty, await reset(phoneLost.id, "password")]).toEqual([duty, "staff.one_factor_stays"]);
      expect([duty, await reset(forgotten.id, "password")]).toEqual([duty, "done"]);
      expect([duty, await reset(forgotten.id, "second-factor")]).toEqual([duty, "staff.one_factor_stays"]);
      await asSignedIn(forgotten.id); // the owner has come in with the temporary one and made an own one
      expect([duty, await reset(forgotten.id, "second-factor")]).toEqual([duty, "done"]);
    }
    // What nobody has come in with yet is handed over anew; whoever holds the same may do the same.
    const fresh = await account(county, ["test.writer"]);
    const peer = await used(["security.administrator"]);
    for (const id of [fresh.id, peer.id])
      for (const act of ["second-factor", "password"]) expect(await reset(id, act)).toBe("done");
    const person = await used(["test.writer"]);
    expect((await call(security.cookie, "GET", `/api/staff-accounts/${person.id}`)).json().can).toEqual({
      ...{ reset: true, disable: true },
    });
    const given = { duty: "test.reader", organisationId: county.id };
    const granted = await call(security.cookie, "POST", `/api/staff-accounts/${person.id}/duties`, given);
    expect(granted.statusCode, granted.body).toBe(201);
  });

  test("of somebody who holds a duty higher up are not a lower administrator's to reset", async () => {
    const person = await account(county, ["auditor"], city);
    for (const act of ["second-factor/reset", "password/reset", "disable"]) {
      const url = `/api/staff-accounts/${person.id}/${act}`;
      expect((await call(countyAdmin.cookie, "POST", url, reason)).statusCode).toBe(403);
    }
    const disabled = await call(cityAdmin.cookie, "POST", `/api/staff-accounts/${person.id}/disable`, reason);
    expect(disabled.statusCode).toBe(204);
    const seen = (await call(cityAdmin.cookie, "GET", `/api/staff-accounts/${person.id}`)).json();
    expect(seen.disabledAt).not.toBeNull();
    const self = `/api/staff-accounts/${cityAdmin.id}/disable`;
    expect((await call(cityAdmin.cookie, "POST", self, reason)).statusCode).toBe(403);
  });
});

/** As if the owner had signed in with a second factor and a password of their own. */
const asSignedIn = (id: string) =>
  transact(server.database.ctx(), ({ db }) =>
    sql`update kernel.staff_account set signed_in_at = clock_timestamp(), password_temporary = false, totp_secret = '\\x00'
      where id = ${id}::uuid`.execute(db),
  );

const soon = (condition: () => Promise<boolean>, timeout = 1000) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout, interval: 20 });
