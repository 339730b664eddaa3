import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "#kernel/clock";
import { startListener } from "#kernel/database/listener";
import { type App, buildHttp } from "#kernel/http/http";
import { uuidv7 } from "#kernel/ids";
import { type RealtimeHub, startRealtime } from "#kernel/realtime/realtime";
import { aStaff, type SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import { monitorRoutes } from "./monitor.routes.ts";
import { MonitorFeed } from "./monitor-feed.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";
import { type Listener, listenTo, portOf, until } from "./stream.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let reader: { cookie: string };
let elsewhere: { cookie: string };
let ear: ReturnType<typeof startListener>;
let hub: RealtimeHub;
let feed: MonitorFeed;
let second: App;
let ports: [number, number];
const listeners: Listener[] = [];

beforeAll(async () => {
  server = await releasesApp();
  const { database, secrets, runtime } = server;
  city = await aSmallCity(database);
  reader = await aStaff(database, secrets, { node: city.county, duties: ["releases.reader"] });
  elsewhere = await aStaff(database, secrets, { node: city.otherCounty, duties: ["releases.reader"] });
  // Another process on the same database, in so far as it watches.
  ear = startListener({ url: database.ownerUrl, log: runtime.log });
  hub = await startRealtime({ listener: ear, runtime });
  feed = new MonitorFeed(hub, runtime.system("monitor"), () => new Date());
  feed.start();
  const log = pino({ level: "silent" });
  second = await buildHttp({ db: database.db, clock: systemClock, log, findActor: runtime.findActor });
  monitorRoutes(second, { hub }, feed, () => new Date());
  ports = [await portOf(server.app), await portOf(second)];
});
afterEach(() => {
  for (const one of listeners.splice(0)) one.leave();
});
afterAll(async () => {
  await feed.stop();
  await hub.stop();
  await ear.stop();
  await second.close();
  await server.close();
});

async function watch(port: number, id: string, cookie: string | undefined = reader.cookie): Promise<Listener> {
  const listener = await listenTo(port, `/api/staff/releases/${id}/events`, cookie);
  listeners.push(listener);
  return listener;
}
const told = (listener: Listener) =>
  listener.heard.filter(({ event }) => event === "release.monitor").map(({ data }) => data);
const newest = (listener: Listener) => told(listener).at(-1);

async function aClaim(id: string): Promise<void> {
  const member = await aMember(server.database, server.secrets, city.union);
  const headers = { cookie: await member.cookie(), "idempotency-key": uuidv7() };
  const answer = await server.app.inject({
    ...{ method: "POST", url: `/api/releases/${id}/claims`, headers, payload: {} },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}
async function anOpenRelease(): Promise<string> {
  const id = await aRelease(server, city.county, { capacity: 5 });
  await refreshStock(server.runtime);
  return id;
}

describe("the live figures of a release", () => {
  test("are told to consoles of two processes in the same words, and are those that are answered when asked", async () => {
    const id = await anOpenRelease();
    const [one, two] = await Promise.all(ports.map((port) => watch(port, id)));
    if (one === undefined || two === undefined) throw new Error("no listeners");
    await until(() => newest(one)?.taken === 0 && newest(two)?.taken === 0);
    await aClaim(id);
    await aClaim(id);
    const granted = (listener: Listener) =>
      ((newest(listener)?.series ?? []) as { granted: number }[]).reduce((sum, second) => sum + second.granted, 0);
    await until(() => granted(one) === 2 && granted(two) === 2);
    expect(newest(one)).toMatchObject({ releaseId: id, left: 3, capacity: 5, taken: 2, state: "open" });
    const texts = (listener: Listener) => told(listener).map((data) => JSON.stringify(data));
    const shared = texts(one).filter((text) => texts(two).includes(text));
    // Both were there from some moment on: from then each has heard all that the other has.
    expect(shared.length).toBeGreaterThan(1);
    expect(
      texts(one)
        .slice(texts(one).indexOf(shared[0] ?? ""))
        .slice(0, shared.length),
    ).toEqual(shared);
    expect(
      texts(two)
        .slice(texts(two).indexOf(shared[0] ?? ""))
        .slice(0, shared.length),
    ).toEqual(shared);
    const url = `/api/staff/releases/${id}/monitor`;
    const asked = (await server.app.inject({ url, headers: { cookie: reader.cookie } })).json();
    const { serverTime: _then, ...figures } = newest(one) ?? {};
    expect(asked).toMatchObject(figures);
  });

  test("are told of the watched release alone", async () => {
    const [id, other] = [await anOpenRelease(), await anOpenRelease()];
    const [one, two] = [await watch(ports[0], id), await watch(ports[0], other)];
    await until(() => told(one).length > 1 && told(two).length > 1);
    expect(new Set(told(one).map(({ releaseId }) => releaseId))).toEqual(new Set([id]));
    expect(new Set(told(two).map(({ releaseId }) => releaseId))).toEqual(new Set([other]));
  });

  test("go on for who still watches when another has left", async () => {
    const id = await anOpenRelease();
    const [one, two] = [await watch(ports[0], id), await watch(ports[0], id)];
    await until(() => told(one).length > 0 && told(two).length > 0);
    one.leave();
    const before = told(two).length;
    await until(() => told(two).length > before + 1);
  });

  test("are for staff who may read it", async () => {
    const id = await anOpenRelease();
    const member = await aMember(server.database, server.secrets, city.union);
    expect((await watch(ports[0], id, "")).status).toBe(401);
    expect((await watch(ports[0], id, await member.cookie())).status).toBe(401);
    expect((await watch(ports[0], id, elsewhere.cookie)).status).toBe(404);
    expect((await watch(ports[0], uuidv7())).status).toBe(404);
  });
});
