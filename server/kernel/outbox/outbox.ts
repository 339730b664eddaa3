import { sql } from "kysely";
import type { Ctx, Tx } from "../context.ts";
import { uuidv7 } from "../ids.ts";

export type Announcement = { node: string } & Record<string, unknown>;

/** An event as it is handed out after the commit of what it tells. */
export interface OutboxEvent {
  /** The same on every delivery: receivers drop what they have seen. */
  id: string;
  /** Grows in the order in which events became visible; a reader resumes after the last one it has seen. */
  position: number;
  topic: string;
  /** Path of the node in whose scope it happened. */
  node: string;
  payload: Record<string, unknown>;
  at: Date;
}

/** Called at least once per event, in the order of positions except for repeats after a failure; must be idempotent. */
export type Subscriber = (ctx: Ctx, event: OutboxEvent) => Promise<void>;

/** Who wants what; each server process has one, tests make their own. */
export class Subscriptions {
  readonly #list: { pattern: string; subscriber: Subscriber }[] = [];

  /** `topic` is a whole topic, or "release.*" for all that begin with "release.", or "*". Gives the way to end it. */
  add(topic: string, subscriber: Subscriber): () => void {
    const entry = { pattern: topic, subscriber };
    this.#list.push(entry);
    return () => void this.#list.splice(this.#list.indexOf(entry), 1);
  }

  of(topic: string): Subscriber[] {
    return this.#list.filter(({ pattern }) => fits(topic, pattern)).map(({ subscriber }) => subscriber);
  }

  /** SQL `like` patterns of everything subscribed to. */
  patterns(): string[] {
    return this.#list.map(({ pattern }) => pattern.replace(/[\\%_]/g, "\\$&").replace(/\*$/, "%"));
  }
}

const fits = (topic: string, pattern: string) =>
  pattern.endsWith("*") ? topic.startsWith(pattern.slice(0, -1)) : topic === pattern;

export const subscriptions = new Subscriptions();

/** Puts an event into the outbox in the running transaction; it is handed to subscribers at least once after the commit. */
export async function announce(tx: Tx, topic: string, event: Announcement): Promise<void> {
  const { node, ...payload } = event;
  await sql`select kernel.announce(${uuidv7()}::uuid, ${topic}, ${node}::ltree, ${JSON.stringify(payload)}::jsonb)`.execute(
    tx.db,
  );
}

/** Subscribes in this process, at load or at start; whichever process dispatches calls its own subscribers. See `Subscriptions.add`. */
export const subscribe = (topic: string, subscriber: Subscriber): (() => void) => subscriptions.add(topic, subscriber);
