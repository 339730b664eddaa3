import { once } from "node:events";
import { get } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { systemClock } from "../clock.ts";
import { type Listener, startListener } from "../database/listener.ts";
import { type App, buildHttp } from "../http/http.ts";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { type RealtimeHub, startRealtime } from "./realtime.ts";

const log = pino({ level: "silent" });
const connections = 3;
let database: TestDatabase;
let listener: Listener;
let hub: RealtimeHub;
let app: App;
let port = 0;
let opened: Promise<void> | undefined;

beforeAll(async () => {
  database = await testDatabase({ max: connections });
  const runtime = { database, log, system: () => database.ctx() };
  listener = startListener({ url: database.ownerUrl, log });
  hub = await startRealtime({ listener, runtime });
  const findActor = (_entrance: string, token: string): Actor => ({
    ...{ kind: "member", sessionId: "s", reach: [], personId: token },
  });
  app = await buildHttp({ db: database.db, clock: systemClock, log, findActor });
  app.get("/api/member/events", { access: "member" }, (request, reply) => {
    opened = hub.stream(request, reply, { filter: () => undefined });
    return opened;
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(async () => {
  await hub.stop();
  await listener.stop();
  await app.close();
  await database.drop();
});

const until = async (done: () => boolean) => {
  while (!done()) await sleep(5);
};

/** Opens a stream that must ask the database where to go on, and does `meanwhile` before it is answered. */
async function whileOpening(open: () => void, meanwhile: () => Promise<void>): Promise<void> {
  const held = await Promise.all(Array.from({ length: connections }, () => database.pool.connect()));
  try {
    const waiting = database.pool.waitingCount;
    open();
    await until(() => database.pool.waitingCount > waiting);
    await meanwhile();
  } finally {
    for (const client of held) client.release();
  }
  await opened;
}

const headers = (person: string) => ({ cookie: `gh_member=${person}`, "last-event-id": "99" });

describe("a stream that is being opened", () => {
  test("is not kept when its browser leaves before it begins", async () => {
    const arrived = once(app.server, "connection");
    const socket = connect(port, "127.0.0.1");
    const [peer] = await arrived;
    const lines = Object.entries(headers("gone")).map(([name, value]) => `${name}: ${value}\r\n`);
    await whileOpening(
      () => socket.write(`GET /api/member/events HTTP/1.1\r\nhost: x\r\n${lines.join("")}\r\n`),
      async () => {
        const left = once(peer, "close");
        socket.destroy();
        await left;
      },
    );
    expect(hub.connections).toBe(0);
  });

  test("ends when the rights of its principal change before it begins", async () => {
    const ended = { left: false, stays: false };
    const open = (person: keyof typeof ended) =>
      get({ host: "127.0.0.1", port, path: "/api/member/events", headers: headers(person) }, (response) =>
        response.resume().on("close", () => {
          ended[person] = true;
        }),
      );
    const stays = open("stays");
    await until(() => hub.connections === 1);
    await whileOpening(
      () => open("left"),
      async () => hub.closeOf("left"),
    );
    await until(() => ended.left);
    expect([hub.connections, ended.stays]).toEqual([1, false]);
    stays.destroy();
  });
});
