import type { Actor } from "../actor.ts";
import { type Ctx, transact } from "../context.ts";
import type { Db } from "../database/db.ts";
import type { Entrance } from "../http/http.ts";
import { findSessions, type Session } from "./sessions.store.ts";
import { hashToken } from "./sessions.ts";

/** Makes the actor behind a session, or undefined when that principal may not come in any more. Reads as the server itself. */
export type ActorLoader = (db: Db, principalId: string, session: Session) => Promise<Actor | LoadedActor | undefined>;

/** An actor whose rights end by themselves before the session does. */
export interface LoadedActor {
  actor: Actor;
  readAgainInMs: number;
}

/** The same for many sessions in one query, by session id; who may not come in is left out. */
export type ActorsLoader = (db: Db, sessions: readonly Session[]) => Promise<Map<string, Actor | LoadedActor>>;

const loaders = new Map<Entrance, ActorsLoader>();

/** Says how the actors of one entrance are made; called by the room that knows them, at load. */
export function registerActorLoader(entrance: Entrance, loader: ActorLoader): void {
  registerActorsLoader(entrance, async (db, sessions) => {
    const found = new Map<string, Actor | LoadedActor>();
    for (const session of sessions) {
      const actor = await loader(db, session.principalId, session);
      if (actor !== undefined) found.set(session.id, actor);
    }
    return found;
  });
}

/** As `registerActorLoader`, for an entrance that many come through at once. */
export function registerActorsLoader(entrance: Entrance, loader: ActorsLoader): void {
  loaders.set(entrance, loader);
}

const touchAfter: Record<Entrance, number> = { staff: 60, member: 3600, till: 3600, door: 3600 };

export interface LoadedSession {
  actor: Actor;
  session: Session;
  /** Milliseconds for which this may be kept at most. */
  goodForMs: number;
}

/** The live sessions of these tokens with their actors, by token, from one transaction. */
export async function loadSessions(system: Ctx, tokens: string[]): Promise<Map<string, LoadedSession>> {
  const tokenOfHash = new Map(tokens.map((token) => [hashToken(token).toString("hex"), token]));
  const found = new Map<string, LoadedSession>();
  await transact(system, async (tx) => {
    const hashes = [...tokenOfHash.keys()].map((hash) => Buffer.from(hash, "hex"));
    const sessions = await findSessions(tx.db, hashes, touchAfter);
    const byEntrance = Map.groupBy(sessions, (session) => session.entrance);
    for (const [entrance, those] of byEntrance) {
      const actors = await loaders.get(entrance)?.(tx.db, those);
      for (const { tokenHash, ...session } of those) {
        const loaded = actors?.get(session.id);
        const token = tokenOfHash.get(tokenHash.toString("hex"));
        if (loaded === undefined || token === undefined) continue;
        const { actor, readAgainInMs } =
          "actor" in loaded ? loaded : { actor: loaded, readAgainInMs: session.endsInMs };
        found.set(token, {
          actor: marked(actor, session),
          session,
          goodForMs: Math.min(readAgainInMs, session.endsInMs),
        });
      }
    }
  });
  return found;
}

/** Members and tills of a play session are play, whatever their loaders say. */
const marked = (actor: Actor, session: Session): Actor =>
  session.play && (actor.kind === "member" || actor.kind === "till") ? { ...actor, play: true } : actor;
