import type { MembershipState } from "../states/states.rules.ts";

/** What somebody says of their work at the yearly registration; whoever has none any more may have the membership retained. */
export const said = ["employed", "retired", "unemployed"] as const;
export type Said = (typeof said)[number];

/** Who said it: the member, staff one by one or many at a time, a list, or the joining within the days of registration. */
export const saidBy = ["member", "staff", "list", "joined"] as const;
export type SaidBy = (typeof saidBy)[number];

/** What a union does about people: writes down that they are there, keeps them as they are, retains them, or asks once more. */
export const acts = ["confirm", "keep", "retain", "ask"] as const;
export type Act = (typeof acts)[number];

/** What was decided about somebody who said nothing, or who works no more. */
export const decisions = ["kept", "retained", "asked"] as const;
export type Decision = (typeof decisions)[number];
export const decisionOf: Readonly<Record<Exclude<Act, "confirm">, Decision>> = {
  ...{ keep: "kept", retain: "retained", ask: "asked" },
};

/** `over`: members confirm no more, and the union settles who is left; `past`: the year is closed. */
export const stages = ["coming", "open", "over", "past"] as const;
export type Stage = (typeof stages)[number];

/** Days are YYYY-MM-DD at the place of business; a year is settled until its end, or until its last day if that is later. */
export interface Days {
  year: number;
  opensOn: string;
  closesOn: string;
}

export const lastDay = ({ year, closesOn }: Pick<Days, "year" | "closesOn">): string => {
  const end = `${year}-12-31`;
  return closesOn > end ? closesOn : end;
};

export function stageOf(days: Days, today: string): Stage {
  if (today < days.opensOn) return "coming";
  if (today <= days.closesOn) return "open";
  return today <= lastDay(days) ? "over" : "past";
}

/** A member confirms while it is open, and afterwards if the union has asked once more; what the union has decided then stands. */
export const mayConfirm = (stage: Stage, decision: Decision | null): boolean =>
  decision === "retained" ? false : stage === "open" || (stage === "over" && decision === "asked");

/** Lists of people about whom something can be done: nobody has said anything, they work no more, the union has decided. */
export const settled = ["left", "wishes", "decided"] as const;
export type Settled = (typeof settled)[number];

/** Whoever has said nothing has the days that they were given; before those are over staff can only confirm for them. */
export const mayAct = (stage: Stage, { act, list }: { act: Act; list: Settled }): boolean =>
  stage === "over" || (stage === "open" && (act === "confirm" || (list === "wishes" && act !== "ask")));

/** Whoever works no more keeps the membership without its duties: staff who say the one decide the other. */
export const retains = ({ act, said }: { act: Act; said: Said | null }): boolean =>
  act === "retain" || (act === "confirm" && said !== "employed");

/**
 * Nobody is retained who is on the way to another union or suspended; about whoever has confirmed there is nothing left to settle, and
 * staff confirm for nobody who has spoken.
 */
export const isOpenTo = (
  act: { act: Act; said: Said | null },
  one: { state: MembershipState; said: Said | null },
): boolean =>
  one.said !== "employed" && (act.act !== "confirm" || one.said === null) && (!retains(act) || one.state === "active");

/** Whether the days fit each other and today; the field that does not, or undefined. */
export function faultOf(
  days: Days & { remindOn: string | null },
  today: string,
): "year" | "opensOn" | "closesOn" | "remindOn" | undefined {
  if (Math.abs(days.year - Number(days.opensOn.slice(0, 4))) > 1) return "year";
  if (days.opensOn < today) return "opensOn";
  if (days.closesOn < days.opensOn || Number(days.closesOn.slice(0, 4)) > days.year + 1) return "closesOn";
  return remindFaults(days, today) ? "remindOn" : undefined;
}

/** A reminder comes between the first day and the last, and not yesterday. */
export const remindFaults = (days: Pick<Days, "opensOn" | "closesOn"> & { remindOn: string | null }, today: string) =>
  days.remindOn !== null && (days.remindOn <= days.opensOn || days.remindOn > days.closesOn || days.remindOn < today);

/** Why nobody has confirmed, for the list of those left: nobody can be reached, the number was not proved for 90 days, or no answer. */
export const silences = ["no_phone", "long_away", "silent"] as const;
export type Silence = (typeof silences)[number];
export function silenceOf(one: { hasPhone: boolean; isLongAway: boolean }): Silence {
  if (!one.hasPhone) return "no_phone";
  return one.isLongAway ? "long_away" : "silent";
}
