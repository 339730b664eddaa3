import type { RawBuilder } from "kysely";
import type { Actor, StaffActor } from "../actor.ts";
import type { Tx } from "../context.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { seeingAll } from "../sight.ts";
import type { GrantRow } from "./grants.store.ts";
import * as store from "./hand-over.store.ts";
import { staffActorOf } from "./staff-actor.ts";

/** Whose duties go over to whom. */
export interface HandingOver {
  predecessor: { id: string; node: string };
  successorId: string;
  grants: readonly GrantRow[];
  /** At once when left out. */
  from?: Date | undefined;
}

/** An account, and the subtrees on which its duties go over. */
export interface Begun {
  accountId: string;
  paths: readonly string[];
}

/** A kind of thing that whoever began it goes on with. Almost everything else waits for a duty, not for a person. */
export interface BegunKind {
  /** Key of its text, e.g. "import". */
  type: string;
  /** How many are open that this account began there. */
  count(tx: Tx, of: Begun): Promise<number>;
  /** Ends what was made out to this person alone, and gives how many. Without it the successor goes on. */
  end?(tx: Tx, of: Begun): Promise<number>;
}

const kinds = new Map<string, BegunKind>();

/** Makes a kind known; at load. */
export function registerBegun(kind: BegunKind): void {
  if (kinds.has(kind.type)) throw new Error(`What is begun as ${kind.type} is registered twice.`);
  kinds.set(kind.type, kind);
}

/** A kind whose things are rows of one table with a path `node`; the successor goes on with them. */
export function registerBegunRows(type: string, rows: { table: string; by: string; open: RawBuilder<unknown> }): void {
  registerBegun({ type, count: (tx, of) => store.countRows(tx.db, rows, of) });
}

/** What an account has begun, by kind; kinds of which there is nothing are left out. */
export async function countBegun(tx: Tx, of: Begun): Promise<{ type: string; count: number; ends: boolean }[]> {
  const found = [];
  for (const { type, count, end } of kinds.values())
    found.push({ type, count: await count(tx, of), ends: end !== undefined });
  return found.filter(({ count }) => count > 0);
}

/** Ends what was made out to the predecessor alone; gives how many. */
export async function endBegun(tx: Tx, of: Begun): Promise<number> {
  let ended = 0;
  for (const { end } of kinds.values()) ended += (await end?.(tx, of)) ?? 0;
  return ended;
}

/** Gives how much waits for the predecessor; throws when something of it would wait for nobody. */
export type HandOverGuard = (tx: Tx, secrets: Secrets, given: HandingOver) => Promise<number>;

let guard: HandOverGuard = async () => 0;

/** Says what is looked at before duties go over; done once, at load, by the room that knows what waits. */
export function registerHandOverGuard(how: HandOverGuard): void {
  guard = how;
}

/** How much waits for the predecessor. Throws what the guard throws. */
export const assertNothingStrands: HandOverGuard = (tx, secrets, given) => guard(tx, secrets, given);

/** The actor began it, or took over from whoever did what they held on its node. */
export async function mayGoOnWith(tx: Tx, begun: { by: string; node: string }): Promise<boolean> {
  if (tx.actor.kind !== "staff") return false;
  const { accountId } = tx.actor;
  if (accountId === begun.by) return true;
  // Hand-overs further up the line are not the actor's to read; only whether it is in it is told.
  return seeingAll(tx, async () => (await store.listLine(tx.db, begun.by, begun.node)).includes(accountId));
}

/**
 * In whose name work goes on that an account began: its own while `may` says so, else of the first who took over from it and may; asked as
 * the server. Undefined when nobody may.
 */
export async function standInFor(
  tx: Tx,
  begun: { by: string; node: string },
  may: (actor: Actor) => boolean,
): Promise<StaffActor | undefined> {
  for (const id of await store.listLine(tx.db, begun.by, begun.node)) {
    const actor = await staffActorOf(tx.db, id, id);
    if (actor !== undefined && may(actor)) return actor;
  }
  return undefined;
}
