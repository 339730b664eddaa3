import { setTimeout as sleep } from "node:timers/promises";
import type { Duty, LeaderSession } from "../database/leader.ts";
import type { Runtime } from "../module.ts";
import { type OutboxEvent, type Subscriptions, subscriptions as theSubscriptions } from "./outbox.ts";

export interface DispatcherOptions {
  runtime: Pick<Runtime, "log" | "system">;
  subscriptions?: Subscriptions;
  /** Makes numbered events known to all processes; true when that worked, false to let PostgreSQL tell them. */
  publish?: (events: OutboxEvent[]) => Promise<boolean>;
  /** True while `publish` can be expected to work. */
  canPublish?: () => boolean;
  /** Milliseconds between looks at the outbox while something happens (100), and after ten quiet seconds (250). */
  poll?: number;
  /** Milliseconds one subscriber may take before it counts as failed (30,000). */
  timeout?: number;
  /** Days that delivered events are kept, for those who resume (7). */
  keepDays?: number;
}

const batch = 200;

interface Row {
  id: string;
  position: number;
  topic: string;
  node: string;
  payload: Record<string, unknown>;
  created_at: Date;
}

/**
 * The dispatcher, to be given to `startLeader`: numbers what was announced, makes it known, and delivers it to
 * subscribers. Killed at any moment, its successor repeats what was not yet marked: at least once, never lost.
 */
export function outboxDispatcher(options: DispatcherOptions): Duty {
  return {
    name: "outbox",
    run: async (session) => {
      await Promise.all([numberLoop(options, session), deliverLoop(options, session), pruneLoop(options, session)]);
    },
  };
}

/** Numbering runs beside delivery, so that a slow subscriber delays no screen. */
async function numberLoop(options: DispatcherOptions, { query, signal }: LeaderSession): Promise<void> {
  let lastEvent = performance.now();
  while (!signal.aborted) {
    const byNotify = options.publish === undefined || options.canPublish?.() === false;
    const events = await number(query, (options.subscriptions ?? theSubscriptions).patterns(), byNotify);
    if (events.length > 0) lastEvent = performance.now();
    if (events.length > 0 && !byNotify && options.publish !== undefined && !(await options.publish(events)))
      await query("select pg_notify('kernel_event', $1)", [JSON.stringify({ position: events.at(-1)?.position })]);
    const quiet = performance.now() - lastEvent > 10_000;
    if (events.length < batch) await pause((options.poll ?? 100) * (quiet ? 2.5 : 1), signal);
  }
}

async function number(query: LeaderSession["query"], patterns: string[], notify: boolean): Promise<OutboxEvent[]> {
  const { rows } = await query<Row>(
    "select id, position, topic, node::text as node, payload, created_at from kernel.outbox_number($1, $2, $3)",
    [batch, patterns, notify],
  );
  return rows.map(eventOf);
}

async function deliverLoop(options: DispatcherOptions, { query, signal }: LeaderSession): Promise<void> {
  while (!signal.aborted) {
    const { rows } = await query<Row>(
      `select id, position, topic, node::text as node, payload, created_at from kernel.outbox
       where position is not null and delivered_at is null and next_attempt_at <= clock_timestamp()
       order by position limit $1`,
      [batch],
    );
    for (const row of rows) {
      if (signal.aborted) return;
      await deliver(options, query, eventOf(row));
    }
    if (rows.length < batch) await pause(options.poll ?? 100, signal);
  }
}

async function deliver(options: DispatcherOptions, query: LeaderSession["query"], event: OutboxEvent): Promise<void> {
  try {
    for (const subscriber of (options.subscriptions ?? theSubscriptions).of(event.topic))
      await withDeadline(subscriber(options.runtime.system(`outbox:${event.topic}`), event), options.timeout ?? 30_000);
    await query("update kernel.outbox set delivered_at = clock_timestamp(), last_error = null where id = $1", [
      event.id,
    ]);
  } catch (error) {
    const reason = (error as Error).message;
    options.runtime.log.warn({ event: event.id, topic: event.topic, reason }, "outbox.delivery_failed");
    // 1 s, 2 s, 4 s … at most 5 minutes, for ever: what was committed must arrive.
    await query(
      `update kernel.outbox set attempts = attempts + 1, last_error = $2,
         next_attempt_at = clock_timestamp() + least(interval '5 minutes', interval '1 second' * 2 ^ least(attempts, 10))
       where id = $1`,
      [event.id, reason.slice(0, 1000)],
    );
  }
}

async function pruneLoop({ keepDays, runtime }: DispatcherOptions, { query, signal }: LeaderSession): Promise<void> {
  while (!signal.aborted) {
    const { rowCount } = await query(
      `delete from kernel.outbox where id in (select id from kernel.outbox
         where delivered_at < clock_timestamp() - make_interval(days => $1) limit 2000)`,
      [keepDays ?? 7],
    );
    if (rowCount !== null && rowCount > 0) runtime.log.debug({ events: rowCount }, "outbox.pruned");
    await pause(rowCount === 2000 ? 1000 : 600_000, signal);
  }
}

async function withDeadline(work: Promise<void>, milliseconds: number): Promise<void> {
  const over = new AbortController();
  const deadline = sleep(milliseconds, undefined, { signal: over.signal }).then(() => {
    throw new Error(`the subscriber took longer than ${milliseconds} ms`);
  });
  deadline.catch(() => undefined);
  await Promise.race([work, deadline]).finally(() => over.abort());
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

const eventOf = (row: Row): OutboxEvent => ({
  ...{ id: row.id, position: Number(row.position), topic: row.topic, node: row.node, payload: row.payload },
  at: row.created_at,
});
