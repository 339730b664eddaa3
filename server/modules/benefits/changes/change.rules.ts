import { windowOfGrab } from "#modules/releases";
import type { CampaignRow } from "../campaigns/campaign.store.ts";
import type { RoundRow } from "../campaigns/round.store.ts";

export interface RoundTimes {
  entryOpensAt: Date | null;
  entryClosesAt: Date | null;
  opensAt: Date;
  closesAt: Date;
}

/** The times of a round that opens or closes otherwise: it stays open as long as before, unless a closing is given. */
export function movedRound(
  campaign: Pick<CampaignRow, "mode" | "entryMinutes">,
  round: Pick<RoundRow, "opensAt" | "closesAt">,
  wanted: { opensAt?: string | undefined; closesAt?: string | undefined },
): RoundTimes {
  const opensAt = wanted.opensAt === undefined ? round.opensAt : new Date(wanted.opensAt);
  const length = round.closesAt.getTime() - round.opensAt.getTime();
  const closesAt = wanted.closesAt === undefined ? new Date(opensAt.getTime() + length) : new Date(wanted.closesAt);
  if (campaign.mode === "first_come") return { entryOpensAt: null, entryClosesAt: null, opensAt, closesAt };
  if (campaign.mode === "grab") return { ...windowOfGrab(opensAt, campaign.entryMinutes), opensAt, closesAt };
  return {
    entryOpensAt: new Date(opensAt.getTime() - campaign.entryMinutes * 60_000),
    entryClosesAt: opensAt,
    ...{ opensAt, closesAt },
  };
}

export interface Money {
  beforeFen: number;
  afterFen: number;
  budgetFen: number;
  fundFreeFen: number | null;
}

export interface ChangeProblem {
  code: string;
  params: Record<string, string | number>;
}

/** Times that cannot be: a round that has opened opens no other time, none closes before it opens or before now. */
export const timeProblems = (
  now: Date,
  moved: readonly { round: { number: number; opensAt: Date }; times: Pick<RoundTimes, "opensAt" | "closesAt"> }[],
): ChangeProblem[] =>
  moved.flatMap(({ round, times: { opensAt, closesAt } }) => {
    const params = { round: round.number };
    const otherwise = opensAt.getTime() !== round.opensAt.getTime();
    if (otherwise && round.opensAt <= now) return [{ code: "benefits.change_round_has_opened", params }];
    if (otherwise && opensAt <= now) return [{ code: "benefits.change_opens_in_past", params }];
    return closesAt <= opensAt || closesAt <= now ? [{ code: "benefits.change_closes_too_early", params }] : [];
  });

/** What is missing, if a change costs more than the campaign's budget or than its source has free. */
export function moneyProblems(money: Money): ChangeProblem[] {
  const { beforeFen, afterFen, budgetFen, fundFreeFen } = money;
  const overBudget = afterFen - budgetFen;
  const overFund = fundFreeFen === null ? 0 : afterFen - beforeFen - fundFreeFen;
  return [
    ...(overBudget > 0
      ? [{ code: "benefits.change_beyond_budget", params: { missingFen: overBudget, neededFen: afterFen, budgetFen } }]
      : []),
    ...(overFund > 0
      ? [{ code: "benefits.change_beyond_fund", params: { missingFen: overFund, freeFen: fundFreeFen ?? 0 } }]
      : []),
  ];
}
