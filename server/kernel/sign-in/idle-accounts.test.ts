import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeIdleAccounts } from "./idle-accounts.ts";
import { aNode, aStaff, aStaffAccount, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

let server: SignInApp;
let owner: pg.Client;
let node: { id: string; path: string };
let keeper: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
  });
  owner = new pg.Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  await owner.query("set app.scope = '*'");
  node = await aNode(server.database);
  keeper = await aStaff(server.database, server.secrets, { node, duties: ["security.administrator"] });
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const run = () => closeIdleAccounts(server.runtime.system("test"));
const account = (duties: string[] = [], at = node) =>
  aStaffAccount(server.database, server.secrets, { node: at, duties, password: "Fluss-und-Berg-77" });
/** Time that goes by for one account. */
const later = (id: string, days: number) =>
  owner.query(
    `update kernel.staff_account set created_at = created_at - make_interval(days => $2),
       signed_in_at = signed_in_at - make_interval(days => $2), idle_noticed_at = idle_noticed_at - make_interval(days => $2) where id = $1`,
    [id, days],
  );
const seen = async (id: string) =>
  (await server.app.inject({ url: `/api/staff-accounts/${id}`, headers: { cookie: keeper.cookie } })).json();
const post = (path: string, payload: object, cookie = "") =>
  server.app.inject({ method: "POST", url: path, payload, headers: { cookie } });
const signIn = async (login: string, password = "Fluss-und-Berg-77") => {
  const first = await post("/api/staff/sign-in", { login, password });
  if (first.statusCode !== 200) return first.statusCode;
  const { ticket, demoCode } = first.json();
  return (await post("/api/staff/sign-in/second", { ticket, code: demoCode })).statusCode;
};

describe("an account that nobody uses", () => {
  test("is told of two weeks before, and closed after ninety days", async () => {
    const { id, login } = await account();
    await later(id, 75);
    await run();
    expect((await seen(id)).closesAt).toBeNull();
    await later(id, 2);
    await run();
    expect(new Date((await seen(id)).closesAt).getTime()).toBeGreaterThan(Date.now() + 12 * 86_400_000);
    await later(id, 12);
    await run();
    expect((await seen(id)).disabledAt).toBeNull();
    await later(id, 3);
    await run();
    expect(await seen(id)).toMatchObject({ disabledAt: expect.any(String), closedIdle: true, closesAt: null });
    expect(await signIn(login)).toBe(401);
  });

  test("stays when it is used after the notice", async () => {
    const { id, login } = await account();
    await later(id, 80);
    await run();
    expect(await signIn(login)).toBe(200);
    expect((await seen(id)).closesAt).toBeNull();
    await later(id, 20);
    await run();
    expect((await seen(id)).disabledAt).toBeNull();
  });

  test("is opened again with a new password by who could reset it; one closed by a person is not", async () => {
    const { id, login } = await account();
    await later(id, 80);
    await run();
    await later(id, 20);
    await run();
    const reopen = `/api/staff-accounts/${id}/reopen`;
    expect((await post(reopen, { reason: "back from leave" })).statusCode).toBe(401);
    const { password } = (await post(reopen, { reason: "back from leave" }, keeper.cookie)).json();
    expect(await signIn(login, password)).toBe(200);
    expect((await post(reopen, { reason: "once more" }, keeper.cookie)).json().code).toBe("staff.not_closed_idle");
    await post(`/api/staff-accounts/${id}/disable`, { reason: "has left" }, keeper.cookie);
    expect((await post(reopen, { reason: "once more" }, keeper.cookie)).json().code).toBe("staff.not_closed_idle");
  });
});

describe("the last who manages accounts", () => {
  test("is told of and never locked out, until there is somebody else", async () => {
    const alone = await aNode(server.database);
    const { id } = await account(["administrator"], alone);
    const second = await account(["security.administrator"], alone);
    for (const one of [id, second.id]) await later(one, 200);
    await run();
    for (const one of [id, second.id]) await later(one, 20);
    await run();
    const open = async () =>
      (
        await owner.query("select id from kernel.staff_account where id = any($1) and disabled_at is null", [
          [id, second.id],
        ])
      ).rowCount;
    expect(await open()).toBe(1);
    await run();
    expect(await open()).toBe(1);
  });
});
