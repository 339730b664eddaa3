import type pg from "pg";
import type { Logger } from "pino";
import type { Secrets } from "#kernel/secrets/secrets";
import { orderSecret } from "./quotas.ts";
import type { QuotaSnapshots } from "./snapshots.ts";

const tickMillis = 200;

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
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;

  const serve = async (quotaId: string) => {
    const secret = orderSecret(options.secrets, quotaId);
    const winners = await call(options.pool, "select stock.serve($1, $2, 'system:serving') as value", [
      quotaId,
      secret,
    ]);
    if (winners !== null) {
      options.log.info({ quotaId, winners }, "stock.served");
      options.onServed?.(quotaId, winners);
    }
    await options.snapshots.refresh();
    const placed = await call(options.pool, "select stock.place($1, $2) as value", [quotaId, secret]);
    if (placed !== null) options.log.info({ quotaId, placed }, "stock.placed");
    return { winners, placed };
  };

  const tick = async () => {
    for (const quota of options.snapshots.due())
      await serve(quota.id).catch((error: Error) =>
        options.log.warn({ quotaId: quota.id, reason: error.message }, "stock.serving_failed"),
      );
  };

  return {
    start: () => {
      timer = setInterval(() => {
        if (busy) return;
        busy = true;
        running = tick().finally(() => {
          busy = false;
        });
      }, tickMillis);
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
    serve,
  };
}

// A million entries take longer than any request may.
const longest = "5min";

async function call(pool: pg.Pool, text: string, values: unknown[]): Promise<number | null> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local statement_timeout = '${longest}'`);
    const { rows } = await client.query<{ value: number | null }>({ text, values });
    await client.query("commit");
    return rows[0]?.value ?? null;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
