import type { Seat as StockSeat } from "#engines/stock";
import { dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import { bookHall, seatMapOf } from "#modules/places";
import { type NewRelease, openCap, publishRelease } from "#modules/releases";
import { listRules } from "../attendance/absence.store.ts";
import { before, hourOfShare, roundIdOf, weekOf } from "../series/schedule.rules.ts";
import type { SeriesRow } from "../series/series.store.ts";
import { findWeekCap, insertWeekCap } from "../series/week-cap.store.ts";
import { titleOf } from "../sessions/session.rules.ts";
import { markScheduled, type SessionRow } from "../sessions/session.store.ts";
import { seatsToRelease, shareOf } from "./seats.rules.ts";

/** In a draw, of somebody who had a seat in a session that was cancelled or changed, instead of one. */
const owedTickets = 20;
/** So much time at least is there to take a seat of what opens at once. */
const leastOpenMinutes = 15;

/**
 * Makes a planned session real: its hall booked, its seats released by the rules of its series. The caller has authorised it and gives
 * a transaction with the server's sight. Throws places.hall_taken with what has the hall then, places.no_seat_map.
 */
export async function publishSession(
  tx: Tx,
  secrets: Secrets,
  { session, series }: { session: SessionRow; series: SeriesRow },
): Promise<string> {
  const booking = await bookHall(tx, {
    ...{ hallId: session.hallId, during: { from: session.startsAt, to: session.endsAt } },
    ...{
      purpose: session.audience === "charter" ? ("charter" as const) : ("showing" as const),
      title: titleOf(session),
    },
    organisationId: session.audienceOrganisationId ?? session.organisationId,
    reference: { type: "session", id: session.id },
  });
  const map = await seatMapOf(tx.db, session.hallId);
  const releaseId = uuidv7();
  await publishRelease(
    tx,
    secrets,
    await releaseOf(tx, { id: releaseId, session, series, seats: seatsToRelease(map.seats) }),
  );
  await markScheduled(tx.db, {
    ...{ id: session.id, releaseId, bookingId: booking.id, seatMapVersion: map.version, seats: map.seats },
  });
  return releaseId;
}

interface Offered {
  id: string;
  session: SessionRow;
  series: SeriesRow;
  seats: StockSeat[];
}

async function releaseOf(tx: Tx, { id, session, series, seats }: Offered): Promise<NewRelease> {
  const opensAt = session.opensAt ?? tx.clock.now();
  return {
    ...{ id, node: session.audienceNode, kind: "seat", subjectId: session.id },
    roundId: roundIdOf(series.id, opensAt),
    ...{ title: titleOf(session).slice(0, 100), subtitle: series.title },
    ...timesOf(session, series, opensAt),
    ...{ validFrom: opensAt, validUntil: session.endsAt, closesAt: session.startsAt },
    ...{ capacity: seats.length, units: seats },
    caps: await capsOf(tx, session, series),
    ...(await rulesOf(tx, session, series)),
    shares: sharesOf(session, series, seats.length),
  };
}

/** When its seats are released. A charter whose union hands in a list has no window: what the list leaves goes first come. */
function timesOf(session: SessionRow, series: SeriesRow, opensAt: Date) {
  if (session.opensAt === null || series.mode === "first_come") return { mode: "first_come" as const, opensAt };
  const entryOpensAt = before(opensAt, series.entryMinutes);
  return {
    ...{ mode: series.mode, opensAt },
    ...(series.entryMinutes > 0 ? { entryOpensAt } : {}),
    ...(series.mode === "draw" ? { entryClosesAt: opensAt } : {}),
  };
}

/** One limit per session, and for what is open to all one per week of the session's day. */
async function capsOf(tx: Tx, session: SessionRow, series: SeriesRow) {
  const { node } = session;
  const perSession = await openCap(tx, {
    ...{ node, scope: "round", label: titleOf(session), maxUnits: series.seatsPerSession },
  });
  if (series.seatsPerWeek === null || session.audience === "charter") return [perSession];
  const week = weekOf(dayOf(session.startsAt));
  const known = await findWeekCap(tx.db, { seriesId: series.id, week, maxUnits: series.seatsPerWeek });
  const text = { scope: "season" as const, label: series.title, maxUnits: series.seatsPerWeek };
  if (known !== undefined) return [perSession, { id: known, ...text }];
  const perWeek = await openCap(tx, { node, ...text });
  await insertWeekCap(tx.db, { seriesId: series.id, week, maxUnits: series.seatsPerWeek, capId: perWeek.id, node });
  return [perSession, perWeek];
}

/** Who may take part. A charter is its union's own; what was missed elsewhere does not count in it. */
async function rulesOf(
  tx: Tx,
  session: SessionRow,
  series: SeriesRow,
): Promise<Pick<NewRelease, "eligibility" | "weights">> {
  if (session.audience === "charter") return { eligibility: [] };
  const rules = (await listRules(tx.db, [series.id])).get(series.id) ?? [];
  const notBarred = (effect: "entry" | "weight") => ({ type: "notBarred" as const, subject: series.id, effect });
  const halved = rules.some((rule) => rule.effect === "weight") ? [{ when: notBarred("weight"), tickets: 2 }] : [];
  // Whoever lost a seat through no doing of their own goes before almost everybody, once.
  const owed = { when: { type: "owed" as const, subject: series.id }, tickets: owedTickets };
  return { eligibility: [...series.eligibility, notBarred("entry")], weights: [...halved, owed] };
}

function sharesOf(session: SessionRow, series: SeriesRow, seats: number): NonNullable<NewRelease["shares"]> {
  const { startsAt } = session;
  if (session.opensAt === null) {
    // The union's list comes first; what it leaves is its members' from then on.
    const spillAt = before(startsAt, Math.max(series.awardSpillMinutes, leastOpenMinutes));
    return [{ award: true, title: "名单", units: seats, spillAt }];
  }
  if (session.audience === "charter") return [];
  const shift = shareOf(seats, series.shiftPercent);
  const award = shareOf(seats, series.awardPercent);
  const spill = (minutes: number) => before(startsAt, Math.max(minutes, leastOpenMinutes));
  return [
    ...(series.shiftTag === null || shift === 0
      ? []
      : [
          {
            ...{ tag: series.shiftTag, title: series.shiftTag, units: shift },
            ...hourOfShare({
              ...{ opensAt: session.opensAt, time: series.shiftTime },
              ...{ spillAt: spill(series.shiftSpillMinutes), lastAt: before(startsAt, leastOpenMinutes) },
            }),
          },
        ]),
    ...(award === 0
      ? []
      : [{ award: true as const, title: "直接发放", units: award, spillAt: spill(series.awardSpillMinutes) }]),
  ];
}
