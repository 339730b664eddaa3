import { type Calendar, dayMarkOf } from "#engines/deadlines";
import { dayOf, hourOf } from "#kernel/business-day";
import { isHoliday } from "#kernel/holidays";
import type { CampaignFacts } from "../benefits.policy.ts";
import { type Benefit, faceValueFen } from "../vouchers/discount.rules.ts";
import { isCutShort, type Round } from "./schedule.rules.ts";

export const storedStates = ["draft", "submitted", "approved", "paused", "rejected"] as const;
export type StoredState = (typeof storedStates)[number];

/** What a reader is told: an approved campaign runs between its days and has ended after them. */
export function stateOn(stored: StoredState, startsOn: string, endsOn: string, today: string): CampaignFacts["state"] {
  if (stored !== "approved" && stored !== "paused") return stored;
  if (today > endsOn) return "ended";
  if (stored === "paused") return "paused";
  return today >= startsOn ? "running" : "approved";
}

export interface KindFacts {
  title: string;
  benefit: Benefit;
  validDays: number;
  stockPerRound: number;
  perPerson: number;
}

/** What the campaign costs when every voucher of every round is used to the full, in fen. */
export const budgetNeededFen = (kinds: readonly KindFacts[], rounds: number): number =>
  rounds * kinds.reduce((sum, kind) => sum + kind.stockPerRound * faceValueFen(kind.benefit), 0);

/** Something the officer should look at; nothing here stops the campaign but what `stopsApproval` names. */
export interface Warning {
  code: string;
  params: Record<string, string | number>;
}

export interface PreviewFacts {
  now: Date;
  endsOn: string;
  budgetFen: number;
  /** Free money of the fund source in fen; undefined when none is chosen. */
  fundFreeFen: number | undefined;
  stores: number;
  peopleEligible: number;
  offlineKindsWithoutLimit: number;
  /** Which days are free or worked, as far as it has been decreed. */
  calendar: Calendar;
}

/** What the officer should see before handing in, in the order of weight. */
export function warningsOf(kinds: readonly KindFacts[], rounds: readonly Round[], facts: PreviewFacts): Warning[] {
  const neededFen = budgetNeededFen(kinds, rounds.length);
  const found: (Warning | false)[] = [
    neededFen > facts.budgetFen && warning("budget_too_small", { neededFen, budgetFen: facts.budgetFen }),
    facts.fundFreeFen === undefined && warning("no_fund_source"),
    facts.fundFreeFen !== undefined &&
      neededFen > facts.fundFreeFen &&
      warning("fund_too_small", { neededFen, freeFen: facts.fundFreeFen }),
    kinds.length === 0 && warning("no_kind"),
    facts.stores === 0 && warning("no_store"),
    facts.peopleEligible === 0 && warning("nobody_eligible"),
    facts.offlineKindsWithoutLimit > 0 && warning("offline_without_limit", { kinds: facts.offlineKindsWithoutLimit }),
    ...kinds.flatMap((kind) => [...warningsOfKind(kind, rounds, facts)]),
    ...rounds.flatMap((round) => [...warningsOfRound(round, facts)]),
  ];
  return found.filter((one) => one !== false);
}

/** The warnings with which nothing may be approved. */
export const stopsApproval = new Set([
  "benefits.warning.budget_too_small",
  "benefits.warning.no_fund_source",
  "benefits.warning.fund_too_small",
  "benefits.warning.no_kind",
  "benefits.warning.no_store",
]);

const warning = (name: string, params: Warning["params"] = {}): Warning => ({
  code: `benefits.warning.${name}`,
  params,
});

function* warningsOfKind(kind: KindFacts, rounds: readonly Round[], facts: PreviewFacts): Generator<Warning> {
  const { title, perPerson, stockPerRound } = kind;
  if (perPerson > stockPerRound) yield warning("cap_larger_than_stock", { title, perPerson, stock: stockPerRound });
  if (stockPerRound > facts.peopleEligible && facts.peopleEligible > 0)
    yield warning("stock_larger_than_people", { title, stock: stockPerRound, people: facts.peopleEligible });
  const cut = rounds.filter((round) => isCutShort(round.opensAt, kind.validDays, facts.endsOn));
  if (cut.length > 0) yield warning("valid_days_cut", { title, rounds: cut.length, endsOn: facts.endsOn });
}

function* warningsOfRound({ opensAt, number }: Round, { now, calendar }: PreviewFacts): Generator<Warning> {
  const about = { round: number, opensAt: opensAt.toISOString() };
  const day = dayOf(opensAt);
  const hour = hourOf(opensAt);
  if (opensAt <= now) yield warning("opens_in_the_past", about);
  if (hour >= 22 || hour < 7) yield warning("opens_in_the_night", about);
  const mark = dayMarkOf(day, calendar);
  if (mark === "unsettled") yield warning("holiday_unknown", about);
  else if (mark === "free") yield warning("opens_on_day_off", about);
  else if (mark !== undefined && isHoliday(mark)) yield warning("opens_on_holiday", { ...about, holiday: mark });
}

/** The fields of `given` that differ from what is there. */
export function whatChanges<Given extends Record<string, unknown>>(
  present: Record<string, unknown>,
  given: Given,
): Partial<Given> {
  const differs = ([field, value]: [string, unknown]) =>
    value !== undefined && comparable(value) !== comparable(present[field]);
  return Object.fromEntries(Object.entries(given).filter(differs)) as Partial<Given>; // a subset of its own fields
}

/** Text that is equal for equal values: no order of keys, no ids of parts, one way of writing an instant. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === "firstOpensAt") return new Date(String(part)).getTime();
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    const { id: _, ...fields } = part as Record<string, unknown>;
    return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const fixedFields = [
  ["budgetFen", "amount"],
  ["fundSourceId", "amount"],
  ["till", "amount"],
  ["awardsChecked", "audience"],
  ["kinds", "stock"],
  ["eligibility", "audience"],
  ["organisationId", "audience"],
  ["schedule", "time"],
  ["startsOn", "time"],
  ["endsOn", "time"],
  ["storeIds", "stores"],
] as const;

/** The first thing a change touches that stands since the approval (amount, stock, audience, time, stores); undefined when none. */
export const fixedBy = (
  change: Record<string, unknown>,
): "amount" | "stock" | "audience" | "time" | "stores" | undefined =>
  fixedFields.find(([field]) => change[field] !== undefined)?.[1];
