import { endOfDay } from "#kernel/business-day";
import { doorsOpenAt, stateAt } from "../sessions/session.rules.ts";
import type { SessionRow } from "../sessions/session.store.ts";

/** So many volunteers pair with one code. */
export const codeUses = 10;
/** An entry may be taken back by its own door for so long. */
export const undoMinutes = 10;
/** A door's clock may be ahead of ours by so much. */
export const aheadSeconds = 120;
/** What a door let in without network it must tell within three days. */
export const offlineHours = 72;
/** A session that goes on past midnight still belongs to the evening's doors. */
const afterMidnightHours = 3;

/** Until when a door of this day works. */
export const doorUntil = (day: string): Date => new Date(endOfDay(day).getTime() + afterMidnightHours * 3_600_000);

export type DoorRefusal = "doors_not_open" | "session_over" | "session_cancelled";

/** Why nobody comes in at this moment, or undefined. */
export function doorRefusal(
  session: Pick<SessionRow, "state" | "startsAt" | "endsAt" | "doorsMinutes">,
  at: Date,
): DoorRefusal | undefined {
  const state = stateAt(session, at);
  if (state === "cancelled" || state === "planned") return "session_cancelled";
  if (state === "over") return "session_over";
  return at < doorsOpenAt(session) ? "doors_not_open" : undefined;
}
