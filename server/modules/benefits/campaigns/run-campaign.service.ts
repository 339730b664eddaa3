import { listQuotas } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { pauseRelease, resumeRelease } from "#modules/releases";
import { resumeByAnother, wrongState } from "../benefits.errors.ts";
import { type CampaignFacts, campaignPolicy, mayApprove, mayResume } from "../benefits.policy.ts";
import { countTouched, type Message, tellTouched } from "../changes/touched.store.ts";
import type { Touches } from "../changes/touches.schemas.ts";
import { databaseNow } from "../database-now.ts";
import { seeingAll } from "../sight.ts";
import type { Campaign } from "./campaign.schemas.ts";
import { type CampaignRow, markPaused, markResumed, storeIdsOf } from "./campaign.store.ts";
import { factsOf } from "./campaign.view.ts";
import { accountOf, getLocked, nameOfActor } from "./check-campaign.service.ts";
import { getView, note } from "./draft-campaign.service.ts";
import { listLiveReleases } from "./round.store.ts";

/** An act and whom it touches. */
export interface Touched {
  campaign: Campaign;
  touches: Touches;
}

/** Whom stopping a campaign, or letting it go on, touches; asked before it is done. */
export async function touchesOfRun(ctx: Ctx, id: string): Promise<Touched> {
  return transact(ctx, async (tx) => {
    const campaign = await getView(tx, id);
    return { campaign, touches: await countOf(tx, id, await liveOf(tx, id)) };
  });
}

/**
 * Stops every release that has not closed and tells those whom it touches. Vouchers in hand stay usable unless they are stopped
 * too. Throws benefits.wrong_state.
 */
export async function pauseCampaign(
  ctx: Ctx,
  { id, reason, vouchersStopped = false }: { id: string; reason: string; vouchersStopped?: boolean },
): Promise<Touched> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    assertState(tx, factsOf(campaign, tx.clock.now()), "pause");

    const live = await liveOf(tx, id);
    const touches = await tell(tx, campaign, live, {
      ...(vouchersStopped ? { kind: "benefits.campaign_stopped" } : { kind: "benefits.campaign_paused" }),
      params: { title: campaign.title, reason },
    });
    for (const releaseId of await inState(tx, live, "open")) await pauseRelease(tx, releaseId, reason);

    const checker = mayApprove(tx.actor, campaign);
    await markPaused(tx.db, id, { reason, by: accountOf(tx), byName: nameOfActor(tx), checker, vouchersStopped });
    await note(tx, campaign, "benefits.campaign_paused", { reason, vouchersStopped, ...touches });
    await announce(tx, "benefits.campaign_paused", { node: campaign.node, campaignId: id, ...touches });
    return { campaign: await getView(tx, id), touches };
  });
}

/** Starts again what was stopped. Throws benefits.wrong_state, benefits.resume_by_another. */
export async function resumeCampaign(ctx: Ctx, id: string): Promise<Touched> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    assertState(tx, factsOf(campaign, tx.clock.now()), "resume");

    const touches = await tell(tx, campaign, await liveOf(tx, id), {
      ...{ kind: "benefits.campaign_resumed", params: { title: campaign.title } },
    });
    await startAgain(tx, campaign);
    await announce(tx, "benefits.campaign_resumed", { node: campaign.node, campaignId: id, ...touches });
    return { campaign: await getView(tx, id), touches };
  });
}

/** Lets a paused campaign's releases go on; who may do so was asked before. */
export async function startAgain(tx: Tx, campaign: CampaignRow): Promise<void> {
  for (const releaseId of await inState(tx, await liveOf(tx, campaign.id), "paused"))
    await resumeRelease(tx, releaseId);
  await markResumed(tx.db, campaign.id);
  await note(tx, campaign, "benefits.campaign_resumed", {});
}

/** Missing right is 403, wrong moment is 409: the right is asked as if the moment were right. */
function assertState(tx: Tx, facts: CampaignFacts, act: "pause" | "resume"): void {
  const then = { ...facts, state: act === "pause" ? ("running" as const) : ("paused" as const) };
  if (act === "resume" && mayApprove(tx.actor, facts) && !mayResume(tx.actor, facts)) throw resumeByAnother();
  authorise(tx.actor, campaignPolicy[act], then);
  if (!campaignPolicy[act](tx.actor, facts)) throw wrongState(facts.state, act);
}

async function liveOf(tx: Tx, campaignId: string): Promise<string[]> {
  const live = await listLiveReleases(tx.db, { campaignId, now: await databaseNow(tx.db) });
  return live.map((release) => release.releaseId);
}

async function inState(tx: Tx, releaseIds: string[], state: "open" | "paused"): Promise<string[]> {
  if (releaseIds.length === 0) return [];
  const quotas = await listQuotas(tx.db, releaseIds);
  return quotas.filter((quota) => quota.parentId === null && quota.state === state).map((quota) => quota.id);
}

async function countOf(tx: Tx, campaignId: string, live: string[]): Promise<Touches> {
  const people = await seeingAll(tx, () => countTouched(tx.db, { live, held: [] }));
  const stores = (await storeIdsOf(tx.db, [campaignId])).get(campaignId)?.length ?? 0;
  return { ...people, stores, releases: live.length };
}

/** Tells exactly those who are counted. */
async function tell(
  tx: Tx,
  campaign: CampaignRow,
  live: string[],
  message: Pick<Message, "kind" | "params">,
): Promise<Touches> {
  const touches = await countOf(tx, campaign.id, live);
  const link = `/campaigns/${campaign.id}`;
  await seeingAll(tx, () =>
    tellTouched(tx.db, { live, held: [] }, { ...message, link, act: `${message.kind}:${uuidv7()}:` }),
  );
  return touches;
}
