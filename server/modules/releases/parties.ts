import { randomInt } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import * as errors from "./releases.errors.ts";
import { findParty, findPartyOf, insertParty } from "./seats.store.ts";

// Without what is mistaken for each other when it is read out: 0 and O, 1, I and L, U and V.
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 8;
const knownCodes = 20_000;

/** Finds the party of a code; thousands enter with theirs in the same minutes. */
export type PartyFinder = (releaseId: string, code: string) => Promise<string>;

/** Throws `release.no_such_party`. A code never changes what it means, so it is remembered. */
export function createPartyFinder(system: Ctx): PartyFinder {
  const known = new LRUCache<string, string>({ max: knownCodes });
  return async (releaseId, typed) => {
    const code = typed.toUpperCase();
    const key = `${releaseId} ${code}`;
    const party = known.get(key) ?? (await transact(system, (tx) => findParty(tx.db, releaseId, code)));
    if (party === undefined) throw errors.noSuchParty();
    known.set(key, party);
    return party;
  };
}

/** The code by which others sit with this member in this release; the same one when it is asked for again. */
export async function openParty(system: Ctx, actor: MemberActor, releaseId: string): Promise<{ code: string }> {
  const code = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  return transact(system, async (tx) => {
    await insertParty(tx.db, { id: uuidv7(), releaseId, code, madeBy: actor.personId });
    const party = await findPartyOf(tx.db, releaseId, actor.personId);
    if (party === undefined) throw errors.noSuchParty();
    return { code: party.code };
  });
}
