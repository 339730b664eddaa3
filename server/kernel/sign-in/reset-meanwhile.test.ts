import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aNode, aStaff, type SignInApp, signInApp } from "./sign-in.builders.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

let server: SignInApp;
let owner: pg.Client;
/** Looks on from outside: within a transaction PostgreSQL shows the connections as they were when it was first asked. */
let watcher: pg.Client;
beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    staffSignInRoutes(app, runtime);
    staffAccountRoutes(app, runtime);
  });
  owner = new pg.Client({ connectionString: server.database.ownerUrl });
  watcher = new pg.Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  await watcher.connect();
});
afterAll(async () => {
  await owner.end();
  await watcher.end();
  await server.close();
});

const post = async (url: string, payload: object, cookie = "") =>
  server.app.inject({ method: "POST", url, payload, headers: { cookie } });

test("a password that was right when it was looked at opens nothing once it has been reset", async () => {
  const node = await aNode(server.database);
  const password = "a-stolen-password";
  const { id, login } = await aStaff(server.database, server.secrets, { node, password });
  const admin = await aStaff(server.database, server.secrets, { node, duties: ["administrator"] });
  await post("/api/staff/sign-in", { login, password: "a wrong password" });
  await owner.query("begin; select from kernel.limit_event for update"); // a right password clears the counts, and waits here
  const begun = post("/api/staff/sign-in", { login, password });
  const waiting = `select from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where not l.granted and a.datname = current_database()`;
  while ((await watcher.query(waiting)).rowCount === 0) await sleep(5);
  expect((await post(`/api/staff-accounts/${id}/password/reset`, { reason: "stolen" }, admin.cookie)).statusCode).toBe(
    200,
  );
  await owner.query("commit");

  expect((await begun).json().code).toBe("sign_in.wrong_password");
});
