import { registerStandings, type StandingSource } from "#modules/releases";
import { listBars } from "./absence.store.ts";

/** Releases ask whether a person is left out of a series; the answer says why and until when. */
export const barSource: StandingSource = async (db, pairs) => {
  const found = await listBars(
    db,
    pairs.map(({ personId, subject }) => ({ personId, seriesId: subject })),
  );
  return new Map(
    [...found].map(([pair, bars]) => [
      pair,
      bars.map(({ seriesId, effect, fromAt, untilAt, seriesTitle, absences, days }) => ({
        ...{ subject: seriesId, effect, from: fromAt, until: untilAt },
        why: { title: seriesTitle, absences, days },
      })),
    ]),
  );
};

registerStandings(barSource);
