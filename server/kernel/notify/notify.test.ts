import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { transact } from "../context.ts";
import { CircuitBreaker } from "../database/circuit-breaker.ts";
import { type App, buildHttp } from "../http/http.ts";
import { allowInside } from "../http/outbound.ts";
import { type Secrets, temporarySecrets } from "../secrets/secrets.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { inboxRoutes } from "./notify.routes.ts";
import { type NotifyRuntime, type Sms, sendInbox, sendSms, smsChannel, startNotify } from "./notify.ts";
import { saveSmsGateway, signSms } from "./sms-http-gateway.ts";
import { registerSmsTemplate } from "./sms-templates.ts";

const log = pino({ level: "silent" });
let secrets: Secrets;
let database: TestDatabase;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  secrets = await temporarySecrets();
});
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await database.drop();
});

const runtimeOf = (demo: boolean): NotifyRuntime => ({ secrets, demo, system: () => database.ctx() });
const start = (demo: boolean, options: Parameters<typeof startNotify>[1] = {}) => {
  const notify = startNotify(runtimeOf(demo), { every: 50, gatewayTimeout: 300, ...options });
  stops.push(() => notify.stop());
  return notify;
};
const until = async (done: () => boolean | Promise<boolean>) => {
  while (!(await done())) await sleep(20);
};
const phone = "+8613800138000";
const code = "482913";
const password: Sms = { phone, template: "one_time_password", params: { code, minutes: "5" } };
for (const name of ["notice", "one_time_password"]) registerSmsTemplate({ name, params: [] });
const notice: Sms = { phone, template: "notice", params: { title: "x" } };
const send = (sms: Sms) => transact(database.ctx(), (tx) => sendSms(tx, sms));
const messages = async () =>
  (
    await transact(database.ctx(), (tx) =>
      sql<{ state: string; attempts: number; error: string | null; paramsSealed: Buffer | null }>`
        select state, attempts, error, params_sealed from kernel.sms_message order by id`.execute(tx.db),
    )
  ).rows;
const ended = async () => (await messages()).every((m) => m.state !== "queued" && m.state !== "sending");

describe("inbox", () => {
  const person = randomUUID();
  const member = (personId: string): Actor => ({ kind: "member", sessionId: "s", personId, reach: [] });

  async function http(demo = true): Promise<App> {
    const findActor = (entrance: string, token: string): Actor =>
      entrance === "staff" ? { kind: "staff", sessionId: "s", accountId: "a", name: "x", duties: [] } : member(token);
    const app = await buildHttp({ db: database.db, clock: systemClock, log, findActor, strictAnswers: true });
    inboxRoutes(app, runtimeOf(demo));
    stops.push(() => app.close());
    return app;
  }
  const as = (personId: string) => ({ cookie: `gh_member=${personId}` });

  test("a member reads what was sent to them, newest first, in pages, and nobody else does", async () => {
    const app = await http();
    for (let n = 0; n < 3; n++)
      await transact(database.ctx(), (tx) => sendInbox(tx, { personId: person, kind: "release.won", params: { n } }));
    const list = async (query = "", who = person) =>
      (await app.inject({ url: `/api/member/inbox${query}`, headers: as(who) })).json();
    const first = await list("?limit=2");
    expect(first).toMatchObject({ unread: 3, items: [{ params: { n: 2 } }, { params: { n: 1 } }] });
    expect(await list(`?after=${first.next}`)).toMatchObject({ items: [{ params: { n: 0 } }], next: null });
    expect(await list("", randomUUID())).toEqual({ items: [], next: null, unread: 0 });

    const read = (who: string, id: string) =>
      app.inject({ method: "POST", url: `/api/member/inbox/${id}/read`, headers: as(who) });
    expect((await read(randomUUID(), first.items[0].id)).statusCode).toBe(404);
    expect((await read(person, first.items[0].id)).statusCode).toBe(204);
    expect((await list()).unread).toBe(2);
    const all = await app.inject({ method: "POST", url: "/api/member/inbox/read-all", headers: as(person) });
    expect(all.statusCode).toBe(204);
    expect((await list()).unread).toBe(0);
    expect((await app.inject({ url: "/api/member/inbox" })).statusCode).toBe(401);
  });

  test("the same thing told twice appears once; what is rolled back not at all", async () => {
    const message = { personId: person, kind: "release.won", dedupe: "won:1" };
    for (let n = 0; n < 2; n++) await transact(database.ctx(), (tx) => sendInbox(tx, [message, message]));
    await transact(database.ctx(), async (tx) => {
      await sendInbox(tx, { ...message, dedupe: "won:2" });
      throw new Error("rolled back");
    }).catch(() => undefined);
    const seen = await transact(database.ctx(member(person)), (tx) =>
      sql`select 1 from kernel.inbox_message`.execute(tx.db),
    );
    expect(seen.rows).toHaveLength(1);
  });

  test("row level security: one member sees no other's messages even without a condition", async () => {
    await transact(database.ctx(), (tx) => sendInbox(tx, { personId: person, kind: "release.won" }));
    const stranger = database.ctx(member(randomUUID()));
    const seen = await transact(stranger, (tx) => sql`select 1 from kernel.inbox_message`.execute(tx.db));
    expect(seen.rows).toEqual([]);
  });

  test("the demo outbox shows codes to staff, masked phones; outside demo it does not exist", async () => {
    start(true);
    await send(password);
    await until(ended);
    const app = await http(true);
    const outbox = await app.inject({ url: "/api/outbox", headers: { cookie: "gh_staff=x" } });
    expect(outbox.json().items).toMatchObject([
      {
        channel: "sms",
        to: "138****8000",
        template: "one_time_password",
        text: `code: ${code}, minutes: 5`,
        state: "sent",
      },
    ]);
    const real = await http(false);
    expect((await real.inject({ url: "/api/outbox", headers: { cookie: "gh_staff=x" } })).statusCode).toBe(404);
  });
});

