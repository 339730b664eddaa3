import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";

export interface ListenerOptions {
  /** A direct connection (not through a transaction pooler, which loses LISTEN). */
  url: string;
  log: Logger;
}

export interface Hearer {
  channels: readonly string[];
  onMessage(channel: string, payload: string): void;
  /** True once every channel is listened to; false as soon as messages may be lost. */
  onState?(healthy: boolean): void;
}

export interface Hearing {
  readonly healthy: boolean;
  /** When every channel is listened to for the first time. */
  readonly begun: Promise<void>;
  stop(): void;
}

/** What everything in one process hears on. */
export interface Listener {
  hear(hearer: Hearer): Hearing;
  /** Nobody hears anything after it. */
  stop(): Promise<void>;
}

/**
 * Opens the one connection on which this process hears PostgreSQL's notifications, for as long as it lives; connects again
 * by itself after any loss.
 */
export const startListener = (options: ListenerOptions): Listener => new PostgresListener(options);

const beatEvery = 1000;
const beatDeadline = 2000;

class PostgresListener implements Listener {
  readonly #options: ListenerOptions;
  readonly #ears = new Set<Ear>();
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;
  #wake: () => void = () => undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  hear(hearer: Hearer): Hearing {
    const ear = new Ear(hearer, () => this.#ears.delete(ear));
    this.#ears.add(ear);
    this.#wake();
    return ear;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    for (let wait = 50; !signal.aborted; wait = Math.min(wait * 2, 2000)) {
      const since = performance.now();
      await this.#listenOnce().catch((error: Error) => {
        if (!signal.aborted) this.#options.log.warn({ reason: error.message }, "listener.lost");
      });
      if (performance.now() - since > 5000) wait = 50;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  async #listenOnce(): Promise<void> {
    const lost = new AbortController();
    const over = AbortSignal.any([lost.signal, this.#stopped.signal]);
    const client = new pg.Client({
      ...{ connectionString: this.#options.url, application_name: "gonghui-listen" },
      ...{ connectionTimeoutMillis: 3000, keepAlive: true },
    });
    client.on("error", (error) => lost.abort(error));
    client.on("end", () => lost.abort(new Error("the connection ended")));
    client.on("notification", ({ channel, payload }) => {
      for (const { hearer } of this.#ears)
        if (hearer.channels.includes(channel)) hearer.onMessage(channel, payload ?? "");
    });
    try {
      await Promise.race([client.connect().then(() => this.#tend(client, over)), aborted(over)]);
    } finally {
      for (const ear of this.#ears) ear.become(false);
      endQuietly(client);
    }
  }

  /** Listens for whoever is new, and looks every second whether the connection answers: a broken network closes no socket. */
  async #tend(client: pg.Client, over: AbortSignal): Promise<never> {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const deaf = [...this.#ears].filter((ear) => !ear.healthy);
      const channels = deaf.flatMap((ear) => ear.hearer.channels);
      const listen = channels.map((channel) => `listen ${client.escapeIdentifier(channel)}`);
      await answered(client, listen.join("; ") || "select 1");
      over.throwIfAborted();
      for (const ear of deaf) if (this.#ears.has(ear)) ear.become(true);
      await Promise.race([woken, sleep(beatEvery, undefined, { ref: false, signal: over }).catch(() => undefined)]);
      over.throwIfAborted();
    }
  }
}

/** One who hears, and whether everything meant for it reaches this process. */
class Ear implements Hearing {
  healthy = false;
  readonly hearer: Hearer;
  readonly begun: Promise<void>;
  readonly #leave: () => void;
  #begin: () => void = () => undefined;

  constructor(hearer: Hearer, leave: () => void) {
    this.hearer = hearer;
    this.#leave = leave;
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
  }

  become(healthy: boolean): void {
    if (this.healthy === healthy) return;
    this.healthy = healthy;
    if (healthy) this.#begin();
    this.hearer.onState?.(healthy);
  }

  stop(): void {
    this.#leave();
    this.become(false);
  }
}

/** Throws when the connection does not answer in time. */
async function answered(client: pg.Client, query: string): Promise<void> {
  const late = sleep(beatDeadline, true, { ref: false });
  if ((await Promise.race([client.query(query), late])) === true) throw new Error("the connection does not answer");
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

function endQuietly(client: pg.Client): void {
  client.end().catch(() => undefined);
  // A peer that is gone never answers the farewell; the socket must not keep the process.
  (client as unknown as { connection?: { stream?: { unref?(): void } } }).connection?.stream?.unref?.();
}
