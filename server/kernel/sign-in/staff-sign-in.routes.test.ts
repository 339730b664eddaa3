import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "../context.ts";
import { createFirstAdministrator } from "./first-administrator.ts";
import { totpCode } from "./second-factor.ts";
import { aNode, aStaffAccount, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

let server: SignInApp;
let owner: pg.Client;
let node: { id: string; path: string };
let logins = 0;

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
  });
  node = await aNode(server.database);
  owner = new pg.Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const password = "correct horse battery";
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  server.app.inject({ method: "POST", url, payload, headers });
const me = (cookie: string) => server.app.inject({ url: "/api/staff/me", headers: { cookie } });
const cookieOf = (response: { cookies: { name: string; value: string }[] }) =>
  response.cookies.map((one) => `${one.name}=${one.value}`).join("; ");

const anAccount = (duties = ["auditor"]) =>
  aStaffAccount(server.database, server.secrets, { node, duties, login: `person${++logins}`, password });
const begin = async (login: string) => (await post("/api/staff/sign-in", { login, password })).json();

/** An account that has its authenticator: the secret, the recovery codes, and a way to a fresh code. */
async function enrolled() {
  const account = await anAccount();
  const { ticket, enrol } = await begin(account.login);
  const first = await post("/api/staff/sign-in/second", { ticket, code: totpCode(enrol.secret, new Date()) });
  const recoveryCodes: string[] = first.json().recoveryCodes;
  // As if it had been enrolled a while ago, so that this half minute's code is still good.
  await asOwner("update kernel.staff_account set totp_step = 0 where id = $1", [account.id]);
  return { ...account, secret: enrol.secret as string, recoveryCodes, cookie: cookieOf(first), first };
}

async function asOwner(statement: string, values: unknown[]): Promise<void> {
  await owner.query("begin; set local app.scope = '*'");
  await owner.query(statement, values);
  await owner.query("commit");
}

describe("signing in to the console", () => {
  test("first enrols a second factor, shows ten recovery codes once and opens a session", async () => {
    const { first, cookie, recoveryCodes, login } = await enrolled();
    expect(first.statusCode).toBe(200);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(first.cookies[0]).toMatchObject({ name: "gh_staff", httpOnly: true, sameSite: "Lax", path: "/" });
    const answer = (await me(cookie)).json();
    expect(answer).toMatchObject({
      login,
      duties: [{ duty: "auditor", nodeId: node.id }],
      permissions: ["audit.view"],
    });
    expect(answer.recoveryCodes).toBeUndefined();
  });

  test("later asks for the authenticator's code, each good once", async () => {
    const { login, secret } = await enrolled();
    const one = await begin(login);
    expect(one).toMatchObject({ next: "totp" });
    expect(one.enrol).toBeUndefined();
    const code = totpCode(secret, new Date());
    expect(one.demoCode).toBe(code);
    expect((await post("/api/staff/sign-in/second", { ticket: one.ticket, code })).statusCode).toBe(200);

    const { ticket } = await begin(login);
    const replay = await post("/api/staff/sign-in/second", { ticket, code });
    expect(replay.statusCode).toBe(409);
    expect(replay.json()).toMatchObject({ code: "sign_in.code_used", params: { seconds: expect.any(Number) } });
  });

  test("the demo shows a code that was not used yet", async () => {
    const { login } = await enrolled();
    for (let times = 0; times < 2; times++) {
      const { ticket, demoCode } = await begin(login);
      expect((await post("/api/staff/sign-in/second", { ticket, code: demoCode })).statusCode).toBe(200);
    }
  });

  test("a ticket is good once, for five tries, and never a session", async () => {
    const { login, secret } = await enrolled();
    const { ticket } = await begin(login);
    expect((await me(`gh_staff=${ticket}`)).statusCode).toBe(401);
    const wrong = totpCode(secret, new Date(0));
    for (let i = 0; i < 5; i++) await post("/api/staff/sign-in/second", { ticket, code: wrong });
    const sixth = await post("/api/staff/sign-in/second", { ticket, code: totpCode(secret, new Date()) });
    expect(sixth.json().code).toBe("sign_in.too_many_tries");
    expect((await post("/api/staff/sign-in/second", { ticket: "x".repeat(43), code: wrong })).json().code).toBe(
      "sign_in.ticket_expired",
    );
  });

  test("many tickets do not give many tries: the second factor is throttled for the account", async () => {
    const { login, secret } = await enrolled();
    const codes: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { ticket } = await begin(login);
      for (let j = 0; j < 3; j++)
        codes.push(
          (await post("/api/staff/sign-in/second", { ticket, code: totpCode(secret, new Date(0)) })).json().code,
        );
    }
    expect(codes.filter((code) => code === "sign_in.wrong_code")).toHaveLength(10);
    expect(codes.at(-1)).toBe("sign_in.too_many_tries");
  });

  test("a recovery code opens once when the authenticator is lost", async () => {
    const { login, recoveryCodes } = await enrolled();
    const recover = async (recoveryCode: string) =>
      post("/api/staff/sign-in/recovery", { ticket: (await begin(login)).ticket, recoveryCode });
    const typed = ` ${recoveryCodes[3]?.toUpperCase().replace("-", " ")}`;
    const answer = await recover(typed);
    expect(answer.json()).toMatchObject({ login, recoveryCodesLeft: 9 });
    expect((await recover(recoveryCodes[3] ?? "")).json().code).toBe("sign_in.wrong_code");
    expect((await recover(recoveryCodes[4] ?? "")).json()).toMatchObject({ recoveryCodesLeft: 8 });
  });

  test("an unknown login, a wrong password and a disabled account are refused alike", async () => {
    const account = await anAccount();
    const disabled = await anAccount();
    await asOwner("update kernel.staff_account set disabled_at = now() where id = $1", [disabled.id]);
    const answers = [
      await post("/api/staff/sign-in", { login: "nobody", password }),
      await post("/api/staff/sign-in", { login: account.login, password: "something else" }),
      await post("/api/staff/sign-in", { login: disabled.login, password }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual(answers[0]?.json());
    }
  });

  test("guessing a password stops after eight tries from one address, for known and unknown logins; elsewhere its owner gets in", async () => {
    const { login } = await anAccount();
    for (const name of [login, `${login}-unknown`]) {
      const guess = () =>
        post("/api/staff/sign-in", { login: name, password: "guess" }, { "x-forwarded-for": "198.51.100.9" });
      const codes: string[] = [];
      for (let i = 0; i < 10; i++) codes.push((await guess()).json().code);
      expect(codes.filter((code) => code === "sign_in.wrong_password")).toHaveLength(8);
      expect(codes.at(-1)).toBe("sign_in.too_many_tries");
    }
    expect(await begin(login)).toHaveProperty("ticket");
  });

  test("answers 400 to what is no sign-in, and 401 where a session is needed", async () => {
    expect((await post("/api/staff/sign-in", { login: "a" })).statusCode).toBe(400);
    expect((await post("/api/staff/sign-in/second", { ticket: "x".repeat(43), code: "12ab56" })).statusCode).toBe(400);
    expect((await me("")).statusCode).toBe(401);
    expect((await post("/api/staff/password", { current: "a", next: "b" })).statusCode).toBe(401);
    expect((await post("/api/staff/sign-out", {})).statusCode).toBe(401);
  });

  test("every step is in the audit, without codes or passwords", async () => {
    const { id, login, recoveryCodes } = await enrolled();
    await post("/api/staff/sign-in", { login, password: "wrong password" });
    const { rows } = await transact(server.database.ctx(), (tx) =>
      sql<{ action: string; payload: string }>`select action, payload from kernel.audit_record where object_id = ${id}
        order by at`.execute(tx.db),
    );
    expect(rows.map((row) => row.action)).toEqual([
      "staff.second_factor_enrolled",
      "staff.signed_in",
      "staff.password_refused",
    ]);
    expect(JSON.stringify(rows)).not.toContain(recoveryCodes[0]);
  });
});

