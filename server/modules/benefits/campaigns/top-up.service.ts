import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { topUpRelease } from "#modules/releases";
import { makerCannotCheck, noSuchKind, noSuchTopUp, nothingToTopUp, wrongState } from "../benefits.errors.ts";
import { campaignPolicy, mayApprove, mayManage } from "../benefits.policy.ts";
import { databaseNow } from "../database-now.ts";
import { faceValueFen } from "../vouchers/discount.rules.ts";
import type { Campaign } from "./campaign.schemas.ts";
import { type CampaignRow, raiseBudget } from "./campaign.store.ts";
import { factsOf } from "./campaign.view.ts";
import { accountOf, assertMaySpend, getLocked } from "./check-campaign.service.ts";
import { getView, note } from "./draft-campaign.service.ts";
import { findKinds, type Kind } from "./kind.store.ts";
import { decideTopUp, insertTopUp, listLiveReleases, lockTopUp, type TopUpRow } from "./round.store.ts";
import { type Touched, touchReleases } from "./run-campaign.service.ts";

export interface TopUpInput {
  kindId: string;
  /** Null: every round that has not closed. */
  roundId: string | null;
  units: number;
  reason: string;
}

/** Asks for more units of one kind; nothing changes until a second person allows it. */
export async function askTopUp(ctx: Ctx, id: string, input: TopUpInput): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    authorise(tx.actor, mayManage, campaign);
    const facts = factsOf(campaign, tx.clock.now());
    if (!campaignPolicy.topUp(tx.actor, facts)) throw wrongState(facts.state, "topUp");
    await getKind(tx, campaign, input.kindId);
    await getReleases(tx, campaign, input);

    const row = { ...input, id: uuidv7(), campaignId: id, node: campaign.node, state: "asked" as const };
    await insertTopUp(tx.db, { ...row, askedBy: accountOf(tx) });
    await note(tx, campaign, "benefits.top_up_asked", { topUpId: row.id, kindId: input.kindId, units: input.units });
    await announce(tx, "benefits.top_up_asked", { node: campaign.node, campaignId: id, topUpId: row.id });
    return getView(tx, id);
  });
}

/**
 * The second person's yes: units and money are added to each release concerned, all or nothing, and offered to those who
 * wait. Throws benefits.maker_cannot_check, benefits.source_of_union_above, benefits.nothing_to_top_up, funds.budget_exceeded.
 */
export async function approveTopUp(
  ctx: Ctx,
  { id, topUpId, key }: { id: string; topUpId: string; key: string },
): Promise<Touched> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.approve_top_up", key, request: { id, topUpId } }, async () => {
      const { campaign, topUp } = await getAsked(tx, id, topUpId);
      await assertMaySpend(tx, campaign, 2);
      const kind = await getKind(tx, campaign, topUp.kindId);
      const releaseIds = await getReleases(tx, campaign, topUp);

      const touches = await touchReleases(
        tx,
        releaseIds,
        campaign.state === "paused" ? "paused" : "open",
        (releaseId) => topUpRelease(tx, releaseId, topUp.units, `${key}/${releaseId}`), // one key of each release's own
      );
      await raiseBudget(tx.db, id, touches.releases * topUp.units * faceValueFen(kind.benefit));
      await decideTopUp(tx.db, topUpId, "approved", accountOf(tx));
      await note(tx, campaign, "benefits.top_up_approved", { topUpId, units: topUp.units, ...touches });
      await announce(tx, "benefits.top_up_approved", { node: campaign.node, campaignId: id, topUpId, ...touches });
      return { campaign: await getView(tx, id), touches };
    }),
  );
}

export async function rejectTopUp(
  ctx: Ctx,
  { id, topUpId, reason }: { id: string; topUpId: string; reason: string },
): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const { campaign } = await getAsked(tx, id, topUpId);
    await decideTopUp(tx.db, topUpId, "rejected", accountOf(tx));
    await note(tx, campaign, "benefits.top_up_rejected", { topUpId, reason });
    return getView(tx, id);
  });
}

async function getAsked(tx: Tx, id: string, topUpId: string): Promise<{ campaign: CampaignRow; topUp: TopUpRow }> {
  const campaign = await getLocked(tx, id);
  const topUp = await lockTopUp(tx.db, topUpId);
  if (topUp?.campaignId !== id) throw noSuchTopUp();
  authorise(tx.actor, mayApprove, campaign);
  if (topUp.askedBy === accountOf(tx)) throw makerCannotCheck();
  if (topUp.state !== "asked") throw wrongState(topUp.state, "topUp");
  return { campaign, topUp };
}

async function getKind(tx: Tx, campaign: CampaignRow, kindId: string): Promise<Kind> {
  const kind = (await findKinds(tx.db, [kindId])).get(kindId);
  if (kind?.campaignId !== campaign.id) throw noSuchKind();
  return kind;
}

async function getReleases(tx: Tx, campaign: CampaignRow, given: Pick<TopUpInput, "kindId" | "roundId">) {
  const now = await databaseNow(tx.db);
  const live = await listLiveReleases(tx.db, { campaignId: campaign.id, now, ...given });
  if (live.length === 0) throw nothingToTopUp();
  return live.map((release) => release.releaseId);
}
