import { sql } from "kysely";
import { listDecisionsOf, registerDecidable } from "#engines/decisions";
import type { Tx } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import { registerBegunRows } from "#kernel/sign-in/hand-over";
import { campaignPolicy } from "../benefits.policy.ts";
import { findCampaigns, listWaitingCampaigns } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { approveCampaign, checkCampaign, rejectCampaign } from "../campaigns/check-campaign.service.ts";
import { listOpenChanges } from "../changes/change.store.ts";
import { planChange } from "../changes/change-plan.ts";
import { approveChange, checkChange, mayTake, refuseChange } from "../changes/change-request.service.ts";

registerBegunRows("campaign_draft", {
  ...{ table: "benefits.campaign", by: "created_by", open: sql`state in ('draft', 'rejected')` },
});
registerBegunRows("campaign_change", { table: "benefits.change_request", by: "asked_by", open: sql`state = 'asked'` });
registerBegunRows("agreement_draft", {
  ...{ table: "benefits.agreement", by: "created_by", open: sql`state in ('draft', 'refused')` },
});

registerDecidable({
  type: "campaign",
  waitingFor: async (tx) => {
    const rows = await listWaitingCampaigns(tx.db, pathsHolding(tx.actor, "benefits.funds"));
    const now = tx.clock.now();
    const mine = rows.filter((row) => campaignPolicy.reject(tx.actor, factsOf(row, now)));
    const decided = await listDecisionsOf(tx.db, { type: "campaign", ids: mine.map((row) => row.id) });
    return mine.map((row) => {
      const last = decided.get(row.id)?.at(-1);
      return {
        ...{ id: row.id, title: row.title, node: row.node, revision: row.revision, step: row.awaits ?? "checked" },
        ...{ from: last?.by.name ?? row.createdByName, since: last?.at ?? row.firstOpensAt, amountFen: row.budgetFen },
        facts: [{ code: "days", params: { startsDay: row.startsOn, endsDay: row.endsOn } }],
        link: `/campaigns/${row.id}`,
      };
    });
  },
  decide: async (ctx, secrets, { step, verdict, ...given }) => {
    if (verdict === "refused") await rejectCampaign(ctx, { ...given, reason: given.note });
    else if (step === "checked") await checkCampaign(ctx, given);
    else await approveCampaign(ctx, secrets, given);
  },
});

registerDecidable({
  type: "campaign_change",
  waitingFor: waitingChanges,
  decide: async (ctx, secrets, { step, verdict, id, note, fileId, key }) => {
    if (verdict === "refused") await refuseChange(ctx, { id, reason: note, fileId });
    else if (step === "checked") await checkChange(ctx, { id, note, fileId, key });
    else await approveChange(ctx, secrets, { id, note, fileId, key });
  },
});

async function waitingChanges(tx: Tx) {
  const open = await listOpenChanges(tx.db, pathsHolding(tx.actor, "benefits.funds"));
  const mine = open.filter((change) => change.awaits !== null && mayTake(tx, change, change.awaits));
  const campaigns = await findCampaigns(tx.db, [...new Set(mine.map((change) => change.campaignId))]);
  const items = [];
  for (const change of mine) {
    const campaign = campaigns.get(change.campaignId);
    if (campaign === undefined) continue;
    const plan = await planChange(tx, campaign, change.changes).catch(() => undefined); // its page says what is wrong
    items.push({
      ...{ id: change.id, title: campaign.title, node: change.node, revision: 1, step: change.awaits ?? "checked" },
      ...{ from: change.askedByName, since: change.askedAt },
      amountFen: plan === undefined ? null : plan.told.money.afterFen - plan.told.money.beforeFen,
      facts: [
        { code: "reason", params: { reason: change.reason } },
        ...(plan?.told.lines ?? []).map(({ field, about, from, to }) => ({
          code: `change_${field}`,
          params: { about, from, to },
        })),
        ...(plan === undefined ? [] : [{ code: "touches", params: { people: plan.told.touches.people } }]),
      ],
      link: `/campaigns/${change.campaignId}`,
    });
  }
  return items;
}
