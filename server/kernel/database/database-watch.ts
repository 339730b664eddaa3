import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Clock } from "../clock.ts";

const beatMillis = 500;
/** A beat that takes longer means that the database does not answer, whatever its sockets say. */
const deadlineMillis = 1000;

/** Tells the database's time by a measured offset, and whether the database answers at all. */
export interface DatabaseWatch extends Clock {
  readonly healthy: boolean;
  /** Called whenever `healthy` changes. */
  onChange(listener: (healthy: boolean) => void): void;
  stop(): Promise<void>;
}

/**
 * Asks the database twice a second, on a connection of its own, for its time. Resolves after the first answer; throws when there
 * is none. While the database is silent the last offset holds, and the connection is made anew until it answers.
 */
export async function startDatabaseWatch(url: string): Promise<DatabaseWatch> {
  const listeners = new Set<(healthy: boolean) => void>();
  const state = { offset: 0, healthy: true, stopped: false };
  let client: pg.Client | undefined;

  const beat = async () => {
    client ??= await connect(url);
    state.offset = await measure(client);
  };
  const become = (healthy: boolean) => {
    if (state.healthy === healthy) return;
    state.healthy = healthy;
    for (const listener of listeners) listener(healthy);
  };
  await beat();

  const run = async () => {
    while (!state.stopped) {
      await sleep(beatMillis, undefined, { ref: false });
      if (state.stopped) break;
      await within(beat()).then(
        () => become(true),
        () => {
          become(false);
          abandon(client);
          client = undefined;
        },
      );
    }
  };
  const running = run();
  return {
    now: () => new Date(Date.now() + state.offset),
    get healthy() {
      return state.healthy;
    },
    onChange: (listener) => void listeners.add(listener),
    stop: async () => {
      state.stopped = true;
      abandon(client);
      await Promise.race([running, sleep(deadlineMillis)]);
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "gonghui-watch",
    connectionTimeoutMillis: deadlineMillis,
  });
  client.on("error", () => undefined); // the next beat finds out
  await client.connect();
  return client;
}

/** Milliseconds to add to this machine's clock; the answer is taken to be as old as half the round trip. */
async function measure(client: pg.Client): Promise<number> {
  const sent = Date.now();
  const begun = performance.now();
  const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
  const now = rows[0]?.now;
  if (now === undefined) throw new Error("the database gave no time");
  return now.getTime() - (sent + (performance.now() - begun) / 2);
}

const within = (work: Promise<void>): Promise<void> =>
  Promise.race([
    work,
    sleep(deadlineMillis, undefined, { ref: false }).then(() => Promise.reject(new Error("the database is silent"))),
  ]);

function abandon(client: pg.Client | undefined): void {
  client?.end().catch(() => undefined);
  // A peer that is gone never answers the farewell; the socket must not keep the process.
  (
    client as unknown as { connection?: { stream?: { destroy?(): void } } } | undefined
  )?.connection?.stream?.destroy?.();
}

/** A watch over a database that is taken to answer; for tools and tests that start none. */
export const steadyWatch = (clock: Clock): DatabaseWatch => ({
  now: () => clock.now(),
  healthy: true,
  onChange: () => undefined,
  stop: async () => undefined,
});
