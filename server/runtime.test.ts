import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { expect, test } from "vitest";
import type { Actor } from "#kernel/actor";
import { readConfig } from "#kernel/config";
import { buildHttp } from "#kernel/http/http";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { testDatabase } from "#kernel/testing";
import { openRuntime } from "./runtime.ts";

test("open streams end when this process learns that its sign-ins are out of date", async () => {
  const database = await testDatabase();
  const log = pino({ level: "silent" });
  const urls = { appUrl: database.appUrl, directUrl: database.ownerUrl };
  const runtime = await openRuntime({
    ...{ config: readConfig({}), secrets: await temporarySecrets(), log, ...urls, demo: false },
  });
  const member: Actor = { kind: "member", sessionId: "s", reach: [], personId: "p" };
  const app = await buildHttp({ db: database.db, clock: runtime.clock, log, findActor: () => member });
  app.get("/api/member/events", { access: "member" }, (request, reply) =>
    runtime.hub.stream(request, reply, { filter: () => undefined }),
  );
  const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  let ended = false;
  get(new URL("/api/member/events", address), { headers: { cookie: "gh_member=t" } }, (response) =>
    response.resume().on("close", () => {
      ended = true;
    }),
  );
  while (runtime.hub.connections === 0) await sleep(5);

  runtime.sessions.forget("p");

  while (!ended) await sleep(5);
  expect(runtime.hub.connections).toBe(0);
  await runtime.close();
  await app.close();
  await database.drop();
});