describe("a session of the staff", () => {
  test("ends on signing out", async () => {
    const { cookie } = await enrolled();
    expect((await post("/api/staff/sign-out", {}, { cookie })).statusCode).toBe(204);
    await goneWithinASecond(cookie);
  });

  test("ends when the password changes, except the one that changed it", async () => {
    const { cookie, login } = await enrolled();
    const { ticket, demoCode } = await begin(login);
    const other = cookieOf(await post("/api/staff/sign-in/second", { ticket, code: demoCode }));
    const change = (current: string, next: string) => post("/api/staff/password", { current, next }, { cookie });
    expect((await change("wrong", "a much better one")).json().code).toBe("staff.wrong_password");
    expect((await change(password, "short")).json().code).toBe("staff.password_too_weak");
    expect((await change(password, `${login}-and-more`)).json().code).toBe("staff.password_too_weak");
    expect((await change(password, "a much better one")).statusCode).toBe(200);
    await goneWithinASecond(other);
    expect((await me(cookie)).statusCode).toBe(200);
    expect((await post("/api/staff/sign-in", { login, password })).statusCode).toBe(401);
  });

  async function goneWithinASecond(cookie: string): Promise<void> {
    for (let i = 0; i < 50 && (await me(cookie)).statusCode !== 401; i++) await sleep(20);
    expect((await me(cookie)).statusCode).toBe(401);
  }
});

describe("the first administrator", () => {
  test("holds every duty at the top, but nothing before the handed-over password is changed", async () => {
    const made = await createFirstAdministrator(server.database.ctx(), server.secrets, {
      login: "First",
      name: "First Administrator",
      organisationId: node.id,
    });
    const begun = (await post("/api/staff/sign-in", { login: "first", password: made.password })).json();
    const session = await post("/api/staff/sign-in/second", { ticket: begun.ticket, code: begun.demoCode });
    expect(session.json()).toMatchObject({ passwordTemporary: true, duties: [], permissions: [] });
    const cookie = cookieOf(session);
    const accounts = () => server.app.inject({ url: "/api/staff-accounts", headers: { cookie } });
    expect((await accounts()).statusCode).toBe(403);

    const next = { current: made.password, next: "a password of my own" };
    const changed = await post("/api/staff/password", next, { cookie });
    expect(changed.json().permissions).toEqual([
      "audit.view",
      "settings.manage",
      "staff.appoint",
      "staff.manage",
      "staff.view",
    ]);
    for (let i = 0; i < 50 && (await accounts()).statusCode !== 200; i++) await sleep(20);
    expect((await accounts()).statusCode).toBe(200);
  });
});
