import pino from "pino";
import { buildApp } from "../server/app.ts";
import { systemClock } from "../server/kernel/clock.ts";
import { readConfig } from "../server/kernel/config.ts";
import { steadyWatch } from "../server/kernel/database/database-watch.ts";
import { connect } from "../server/kernel/database/db.ts";
import type { Runtime } from "../server/kernel/module.ts";
import { RealtimeHub } from "../server/kernel/realtime/realtime.ts";
import { temporarySecrets } from "../server/kernel/secrets/secrets.ts";

/** The OpenAPI document of the composed server; no database is asked. */
export async function describeApi(): Promise<object> {
  const log = pino({ level: "silent" });
  const database = connect("postgres://nobody@127.0.0.1:1/none", { max: 1 });
  const base = {
    config: readConfig({}),
    secrets: await temporarySecrets(),
    database,
    clock: systemClock,
    watch: steadyWatch(systemClock),
    log,
    demo: true,
    listener: {
      hear: () => ({ healthy: false, begun: Promise.resolve(), stop: () => undefined }),
      stop: async () => undefined,
    },
    system: (name: string) => ({ db: database.db, actor: { kind: "system" as const, name }, clock: systemClock, log }),
    findActor: () => undefined,
    sessions: {
      findActor: () => undefined,
      onChange: () => () => undefined,
      forget: () => undefined,
      listening: false,
      close: () => undefined,
    },
  };
  const runtime: Runtime = { ...base, hub: new RealtimeHub({ listener: base.listener, runtime: base }) };
  const app = await buildApp(runtime);
  await app.ready();
  const document = app.swagger();
  await app.close();
  await database.close();
  return document;
}
