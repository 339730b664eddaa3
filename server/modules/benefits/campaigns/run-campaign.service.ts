import { listQuotas, type QuotaState, stockFacts } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { pauseRelease, resumeRelease } from "#modules/releases";
import { wrongState } from "../benefits.errors.ts";
import { type CampaignFacts, campaignPolicy } from "../benefits.policy.ts";
import { databaseNow } from "../database-now.ts";
import type { Campaign } from "./campaign.schemas.ts";
import { setCampaignState } from "./campaign.store.ts";
import { factsOf } from "./campaign.view.ts";
import { getLocked } from "./check-campaign.service.ts";
import { getView, note } from "./draft-campaign.service.ts";
import { listLiveReleases } from "./round.store.ts";

/** An act and whom it touches: releases changed, people waiting in them, people who hold a voucher of them. */
export interface Touched {
  campaign: Campaign;
  touches: { releases: number; waiting: number; holding: number };
}

/** Stops every release that has not closed; vouchers in hand stay usable. Throws benefits.wrong_state. */
export async function pauseCampaign(ctx: Ctx, id: string, reason: string): Promise<Touched> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    assertState(tx, factsOf(campaign, tx.clock.now()), "pause");

    const touches = await withLiveReleases(tx, id, "open", (releaseId) => pauseRelease(tx, releaseId, reason));

    await setCampaignState(tx.db, id, "paused", reason);
    await note(tx, campaign, "benefits.campaign_paused", { reason, ...touches });
    await announce(tx, "benefits.campaign_paused", { node: campaign.node, campaignId: id, ...touches });
    return { campaign: await getView(tx, id), touches };
  });
}

/** Starts again what was stopped. Throws benefits.wrong_state. */
export async function resumeCampaign(ctx: Ctx, id: string): Promise<Touched> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    assertState(tx, factsOf(campaign, tx.clock.now()), "resume");

    const touches = await withLiveReleases(tx, id, "paused", (releaseId) => resumeRelease(tx, releaseId));

    await setCampaignState(tx.db, id, "approved", null);
    await note(tx, campaign, "benefits.campaign_resumed", touches);
    await announce(tx, "benefits.campaign_resumed", { node: campaign.node, campaignId: id, ...touches });
    return { campaign: await getView(tx, id), touches };
  });
}

/** Missing right is 403, wrong moment is 409: the right is asked as if the moment were right. */
function assertState(tx: Tx, facts: CampaignFacts, act: "pause" | "resume"): void {
  authorise(tx.actor, campaignPolicy[act], { ...facts, state: act === "pause" ? "running" : "paused" });
  if (!campaignPolicy[act](tx.actor, facts)) throw wrongState(facts.state, act);
}

async function withLiveReleases(
  tx: Tx,
  campaignId: string,
  state: QuotaState,
  work: (releaseId: string) => Promise<void>,
): Promise<Touched["touches"]> {
  const live = await listLiveReleases(tx.db, { campaignId, now: await databaseNow(tx.db) });
  return touchReleases(
    tx,
    live.map((release) => release.releaseId),
    state,
    work,
  );
}

/** Does `work` to the releases in this state and counts whom it touches, their shares included. */
export async function touchReleases(
  tx: Tx,
  releaseIds: string[],
  state: QuotaState,
  work: (releaseId: string) => Promise<void>,
): Promise<Touched["touches"]> {
  if (releaseIds.length === 0) return { releases: 0, waiting: 0, holding: 0 };
  const quotas = await listQuotas(tx.db, releaseIds);
  const facts = await stockFacts(
    tx.db,
    quotas.map((quota) => quota.id),
  );
  const touched = quotas.filter((quota) => quota.parentId === null && quota.state === state);
  for (const quota of touched) await work(quota.id);
  return {
    releases: touched.length,
    waiting: facts.reduce((sum, fact) => sum + fact.waiting + fact.held, 0),
    holding: facts.reduce((sum, fact) => sum + fact.active, 0),
  };
}
