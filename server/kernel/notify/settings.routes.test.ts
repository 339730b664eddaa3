import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { transact } from "../context.ts";
import { type App, buildHttp } from "../http/http.ts";
import { allowInside } from "../http/outbound.ts";
import { temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { settingsRoutes } from "./settings.routes.ts";
import { registerSmsTemplate } from "./sms-templates.ts";

let database: TestDatabase;
let app: App;
beforeAll(async () => {
  allowInside(["127.0.0.1"], { demo: false });
  database = await testDatabase();
  const secrets = await temporarySecrets();
  const findActor = (_entrance: string, path: string): Actor => ({
    ...{ kind: "staff", sessionId: "s", accountId: `account of ${path}`, name: "x" },
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
  allowInside([], { demo: false });
  await app.close();
  await database.drop();
});

const url = "/api/settings/sms";
const get = (path?: string) => app.inject({ url, headers: path === undefined ? {} : { cookie: `gh_staff=${path}` } });
const put = (payload: object, path = "1") =>
  app.inject({ method: "PUT", url, payload, headers: { cookie: `gh_staff=${path}` } });
const tried = (phone: string, path = "1") =>
  app.inject({ method: "POST", url: `${url}/test`, payload: { phone }, headers: { cookie: `gh_staff=${path}` } });
const gateway = { url: "https://sms.example/send", signName: "工汇", templates: { one_time_password: "SMS_1" } };
const secret = "a shared secret of the gateway";
registerSmsTemplate({ name: "one_time_password", params: ["code", "minutes"], required: true });
registerSmsTemplate({ name: "a_notice", params: ["union"] });
/** What needs a code of the provider: what nobody can sign in without comes first. */
const templates = [
  { name: "one_time_password", params: ["code", "minutes"], required: true },
  { name: "a_notice", params: ["union"], required: false },
];

test("settings need a sign-in, the duty, and the duty at a top organisation", async () => {
  expect((await get()).statusCode).toBe(401);
  expect((await get("none")).statusCode).toBe(403);
  expect((await get("1.2")).statusCode).toBe(403);
  expect((await put({ ...gateway, secret }, "1.2")).statusCode).toBe(403);
  expect((await get("1")).json()).toEqual({ channel: "none", gateway: null, templates });
  expect((await tried("13912345678")).json()).toMatchObject({ status: 409, code: "settings.sms_not_configured" });
});

test("what is kept can be read again except for the secret, lies sealed, and its change is recorded", async () => {
  expect((await put({ ...gateway, secret: "short" })).statusCode).toBe(400);
  expect((await put({ ...gateway, url: "file:///etc/passwd", secret })).statusCode).toBe(400);
  expect((await put(gateway)).json()).toMatchObject({ status: 422, code: "settings.sms_secret_needed" });
  expect((await put({ ...gateway, secret })).json()).toEqual({ channel: "gateway", gateway, templates });
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

test("a test message goes at once, tells what the gateway said, and is recorded without the number", async () => {
  const heard: { phone: string; params: Record<string, string> }[] = [];
  let answer = '{"code":"OK"}';
  const provider = createServer((request, response) => {
    request.setEncoding("utf8").on("data", (text: string) => heard.push(JSON.parse(text)));
    request.on("end", () => response.end(answer));
  }).listen(0, "127.0.0.1");
  await once(provider, "listening");
  const { port } = provider.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/`;
  await put({ ...gateway, url: address, secret });
  expect((await tried("13912345678")).json()).toEqual({ channel: "gateway", outcome: "sent", reason: null });
  expect(heard).toMatchObject([{ phone: "+8613912345678", params: { code: "000000" } }]);
  answer = '{"code":"BAD_SIGNATURE"}';
  const refused = await tried("13912345678");
  expect(refused.json()).toEqual({ channel: "gateway", outcome: "refused", reason: "answer 200 BAD_SIGNATURE" });
  provider.close();
  expect((await tried("13912345678")).json()).toMatchObject({ outcome: expect.stringMatching(/not_sent|unknown/) });
  const audit = await transact(database.ctx(), (tx) =>
    sql<{ payload: string }>`select payload::text as payload from kernel.audit_record
      where action = 'settings.sms_tested'`.execute(tx.db),
  );
  expect(audit.rows).toHaveLength(3);
  expect(audit.rows[0]?.payload).toContain("5678");
  expect(audit.rows[0]?.payload).not.toContain("12345678");
});

test("nobody sends the server into the network it stands in, in whatever way the place is written", async () => {
  let heard = 0;
  const hostile = createServer((_, response) => {
    heard++;
    response.writeHead(302, { location: "http://169.254.169.254/" }).end('{"code":"OK"}');
  }).listen(0, "127.0.0.1");
  await once(hostile, "listening");
  const { port } = hostile.address() as AddressInfo;
  allowInside([], { demo: false });
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `0x7f.1:${port}`, "[::ffff:169.254.169.254]"]) {
    await put({ ...gateway, url: `http://${host}/`, secret }, "2");
    expect((await tried("13912345678", "2")).json()).toMatchObject({ status: 422, code: "settings.address_inside" });
  }
  expect(heard).toBe(0);
  // Nor does one that may be asked send it elsewhere.
  allowInside(["127.0.0.1"], { demo: false });
  await put({ ...gateway, url: `http://127.0.0.1:${port}/`, secret }, "2");
  expect((await tried("13912345678", "2")).json()).toMatchObject({ outcome: "refused", reason: "answer 302 OK" });
  expect(heard).toBe(1);
  hostile.close();
});

test("test messages are for who may change the settings, for phones, and few", async () => {
  expect((await tried("13912345678", "1.2")).statusCode).toBe(403);
  expect((await tried("12")).json()).toMatchObject({ status: 422, code: "settings.sms_phone_invalid" });
  await put({ ...gateway, url: "http://127.0.0.1:1/", secret });
  const codes = [];
  for (let attempt = 0; attempt < 3; attempt++) codes.push((await tried("13912345678")).statusCode);
  expect(codes).toEqual([200, 200, 429]);
});
