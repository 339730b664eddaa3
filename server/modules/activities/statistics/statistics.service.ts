import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { atBusinessPlace } from "#kernel/business-day";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { noSuchSeries, yearNotOver } from "../activities.errors.ts";
import { mayManage, mayRead } from "../activities.policy.ts";
import { findSeries } from "../series/series.store.ts";
import { weekly } from "./statistics.rules.ts";
import type { PastYearInput, Statistics } from "./statistics.schemas.ts";
import { countOtherEvents, countYears, listPastYears, upsertPastYear } from "./statistics.store.ts";

/** The years of a series: what this platform counted, beside what was entered by hand for the years before it. */
export async function getStatistics(ctx: Ctx, seriesId: string): Promise<Statistics> {
  // Claims of members elsewhere in the tree count too; that the series may be read is asked first.
  return transact(serverSight(ctx), async (tx) => {
    const series = await findSeries(tx.db, seriesId);
    if (series === undefined || !mayRead(tx.actor, series)) throw noSuchSeries();
    return viewOf(tx, series);
  });
}

/** Writes the figures of a year before this platform, with where they come from. Throws activities.year_not_over. */
export async function enterPastYear(
  ctx: Ctx,
  { seriesId, year, ...figures }: PastYearInput & { seriesId: string; year: number },
): Promise<Statistics> {
  return transact(serverSight(ctx), async (tx) => {
    const series = await findSeries(tx.db, seriesId);
    if (series === undefined || !mayRead(tx.actor, series)) throw noSuchSeries();
    authorise(tx.actor, mayManage, series);
    if (year > atBusinessPlace(tx.clock.now()).year) throw yearNotOver(year);

    const { node } = series;
    await upsertPastYear(tx.db, { ...figures, year, seriesId, node, enteredBy: actorLabel(tx.actor) });
    const object = { type: "series", id: seriesId };
    await record(tx, { node, action: "activities.past_year_entered", object, detail: { year, ...figures } });
    return viewOf(tx, series);
  });
}

async function viewOf(tx: Tx, series: { id: string; title: string; hallId: string }): Promise<Statistics> {
  const counted = await countYears(tx.db, series.id);
  const events = await countOtherEvents(tx.db, series.hallId);
  const past = await listPastYears(tx.db, series.id);
  const years = counted.map((year) => ({
    ...year,
    ...{ perWeek: weekly(year.attendances, year.weeks), otherEvents: events.get(year.year) ?? 0 },
  }));
  const all = [...years, ...past];
  const sum = (figure: "sessions" | "charters" | "attendances" | "otherEvents") =>
    all.reduce((total, year) => total + year[figure], 0);
  return {
    ...{ seriesTitle: series.title, years },
    past: past.map((year) => ({ ...year, enteredAt: year.enteredAt.toISOString() })),
    total: {
      ...{ sessions: sum("sessions"), charters: sum("charters") },
      ...{ attendances: sum("attendances"), otherEvents: sum("otherEvents") },
    },
  };
}
