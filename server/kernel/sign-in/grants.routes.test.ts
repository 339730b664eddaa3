import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { transact } from "../context.ts";
import { registerNodeNames } from "../node-names.ts";
import { assertDuty, defineDuty, listDuties } from "../policy.ts";
import { followDutyTerms } from "./duty-ends.ts";
import { definePreset, officeOf } from "./duty-presets.ts";
import { grantRoutes } from "./grants.routes.ts";
import { aNode, aStaff, aStaffAccount, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

defineDuty("term.reader", ["term.read"]);
defineDuty("term.writer", ["term.read", "term.write"]);
definePreset("organiser", ["term.reader", "term.writer"]);

type Node = { id: string; path: string };
type Staff = { id: string; cookie: string };
let server: SignInApp;
let city: Node;
let county: Node;
let other: Node;
let security: Staff;

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
    grantRoutes(app, runtime);
    for (const node of ["county", "other"])
      app.get(
        `/api/test/${node}`,
        { access: "staff", schema: { response: { 204: z.null() } } },
        async ({ ctx }, reply) => {
          assertDuty(ctx.actor, "term.write", node === "county" ? county.path : other.path);
          return reply.code(204).send(null);
        },
      );
  });
  const { database, secrets } = server;
  city = await aNode(database);
  county = await aNode(database, city.id);
  other = await aNode(database);
  registerNodeNames(async (_db, ids) => new Map(ids.map((id) => [id, id === county.id ? "东湖区总工会" : "别处"])));
  security = await aStaff(database, secrets, { node: city, duties: ["security.administrator"] });
});
afterAll(() => server.close());

const call = (by: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie: by.cookie }, ...(payload === undefined ? {} : { payload }) });
const account = (duties: string[] = []) => aStaffAccount(server.database, server.secrets, { node: county, duties });
const staff = (duties: string[] = []) => aStaff(server.database, server.secrets, { node: county, duties });
const give = (to: { id: string }, duty: string, term: object = {}, by = security) =>
  call(by, "POST", `/api/staff-accounts/${to.id}/duties`, { duty, organisationId: county.id, ...term });
const givePost = (to: { id: string }, preset: string, term: object = {}) =>
  call(security, "POST", `/api/staff-accounts/${to.id}/presets`, { preset, organisationId: county.id, ...term });
const dutiesOf = async (of: { id: string }) => {
  const { duties } = (await call(security, "GET", `/api/staff-accounts/${of.id}`)).json();
  return duties.map((one: { duty: string }) => one.duty).sort();
};
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const permissionsOf = async (who: Staff) => (await call(who, "GET", "/api/staff/me")).json().permissions as string[];

async function soon(condition: () => Promise<boolean>, withinMs = 3000): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await sleep(20))
    if (await condition()) return;
  expect(await condition()).toBe(true);
}

describe("a term", () => {
  test("begins and ends by itself for somebody who is signed in, to the moment", async () => {
    const person = await staff();
    expect((await give(person, "term.writer", { from: inMs(600), until: inMs(1500) })).statusCode).toBe(201);
    const holds = async () => (await permissionsOf(person)).includes("term.write");
    const opens = async () => (await call(person, "GET", "/api/test/county")).statusCode === 204;
    expect([await holds(), await opens()]).toEqual([false, false]);
    await soon(opens);
    await soon(async () => !(await opens()));
    expect(await holds()).toBe(false);
  });

  test("may follow another of the same duty, and never lies on it", async () => {
    const person = await account();
    const [one, two, three] = [inMs(3_600_000), inMs(7_200_000), inMs(9_000_000)];
    expect((await give(person, "term.reader", { until: two })).statusCode).toBe(201);
    expect((await give(person, "term.reader", { from: one, until: three })).json().code).toBe(
      "staff.duty_already_held",
    );
    expect((await give(person, "term.reader", { from: two, until: three })).statusCode).toBe(201);
    expect((await give(person, "term.reader", { from: three, until: two })).json().code).toBe(
      "staff.grant_already_over",
    );
  });

  test("that is over is written down once, and others are told", async () => {
    const person = await account();
    await give(person, "term.reader", { until: inMs(200) });
    await sleep(300);
    expect(await followDutyTerms(server.runtime.system("test"))).toBeGreaterThanOrEqual(1);
    expect(await followDutyTerms(server.runtime.system("test"))).toBe(0);
    const ended = await transact(server.database.ctx(), (tx) =>
      sql`select 1 from kernel.audit_record where action = 'staff.duty_ended' and object_id = ${person.id}`.execute(
        tx.db,
      ),
    );
    expect(ended.rows).toHaveLength(1);
  });

  test("of a duty that one holds for a time oneself is no longer than one's own", async () => {
    const clerk = await staff(["administrator"]);
    const until = inMs(3_600_000);
    expect((await give(clerk, "term.reader", { until })).statusCode).toBe(201);
    await soon(async () => (await permissionsOf(clerk)).includes("term.read"));
    const person = await account();
    expect((await give(person, "term.reader", {}, clerk)).json()).toMatchObject({
      ...{ code: "staff.grant_outlasts_own", params: { untilAt: until } },
    });
    expect((await give(person, "term.reader", { until }, clerk)).statusCode).toBe(201);
  });
});

