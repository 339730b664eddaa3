import type { Logger } from "pino";
import type { Config } from "#kernel/config";
import type { Ctx } from "#kernel/context";
import { startDatabaseWatch } from "#kernel/database/database-watch";
import { connect } from "#kernel/database/db";
import type { Runtime } from "#kernel/module";
import { startRealtime } from "#kernel/realtime/realtime";
import type { Secrets } from "#kernel/secrets/secrets";
import { createActorFinder } from "#kernel/sign-in/actor-finder";

export interface RuntimeOptions {
  config: Config;
  secrets: Secrets;
  log: Logger;
  appUrl: string;
  /** Direct address for LISTEN and the leader's lock. */
  directUrl: string;
  demo: boolean;
}

/** Opens what one server process works with; `close` ends it. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime & { close(): Promise<void> }> {
  const { config, secrets, log, demo, directUrl } = options;
  const database = connect(options.appUrl, {
    max: config.databasePool,
    onError: (error) => log.warn({ reason: error.message }, "database.connection_lost"),
  });
  const clock = await startDatabaseWatch(options.appUrl);
  const system = (name: string): Ctx => ({ db: database.db, actor: { kind: "system", name }, clock, log });
  const base = { config, secrets, database, clock, watch: clock, log, demo, directUrl, system };
  const sessions = await createActorFinder({ system: system("sessions"), listenUrl: directUrl, log });
  const hub = await startRealtime({
    url: directUrl,
    runtime: base,
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
  });
  // A stream that was opened by what this process still believed ends as soon as it knows better.
  sessions.onChange((principalId) => hub.closeOf(principalId));
  return {
    ...base,
    sessions,
    hub,
    findActor: sessions.findActor,
    close: async () => {
      await hub.stop();
      await sessions.close();
      await clock.stop();
      await database.close();
    },
  };
}
