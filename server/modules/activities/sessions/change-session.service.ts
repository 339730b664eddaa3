import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import {
  noSuchSession,
  nothingChanges,
  sessionCancelled,
  sessionOver,
  touchedChanged,
  wrongDays,
} from "../activities.errors.ts";
import { mayManage, mayRead } from "../activities.policy.ts";
import type { ChangeInput, ChangePreview } from "./change.schemas.ts";
import { type Made, moveTo, moveToHall, seatAnew, swapFilm, takeBack } from "./changes.ts";
import { previewOf } from "./preview-change.ts";
import { stateAt } from "./session.rules.ts";
import { insertChange, lockSession, type SessionRow } from "./session.store.ts";
import { detailOf } from "./staff-sessions.service.ts";

/** How many a change would touch, and what stands against it; nothing is written. */
export async function previewChange(ctx: Ctx, id: string, change: ChangeInput): Promise<ChangePreview> {
  return transact(serverSight(ctx), async (tx) => {
    const session = await getChangeable(tx, id);
    return previewOf(tx, session, change);
  });
}

export interface MakeChange {
  id: string;
  change: ChangeInput;
  reason: string;
  touches: number;
}

/**
 * Changes a session that people hold seats in, and tells exactly those whom it touches, with the reason. Throws
 * activities.touched_changed {touches} when they are others than the preview showed, places.hall_taken, stock.too_few_seats.
 */
export async function changeSession(ctx: Ctx, { id, change, reason, touches }: MakeChange) {
  return transact(serverSight(ctx), async (tx) => {
    const session = await getChangeable(tx, id);
    const preview = await previewOf(tx, session, change);
    // What stands against it otherwise is refused by the room that it concerns, in its own words.
    if (preview.problem === nothingChanges().code) throw nothingChanges();
    if (preview.problem === wrongDays().code) throw wrongDays();
    if (preview.touches !== touches) throw touchedChanged(preview.touches);

    const made = await make(tx, session, change, reason);

    const { touched, waiting } = made;
    const row = { id: uuidv7(), sessionId: id, node: session.node, kind: change.kind, reason, touched, waiting };
    await insertChange(tx.db, { ...row, detail: made.detail, madeBy: actorLabel(tx.actor) });
    const object = { type: "session", id };
    const detail = { kind: change.kind, reason, touched, waiting, ...made.detail };
    await record(tx, { node: session.node, action: "activities.session_changed", object, detail });
    await announce(tx, "activities.session_changed", { node: session.node, sessionId: id, kind: change.kind });
    return detailOf(tx, id);
  });
}

function make(tx: Tx, session: SessionRow, change: ChangeInput, reason: string): Promise<Made> {
  switch (change.kind) {
    case "film":
      return swapFilm(tx, session, { filmId: change.filmId, reason });
    case "time":
      return moveTo(tx, session, { startsAt: new Date(change.startsAt), endsAt: new Date(change.endsAt), reason });
    case "hall":
      return moveToHall(tx, session, { hallId: change.hallId, reason });
    case "reseated":
      return seatAnew(tx, session, reason);
    case "cancelled":
      return takeBack(tx, session, reason);
  }
}

/** A session that is released and lies ahead. Throws activities.session_over, activities.session_cancelled. */
export async function getChangeable(tx: Tx, id: string): Promise<SessionRow> {
  const session = await lockSession(tx.db, id);
  if (session === undefined || session.state === "planned" || !mayRead(tx.actor, session)) throw noSuchSession();
  authorise(tx.actor, mayManage, session);
  assertAhead(session, tx.clock.now());
  return session;
}

/** Throws activities.session_over, activities.session_cancelled. */
export function assertAhead(session: SessionRow, now: Date): void {
  if (session.state === "cancelled") throw sessionCancelled(session.reason ?? "");
  if (stateAt(session, now) === "over") throw sessionOver();
}
