import type { PlannedSession, SessionInput } from "../../../shared/api-types/index.ts";

/** A planned session as it is sent back, unchanged. */
export const inputOfPlanned = (session: PlannedSession): SessionInput => ({
  ...{ startsAt: session.startsAt, endsAt: session.endsAt, opensAt: session.opensAt },
  ...{ filmId: session.film?.id ?? null, hallId: session.hall.id, charterOf: session.audienceOrganisationId },
});

/** An instant as a field of date and time has it, at the place of business. */
export const localOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);

/** And back. */
export const instantOfLocal = (local: string): string => new Date(`${local}:00+08:00`).toISOString();