describe("posts", () => {
  test("are listed with their duties; each duty says which office it belongs to", async () => {
    const { items, presets } = (await call(security, "GET", "/api/duties")).json();
    expect(presets).toContainEqual({ preset: "organiser", duties: ["term.reader", "term.writer"] });
    expect(items).toContainEqual({ duty: "system.administrator", permissions: ["settings.manage"], office: "system" });
  });

  test("are given whole; what is held already stays as it is", async () => {
    const person = await account();
    await give(person, "term.reader");
    expect((await givePost(person, "organiser")).json()).toEqual({ granted: 1 });
    expect(await dutiesOf(person)).toEqual(["term.reader", "term.writer"]);
    expect((await givePost(person, "organiser")).json().code).toBe("staff.duty_already_held");
    expect((await givePost(person, "king")).statusCode).toBe(400);
    expect((await call(await staff(), "POST", `/api/staff-accounts/${person.id}/presets`, {})).statusCode).toBe(403);
  });

  test("of system, security and audit are three people's", async () => {
    const posts = ["system_administrator", "security_administrator", "auditor"];
    for (const first of posts)
      for (const second of posts.filter((one) => one !== first)) {
        const person = await account();
        expect((await givePost(person, first, { until: inMs(3_600_000) })).statusCode).toBe(201);
        expect((await givePost(person, second)).json().code).toBe("staff.duties_kept_apart");
        expect((await givePost(person, second, { from: inMs(7_200_000) })).statusCode).toBe(409);
      }
    const small = await account();
    expect((await give(small, "auditor")).statusCode).toBe(201);
    expect((await give(small, "administrator")).json().code).toBe("staff.duties_kept_apart");
  });

  test("are kept apart by the database too, which has the same list", async () => {
    const person = await account();
    const insert = (duty: string) =>
      transact(server.database.ctx(), (tx) =>
        sql`insert into kernel.duty_grant (id, account_id, duty, node, node_id, granted_by)
          values (gen_random_uuid(), ${person.id}::uuid, ${duty}, ${county.path}::ltree, ${county.id}::uuid, 'staff:x')`.execute(
          tx.db,
        ),
      );
    await insert("auditor");
    await expect(insert("system.administrator")).rejects.toMatchObject({ constraint: "duty_grant_apart" });
    for (const { duty } of listDuties()) {
      const { rows } = await sql<{ office: string | null }>`select kernel.kept_apart(${duty}) as office`.execute(
        server.database.db,
      );
      expect([duty, rows[0]?.office]).toEqual([duty, officeOf(duty)]);
    }
  });
});

describe("handing over", () => {
  const handOver = (from: { id: string }, to: { id: string }, more: object = {}, by = security) =>
    call(by, "POST", `/api/staff-accounts/${from.id}/hand-over`, { successorId: to.id, reason: "换届", ...more });

  test("gives the successor the same duties and ends the predecessor's, at once", async () => {
    const [old, young] = [await staff(), await staff()];
    await givePost(old, "organiser");
    await give(young, "term.reader");
    await soon(async () => (await permissionsOf(old)).includes("term.write"));
    expect((await handOver(old, young)).json()).toEqual({ handedOver: 2 });
    expect(await dutiesOf(young)).toEqual(["term.reader", "term.writer"]);
    expect(await dutiesOf(old)).toEqual([]);
    await soon(async () => (await permissionsOf(old)).length === 0);
    expect((await handOver(old, young)).json().code).toBe("staff.nothing_to_hand_over");
  });

  test("from a day on changes hands at that moment", async () => {
    const [old, young] = [await staff(), await staff()];
    await give(old, "term.writer");
    const opens = async (who: Staff) => (await call(who, "GET", "/api/test/county")).statusCode === 204;
    await soon(() => opens(old));
    expect((await handOver(old, young, { from: inMs(700) })).statusCode).toBe(200);
    expect([await opens(old), await opens(young)]).toEqual([true, false]);
    await soon(() => opens(young));
    await soon(async () => !(await opens(old)));
  });

  test("is only for who could give each of them, never to oneself, and all or none", async () => {
    const clerk = await staff(["administrator", "term.reader"]);
    const old = await account();
    await givePost(old, "organiser");
    const young = await account();
    expect((await handOver(old, young, {}, clerk)).json().code).toBe("staff.grant_exceeds_own_rights");
    expect(await dutiesOf(old)).toEqual(["term.reader", "term.writer"]);
    expect((await handOver(old, clerk, {}, clerk)).statusCode).toBe(403);
    expect((await handOver(old, old)).json().code).toBe("staff.same_account");
    expect((await handOver(await staff(), young, {}, await staff())).statusCode).toBe(403);
    const auditor = await account(["auditor"]);
    expect((await handOver(auditor, security)).statusCode).toBe(403);
  });
});

describe("a refusal", () => {
  test("tells which duty is missing, and where, when that is a place the reader knows", async () => {
    const clerk = await staff(["term.reader"]);
    expect((await call(clerk, "GET", "/api/test/county")).json()).toMatchObject({
      ...{ status: 403, code: "access.forbidden", params: { permission: "term.write", organisation: "东湖区总工会" } },
    });
    const { params } = (await call(clerk, "GET", "/api/test/other")).json();
    expect(params).toEqual({ permission: "term.write" });
    expect((await call(clerk, "GET", "/api/staff-accounts")).json().params).toEqual({ permission: "staff.view" });
    expect((await call(clerk, "GET", `/api/staff-accounts/${clerk.id}`)).json().params).not.toHaveProperty(
      "organisation",
    );
  });
});
