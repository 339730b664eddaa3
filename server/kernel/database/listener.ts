import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";

export interface ListenerOptions {
  /** A direct connection (not through a transaction pooler, which loses LISTEN). */
  url: string;
  channels: readonly string[];
  onMessage(channel: string, payload: string): void;
  /** True once every channel is listened to; false as soon as messages may be lost. */
  onState?(healthy: boolean): void;
  log?: Logger;
  applicationName?: string;
}

export interface Listener {
  readonly healthy: boolean;
  stop(): Promise<void>;
}

const beatEvery = 1000;
const beatDeadline = 2000;

/** Listens to PostgreSQL notifications for as long as the process lives; connects again by itself after any loss. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const state = { healthy: false, stopped: false };
  let client: pg.Client | undefined;
  const become = (healthy: boolean) => {
    if (state.healthy === healthy) return;
    state.healthy = healthy;
    options.onState?.(healthy);
  };

  const listenOnce = async (): Promise<void> => {
    const mine = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName ?? "gonghui-listen",
      connectionTimeoutMillis: 3000,
      keepAlive: true,
    });
    client = mine;
    const lost = new Promise<void>((resolve) => {
      mine.on("error", () => resolve());
      mine.on("end", () => resolve());
    });
    mine.on("notification", (message) => options.onMessage(message.channel, message.payload ?? ""));
    try {
      await mine.connect();
      await mine.query(options.channels.map((channel) => `listen ${mine.escapeIdentifier(channel)}`).join("; "));
      become(!state.stopped);
      await Promise.race([lost, beat(mine, state)]);
    } finally {
      become(false);
      endQuietly(mine);
    }
  };

  const run = async () => {
    for (let wait = 50; !state.stopped; wait = Math.min(wait * 2, 2000)) {
      const since = performance.now();
      await listenOnce().catch((error: Error) => options.log?.warn({ reason: error.message }, "listener.lost"));
      if (performance.now() - since > 5000) wait = 50;
      if (!state.stopped) await sleep(wait);
    }
  };
  const running = run();
  return {
    get healthy() {
      return state.healthy;
    },
    stop: async () => {
      state.stopped = true;
      if (client !== undefined) endQuietly(client);
      await running;
    },
  };
}

/** Resolves when the connection no longer answers: a broken network closes no socket. */
async function beat(client: pg.Client, state: { stopped: boolean }): Promise<void> {
  while (!state.stopped) {
    await sleep(beatEvery, undefined, { ref: false });
    const answered = await Promise.race([
      client.query("select 1").then(
        () => true,
        () => false,
      ),
      sleep(beatDeadline, false, { ref: false }),
    ]);
    if (!answered) return;
  }
}

function endQuietly(client: pg.Client): void {
  client.end().catch(() => undefined);
  // A peer that is gone never answers the farewell; the socket must not keep the process.
  (client as unknown as { connection?: { stream?: { unref?(): void } } }).connection?.stream?.unref?.();
}
