import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Logger } from "pino";
import { type Ctx, transact } from "#kernel/context";
import { latencyBorders, latencyClass } from "./releases.rules.ts";

interface Second {
  releaseId: string;
  node: string;
  at: number;
  requests: number;
  entries: number;
  granted: number;
  refused: Record<string, number>;
  latency: number[];
}

const flushMillis = 1000;
const keepMinutes = 24 * 60;

/** Counts what one process sees of each release, second by second, and writes it once a second. */
export class MonitorSamples {
  readonly #system: Ctx;
  readonly #log: Logger;
  readonly #process = randomUUID().slice(0, 8);
  #seconds = new Map<string, Second>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(system: Ctx) {
    this.#system = system;
    this.#log = system.log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), flushMillis);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush(true);
  }

  /** Units that the end of a window gave out in one statement; no requests of their own. */
  countServed(release: { id: string; node: string }, winners: number): void {
    this.#secondOf(release).granted += winners;
  }

  /** One answered request: `outcome` is "granted", "entered" or the code of the refusal. */
  count(release: { id: string; node: string }, outcome: string, millis: number): void {
    const second = this.#secondOf(release);
    second.requests++;
    const index = latencyClass(millis);
    second.latency[index] = (second.latency[index] ?? 0) + 1;
    if (outcome === "granted") second.granted++;
    else if (outcome === "entered") second.entries++;
    else second.refused[outcome] = (second.refused[outcome] ?? 0) + 1;
  }

  #secondOf(release: { id: string; node: string }): Second {
    const at = Math.floor(Date.now() / 1000);
    const key = `${release.id}${at}`;
    const second = this.#seconds.get(key) ?? newSecond(release, at);
    this.#seconds.set(key, second);
    return second;
  }

  /** Writes the seconds that are over (all with `everything`). A failure loses samples, never a claim. */
  flush(everything = false): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write(everything));
    return this.#writing;
  }

  async #write(everything: boolean): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const over = [...this.#seconds].filter(([, second]) => everything || second.at < now);
    if (over.length === 0) return;
    for (const [key] of over) this.#seconds.delete(key);
    await transact(this.#system, (tx) =>
      insertSamples(
        tx.db,
        this.#process,
        over.map(([, second]) => second),
      ),
    ).catch((error: Error) => this.#log.warn({ reason: error.message }, "release.samples_not_written"));
  }
}

const newSecond = (release: { id: string; node: string }, at: number): Second => ({
  releaseId: release.id,
  node: release.node,
  at,
  requests: 0,
  entries: 0,
  granted: 0,
  refused: {},
  latency: new Array(latencyBorders.length + 1).fill(0),
});

const insertSamples = (db: Ctx["db"], process: string, seconds: Second[]) =>
  sql`insert into releases.sample (release_id, at, process, node, requests, entries, granted, refused, latency)
    select (s->>'releaseId')::uuid, to_timestamp((s->>'at')::bigint), ${process}, (s->>'node')::ltree, (s->>'requests')::integer,
      (s->>'entries')::integer, (s->>'granted')::integer, s->'refused',
      array(select jsonb_array_elements_text(s->'latency')::integer)
    from jsonb_array_elements(${JSON.stringify(seconds)}::jsonb) s on conflict do nothing`.execute(db);

export interface SecondRow {
  at: Date;
  requests: number;
  entries: number;
  granted: number;
  refused: Record<string, number>;
  latency: number[];
}

/** The last seconds of a release, all processes added up, oldest first. */
export async function listSeconds(db: Ctx["db"], releaseId: string, seconds: number): Promise<SecondRow[]> {
  const { rows } = await sql<SecondRow & { parts: { refused: Record<string, number>; latency: number[] }[] }>`
    select at, sum(requests)::integer as requests, sum(entries)::integer as entries, sum(granted)::integer as granted,
      jsonb_agg(jsonb_build_object('refused', refused, 'latency', to_jsonb(latency))) as parts
    from releases.sample where release_id = ${releaseId} and at > now() - make_interval(secs => ${seconds})
    group by at order by at`.execute(db);
  return rows.map(({ parts, ...row }) => ({
    ...row,
    refused: addUp(parts.map((p) => p.refused)),
    latency: addClasses(parts.map((p) => p.latency)),
  }));
}

const addUp = (parts: Record<string, number>[]): Record<string, number> => {
  const sum: Record<string, number> = {};
  for (const part of parts) for (const [code, count] of Object.entries(part)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
};

const addClasses = (parts: number[][]): number[] =>
  Array.from({ length: latencyBorders.length + 1 }, (_, index) =>
    parts.reduce((sum, part) => sum + (part[index] ?? 0), 0),
  );

/** Drops samples older than a day. */
export const pruneSamples = (system: Ctx) =>
  transact(system, (tx) =>
    sql`delete from releases.sample where at < now() - make_interval(mins => ${keepMinutes})`.execute(tx.db),
  );
