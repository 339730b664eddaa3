import type pg from "pg";
import type { Logger } from "pino";
import type { Secrets } from "#kernel/secrets/secrets";
import { orderSecret } from "./quotas.ts";
import { seatServed } from "./seat-served.ts";
import type { QuotaSnapshots } from "./snapshots.ts";
import type { QuotaSnapshot } from "./stock.types.ts";

const tickMillis = 200;
/** Windows of one moment that one process serves, and those whose places it counts, at once. */
const servedAtOnce = 3;
const placedAtOnce = 2;

export interface ServingOptions {
  pool: pg.Pool;
  log: Logger;
  secrets: Pick<Secrets, "lottery">;
  snapshots: QuotaSnapshots;
  /** Called by the process that served a window, for counters. */
  onServed?(quotaId: string, winners: number): void;
}

/** Serves windows that have ended, as any process may: the quota's row decides which one does. */
export interface Serving {
  start(): void;
  stop(): Promise<void>;
  /** Serves one window now, if it has ended and was not served, and then gives the places. */
  serve(quotaId: string): Promise<{ winners: number | null; placed: number | null }>;
}

export function createServing(options: ServingOptions): Serving {
  const win = async (quotaId: string) => {
    const secret = orderSecret(options.secrets, quotaId);
    const winners = await inTransaction(options.pool, (client) => serveWindow(client, quotaId, secret));
    if (winners !== null) {
      options.log.info({ quotaId, winners }, "stock.served");
      options.onServed?.(quotaId, winners);
    }
    await options.snapshots.refresh();
    return winners;
  };
  const place = async (quotaId: string) => {
    const secret = orderSecret(options.secrets, quotaId);
    const placed = await inTransaction(options.pool, (client) =>
      ask(client, "select stock.place($1, $2) as value", [quotaId, secret]),
    );
    if (placed !== null) {
      options.log.info({ quotaId, placed }, "stock.placed");
      await options.snapshots.refresh();
    }
    return placed;
  };
  const due = (served: boolean) => options.snapshots.due().filter((quota) => (quota.servedAt !== null) === served);
  // Apart, since places take ten times as long: no window's winners wait until another's losers are counted.
  const loops = [
    new Loop(options.log, servedAtOnce, () => due(false), win),
    new Loop(options.log, placedAtOnce, () => due(true), place),
  ];

  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      for (const loop of loops) await loop.stop();
    },
    serve: async (quotaId) => ({ winners: await win(quotaId), placed: await place(quotaId) }),
  };
}

/** Looks again and again for what is due, and works on a few of it at once: each quota goes on when its turn has come. */
class Loop {
  readonly #log: Logger;
  readonly #atOnce: number;
  readonly #due: () => QuotaSnapshot[];
  readonly #work: (quotaId: string) => Promise<unknown>;
  readonly #running = new Map<string, Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger, atOnce: number, due: () => QuotaSnapshot[], work: (quotaId: string) => Promise<unknown>) {
    this.#log = log;
    this.#atOnce = atOnce;
    this.#due = due;
    this.#work = work;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), tickMillis);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running.values());
  }

  #look(): void {
    for (const { id } of this.#due()) {
      if (this.#running.size >= this.#atOnce) return;
      if (this.#running.has(id)) continue;
      const work = this.#work(id)
        .catch((error: Error) => this.#log.warn({ quotaId: id, reason: error.message }, "stock.serving_failed"))
        .finally(() => this.#running.delete(id));
      this.#running.set(id, work);
    }
  }
}

/**
 * Serves a window in the caller's transaction, seats included. Gives the number of winners; null when it has not ended yet, was
 * served before, or is not open.
 */
export async function serveWindow(
  client: pg.ClientBase,
  quotaId: string,
  secret: Uint8Array,
  actor = "system:serving",
): Promise<number | null> {
  const winners = await ask(client, "select stock.serve($1, $2, $3) as value", [quotaId, secret, actor]);
  if (winners !== null) await seatServed(client, quotaId);
  return winners;
}

async function ask(client: pg.ClientBase, text: string, values: unknown[]): Promise<number | null> {
  const { rows } = await client.query<{ value: number | null }>({ text, values });
  return rows[0]?.value ?? null;
}

// A million entries take longer than any request may.
const longest = "5min";

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local statement_timeout = '${longest}'`);
    const done = await work(client);
    await client.query("commit");
    return done;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
