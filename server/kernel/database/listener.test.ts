import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { type Hearing, type Listener, startListener } from "./listener.ts";

const log = pino({ level: "silent" });
let database: TestDatabase;
let owner: pg.Client;
let listener: Listener;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
beforeEach(() => {
  listener = startListener({ url: database.ownerUrl, log });
});
afterEach(() => listener.stop());
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Somebody who hears, with all that it has heard and been told of its own state. */
function anEar(channels: string[]): Hearing & { heard: string[]; states: boolean[] } {
  const heard: string[] = [];
  const states: boolean[] = [];
  const onMessage = (channel: string, payload: string) => heard.push(`${channel} ${payload}`);
  const hearing = listener.hear({ channels, onMessage, onState: (healthy) => states.push(healthy) });
  return Object.assign(hearing, { heard, states });
}
const tell = (channel: string, payload: string) => owner.query("select pg_notify($1, $2)", [channel, payload]);
const connections = async () => {
  const { rows } = await owner.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name = 'gonghui-listen' and datname = current_database()",
  );
  return rows.map((row) => row.pid);
};
const until = async (done: () => boolean) => {
  while (!done()) await sleep(5);
};

test("everybody hears their own channels on one connection, also who comes later", async () => {
  const first = anEar(["a"]);
  await first.begun;
  const later = anEar(["a", "b"]);
  await later.begun;

  await tell("a", "1");
  await tell("b", "2");

  await until(() => later.heard.length === 2);
  expect([first.heard, later.heard]).toEqual([["a 1"], ["a 1", "b 2"]]);
  expect(await connections()).toHaveLength(1);
});

test("who comes later need not wait for the next beat", async () => {
  await anEar(["a"]).begun;
  await sleep(50); // the beat's pause of a second has begun
  const before = performance.now();
  await anEar(["b"]).begun;
  expect(performance.now() - before).toBeLessThan(800);
});

test("who has stopped hears nothing more, the others go on", async () => {
  const [leaves, stays] = [anEar(["a"]), anEar(["a"])];
  await Promise.all([leaves.begun, stays.begun]);

  leaves.stop();
  await tell("a", "1");

  await until(() => stays.heard.length === 1);
  expect([leaves.heard, leaves.states, leaves.healthy]).toEqual([[], [true, false], false]);
});

test("all learn that messages may be lost, and hear again on a new connection", async () => {
  const ears = [anEar(["a"]), anEar(["b"])];
  await Promise.all(ears.map((ear) => ear.begun));
  const [lost] = await connections();

  await owner.query("select pg_terminate_backend($1)", [lost]);

  await until(() => ears.every((ear) => ear.states.length === 3));
  expect(ears.map((ear) => ear.states)).toEqual([
    [true, false, true],
    [true, false, true],
  ]);
  await tell("b", "1");
  await until(() => ears[1]?.heard.length === 1);
  expect(await connections()).not.toContain(lost);
});

test("nobody hears after the end", async () => {
  const ear = anEar(["a"]);
  await ear.begun;
  await listener.stop();
  expect([ear.states, ear.healthy]).toEqual([[true, false], false]);
});

/** A way to the database over a wire that can be cut without either end being told. */
async function aWire() {
  const sockets: Socket[] = [];
  const { host, port: inward } = owner;
  const onwards = () => (host.startsWith("/") ? connect(`${host}/.s.PGSQL.${inward}`) : connect(inward, host));
  const server = createServer((near) => {
    const onward = onwards();
    for (const socket of [near, onward]) socket.on("error", () => undefined);
    near.pipe(onward).pipe(near);
    sockets.push(near, onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: database.ownerUrl.replace(/@[^/]*/, `@127.0.0.1:${port}`).replace(/\?.*/, ""),
    cut: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test("a connection that is open but answers nothing counts as lost", async () => {
  const wire = await aWire();
  await listener.stop();
  listener = startListener({ url: wire.url, log });
  const ear = anEar(["a"]);
  await ear.begun;

  wire.cut();

  await until(() => ear.states.length === 3);
  expect(ear.states).toEqual([true, false, true]);
  await listener.stop();
  wire.close();
});

test("ends at once, also while it is connecting", async () => {
  const mute = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  const arrived = once(mute, "connection");
  const connecting = startListener({ url: `postgres://nobody@127.0.0.1:${port}/none`, log });
  const [peer] = await arrived;

  const before = performance.now();
  await connecting.stop();

  expect(performance.now() - before).toBeLessThan(1000);
  peer.destroy();
  mute.close();
});
