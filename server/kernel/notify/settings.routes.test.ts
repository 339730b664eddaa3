import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { transact } from "../context.ts";
import { type App, buildHttp } from "../http/http.ts";
import { temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { settingsRoutes } from "./settings.routes.ts";

let database: TestDatabase;
let app: App;
beforeAll(async () => {
  database = await testDatabase();
  const secrets = await temporarySecrets();
  const findActor = (_entrance: string, path: string): Actor => ({
    ...{ kind: "staff", sessionId: "s", accountId: "a", name: "x" },
    duties: [{ duty: path === "none" ? "auditor" : "administrator", path }],
  });
  app = await buildHttp({
    db: database.db,
    clock: systemClock,
    log: pino({ level: "silent" }),
    findActor,
    strictAnswers: true,
  });
  settingsRoutes(app, { secrets, demo: false, system: () => database.ctx() });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const url = "/api/settings/sms";
const get = (path?: string) => app.inject({ url, headers: path === undefined ? {} : { cookie: `gh_staff=${path}` } });
const put = (payload: object, path = "1") =>
  app.inject({ method: "PUT", url, payload, headers: { cookie: `gh_staff=${path}` } });
const gateway = { url: "https://sms.example/send", signName: "工汇", templates: { one_time_password: "SMS_1" } };
const secret = "a shared secret of the gateway";

test("settings need a sign-in, the duty, and the duty at a top organisation", async () => {
  expect((await get()).statusCode).toBe(401);
  expect((await get("none")).statusCode).toBe(403);
  expect((await get("1.2")).statusCode).toBe(403);
  expect((await put({ ...gateway, secret }, "1.2")).statusCode).toBe(403);
  expect((await get("1")).json()).toEqual({ channel: "none", gateway: null });
});

test("what is kept can be read again except for the secret, lies sealed, and its change is recorded", async () => {
  expect((await put({ ...gateway, secret: "short" })).statusCode).toBe(400);
  expect((await put({ ...gateway, url: "file:///etc/passwd", secret })).statusCode).toBe(400);
  expect((await put(gateway)).json()).toMatchObject({ status: 422, code: "settings.sms_secret_needed" });
  expect((await put({ ...gateway, secret })).json()).toEqual({ channel: "gateway", gateway });
  const stored = await sql<{ text: string }>`select value::text as text from kernel.setting`.execute(database.db);
  expect(stored.rows.map((row) => row.text).join()).not.toContain("sms.example");
  const audit = await transact(database.ctx(), (tx) =>
    sql<{ action: string; payload: string }>`select action, payload from kernel.audit_record`.execute(tx.db),
  );
  expect(audit.rows).toMatchObject([{ action: "settings.sms_changed" }]);
  expect(audit.rows[0]?.payload).not.toContain(secret);
});

test("the kept secret stays for the same address, and never goes to another one", async () => {
  await put({ ...gateway, secret });
  expect((await put({ ...gateway, signName: "工会" })).json()).toMatchObject({ gateway: { signName: "工会" } });
  expect((await put({ ...gateway, url: "https://elsewhere.example/" })).statusCode).toBe(422);
});
