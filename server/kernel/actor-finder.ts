import { setImmediate as nextTurn } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Actor } from "./actor.ts";
import { type Ctx, transact } from "./context.ts";
import type { Db } from "./db.ts";
import type { ActorFinder, Entrance } from "./http.ts";
import { type Listener, startListener } from "./listener.ts";
import { findSessions, type Session, touchSessions } from "./sessions.store.ts";
import { hashToken, sessionChannel } from "./sessions.ts";

/** Makes the actor behind a session, or undefined when that principal may not come in any more. Reads as the server itself. */
export type ActorLoader = (db: Db, principalId: string, session: Session) => Promise<Actor | LoadedActor | undefined>;

/** An actor whose rights end by themselves before the session does. */
export interface LoadedActor {
  actor: Actor;
  readAgainInMs: number;
}

const loaders = new Map<Entrance, ActorLoader>();

/** Says how the actors of one entrance are made; called by the room that knows them, at load. */
export function registerActorLoader(entrance: Entrance, loader: ActorLoader): void {
  loaders.set(entrance, loader);
}

export interface SessionFinder {
  findActor: ActorFinder;
  /** Called with a principal's id ("*": anybody's) when its sessions or rights changed: open streams must be checked again. */
  onChange(listener: (principalId: string) => void): () => void;
  /** Reads this principal anew in this process at once, for whoever has just changed its rights and asks again before the notification is here. */
  forget(principalId: string): void;
  /** True while changes made elsewhere are heard. */
  readonly listening: boolean;
  close(): Promise<void>;
}

export interface SessionFinderOptions {
  /** A context that acts as the server itself. */
  system: Ctx;
  /** A direct database address to listen on; without one nothing is trusted for longer than a second. */
  listenUrl?: string;
  log: Logger;
  cacheSize?: number;
}

interface Entry {
  actor: Actor;
  principalId: string;
  /** performance.now() of the moment before it was read. */
  readAt: number;
  endsAt: number;
}

const trustMs = 60_000;
const doubtMs = 1_000;
const batchSize = 200;
const touchAfter: Record<Entrance, number> = { staff: 60, member: 3600, till: 3600 };

/**
 * Finds actors by session token: at once from the process's cache, else from the database, many at a time.
 * A revocation reaches every process within a second: by notification, or, while those may be lost, by trusting nothing longer.
 */
export async function createActorFinder(options: SessionFinderOptions): Promise<SessionFinder> {
  const watchers = new Set<(principalId: string) => void>();
  const tokensOf = new Map<string, Set<string>>();
  const cache = new LRUCache<string, Entry>({
    max: options.cacheSize ?? 100_000,
    dispose: (entry, token) => {
      const tokens = tokensOf.get(entry.principalId);
      tokens?.delete(token);
      if (tokens?.size === 0) tokensOf.delete(entry.principalId);
    },
  });
  let listening = false;
  let listeningSince = 0;
  let changes = 0;

  const forget = (principalId: string) => {
    changes++;
    if (principalId === "*") cache.clear();
    else for (const token of [...(tokensOf.get(principalId) ?? [])]) cache.delete(token);
    for (const watcher of watchers) watcher(principalId);
  };
  const onState = (healthy: boolean) => {
    listening = healthy;
    // What was read before we listened may have changed unheard.
    listeningSince = performance.now();
    if (healthy) for (const watcher of watchers) watcher("*");
  };
  const isFresh = (entry: Entry, now: number): boolean => {
    if (now >= entry.endsAt) return false;
    const age = now - entry.readAt;
    return age < doubtMs || (listening && entry.readAt >= listeningSince && age < trustMs);
  };

  const load = batchByToken(async (tokens) => {
    const before = changes;
    const readAt = performance.now();
    const found = await loadActors(options, tokens);
    for (const [token, { actor, session, goodForMs }] of found) {
      if (changes !== before) break; // something changed while we read: answer with it, keep nothing
      cache.set(token, { actor, principalId: session.principalId, readAt, endsAt: readAt + goodForMs });
      const tokensOfPrincipal = tokensOf.get(session.principalId) ?? new Set();
      tokensOf.set(session.principalId, tokensOfPrincipal.add(token));
    }
    return new Map([...found].map(([token, { actor }]) => [token, actor]));
  });

  let listener: Listener | undefined;
  if (options.listenUrl !== undefined)
    listener = await startListener({
      url: options.listenUrl,
      channels: [sessionChannel],
      onMessage: (_channel, principalId) => forget(principalId),
      onState,
      log: options.log,
    });

  return {
    findActor: (entrance, token) => {
      const entry = cache.get(token);
      if (entry !== undefined && isFresh(entry, performance.now()))
        return entry.actor.kind === entrance ? entry.actor : undefined;
      if (!isToken(token)) return undefined;
      return load(token).then((actor) => (actor?.kind === entrance ? actor : undefined));
    },
    forget,
    onChange: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    get listening() {
      return listening;
    },
    close: async () => {
      await listener?.stop();
    },
  };
}

/** 256 bits in base64url. Anything else never was a token and costs no query. */
const isToken = (text: string) => /^[\w-]{43}$/.test(text);

type Found = Map<string, { actor: Actor; session: Session; goodForMs: number }>;

async function loadActors(options: SessionFinderOptions, tokens: string[]): Promise<Found> {
  const tokenOfHash = new Map(tokens.map((token) => [hashToken(token).toString("hex"), token]));
  const found: Found = new Map();
  const stale: string[] = [];
  await transact(options.system, async (tx) => {
    const hashes = [...tokenOfHash.keys()].map((hash) => Buffer.from(hash, "hex"));
    for (const { tokenHash, ...session } of await findSessions(tx.db, hashes, touchAfter)) {
      const loaded = await loaders.get(session.entrance)?.(tx.db, session.principalId, session);
      const token = tokenOfHash.get(tokenHash.toString("hex"));
      if (loaded === undefined || token === undefined) continue;
      const { actor, readAgainInMs } = "actor" in loaded ? loaded : { actor: loaded, readAgainInMs: session.endsInMs };
      found.set(token, { actor, session, goodForMs: Math.min(readAgainInMs, session.endsInMs) });
      if (session.stale) stale.push(session.id);
    }
  });
  if (stale.length > 0)
    touchSessions(options.system.db, stale).catch((error: Error) =>
      options.log.warn({ reason: error.message }, "session.touch_failed"),
    );
  return found;
}

/** Joins the look-ups of one turn of the event loop into one; the same token twice is one look-up. */
function batchByToken(work: (tokens: string[]) => Promise<Map<string, Actor>>) {
  let waiting: { tokens: Set<string>; result: Promise<Map<string, Actor>> } | undefined;
  return async (token: string): Promise<Actor | undefined> => {
    if (waiting === undefined || waiting.tokens.size >= batchSize) {
      const tokens = new Set<string>();
      const batch = {
        tokens,
        result: nextTurn().then(() => {
          if (waiting === batch) waiting = undefined;
          return work([...tokens]);
        }),
      };
      waiting = batch;
    }
    const batch = waiting;
    batch.tokens.add(token);
    return (await batch.result).get(token);
  };
}
