import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { roundsBetween } from "../series/schedule.rules.ts";
import { findSeries } from "../series/series.store.ts";
import { tellPeople } from "../tell-people.ts";
import { insertBar, listCounted, listRules } from "./absence.store.ts";
import { barredUntil, ruleOn, tooMany } from "./absences.rules.ts";

/** How far ahead rounds are looked for. */
const daysAhead = 400;

/**
 * Leaves a person out of the next rounds when absences have become too many by the rule of the day, and says so. One absence counts in
 * one bar only. Gives whether it did.
 */
export async function barIfTooMany(
  tx: Tx,
  { seriesId, personId, node }: { seriesId: string; personId: string; node: string },
): Promise<boolean> {
  const now = tx.clock.now();
  const series = await findSeries(tx.db, seriesId);
  const rule = ruleOn((await listRules(tx.db, [seriesId])).get(seriesId) ?? [], dayOf(now));
  if (series === undefined || rule === undefined || rule.effect === "none") return false;
  const counted = tooMany(rule, await listCounted(tx.db, seriesId, personId), now);
  if (counted === undefined) return false;

  const today = dayOf(now);
  const openings = roundsBetween(series, { startsOn: today, endsOn: addDays(today, daysAhead) }) ?? [];
  const untilAt = barredUntil(rule.rounds, openings, now);
  await insertBar(tx.db, {
    ...{ id: uuidv7(), seriesId, personId, node, ruleId: rule.id, effect: rule.effect },
    ...{ absences: counted.length, days: rule.withinDays, claims: counted.map(({ claimId }) => claimId) },
    ...{ fromAt: now, untilAt },
  });
  const why = { title: series.title, absences: counted.length, days: rule.withinDays };
  const params = { ...why, barredUntil: untilAt.toISOString() };
  await tellPeople(tx, "activities.barred", [{ personId, link: "/tickets", params }]);
  return true;
}
