import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise, can } from "#kernel/policy";
import { fixedAfterApproval, noSuchCampaign, noSuchKind, wrongState } from "../benefits.errors.ts";
import { campaignPolicy, mayManage, mayRead } from "../benefits.policy.ts";
import { type CampaignRow, findCampaign, updateCampaign } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { getLocked } from "../campaigns/check-campaign.service.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { listKinds } from "../campaigns/kind.store.ts";
import { unitsShared } from "../campaigns/kind-shares.ts";
import { namesOf } from "../organisations.ts";
import type { CampaignQuotas, QuotasInput } from "./quota.schemas.ts";
import { replaceQuotas } from "./quota.store.ts";
import { assertQuotasHold, quotasOf } from "./quotas-hold.ts";

/** How many units of each kind every union gets, with what a round has. Throws benefits.no_such_campaign. */
export async function readQuotas(ctx: Ctx, campaignId: string): Promise<CampaignQuotas> {
  return transact(ctx, async (tx) => {
    const campaign = await findCampaign(tx.db, campaignId);
    if (campaign === undefined || !mayRead(tx.actor, campaign)) throw noSuchCampaign();
    return viewQuotas(tx, campaign);
  });
}

async function viewQuotas(tx: Tx, campaign: CampaignRow): Promise<CampaignQuotas> {
  const { id, title, organisationId } = campaign;
  const kinds = await listKinds(tx.db, [id]);
  const quotas = await quotasOf(tx, kinds);
  const nameOf = await namesOf(
    tx.db,
    quotas.map((quota) => quota.organisationId),
  );
  const rows = Map.groupBy(quotas, (row) => row.kindId);
  return {
    ...{ id, title, organisationId },
    kinds: kinds.map((kind) => ({
      ...{ id: kind.id, title: kind.title, stockPerRound: kind.stockPerRound, shared: unitsShared(kind.shares) },
      quotas: (rows.get(kind.id) ?? []).map(({ organisationId: union, units, spillMinutes }) => ({
        ...{ organisationId: union, name: nameOf(union), units, spillMinutes },
      })),
    })),
    can: { edit: can(tx.actor, campaignPolicy, factsOf(campaign, tx.clock.now())).edit },
  };
}

/**
 * Says anew how many units of one kind each union gets. Throws what `changingQuotas` throws, benefits.no_such_kind,
 * benefits.share_outside, benefits.quota_twice, benefits.quotas_over_stock.
 */
export async function writeQuotas(ctx: Ctx, campaignId: string, { kindId, quotas }: QuotasInput) {
  return transact(ctx, async (tx) => {
    const campaign = await changingQuotas(tx, campaignId);
    const kind = (await listKinds(tx.db, [campaignId])).find((one) => one.id === kindId);
    if (kind === undefined) throw noSuchKind();
    await replaceQuotas(tx.db, kind, quotas);
    await assertQuotasHold(tx, campaign, [kind]);
    return viewQuotas(tx, campaign);
  });
}

/**
 * The campaign, locked, with its quotas about to change: another revision, and somebody's more. Throws benefits.no_such_campaign,
 * access.forbidden, benefits.wrong_state, benefits.fixed_after_approval.
 */
export async function changingQuotas(tx: Tx, campaignId: string): Promise<CampaignRow> {
  const campaign = await getLocked(tx, campaignId);
  authorise(tx.actor, mayManage, campaign);
  const facts = factsOf(campaign, tx.clock.now());
  if (facts.state === "submitted" || facts.state === "ended") throw wrongState(facts.state, "edit");
  if (!campaignPolicy.edit(tx.actor, facts)) throw fixedAfterApproval("stock");
  const editor = tx.actor.kind === "staff" ? [tx.actor.accountId] : [];
  await updateCampaign(tx.db, { ...campaign, editedBy: [...new Set([...campaign.editedBy, ...editor])] });
  await note(tx, campaign, "benefits.quotas_changed");
  return campaign;
}
