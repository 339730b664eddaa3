import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import type { z } from "zod";
import { businessTimeZone } from "./clock.ts";
import type { Ctx, Tx } from "./context.ts";
import type { Runtime } from "./module.ts";

export interface JobOptions<Data extends z.ZodType> {
  /** Letters, digits, dots and underscores, e.g. "releases.remind". */
  name: string;
  data: Data;
  /** Runs at least once per job, possibly again after a crash: idempotent, re-enters through a use case. */
  handler(ctx: Ctx, data: z.output<Data>): Promise<void>;
  /** Tries after the first (2), seconds before the first of them (5), doubled each time. */
  retries?: number;
  retryDelay?: number;
  /** Seconds one run may take before it counts as lost and is tried again (900). */
  timeout?: number;
  /** How many run at once in one process (1). */
  concurrency?: number;
  /** Seconds between looks at the queue (5). */
  poll?: number;
  /** Runs by itself with empty data: five cron fields in business time. Once per occurrence, whatever the number of processes. */
  cron?: string;
}

/** A kind of background work, made once at load. */
export type Job<Data extends z.ZodType = z.ZodType> = Readonly<JobOptions<Data>>;

export interface Enqueue {
  /** Not before this moment. */
  startAfter?: Date;
  /** While a job of this name and key waits, another is not added. */
  singletonKey?: string;
}

export interface Jobs {
  /** Takes no new jobs, waits for those running (10 s at most). */
  stop(): Promise<void>;
}

const defined = new Map<string, Job>();

/** Declares a kind of job; at load, so that every process knows all of them when it starts. */
export function defineJob<Data extends z.ZodType>(options: JobOptions<Data>): Job<Data> {
  if (defined.has(options.name)) throw new Error(`The job ${options.name} is defined twice.`);
  const job = Object.freeze({ ...options });
  defined.set(job.name, job);
  return job;
}

/** Every job declared so far. */
export const definedJobs = (): Job[] => [...defined.values()];

/**
 * Adds a job in the running transaction: it runs only if that commits. Gives the job's id, or undefined when one with
 * the same singleton key is already waiting. Throws ZodError for data that the job does not take.
 */
export async function enqueue<Data extends z.ZodType>(
  tx: Tx,
  job: Job<Data>,
  data: z.input<Data>,
  options: Enqueue = {},
): Promise<string | undefined> {
  const id = randomUUID();
  const checked = JSON.stringify(job.data.parse(data));
  // The columns of pg-boss's own insert, as SQL, so that a process that runs no jobs can add them.
  await sql`select pgboss.create_queue(${job.name}, ${JSON.stringify(queueOptions(job))}::jsonb)`.execute(tx.db);
  const added = await sql`
    insert into pgboss.job (id, name, data, start_after, keep_until, singleton_key, expire_seconds, deletion_seconds,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter)
    select ${id}, q.name, ${checked}::jsonb, due.at, due.at + make_interval(secs => q.retention_seconds),
      ${options.singletonKey ?? id}, q.expire_seconds, q.deletion_seconds,
      q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter
    from pgboss.queue q, (select coalesce(${options.startAfter ?? null}::timestamptz, now()) as at) due
    where q.name = ${job.name}
    on conflict do nothing`.execute(tx.db);
  return added.numAffectedRows === 1n ? id : undefined;
}

/** Works on the given jobs (all that were declared) in this process, as the app role, and keeps their schedules. */
export async function startJobs(
  runtime: Pick<Runtime, "database" | "log" | "system">,
  jobs: readonly Job[] = definedJobs(),
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => runtime.database.pool.query(text, values) },
    schema: "pgboss",
    // Our migrations make the tables; the app role may neither make nor rebuild any.
    ...{ migrate: false, createSchema: false, reindex: false, monitorVacuum: false },
  });
  boss.on("error", (error) => runtime.log.warn({ reason: error.message }, "jobs.queue_error"));
  boss.on("warning", (warning) => runtime.log.warn({ reason: warning.message }, "jobs.queue_warning"));
  await boss.start();
  for (const job of jobs) await work(boss, runtime, job);
  await keepSchedules(boss, jobs);
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

async function work(boss: PgBoss, runtime: Pick<Runtime, "log" | "system">, job: Job): Promise<void> {
  await boss.createQueue(job.name, queueOptions(job));
  await boss.updateQueue(job.name, limits(job));
  const options = { pollingIntervalSeconds: job.poll ?? 5, localConcurrency: job.concurrency ?? 1, batchSize: 1 };
  await boss.work<unknown>(job.name, options, async (batch) => {
    for (const { id, data } of batch) await runOne(runtime, job, id, data);
  });
}

async function runOne(runtime: Pick<Runtime, "log" | "system">, job: Job, id: string, data: unknown): Promise<void> {
  try {
    await job.handler(runtime.system(`job:${job.name}`), job.data.parse(data ?? {}));
  } catch (error) {
    const { message, stack } = error as Error;
    runtime.log.error({ job: job.name, id, reason: message, stack }, "jobs.failed");
    throw new Error(message); // the queue stores what is thrown; a message is enough there
  }
}

async function keepSchedules(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs)
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, {}, { tz: businessTimeZone });
  const wanted = new Set(jobs.filter((job) => job.cron !== undefined).map((job) => job.name));
  for (const known of await boss.getSchedules())
    if (!wanted.has(known.name)) await boss.unschedule(known.name, known.key);
}

const limits = (job: Job) => ({
  retryLimit: job.retries ?? 2,
  retryDelay: job.retryDelay ?? 5,
  retryBackoff: true,
  expireInSeconds: job.timeout ?? 900,
});

/** Policy "short": of one key, one waits. */
const queueOptions = (job: Pick<Job, "retries" | "retryDelay" | "timeout">) => ({
  ...limits(job as Job),
  policy: "short" as const,
  partition: false,
});
