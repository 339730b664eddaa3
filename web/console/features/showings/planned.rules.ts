import type { PlannedSession, SessionChangeInput } from "../../../shared/api-types/index.ts";
import { dayOf, nextMonth } from "../../shared/days.ts";

/** A planned session as it is sent back, unchanged. */
export const inputOfPlanned = (session: PlannedSession): SessionChangeInput => ({
  ...{ startsAt: session.startsAt, endsAt: session.endsAt, opensAt: session.opensAt, edition: session.edition },
  ...{ filmId: session.film?.id ?? null, hallId: session.hall.id, charterOf: session.audienceOrganisationId },
});

/** The months that a plan touches, by their first days. */
export function monthsOf({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string[] {
  const months: string[] = [];
  for (let first = `${startsOn.slice(0, 7)}-01`; first <= endsOn; first = nextMonth(first)) months.push(first);
  return months;
}

/** Sessions by the day on which they begin in Beijing. */
export function byDay(sessions: readonly PlannedSession[]): Map<string, PlannedSession[]> {
  const days = new Map<string, PlannedSession[]>();
  for (const session of sessions) {
    const day = dayOf(session.startsAt);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return days;
}

/** The films that a plan shows, each once, in the order in which they come. */
export const filmsOf = (sessions: readonly PlannedSession[]) => [
  ...new Map(sessions.flatMap(({ film }) => (film === null ? [] : [[film.id, film]]))).values(),
];
