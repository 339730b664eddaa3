import { dayOf } from "#kernel/business-day";
import { serverSight, transact } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import {
  aDoorOf,
  aFilm,
  aHall,
  aPlanOf,
  aSeat,
  aSeries,
  aSession,
  cameIn,
  didNotCome,
  inMinutes,
  someSeats,
} from "./activities.builders.ts";
import { setExcuse } from "./attendance/absence.store.ts";

/** A weekly cinema with a plan, a session tonight in which somebody has a seat, and a phone at its door. */
export async function aShowing(
  base: SignInApp,
  given: { organisation: { id: string; node: string }; holder: string; guest: string },
) {
  const { organisation: union, holder, guest } = given;
  const hallId = await aHall(base, union, someSeats(2, 3));
  const series = await aSeries(base, { union, hallId });
  const filmId = await aFilm(base, { union }, "长津湖");
  const cinema = { union, branch: union, hallId, series, filmId };
  const session = await aSession(base, cinema);
  const claimId = await aSeat(base, session, { personId: holder });
  const own = { audience: "charter", audienceNode: union.node, audienceOrganisationId: union.id } as const;
  const charter = await aSession(base, cinema, { ...own, opensAt: null, startsAt: inMinutes(2880) });
  const planId = await aPlanOf(base, series);
  // Late in the evening the session of the next hour is tomorrow's.
  const day = dayOf(session.startsAt);
  const door = await aDoorOf(base, series, day);
  const door2 = await aDoorOf(base, series, day);
  // One is in, the other did not come.
  await cameIn(base, { session, personId: guest, doorId: door2.id });
  await didNotCome(base, { session, claimId });
  const excuse = { claimId, excuse: "上夜班", state: "asked", answer: null, by: null } as const;
  await transact(serverSight(base.database.ctx()), (tx) => setExcuse(tx.db, excuse));
  return {
    ids: {
      series: series.id,
      session: session.id,
      charter: charter.id,
      film: filmId,
      plan: planId,
      ticket: claimId,
      door: door2.id,
      seatRelease: session.releaseId,
      year: "2025",
    },
    door: door.cookie,
  };
}