describe("text messages through the gateway", () => {
  const secret = "a shared secret of the gateway";
  let gateway: Server;
  let mode = "ok";
  let requests: Record<string, unknown>[] = [];
  const open = new Set<ServerResponse>();
  const behaviours: Record<string, (response: ServerResponse) => void> = {
    ok: (response) => void response.end('{"code":"OK","messageId":"1"}'),
    slow: (response) => void open.add(response),
    broken: (response) => void response.writeHead(500).end("oops"),
    busy: (response) => void response.writeHead(429).end("{}"),
    refusing: (response) => void response.end('{"code":"TEMPLATE_UNKNOWN"}'),
    lying: (response) => void response.end("<html>OK</html>"),
    endless: (response) => {
      const more = () => void response.write("x".repeat(9000), () => setTimeout(more, 1));
      more();
    },
  };
  beforeAll(async () => {
    gateway = createServer(async (request, response) => {
      response.on("error", () => undefined);
      requests.push(JSON.parse((await request.toArray()).join("")));
      behaviours[mode]?.(response);
    }).listen(0, "127.0.0.1");
    await once(gateway, "listening");
  });
  beforeEach(() => {
    allowInside(["127.0.0.1"], { demo: false });
    requests = [];
    mode = "ok";
  });
  afterAll(() => {
    gateway.closeAllConnections();
    gateway.close();
  });

  const configure = (url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`) =>
    transact(database.ctx(), (tx) =>
      saveSmsGateway(tx, secrets, {
        url,
        secret,
        signName: "工汇",
        templates: { one_time_password: "SMS_1", notice: "SMS_2" },
      }),
    );

  test("a message goes out signed, after the commit, and lies sealed; nothing of it can be read in the database", async () => {
    await configure();
    start(false);
    await transact(database.ctx(), async (tx) => {
      await sendSms(tx, notice);
      throw new Error("rolled back");
    }).catch(() => undefined);
    await send(password);
    const [row] = await messages();
    expect(row?.paramsSealed?.includes(code)).toBe(false);
    await until(ended);
    expect(requests).toHaveLength(1);
    const request = requests[0] as unknown as Parameters<typeof signSms>[1] & { signature: string };
    expect(request).toMatchObject({ phone, signName: "工汇", templateCode: "SMS_1", params: { code } });
    expect(request.signature).toBe(signSms(secret, request));
    expect(signSms(secret, { ...request, phone: "+8613900139000" })).not.toBe(request.signature);
    const { rows } = await sql`select s::text as text from kernel.setting s`.execute(database.db);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(await messages()).toMatchObject([{ state: "sent", attempts: 1, paramsSealed: null }]);
    expect(await smsChannel(runtimeOf(false))).toBe("gateway");
  });

  test.each(["slow", "broken", "lying", "endless"])(
    "a one-time password is handed over once and then given up when the gateway is %s; the asker never waits",
    async (trouble) => {
      mode = trouble;
      await configure();
      start(false);
      await send(password);
      await until(ended);
      await sleep(200); // rounds come every 50 ms: a second try would show
      expect(await messages()).toMatchObject([{ state: "given_up", attempts: 1, paramsSealed: null }]);
      expect(requests).toHaveLength(1);
    },
  );

  test("a one-time password that surely did not go out is tried again, until it has expired", async () => {
    mode = "busy";
    await configure();
    start(false);
    await send(password);
    await send({ ...password, expiresAt: new Date(Date.now() + 500) });
    await until(async () => (await messages())[1]?.state === "given_up");
    mode = "ok";
    await until(ended);
    expect(await messages()).toMatchObject([{ state: "sent" }, { state: "given_up", error: "expired" }]);
  });

  test("a notice is tried again when it is unknown whether it went out", async () => {
    mode = "broken";
    await configure();
    start(false);
    await send(notice);
    await until(() => requests.length === 1);
    mode = "ok";
    await until(ended);
    expect(await messages()).toMatchObject([{ state: "sent", attempts: 2 }]);
  });

  test("what the provider refuses, and what has no way to go, fails with the reason", async () => {
    start(false);
    await send(notice);
    await until(ended);
    mode = "refusing";
    await configure();
    await send(notice);
    await until(ended);
    allowInside([], { demo: false }); // and a place inside the network is not asked unless it is listed
    await send(password);
    await until(ended);
    const reasons = ["no way to send is configured", "answer 200 TEMPLATE_UNKNOWN", "settings.address_inside"];
    expect(await messages()).toMatchObject(reasons.map((error) => ({ state: "failed", error, attempts: 1 })));
    expect(requests).toHaveLength(1);
  });

  test("a provider that is down is left alone after some failures, and found again", async () => {
    await configure("http://127.0.0.1:1/send");
    let now = 0;
    const breaker = new CircuitBreaker({ failures: 3, pause: 1000, now: () => now });
    start(false, { breaker });
    for (let n = 0; n < 3; n++) await send(notice);
    await until(async () => (await messages()).every((m) => m.attempts === 1 && m.state === "queued"));
    expect(breaker.room).toBe(0);
    await send(notice);
    await sleep(300);
    expect((await messages())[3]).toMatchObject({ state: "queued", attempts: 0 });
    await configure();
    now = 1001;
    await until(ended);
    expect((await messages()).map((m) => m.state)).toEqual(["sent", "sent", "sent", "sent"]);
  });

  test("what a killed process was sending: a notice is sent again, a one-time password is not", async () => {
    await configure();
    const dead = start(false, { every: 1e6 });
    await transact(database.ctx(), async (tx) => {
      await sendSms(tx, notice);
      await sendSms(tx, password);
      const leased = sql`update kernel.sms_message set state = 'sending', attempts = 1, lease_until = clock_timestamp()`;
      await leased.execute(tx.db);
    });
    await dead.stop();
    start(false);
    await until(ended);
    expect((await messages()).map((m) => `${m.state} ${m.attempts}`)).toEqual(["sent 2", "given_up 1"]);
    expect(requests.map((request) => request.templateCode)).toEqual(["SMS_2"]);
  });

  test("two processes send each message once", async () => {
    await configure();
    // What takes longer than the usual time of these tests would be sent again.
    for (let n = 0; n < 2; n++) start(false, { gatewayTimeout: 10_000 });
    for (let n = 0; n < 40; n++) await send(notice);
    await until(ended);
    expect(requests).toHaveLength(40);
  });
});
