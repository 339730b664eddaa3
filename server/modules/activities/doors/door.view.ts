import { offlineMarks } from "#engines/codes";
import type { DoorActor } from "#kernel/actor";
import { dayOf, endOfDay, startOfDay } from "#kernel/business-day";
import { serverSight, type Tx, transact } from "#kernel/context";
import { ticketNumber } from "#wire/ticket-number";
import { doorOver, noSuchSession } from "../activities.errors.ts";
import { hallRefs } from "../halls.ts";
import { maskedNamesOf } from "../people.ts";
import { countSessions, type HolderRow, listHolders } from "../sessions/holders.store.ts";
import { doorsOpenAt, stateAt, titleOf } from "../sessions/session.rules.ts";
import { findSession, listSessions, lockSession, type SessionRow } from "../sessions/session.store.ts";
import { countsOf } from "../sessions/session.view.ts";
import type { Door } from "./door.schemas.ts";
import { type DoorRow, findDoor } from "./door.store.ts";
import type { DoorCtx } from "./door-ctx.ts";

const mostSessions = 30;

/** The door with the sessions of its hall on its day. */
export async function getDoor(ctx: DoorCtx): Promise<Door> {
  // A door's own sight ends at its row; the sessions are those of the hall and day that staff gave it.
  return transact(serverSight(ctx), async (tx) => {
    const door = await getOwnDoor(tx, ctx.actor);
    const range = { from: startOfDay(door.day), to: endOfDay(door.day) };
    const listed = await listSessions(tx.db, { ...range, hallId: door.hallId, limit: mostSessions });
    const sessions = listed.filter((session) => session.state !== "planned" && session.node === door.node);
    const hallOf = await hallRefs(tx.db, [door.hallId]);
    return {
      door: { id: door.id, name: door.name, until: door.untilAt.toISOString() },
      ...{ hall: hallOf(door.hallId), day: door.day, sessions: await viewForDoor(tx, sessions) },
      serverTime: tx.clock.now().toISOString(),
    };
  });
}

async function viewForDoor(tx: Tx, sessions: readonly SessionRow[]): Promise<Door["sessions"]> {
  const counts = await countSessions(
    tx.db,
    sessions.map((session) => session.id),
  );
  return sessions.map((session) => {
    const { seats, holders, entered } = countsOf(counts.get(session.id));
    return {
      ...{ id: session.id, title: titleOf(session), film: session.filmTitle },
      ...{ startsAt: session.startsAt.toISOString(), endsAt: session.endsAt.toISOString() },
      ...{ doorsOpenAt: doorsOpenAt(session).toISOString(), state: stateAt(session, tx.clock.now()) },
      ...{ charter: session.audience === "charter", seats, holders, entered },
    };
  });
}

/** Who may come in, for the time without network: masked name, seat, and marks that name nobody. */
export async function listForDoor(ctx: DoorCtx, sessionId: string) {
  const { holders, names, asOf } = await transact(serverSight(ctx), async (tx) => {
    const session = await getDoorSession(tx, ctx.actor, sessionId);
    const found = await listHolders(tx.db, session.id);
    const nameOf = await maskedNamesOf(
      tx.db,
      found.map((holder) => holder.personId),
    );
    return { holders: found, names: nameOf, asOf: tx.clock.now() };
  });
  const marks = await offlineMarks(
    ctx,
    holders.flatMap(({ claimId, personId }) => [
      { subject: claimId, personId },
      { subject: sessionId, personId },
    ]),
  );
  return {
    ...{ sessionId, asOf: asOf.toISOString() },
    holders: holders.map((holder, index) => ({
      ...{ claimId: holder.claimId, number: ticketNumber(holder.claimId), seat: holder.seat },
      ...{ name: names(holder.personId), claimMark: marks[2 * index] ?? "", personMark: marks[2 * index + 1] ?? "" },
      entered: viewEntered(holder),
    })),
  };
}

const viewEntered = ({ enteredAt, door }: HolderRow) =>
  enteredAt === null ? null : { at: enteredAt.toISOString(), door };

/** The door behind the session of a phone, while its day lasts. Throws activities.door_over. */
export async function getOwnDoor(tx: Tx, actor: DoorActor): Promise<DoorRow> {
  const door = await findDoor(tx.db, actor.doorId);
  if (door === undefined) throw doorOver();
  return door;
}

/** A session of the door's hall on its day; of all others the door knows nothing. Throws activities.no_such_session. */
export async function getDoorSession(
  tx: Tx,
  actor: DoorActor,
  sessionId: string,
  { lock = false } = {},
): Promise<SessionRow> {
  const door = await getOwnDoor(tx, actor);
  const session = lock ? await lockSession(tx.db, sessionId) : await findSession(tx.db, sessionId);
  if (session === undefined || session.state === "planned" || session.node !== door.node) throw noSuchSession();
  if (session.hallId !== door.hallId || dayOf(session.startsAt) !== door.day) throw noSuchSession();
  return session;
}
