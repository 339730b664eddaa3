import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";

export interface LeaderSession {
  /** One statement on the session that holds the lock, so that it fails when the lock is lost. Duties take turns. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
  /** Aborted when the lock is lost or the process stops. */
  signal: AbortSignal;
}

/** What only one process of the installation does at a time; returns when the signal aborts. */
export interface Duty {
  name: string;
  run(session: LeaderSession): Promise<void>;
}

export interface LeaderOptions {
  /** A direct connection: a session lock does not survive a transaction pooler. */
  url: string;
  duties: readonly Duty[];
  log: Logger;
  /** Milliseconds between attempts to take over (500). */
  retryEvery?: number;
}

export interface Leader {
  readonly leading: boolean;
  stop(): Promise<void>;
}

const lockKey = 7_061_127;

/**
 * Competes for leadership by a session lock in PostgreSQL, for as long as the process lives. When a leader dies its
 * session ends with it and the next one takes over at its next attempt. A duty that fails gives up leadership.
 */
export function startLeader(options: LeaderOptions): Leader {
  const stopping = new AbortController();
  const state = { leading: false };
  const retryEvery = options.retryEvery ?? 500;
  const run = async () => {
    while (!stopping.signal.aborted) {
      await compete(options, state, stopping.signal, retryEvery).catch((error: Error) =>
        options.log.warn({ reason: error.message }, "leader.lost"),
      );
      state.leading = false;
      await sleep(retryEvery, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    get leading() {
      return state.leading;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function compete(
  { url, duties, log }: LeaderOptions,
  state: { leading: boolean },
  stopping: AbortSignal,
  retryEvery: number,
): Promise<void> {
  const lost = new AbortController();
  const client = new pg.Client({
    connectionString: url,
    application_name: "gonghui-leader",
    keepAlive: true,
    ...{ connectionTimeoutMillis: 3000, query_timeout: 20_000 },
  });
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  const signal = AbortSignal.any([stopping, lost.signal]);
  try {
    await client.connect();
    await client.query("set app.scope = '*'");
    // A host that vanished closes nothing; PostgreSQL must find out, or its lock would stay. Without effect on sockets.
    await client.query("set tcp_keepalives_idle = 1; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 1");
    while (!(await hasLock(client))) await sleep(retryEvery, undefined, { signal });
    state.leading = true;
    log.info({ duties: duties.map((duty) => duty.name) }, "leader.took_over");
    const query = inTurn(client);
    await Promise.all(
      duties.map((duty) =>
        duty.run({ query, signal }).catch((error: Error) => {
          lost.abort(); // the other duties end too, and another process may have more luck
          throw error;
        }),
      ),
    );
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function hasLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [lockKey]);
  return rows[0]?.taken === true;
}

function inTurn(client: pg.Client): LeaderSession["query"] {
  let last: Promise<unknown> = Promise.resolve();
  return <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
    const next = last.then(() => client.query<Row>(text, values));
    last = next.catch(() => undefined);
    return next;
  };
}
