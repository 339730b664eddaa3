import { Redis } from "ioredis";
import type pg from "pg";
import type { Logger } from "pino";
import { startListener } from "../database/listener.ts";
import { sessionChannel } from "../sign-in/sessions.ts";

export interface TransportOptions {
  /** A direct connection for LISTEN. */
  url: string;
  pool: pg.Pool;
  redisUrl?: string;
  log: Logger;
  onEvent(text: string): void;
  onLive(text: string): void;
  /** A principal's sessions or rights changed; "*" for everybody's. */
  onSessionChange(principalId: string): void;
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
  stop(): Promise<void>;
}

const firstHearing = 5000;

export async function startTransport(options: TransportOptions): Promise<Transport> {
  const redis = options.redisUrl === undefined ? undefined : await connectRedis(options, options.redisUrl);
  const onMessage = (channel: string, payload: string) => {
    if (channel === sessionChannel) options.onSessionChange(payload);
    else if (channel === "kernel_live") options.onLive(payload);
    else options.onEvent(payload);
  };
  let lostOnce = false;
  let hearing: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    hearing = resolve;
  });
  const listener = await startListener({
    ...{ url: options.url, onMessage, log: options.log, applicationName: "gonghui-realtime" },
    channels: ["kernel_event", "kernel_live", sessionChannel],
    onState: (healthy) => {
      // What was revoked while nothing could be heard must not stay connected.
      if (healthy && lostOnce) options.onSessionChange("*");
      lostOnce ||= !healthy;
      if (healthy) hearing();
    },
  });
  // Streams open only once revocations are heard; should that take long, the first "*" makes up for it.
  const late = new Promise<"late">((resolve) => setTimeout(resolve, firstHearing, "late" as const).unref());
  if ((await Promise.race([heard, late])) === "late") lostOnce = true;
  return {
    get healthy() {
      return listener.healthy && (redis === undefined || redis.subscriber.status === "ready");
    },
    get redisReady() {
      return redis?.publisher.status === "ready";
    },
    publishEvents: async (texts) => redis !== undefined && (await redis.publish("event", texts)),
    publishLive: async (text) => {
      if (redis !== undefined && (await redis.publish("live", [text]))) return;
      await options.pool.query("select pg_notify('kernel_live', $1)", [text]);
    },
    stop: async () => {
      redis?.publisher.disconnect();
      redis?.subscriber.disconnect();
      await listener.stop();
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
