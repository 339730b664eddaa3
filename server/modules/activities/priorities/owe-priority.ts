import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { registerStandings } from "#modules/releases";
import { barredUntil } from "../attendance/absences.rules.ts";
import { roundsBetween } from "../series/schedule.rules.ts";
import { findSeries } from "../series/series.store.ts";
import type { SessionRow } from "../sessions/session.store.ts";
import { insertPriorities, listPriorities, type PriorityRow } from "./priority.store.ts";

/** Priority lasts through so many rounds: who is ill in the one still has the next. */
const rounds = 2;
/** How far ahead rounds are looked for. */
const daysAhead = 400;

/**
 * Puts people who lost these seats forward in the next two rounds of the series that are drawn, until they have a seat again. Gives until
 * when; undefined where nothing is drawn: first come knows no order, and a whole house is its union's own.
 */
export async function owePriority(
  tx: Tx,
  session: SessionRow,
  { holders, reason }: { holders: readonly { claimId: string; personId: string }[]; reason: PriorityRow["reason"] },
): Promise<Date | undefined> {
  const series = await findSeries(tx.db, session.seriesId);
  if (
    series === undefined ||
    series.mode === "first_come" ||
    series.state === "ended" ||
    session.audience === "charter"
  )
    return undefined;
  const now = tx.clock.now();
  const today = dayOf(now);
  const openings = roundsBetween(series, { startsOn: today, endsOn: addDays(today, daysAhead) }) ?? [];
  const untilAt = barredUntil(rounds, openings, now);
  const { id: sessionId, seriesId, node } = session;
  await insertPriorities(
    tx.db,
    holders.map(({ claimId, personId }) => ({
      ...{ claimId, personId, seriesId, sessionId, node, reason },
      ...{ fromAt: now, untilAt },
    })),
  );
  return untilAt;
}

// Releases of a series ask whom it owes a seat.
registerStandings(async (db, pairs) => {
  const found = await listPriorities(
    db,
    pairs.map(({ personId, subject }) => ({ personId, seriesId: subject })),
  );
  const byPair = Map.groupBy(found, ({ personId, seriesId }) => `${personId} ${seriesId}`);
  return new Map(
    [...byPair].map(([pair, rows]) => [
      pair,
      rows.map(({ seriesId: subject, seriesTitle: title, fromAt: from, untilAt: until }) => ({
        ...{ subject, effect: "owed" as const, from, until, why: { title } },
      })),
    ]),
  );
});
