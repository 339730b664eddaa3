import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Actor } from "../actor.ts";
import type { Ctx } from "../context.ts";
import type { Listener } from "../database/listener.ts";
import { readBehind, readTogether } from "../database/read-together.ts";
import type { ActorFinder } from "../http/http.ts";
import { type LoadedSession, loadSessions } from "./actor-loader.ts";
import { touchSessions } from "./sessions.store.ts";
import { sessionChannel } from "./sessions.ts";

export { type ActorLoader, type ActorsLoader, registerActorLoader, registerActorsLoader } from "./actor-loader.ts";

export interface SessionFinder {
  findActor: ActorFinder;
  /** Called with a principal's id ("*": anybody's) when its sessions or rights changed: open streams must be checked again. */
  onChange(listener: (principalId: string) => void): () => void;
  /** Reads this principal anew in this process at once, for whoever has just changed its rights and asks again before the notification is here. */
  forget(principalId: string): void;
  /** True while changes made elsewhere are heard. */
  readonly listening: boolean;
  close(): void;
}

export interface SessionFinderOptions {
  /** A context that acts as the server itself. */
  system: Ctx;
  /** What this process hears changes on; without it nothing is trusted for longer than a second. */
  listener?: Listener;
  log: Logger;
  cacheSize?: number;
  /** Milliseconds of a clock that never jumps. */
  monotonic?: () => number;
}

interface Entry {
  actor: Actor;
  principalId: string;
  /** The monotonic moment before it was read. */
  readAt: number;
  endsAt: number;
}

const renewMs = 60_000;
const trustMs = 600_000;
const doubtMs = 1_000;
/** Tokens that may wait to be read, about a second's worth. */
const mostWaiting = 4000;

/**
 * Finds actors by session token: at once from the process's cache, else from the database, many at a time.
 * A revocation reaches every process within a second: by notification, or, while those may be lost, by trusting nothing longer.
 * What was read more than a minute ago still answers and is read again beside the answer, so that a crowd which comes back
 * at noon waits for nothing.
 */
export function createActorFinder(options: SessionFinderOptions): SessionFinder {
  const monotonic = options.monotonic ?? (() => performance.now());
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
    listeningSince = monotonic();
    if (healthy) for (const watcher of watchers) watcher("*");
  };
  const isFresh = (entry: Entry, now: number): boolean => {
    if (now >= entry.endsAt) return false;
    const age = now - entry.readAt;
    return age < doubtMs || (listening && entry.readAt >= listeningSince && age < trustMs);
  };

  const read = async (tokens: string[]): Promise<Map<string, Actor>> => {
    const before = changes;
    const readAt = monotonic();
    const found = await loadSessions(options.system, tokens);
    for (const [token, { actor, session, goodForMs }] of found) {
      if (changes !== before) break; // something changed while we read: answer with it, keep nothing
      cache.set(token, { actor, principalId: session.principalId, readAt, endsAt: readAt + goodForMs });
      const tokensOfPrincipal = tokensOf.get(session.principalId) ?? new Set();
      tokensOf.set(session.principalId, tokensOfPrincipal.add(token));
    }
    // A session that ended by time alone is notified by nobody.
    for (const token of tokens) if (!found.has(token)) cache.delete(token);
    touch(options, [...found.values()]);
    return new Map([...found].map(([token, { actor }]) => [token, actor]));
  };
  const load = readTogether(read, mostWaiting);
  const renew = readBehind(read);

  const hearing = options.listener?.hear({
    channels: [sessionChannel],
    onMessage: (_channel, principalId) => forget(principalId),
    onState,
  });

  return {
    findActor: (entrance, token) => {
      const entry = cache.get(token);
      const now = monotonic();
      if (entry !== undefined && isFresh(entry, now)) {
        if (now - entry.readAt >= renewMs) renew(token);
        return entry.actor.kind === entrance ? entry.actor : undefined;
      }
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
    close: () => hearing?.stop(),
  };
}

/** 256 bits in base64url. Anything else never was a token and costs no query. */
const isToken = (text: string) => /^[\w-]{43}$/.test(text);

/** Notes sessions as seen, beside the answer. */
function touch(options: SessionFinderOptions, found: LoadedSession[]): void {
  const stale = found.filter(({ session }) => session.stale).map(({ session }) => session.id);
  if (stale.length === 0) return;
  touchSessions(options.system.db, stale).catch((error: Error) =>
    options.log.warn({ reason: error.message }, "session.touch_failed"),
  );
}
