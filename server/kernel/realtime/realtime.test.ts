import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { transact } from "../context.ts";
import { type Leader, startLeader } from "../database/leader.ts";
import { type Listener, startListener } from "../database/listener.ts";
import { type App, buildHttp } from "../http/http.ts";
import { announce, Subscriptions } from "../outbox/outbox.ts";
import { outboxDispatcher } from "../outbox/outbox-dispatcher.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { type Filter, type HubOptions, type RealtimeHub, startRealtime } from "./realtime.ts";

const log = pino({ level: "silent" });
let database: TestDatabase;
let runtime: HubOptions["runtime"];
let leader: Leader | undefined;
const servers: { app: App; hub: RealtimeHub; listener: Listener }[] = [];
const phones: Phone[] = [];

beforeAll(async () => {
  database = await testDatabase({ max: 16 });
  runtime = { database, log, system: () => database.ctx() };
});
afterEach(async () => {
  for (const phone of phones.splice(0)) phone.leave();
  await leader?.stop();
  leader = undefined;
  for (const { app, hub, listener } of servers.splice(0)) {
    await hub.stop();
    await listener.stop();
    await app.close();
  }
});
afterAll(() => database.drop());

/** Hears topics "t" and "live"; a member, so that it can be signed out. */
const filter: Filter = ({ topic, payload }) =>
  topic === "t" ? { event: "said", data: payload } : topic === "live" ? { event: "now", data: payload } : undefined;

async function server(options: Partial<HubOptions> = {}): Promise<{ hub: RealtimeHub; port: number }> {
  const listener = startListener({ url: database.ownerUrl, log });
  const hub = await startRealtime({ listener, runtime, ...options });
  const findActor = (_entrance: string, token: string): Actor => ({
    ...{ kind: "member", sessionId: "s", reach: [], personId: token },
  });
  const app = await buildHttp({ db: database.db, clock: systemClock, log, findActor });
  app.get("/api/member/events", { access: "member" }, (request, reply) => hub.stream(request, reply, { filter }));
  await app.listen({ host: "127.0.0.1", port: 0 });
  servers.push({ app, hub, listener });
  const address = app.server.address();
  return { hub, port: typeof address === "object" && address !== null ? address.port : 0 };
}

/** A browser's EventSource, in so far as it matters here. */
class Phone {
  text = "";
  ended = false;
  readonly #request: ClientRequest;
  response: IncomingMessage | undefined;

  constructor(port: number, headers: Record<string, string> = {}) {
    const cookie = `gh_member=${headers.person ?? "p"}`;
    this.#request = get({ host: "127.0.0.1", port, path: "/api/member/events", headers: { cookie, ...headers } });
    this.#request.on("response", (response) => {
      this.response = response;
      response.setEncoding("utf8").on("data", (chunk: string) => {
        this.text += chunk;
      });
      response.on("close", () => {
        this.ended = true;
      });
    });
    this.#request.on("error", () => {
      this.ended = true;
    });
    phones.push(this);
  }

  get events(): { event: string; id: string | undefined; data: Record<string, unknown> }[] {
    return [...this.text.matchAll(/(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)\n\n/g)].map(
      ([, id, event = "", data = ""]) => ({
        ...{ event, id, data: JSON.parse(data) },
      }),
    );
  }

  get heard(): unknown[] {
    return this.events.map((one) => one.data.n);
  }

  get lastId(): string {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "";
  }

  leave(): void {
    this.#request.destroy();
  }
}

const until = async (done: () => boolean) => {
  while (!done()) await sleep(10);
};
const connected = async (port: number, headers?: Record<string, string>): Promise<Phone> => {
  const phone = new Phone(port, headers);
  await until(() => phone.lastId !== "");
  return phone;
};
const tell = (n: number, topic = "t", more: Record<string, unknown> = {}) =>
  transact(database.ctx(), (tx) => announce(tx, topic, { node: "1", n, ...more }));
const dispatch = (hub?: RealtimeHub) => {
  const publishing = hub === undefined ? {} : { publish: hub.publish, canPublish: hub.canPublish };
  const duty = outboxDispatcher({ runtime, subscriptions: new Subscriptions(), poll: 10, ...publishing });
  leader = startLeader({ url: database.ownerUrl, log, duties: [duty], retryEvery: 20 });
};

