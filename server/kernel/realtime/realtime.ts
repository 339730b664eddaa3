import type { FastifyReply, FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import { type Ctx, transact } from "../context.ts";
import type { Database } from "../database/db.ts";
import type { Listener } from "../database/listener.ts";
import type { OutboxEvent } from "../outbox/outbox.ts";
import { LiveValues } from "./realtime-live.ts";
import { lastEventId, principalOf } from "./realtime-request.ts";
import { EventStream } from "./realtime-stream.ts";
import { startTransport, type Transport } from "./realtime-transport.ts";

/** What a stream's filter judges: a committed event, or (`live`) a value of the moment without position or memory. */
export interface HubEvent {
  live: boolean;
  topic: string;
  node: string;
  payload: Record<string, unknown>;
}

/** Gives what this listener may know of an event, as its name and data, or undefined for nothing. Must be quick. */
export type Filter = (event: HubEvent) => { event: string; data: unknown } | undefined;

export interface HubOptions {
  listener: Listener;
  redisUrl?: string;
  runtime: { database: Database; log: Logger; system(name: string): Ctx };
  /** Milliseconds: between heartbeats (15,000), of a connection before it must sign in again (900,000). */
  beatEvery?: number;
  lifetime?: number;
  /** Milliseconds between two values of one key (500). */
  liveEvery?: number;
}

const Message = z.object({
  position: z.number(),
  topic: z.string().optional(),
  node: z.string().default(""),
  payload: z.record(z.string(), z.unknown()).default({}),
});
const Live = z.object({ topic: z.string(), node: z.string(), payload: z.record(z.string(), z.unknown()) });

const catchUpLimit = 5000;
const streamsPerPrincipal = 10;

/** Fans events out to the browsers connected to this process. Order and memory come from the outbox; messages only hurry. */
export class RealtimeHub {
  readonly #runtime: HubOptions["runtime"];
  readonly #log: Logger;
  readonly #options: HubOptions;
  readonly #streams = new Map<EventStream, Filter>();
  readonly #byPrincipal = new Map<string, Set<EventStream>>();
  readonly #opening = new Set<{ principal: string; changed: boolean }>();
  readonly #live: LiveValues;
  readonly #texts = new WeakMap<object, string>();
  readonly #timers: NodeJS.Timeout[] = [];
  #transport: Transport | undefined;
  #position = 0;
  #catchingUp: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#runtime = options.runtime;
    this.#log = options.runtime.log;
    const lost = (error: Error) => this.#log.debug({ reason: error.message }, "realtime.live_lost");
    this.#live = new LiveValues((text) => this.#transport?.publishLive(text).catch(lost), options.liveEvery ?? 500);
  }

  async start(): Promise<this> {
    this.#position = (await this.#bounds()).newest;
    this.#transport = await startTransport({
      ...{ listener: this.#options.listener, pool: this.#runtime.database.pool, log: this.#log },
      ...(this.#options.redisUrl === undefined ? {} : { redisUrl: this.#options.redisUrl }),
      onEvent: (text) => this.#hear(text),
      onLive: (text) => this.#fanOutLive(text),
    });
    this.#timers.push(setInterval(() => this.#beat(), this.#options.beatEvery ?? 15_000));
    this.#timers.push(setInterval(() => !this.#transport?.healthy && this.#catchUp(), 1000));
    this.#timers.push(setInterval(() => this.#catchUp(), 5000)); // a lost message costs five seconds, never the event
    return this;
  }

  /** Ends every connection; before the HTTP server closes, which would wait for them. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const stream of this.#streams.keys()) stream.close();
    this.#transport?.stop();
    await this.#catchingUp;
  }

  /** How many connections this process serves. */
  get connections(): number {
    return this.#streams.size;
  }

  /** For the dispatcher: through Redis, when there is one. */
  readonly canPublish = (): boolean => this.#transport?.redisReady === true;
  readonly publish = async (events: OutboxEvent[]): Promise<boolean> =>
    (await this.#transport?.publishEvents(events.map((event) => JSON.stringify(event)))) === true;

  /**
   * Tells every process a value of which only the newest matters (a stock counter), at most twice a second per key.
   * Not stored: who connects later asks for it. Never throws and never waits.
   */
  publishLive(topic: string, live: { node: string; key?: string } & Record<string, unknown>): void {
    const { node, key, ...payload } = live;
    this.#live.put(`${topic}|${key ?? ""}`, JSON.stringify({ topic, node, payload }));
  }

  /**
   * Answers a request with server-sent events until either side ends. A browser that comes back with Last-Event-ID gets
   * what it missed; when that is no longer known it gets the event `reset` and should load everything anew.
   */
  async stream(request: FastifyRequest, reply: FastifyReply, { filter }: { filter: Filter }): Promise<void> {
    const opening = { principal: principalOf(request.ctx.actor), changed: false };
    this.#opening.add(opening);
    const { from, lost } = await this.#resume(lastEventId(request)).finally(() => this.#opening.delete(opening));
    reply.hijack();
    const { raw } = reply;
    if (raw.destroyed) return; // it has left while the database was asked, and will not say so again
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      connection: "keep-alive",
      "x-accel-buffering": "no", // nginx must not collect it
    });
    raw.write(`retry: ${1000 + Math.floor(Math.random() * 4000)}\n\n`); // spread: all may come back at once

    const stream = new EventStream(raw, opening.principal, from);
    if (lost) stream.send(from, "reset", "{}");
    this.#add(stream, filter, raw);
    if (opening.changed) return stream.close();
    stream.beat();
    await this.#bringUp(stream, filter);
  }

  /** Where a browser that has seen `since` goes on, and whether what it missed can no longer be told. */
  async #resume(since: number | undefined): Promise<{ from: number; lost: boolean }> {
    if (since === undefined || since === this.#position) return { from: this.#position, lost: false };
    const { oldest, newest } = await this.#bounds();
    const lost = since > newest || since + 1 < oldest || newest - since > catchUpLimit;
    return { from: lost ? newest : since, lost };
  }

  #add(stream: EventStream, filter: Filter, response: FastifyReply["raw"]): void {
    const same = this.#byPrincipal.get(stream.principal) ?? new Set();
    this.#byPrincipal.set(stream.principal, same);
    if (same.size >= streamsPerPrincipal) for (const oldest of [...same].slice(0, 1)) oldest.close();
    same.add(stream);
    const expiry = setTimeout(() => stream.close(), this.#options.lifetime ?? 900_000);
    response.on("close", () => {
      clearTimeout(expiry);
      this.#streams.delete(stream);
      same.delete(stream);
      if (same.size === 0 && this.#byPrincipal.get(stream.principal) === same)
        this.#byPrincipal.delete(stream.principal);
    });
    this.#streams.set(stream, filter);
    if (this.#stopped) stream.close();
  }

  /** Brings one connection from its position to the hub's. The loop ends at once when they meet. */
  async #bringUp(stream: EventStream, filter: Filter): Promise<void> {
    try {
      while (stream.position < this.#position && !stream.closed) {
        const events = await this.#after(stream.position);
        for (const event of events) if (event.position > stream.position) this.#offer(stream, filter, event);
        if (events.length === 0) stream.position = this.#position;
      }
    } catch (error) {
      this.#log.debug({ reason: (error as Error).message }, "realtime.catch_up_failed");
      stream.close(); // it comes back by itself and resumes
    }
  }

  #hear(text: string): void {
    const parsed = Message.safeParse(parseJson(text));
    if (!parsed.success || parsed.data.position <= this.#position) return;
    const { position, topic, node, payload } = parsed.data;
    if (position === this.#position + 1 && topic !== undefined && this.#catchingUp === undefined)
      this.#fanOut({ ...{ id: "", position, topic, node, payload }, at: new Date(0) });
    else this.#catchUp();
  }

  /** Reads what is missing from the outbox; one reading at a time. */
  #catchUp(): void {
    if (this.#catchingUp !== undefined) {
      this.#again = true;
      return;
    }
    const read = async () => {
      do {
        this.#again = false;
        const events = await this.#after(this.#position);
        for (const event of events) if (event.position > this.#position) this.#fanOut(event);
        if (events.length === pageSize) this.#again = true;
      } while (this.#again && !this.#stopped);
    };
    this.#catchingUp = read()
      .catch((error: Error) => this.#log.debug({ reason: error.message }, "realtime.catch_up_failed"))
      .finally(() => {
        this.#catchingUp = undefined;
      });
  }

  #fanOut(event: OutboxEvent): void {
    const before = this.#position;
    this.#position = event.position;
    // Who is behind is being brought up and gets it in turn; who came from another process may have it already.
    for (const [stream, filter] of this.#streams)
      if (stream.position >= before && stream.position < event.position) this.#offer(stream, filter, event);
  }

  #offer(stream: EventStream, filter: Filter, event: OutboxEvent): void {
    const said = this.#judge(filter, { ...event, live: false });
    if (said === undefined) stream.position = event.position;
    else stream.send(event.position, said.event, this.#text(said.data));
  }

  #fanOutLive(text: string): void {
    const parsed = Live.safeParse(parseJson(text));
    if (!parsed.success) return;
    for (const [stream, filter] of this.#streams) {
      const said = this.#judge(filter, { ...parsed.data, live: true });
      if (said !== undefined) stream.sendLive(said.event, this.#text(said.data));
    }
  }

  /** A filter that fails must not hurt the other connections. */
  #judge(filter: Filter, event: HubEvent): ReturnType<Filter> {
    try {
      return filter(event);
    } catch (error) {
      this.#log.error({ topic: event.topic, reason: (error as Error).message }, "realtime.filter_failed");
      return undefined;
    }
  }

  /** Thousands of connections get the same payload object: written as text once. */
  #text(data: unknown): string {
    if (typeof data !== "object" || data === null) return JSON.stringify(data ?? null);
    const known = this.#texts.get(data) ?? JSON.stringify(data);
    this.#texts.set(data, known);
    return known;
  }

  #beat(): void {
    for (const stream of this.#streams.keys()) stream.beat();
  }

  /** Rights of a principal ("*": of anybody) changed: the browser comes back and is judged anew. Whoever made the hub says so. */
  closeOf(principalId: string): void {
    const isMeant = ({ principal }: { principal: string }) => principalId === "*" || principal === principalId;
    for (const opening of this.#opening) opening.changed ||= isMeant(opening);
    for (const stream of this.#streams.keys()) if (isMeant(stream)) stream.close();
  }

  async #after(position: number): Promise<OutboxEvent[]> {
    return transact(this.#runtime.system("realtime"), async (tx) => {
      const found = await sql<OutboxEvent>`select id, position, topic, node::text as node, payload, created_at as at
        from kernel.outbox where position > ${position} order by position limit ${pageSize}`.execute(tx.db);
      return found.rows;
    });
  }

  async #bounds(): Promise<{ oldest: number; newest: number }> {
    return transact(this.#runtime.system("realtime"), async (tx) => {
      const found = await sql<{ oldest: number; newest: number }>`
        select coalesce(min(position), 0) as oldest, coalesce(max(position), 0) as newest from kernel.outbox`.execute(
        tx.db,
      );
      return found.rows[0] ?? { oldest: 0, newest: 0 };
    });
  }
}

const pageSize = 500;

/** Starts this process's hub. */
export const startRealtime = (options: HubOptions): Promise<RealtimeHub> => new RealtimeHub(options).start();

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
