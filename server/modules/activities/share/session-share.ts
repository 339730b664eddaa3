import type { Tx } from "#kernel/context";
import { weekdayMomentText } from "#kernel/share/moments.rules";
import type { Language, SharedThing } from "#kernel/share/shareables";
import { findOrganisationById } from "#modules/membership";
import { audienceText } from "#modules/releases";
import { findFilm } from "../films/film.store.ts";
import { hallRefs } from "../halls.ts";
import { findSeries } from "../series/series.store.ts";
import { titleOf } from "../sessions/session.rules.ts";
import { findSession } from "../sessions/session.store.ts";
import { factsOf } from "./session-facts.rules.ts";

/** A session that takes place and is open to all of its union, as anybody may hear of it; a charter is its own union's affair. */
export async function sharedSession(tx: Tx, id: string, language: Language): Promise<SharedThing | undefined> {
  const session = await findSession(tx.db, id);
  if (session?.state !== "scheduled" || session.audience !== "open") return undefined;
  const series = await findSeries(tx.db, session.seriesId);
  if (series === undefined) return undefined;
  const film = session.filmId === null ? undefined : await findFilm(tx.db, session.filmId);
  const hall = (await hallRefs(tx.db, [session.hallId]))(session.hallId);
  const from = (await findOrganisationById(tx.db, session.organisationId))?.name ?? "";
  const opensAt = session.opensAt !== null && session.opensAt > tx.clock.now() ? session.opensAt : null;
  const audience = audienceText({ union: from, eligibility: series.eligibility }, language);
  return {
    ...{ node: session.node, from, title: titleOf(session), theme: series.title },
    isEnteredFor: series.mode !== "first_come" && opensAt !== null,
    coverFileId: film?.posterFileId ?? null,
    offers: [weekdayMomentText(session.startsAt, language)],
    facts: factsOf({ film, hall, opensAt, audience, endsAt: session.endsAt, mode: series.mode }, language),
  };
}
