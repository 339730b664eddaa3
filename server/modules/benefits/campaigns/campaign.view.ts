import { listDecisionsOf, viewDecision } from "#engines/decisions";
import { dayOf } from "#kernel/business-day";
import type { Ctx } from "#kernel/context";
import { can } from "#kernel/policy";
import { type CampaignFacts, campaignPolicy } from "../benefits.policy.ts";
import { namesOf } from "../organisations.ts";
import { tillRulesOf } from "../returns/till-rule.store.ts";
import { stateOn } from "./campaign.rules.ts";
import type { Campaign } from "./campaign.schemas.ts";
import { type CampaignRow, storeIdsOf } from "./campaign.store.ts";
import { type Kind, listKinds } from "./kind.store.ts";
import type { Schedule } from "./schedule.rules.ts";

/** A campaign row as the policies judge it, on a day. */
export const factsOf = (row: CampaignRow, now: Date): CampaignFacts => ({
  node: row.node,
  state: stateOn(row.state, row.startsOn, row.endsOn, dayOf(now)),
  createdBy: row.createdBy,
  editedBy: row.editedBy,
  submittedBy: row.submittedBy,
  awaits: row.awaits,
  checkedBy: row.checkedBy,
  pausedBy: row.pausedBy,
  pausedByChecker: row.pausedByChecker,
});

export const scheduleOf = (row: CampaignRow): Schedule => ({
  recurrence: row.recurrence,
  firstOpensAt: row.firstOpensAt,
  mode: row.mode,
  entryMinutes: row.entryMinutes,
  openMinutes: row.openMinutes,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
});

/** Campaigns as staff read them, with what the actor may do. */
export async function viewCampaigns(ctx: Ctx, rows: CampaignRow[]): Promise<Campaign[]> {
  const ids = rows.map((row) => row.id);
  const kinds = Map.groupBy(await listKinds(ctx.db, ids), (kind) => kind.campaignId);
  const storeIds = await storeIdsOf(ctx.db, ids);
  const tillRuleOf = await tillRulesOf(ctx.db, ids);
  const decisions = await listDecisionsOf(ctx.db, { type: "campaign", ids });
  const nameOf = await namesOf(
    ctx.db,
    rows.map((row) => row.organisationId),
  );
  return rows.map((row) => ({
    ...headOf(row, factsOf(row, ctx.clock.now()), nameOf(row.organisationId)),
    kinds: (kinds.get(row.id) ?? []).map(viewKind),
    storeIds: storeIds.get(row.id) ?? [],
    till: tillRuleOf(row.id),
    history: (decisions.get(row.id) ?? []).map(viewDecision),
    can: can(ctx.actor, campaignPolicy, factsOf(row, ctx.clock.now())),
  }));
}

function headOf(row: CampaignRow, facts: CampaignFacts, organisationName: string) {
  const { recurrence, firstOpensAt, mode, entryMinutes, openMinutes } = row;
  return {
    id: row.id,
    title: row.title,
    theme: row.theme,
    tags: row.tags,
    organisationId: row.organisationId,
    organisationName,
    state: facts.state,
    reason: row.reason,
    budgetFen: row.budgetFen,
    fundSourceId: row.fundSourceId,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    description: row.description,
    rules: row.rules,
    coverColour: row.coverColour,
    coverFileId: row.coverFileId,
    schedule: { rule: recurrence, firstOpensAt: firstOpensAt.toISOString(), mode, entryMinutes, openMinutes },
    eligibility: row.eligibility,
    createdBy: row.createdByName,
    checkedBy: row.checkedByName,
    approvedBy: row.approvedByName,
    awaits: row.awaits,
    pausedBy: row.pausedByName,
    vouchersStopped: row.vouchersStopped,
    revision: row.revision,
    awardsChecked: row.awardsChecked,
  };
}

const viewKind = (kind: Kind) => ({
  id: kind.id,
  title: kind.title,
  benefit: kind.benefit,
  validDays: kind.validDays,
  offlineAllowed: kind.offlineAllowed,
  offlineLimit: kind.offlineLimit,
  stockPerRound: kind.stockPerRound,
  perPerson: kind.perPerson,
  shares: kind.shares,
  tradeIn: kind.tradeIn,
});
