import type { Tx } from "#kernel/context";
import { seeingAll } from "#kernel/sight";
import { noSuchSession } from "../activities.errors.ts";
import { mayBringGuests } from "../activities.policy.ts";
import { findSession, lockSession, type SessionRow } from "../sessions/session.store.ts";

/** A session whose whole house a union has. */
export type Charter = SessionRow & { audienceOrganisationId: string; releaseId: string };

const isCharter = (session: SessionRow | undefined): session is Charter =>
  session?.audience === "charter" && session.state !== "planned" && session.releaseId !== null;

/** The house that the actor's union has. The cinema's rows are another union's: what is found is kept from whom it does not concern. */
export async function findCharter(tx: Tx, sessionId: string): Promise<Charter | undefined> {
  const session = await seeingAll(tx, () => findSession(tx.db, sessionId));
  return isCharter(session) && mayBringGuests(tx.actor, session) ? session : undefined;
}

/** The same, held until the transaction ends. Throws activities.no_such_session. */
export async function lockCharter(tx: Tx, sessionId: string): Promise<Charter> {
  const session = await seeingAll(tx, () => lockSession(tx.db, sessionId));
  if (!isCharter(session) || !mayBringGuests(tx.actor, session)) throw noSuchSession();
  return session;
}
