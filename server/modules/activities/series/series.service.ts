import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { addDays, dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { nodeNames } from "#kernel/node-names";
import { authorise, can, pathsHolding } from "#kernel/policy";
import { findOrganisationById } from "#modules/membership";
import { findHalls } from "#modules/places";
import {
  noSuchHall,
  noSuchOrganisation,
  noSuchSeries,
  ruleExists,
  ruleInThePast,
  unreadableRule,
  wrongShares,
} from "../activities.errors.ts";
import { mayManage, mayRead } from "../activities.policy.ts";
import { insertRule, listRules } from "../attendance/absence.store.ts";
import type { AbsenceRule } from "../attendance/absences.rules.ts";
import { hallRefs } from "../halls.ts";
import { haveSoundShares } from "../plans/seats.rules.ts";
import { sessionsBetween } from "./schedule.rules.ts";
import type { NewSeries, Series, SeriesChange } from "./series.schemas.ts";
import * as store from "./series.store.ts";

/** Opens a programme that repeats. Throws activities.no_such_hall, activities.unreadable_rule. */
export async function openSeries(ctx: Ctx, input: NewSeries): Promise<Series> {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisationById(tx.db, input.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();
    const { node } = organisation;
    authorise(tx.actor, mayManage, { node });
    const row: store.SeriesRow = { ...input, id: uuidv7(), node, kind: "showing", state: "active" };
    await assertSound(tx, row);

    await store.insertSeries(tx.db, row);
    await note(tx, row, "activities.series_opened");
    return getView(tx, row.id);
  });
}

/** Changes a series; sessions that are released already keep the rules they were released by. */
export async function changeSeries(ctx: Ctx, id: string, change: SeriesChange): Promise<Series> {
  return transact(ctx, async (tx) => {
    const before = await store.lockSeries(tx.db, id);
    if (before === undefined || !mayRead(tx.actor, before)) throw noSuchSeries();
    authorise(tx.actor, mayManage, before);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: store.SeriesRow = { ...before, ...given };
    await assertSound(tx, after);

    await store.updateSeries(tx.db, after);
    await note(tx, after, "activities.series_changed", { fields: Object.keys(given) });
    return getView(tx, id);
  });
}

/** What follows from absences from a day on. Throws activities.rule_in_the_past, activities.rule_exists. */
export async function addAbsenceRule(ctx: Ctx, seriesId: string, input: Omit<AbsenceRule, "id">): Promise<Series> {
  return transact(ctx, async (tx) => {
    const series = await store.lockSeries(tx.db, seriesId);
    if (series === undefined || !mayRead(tx.actor, series)) throw noSuchSeries();
    authorise(tx.actor, mayManage, series);
    // What was missed before a rule was known is not judged by it.
    if (input.validFrom < dayOf(tx.clock.now())) throw ruleInThePast();

    const rule = { ...input, id: uuidv7(), seriesId, node: series.node, madeBy: actorLabel(tx.actor) };
    await insertRule(tx.db, rule).catch((error: unknown) => {
      throw isUniqueViolation(error) ? ruleExists(input.validFrom) : error;
    });
    await note(tx, series, "activities.absence_rule_added", { ...input });
    return getView(tx, seriesId);
  });
}

async function assertSound(tx: Tx, series: store.SeriesRow): Promise<void> {
  if (!haveSoundShares(series)) throw wrongShares();
  if ((await findHalls(tx.db, [series.hallId])).size === 0) throw noSuchHall();
  const today = dayOf(tx.clock.now());
  if (sessionsBetween(series.slots, series, { startsOn: today, endsOn: addDays(today, 31) }) === undefined)
    throw unreadableRule();
}

export async function getSeries(ctx: Ctx, id: string): Promise<Series> {
  return transact(ctx, (tx) => getView(tx, id));
}

export async function listSeriesViews(ctx: Ctx): Promise<Series[]> {
  return transact(ctx, async (tx) =>
    viewAll(tx, await store.listSeries(tx.db, pathsHolding(tx.actor, "activities.read"))),
  );
}

async function getView(tx: Tx, id: string): Promise<Series> {
  const row = await store.findSeries(tx.db, id);
  if (row === undefined || !mayRead(tx.actor, row)) throw noSuchSeries();
  const [view] = await viewAll(tx, [row]);
  if (view === undefined) throw noSuchSeries();
  return view;
}

async function viewAll(tx: Tx, rows: store.SeriesRow[]): Promise<Series[]> {
  const names = await nodeNames(tx.db, [...new Set(rows.map((row) => row.organisationId))]);
  const hallOf = await hallRefs(
    tx.db,
    rows.map((row) => row.hallId),
  );
  const rules = await listRules(
    tx.db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...row,
    organisationName: names.get(row.organisationId) ?? "",
    hall: hallOf(row.hallId),
    rules: (rules.get(row.id) ?? []).map(({ id, validFrom, absences, withinDays, effect, rounds, madeBy, madeAt }) => ({
      ...{ id, validFrom, absences, withinDays, effect, rounds, madeBy, madeAt: madeAt.toISOString() },
    })),
    can: can(tx.actor, { manage: mayManage }, row),
  }));
}

const note = (tx: Tx, series: store.SeriesRow, action: string, detail: Record<string, unknown> = {}) =>
  record(tx, { node: series.node, action, object: { type: "series", id: series.id }, detail });
