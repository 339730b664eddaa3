import type { Logger } from "pino";
import type { Config } from "#kernel/config";
import type { Ctx } from "#kernel/context";
import { startDatabaseWatch } from "#kernel/database/database-watch";
import { connect } from "#kernel/database/db";
import { startListener } from "#kernel/database/listener";
import { allowInside } from "#kernel/http/outbound";
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
  const { config, secrets, log, demo } = options;
  allowInside(config.outboundInside, { demo });
  const database = connect(options.appUrl, {
    max: config.databasePool,
    onError: (error) => log.warn({ reason: error.message }, "database.connection_lost"),
  });
  const clock = await startDatabaseWatch(options.appUrl);
  const system = (name: string): Ctx => ({ db: database.db, actor: { kind: "system", name }, clock, log });
  const listener = startListener({ url: options.directUrl, log });
  const base = { config, secrets, database, clock, watch: clock, log, demo, listener, system };
  const sessions = createActorFinder({ system: system("sessions"), listener, log });
  const hub = await startRealtime({
    listener,
    runtime: base,
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
  });
  // A stream that was opened by what this process still believed ends as soon as it knows better; after a time in which
  // nothing could be heard, every stream does.
  sessions.onChange((principalId) => hub.closeOf(principalId));
  return {
    ...base,
    sessions,
    hub,
    findActor: sessions.findActor,
    close: async () => {
      await hub.stop();
      sessions.close();
      await listener.stop();
      await clock.stop();
      await database.close();
    },
  };
}
