import { LRUCache } from "lru-cache";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import * as parts from "./parts.store.ts";
import * as errors from "./releases.errors.ts";
import * as store from "./releases.store.ts";
import { listSeatings } from "./seats.store.ts";
import { getReachable, type TakingPart } from "./take-part.ts";

/** Orders kept ready as text: right after noon everybody who entered asks for the same list. */
const kept = 20;

/**
 * The published order of a served window: the secret, and for every entry its number and tickets, nothing else. It never changes
 * once it is published, so its text is made once per process; only the reader's own entry is added. Gives the JSON text.
 */
export function createPublishedOrders(part: TakingPart) {
  const texts = new LRUCache<string, string>({ max: kept, fetchMethod: (releaseId) => write(part, releaseId) });
  return async (ctx: Ctx, actor: MemberActor, releaseId: string): Promise<string> => {
    await getReachable(part, actor, releaseId);
    const text = await texts.fetch(releaseId);
    if (text === undefined) throw errors.notPublished();
    const mine = await transact(ctx, (tx) => parts.findEntry(tx.db, releaseId, actor.personId));
    if (mine?.place == null) return `{${text}}`;
    return `{${text},"mine":${JSON.stringify({ number: mine.number, place: mine.place })}}`;
  };
}

// The list holds entry numbers only; whose they are stays behind row level security, hence the server's sight for it.
async function write(part: TakingPart, releaseId: string): Promise<string | undefined> {
  return transact(part.system, async (tx) => {
    const release = await store.findRelease(tx.db, releaseId);
    if (release?.secretPublished == null || release.secretHash === null) return undefined;
    const order = {
      releaseId,
      algorithm: "HMAC-SHA256(secret, number), smallest of weight tickets, ascending",
      secret: release.secretPublished.toString("hex"),
      secretHash: release.secretHash.toString("hex"),
      capacity: release.capacity,
      winners: await parts.countWinners(tx.db, releaseId),
      entries: await parts.listEntries(tx.db, releaseId),
    };
    const seating = await listSeatings(tx.db, releaseId);
    return JSON.stringify(seating.length === 0 ? order : { ...order, seating }).slice(1, -1);
  });
}
