import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "#kernel/actor";
import { readConfig } from "#kernel/config";
import { type App, buildHttp } from "#kernel/http/http";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { startModules } from "./app.ts";
import { openRuntime } from "./runtime.ts";

let database: TestDatabase;
let runtime: Awaited<ReturnType<typeof openRuntime>>;
let app: App;
let address: URL;

beforeEach(async () => {
  database = await testDatabase();
  const log = pino({ level: "silent" });
  const urls = { appUrl: database.appUrl, directUrl: database.ownerUrl };
  runtime = await openRuntime({
    ...{ config: readConfig({}), secrets: await temporarySecrets(), log, ...urls, demo: false },
  });
  const findActor = (_entrance: string, token: string): Actor => ({
    ...{ kind: "member", sessionId: "s", reach: [], personId: token },
  });
  app = await buildHttp({ db: database.db, clock: runtime.clock, log, findActor });
  app.get("/api/member/events", { access: "member" }, (request, reply) =>
    runtime.hub.stream(request, reply, { filter: () => undefined }),
  );
  address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
});
afterEach(async () => {
  await runtime.close();
  await app.close();
  await database.drop();
});

/** An open event stream of this person. */
async function aStream(person: string): Promise<{ ended: boolean }> {
  const stream = { ended: false };
  const before = runtime.hub.connections;
  get(new URL("/api/member/events", address), { headers: { cookie: `gh_member=${person}` } }, (response) =>
    response.resume().on("close", () => {
      stream.ended = true;
    }),
  );
  while (runtime.hub.connections === before) await sleep(5);
  return stream;
}
const until = async (done: () => boolean) => {
  while (!done()) await sleep(5);
};
async function asOwner(text: string): Promise<unknown[]> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(text);
  await owner.end();
  return rows;
}
const listening = "from pg_stat_activity where application_name = 'gonghui-listen' and datname = current_database()";

test("open streams end when this process learns that its sign-ins are out of date", async () => {
  const stream = await aStream("p");

  runtime.sessions.forget("p");

  await until(() => stream.ended);
  expect(runtime.hub.connections).toBe(0);
});

test("open streams of a principal end when another process changes its rights, and only that one's", async () => {
  const [out, stays] = [await aStream("a"), await aStream("b")];

  await sql`select pg_notify('session_changed', 'a')`.execute(database.db);

  await until(() => out.ended);
  expect(stays.ended).toBe(false);
});

test("what was revoked while nothing could be heard does not stay connected", async () => {
  const stream = await aStream("p");

  await asOwner(`select pg_terminate_backend(pid) ${listening}`);

  await until(() => stream.ended);
  expect(runtime.sessions.listening).toBe(true);
});

test("a process hears everything on one connection", async () => {
  const stop = await startModules(runtime);
  await until(() => runtime.sessions.listening);
  expect(await asOwner(`select pid ${listening}`)).toHaveLength(1);
  await stop();
});
