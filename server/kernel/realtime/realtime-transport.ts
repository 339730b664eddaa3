import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type pg from "pg";
import type { Logger } from "pino";
import type { Listener } from "../database/listener.ts";

export interface TransportOptions {
  listener: Listener;
  pool: pg.Pool;
  redisUrl?: string;
  log: Logger;
  onEvent(text: string): void;
  onLive(text: string): void;
}

/** Carries messages between processes: through Redis while it works, otherwise through PostgreSQL's NOTIFY. */
export interface Transport {
  /** False when messages may be missing; the outbox must then be asked. */
  readonly healthy: boolean;
  /** True while Redis takes messages. */
  readonly redisReady: boolean;
  /** Sends committed events through Redis; false when that did not work. */
  publishEvents(texts: string[]): Promise<boolean>;
  publishLive(text: string): Promise<void>;
  stop(): void;
}

const firstHearing = 5000;

export async function startTransport(options: TransportOptions): Promise<Transport> {
  const redis = options.redisUrl === undefined ? undefined : await connectRedis(options, options.redisUrl);
  const hearing = options.listener.hear({
    channels: ["kernel_event", "kernel_live"],
    onMessage: (channel, payload) => (channel === "kernel_live" ? options.onLive(payload) : options.onEvent(payload)),
  });
  // Streams open once this process hears; should that take long, they open without and are told from the outbox.
  await Promise.race([hearing.begun, sleep(firstHearing, undefined, { ref: false })]);
  return {
    get healthy() {
      return hearing.healthy && (redis === undefined || redis.subscriber.status === "ready");
    },
    get redisReady() {
      return redis?.publisher.status === "ready";
    },
    publishEvents: async (texts) => redis !== undefined && (await redis.publish("event", texts)),
    publishLive: async (text) => {
      if (redis !== undefined && (await redis.publish("live", [text]))) return;
      await options.pool.query("select pg_notify('kernel_live', $1)", [text]);
    },
    stop: () => {
      redis?.publisher.disconnect();
      redis?.subscriber.disconnect();
      hearing.stop();
    },
  };
}

async function connectRedis(options: TransportOptions, redisUrl: string) {
  // One Redis may serve several installations, and publishing knows no database numbers.
  const { rows } = await options.pool.query<{ name: string }>(
    "select datname || '.' || oid as name from pg_database where datname = current_database()",
  );
  const prefix = `gonghui:${rows[0]?.name}`;
  const settings = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1000, connectTimeout: 2000 };
  const retryStrategy = (times: number) => Math.min(times * 100, 2000);
  const publisher = new Redis(redisUrl, { ...settings, retryStrategy });
  const subscriber = new Redis(redisUrl, { ...settings, retryStrategy, autoResubscribe: false });
  for (const connection of [publisher, subscriber])
    connection.on("error", (error) => options.log.debug({ reason: error.message }, "realtime.redis_error"));
  publisher.on("close", () => options.log.warn({}, "realtime.redis_lost"));
  subscriber.on("ready", () => {
    subscriber.subscribe(`${prefix}:event`, `${prefix}:live`).catch(() => subscriber.disconnect(true));
  });
  subscriber.on("message", (channel, text) => {
    if (channel.endsWith(":live")) options.onLive(text);
    else options.onEvent(text);
  });
  const publish = async (channel: string, texts: string[]): Promise<boolean> => {
    if (publisher.status !== "ready") return false;
    return Promise.all(texts.map((text) => publisher.publish(`${prefix}:${channel}`, text))).then(
      () => true,
      () => false,
    );
  };
  return { publisher, subscriber, publish };
}
