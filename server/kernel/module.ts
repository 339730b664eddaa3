import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Ctx } from "./context.ts";
import type { DatabaseWatch } from "./database/database-watch.ts";
import type { Database } from "./database/db.ts";
import type { Listener } from "./database/listener.ts";
import type { ActorFinder, App } from "./http/http.ts";
import type { RealtimeHub } from "./realtime/realtime.ts";
import type { Secrets } from "./secrets/secrets.ts";
import type { SessionFinder } from "./sign-in/actor-finder.ts";

/** What one running server process has. Made once in app.ts; a module takes from it only at `routes` and `start`. */
export interface Runtime {
  config: Config;
  secrets: Secrets;
  database: Database;
  clock: Clock;
  /** Whether the database answers. */
  watch: DatabaseWatch;
  log: Logger;
  /** True in a database made as a demonstration: one-time passwords are shown instead of sent. */
  demo: boolean;
  findActor: ActorFinder;
  /** Event streams of the browsers connected to this process. */
  hub: RealtimeHub;
  /** Sign-ins as this process knows them. */
  sessions: SessionFinder;
  /** Hears what other processes tell through the database. */
  listener: Listener;
  /** A context that acts as the server itself. */
  system(name: string): Ctx;
}

/** One room of the product. `uses` lists the only other modules it may import. */
export interface Module {
  name: string;
  uses: readonly string[];
  /** Declares the routes. */
  routes?(app: App, runtime: Runtime): void | Promise<void>;
  /** Starts what runs beside requests (subscriptions, jobs, sweeps); the returned function stops it. */
  start?(runtime: Runtime): Promise<() => Promise<void> | void>;
}
