import type { SessionRow } from "./session.store.ts";

type Times = Pick<SessionRow, "startsAt" | "endsAt" | "state" | "giveBackMinutes" | "doorsMinutes" | "movedAt">;

/** What a session is at `now`: the word that every page shows. */
export const stateAt = ({ state, endsAt }: Pick<Times, "state" | "endsAt">, now: Date): SessionRow["state"] | "over" =>
  state === "scheduled" && now >= endsAt ? "over" : state;

const minutesBefore = (at: Date, minutes: number) => new Date(at.getTime() - minutes * 60_000);

/** From when the doors let people in. */
export const doorsOpenAt = ({ startsAt, doorsMinutes }: Pick<Times, "startsAt" | "doorsMinutes">): Date =>
  minutesBefore(startsAt, doorsMinutes);

/** Until when a seat may be given back; who got theirs before its time or film changed, until it begins. */
export function giveBackUntil(
  session: Omit<Times, "state" | "endsAt" | "doorsMinutes">,
  grantedAt?: Date | null,
): Date {
  return isPenaltyFree(session, grantedAt)
    ? session.startsAt
    : minutesBefore(session.startsAt, session.giveBackMinutes);
}

/** Somebody agreed to another time or film than it is now. */
export const isPenaltyFree = ({ movedAt }: Pick<Times, "movedAt">, grantedAt: Date | null | undefined): boolean =>
  movedAt !== null && grantedAt != null && grantedAt <= movedAt;

/** The name of a session: its film, else the series. */
export const titleOf = (session: Pick<SessionRow, "filmTitle" | "seriesTitle">): string =>
  session.filmTitle ?? session.seriesTitle;
