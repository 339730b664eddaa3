import type { TillActor } from "#kernel/actor";
import type { Db } from "#kernel/database/db";
import { registerActorLoader } from "#kernel/sign-in/actor-finder";
import { findClerk } from "../merchants/merchant.store.ts";
import { findTill } from "./till.store.ts";

/** The actor behind a till's session: none once the till was taken out of use or its merchant suspended. */
export async function loadTill(
  db: Db,
  tillId: string,
  session: { id: string; clerkId: string | undefined },
): Promise<TillActor | undefined> {
  const till = await findTill(db, tillId);
  if (till === undefined || till.merchantState !== "active") return undefined;
  const actor: TillActor = { kind: "till", sessionId: session.id, tillId, storeId: till.storeId, node: till.node };
  // A clerk who has left does not go on working where the PIN was given before.
  const clerk = session.clerkId === undefined ? undefined : await findClerk(db, session.clerkId);
  return clerk === undefined ? actor : { ...actor, clerkId: clerk.id };
}

registerActorLoader("till", loadTill);