describe("events", () => {
  test("reach the browsers of every process, in order, and nobody whom the filter leaves out", async () => {
    const ports = [(await server()).port, (await server()).port];
    dispatch();
    const both = await Promise.all(ports.map((port) => connected(port)));
    for (let n = 0; n < 50; n++) await tell(n, n % 5 === 4 ? "other" : "t");
    for (const phone of both) await until(() => phone.heard.includes(48));
    const wanted = Array.from({ length: 50 }, (_, n) => n).filter((n) => n % 5 !== 4);
    for (const phone of both) expect(phone.heard).toEqual(wanted);
  });

  test("the answer passes proxies and is never stored", async () => {
    const phone = await connected((await server()).port);
    expect(phone.response?.headers).toMatchObject({
      ...{ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
      "cache-control": "no-store, no-transform",
    });
    expect(phone.text).toMatch(/^retry: \d+\n\n/);
  });

  test("one too large for a notification arrives all the same", async () => {
    const phone = await connected((await server()).port);
    dispatch();
    await tell(1, "t", { long: "长".repeat(9000) });
    await until(() => phone.heard.length === 1);
    expect(String(phone.events[0]?.data.long)).toHaveLength(9000);
  });

  test("what was missed comes on return with Last-Event-ID, from another process too, each exactly once", async () => {
    const [a, b] = [await server(), await server()];
    dispatch();
    const first = await connected(a.port);
    for (let n = 0; n < 5; n++) await tell(n);
    await until(() => first.heard.length === 5);
    first.leave();
    const telling = (async () => {
      for (let n = 5; n < 200; n++) await tell(n);
    })();
    await sleep(30);
    const again = await connected(b.port, { "last-event-id": first.lastId });
    await telling;
    await until(() => again.heard.includes(199));
    expect(again.heard).toEqual(Array.from({ length: 195 }, (_, n) => n + 5));
  });

  test("a browser whose past is no longer kept is told to load anew", async () => {
    const { port } = await server();
    dispatch();
    const phone = await connected(port);
    await tell(1);
    await until(() => phone.heard.length === 1);
    await transact(database.ctx(), (tx) =>
      sql`delete from kernel.outbox where position < ${Number(phone.lastId)}`.execute(tx.db),
    );
    for (const id of ["0", "999999999"]) {
      const back = await connected(port, { "last-event-id": id });
      expect(back.events).toMatchObject([{ event: "reset", id: phone.lastId }]);
    }
  });

  test("nothing is lost when every notification is", async () => {
    const { port } = await server();
    const phone = await connected(port);
    const silent = { publish: async () => true, canPublish: () => true };
    const duty = outboxDispatcher({ runtime, subscriptions: new Subscriptions(), poll: 10, ...silent });
    leader = startLeader({ url: database.ownerUrl, log, duties: [duty], retryEvery: 20 });
    for (let n = 0; n < 3; n++) await tell(n);
    await until(() => phone.heard.length === 3);
    expect(phone.heard).toEqual([0, 1, 2]);
  });
});

describe("live values", () => {
  test("the first comes at once, of a burst the last, on every process", async () => {
    const [a, b] = [await server(), await server()];
    const phone = await connected(b.port);
    for (let n = -1; phone.heard.length === 0; n--) {
      a.hub.publishLive("live", { node: "1", key: `until both listen ${n}`, n });
      await sleep(20);
    }
    for (let n = 0; n <= 1000; n++) a.hub.publishLive("live", { node: "1", key: "x", n });
    await until(() => phone.heard.includes(1000));
    expect(phone.heard.filter((n) => Number(n) >= 0)).toEqual([0, 1000]);
    expect(phone.events[0]?.id).toBeUndefined();
  });
});

describe("connections", () => {
  test("end when the session's principal changes, and only that one's", async () => {
    const { hub, port } = await server();
    const [out, stays] = [await connected(port, { person: "a" }), await connected(port, { person: "b" })];
    hub.closeOf("a");
    await until(() => out.ended);
    expect(stays.ended).toBe(false);
  });

  test("carry a heartbeat that moves the place to resume from", async () => {
    const { port } = await server({ beatEvery: 20 });
    dispatch();
    const phone = await connected(port);
    const before = phone.lastId;
    await tell(1, "not for this one");
    await until(() => phone.lastId !== before);
    expect(phone.events).toEqual([]);
    expect(phone.text).toContain(": beat\n");
  });

  test("of a browser that does not read are let go, without harm to others", async () => {
    const { hub, port } = await server();
    dispatch();
    const stuck = await connected(port, { person: "stuck" });
    const reader = await connected(port, { person: "reader" });
    stuck.response?.pause();
    const long = "x".repeat(60_000);
    for (let n = 0; n < 400 && hub.connections > 1; n++) {
      await tell(n, "t", { long });
      await until(() => reader.heard.length === n + 1);
    }
    expect(hub.connections).toBe(1);
    expect(reader.ended).toBe(false);
  });

  test("of one principal are at most ten; all end with the hub", async () => {
    const { hub, port } = await server();
    for (let n = 0; n < 12; n++) await connected(port);
    await until(() => hub.connections === 10);
    await hub.stop();
    await until(() => phones.every((phone) => phone.ended));
  });
});

describe("with Redis", () => {
  let redis: ChildProcess | undefined;
  let redisPort = 0;
  const startRedis = async () => {
    redis = spawn("redis-server", ["--port", String(redisPort), "--save", "", "--bind", "127.0.0.1"], {
      stdio: "pipe",
    });
    for await (const line of redis.stdout ?? []) if (String(line).includes("Ready to accept")) break;
    redis.stdout?.resume();
  };
  const stopRedis = async () => {
    if (redis === undefined) return;
    redis.kill("SIGKILL");
    await once(redis, "exit");
    redis = undefined;
  };
  beforeAll(async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    redisPort = typeof address === "object" && address !== null ? address.port : 0;
    probe.close();
  });
  afterEach(stopRedis);

  test("events and live values travel through it; when it is killed they go on through PostgreSQL, and back", async () => {
    await startRedis();
    const redisUrl = `redis://127.0.0.1:${redisPort}`;
    const [a, b] = [await server({ redisUrl }), await server({ redisUrl })];
    dispatch(a.hub);
    await until(() => a.hub.canPublish() && b.hub.canPublish());
    const phone = await connected(b.port);
    const say = async (n: number) => {
      await tell(n);
      await until(() => phone.heard.includes(n));
      a.hub.publishLive("live", { node: "1", key: String(n), n: n + 1000 });
      await until(() => phone.heard.includes(n + 1000));
    };
    await say(1);
    await stopRedis();
    await say(2);
    await startRedis();
    await until(() => a.hub.canPublish() && b.hub.canPublish());
    await say(3);
    expect(phone.events.filter((one) => one.event === "said").map((one) => one.data.n)).toEqual([1, 2, 3]);
  });

  test("a server starts and works while Redis is down", async () => {
    const a = await server({ redisUrl: "redis://127.0.0.1:1" });
    dispatch(a.hub);
    const phone = await connected(a.port);
    await tell(1);
    await until(() => phone.heard.length === 1);
  });
});
