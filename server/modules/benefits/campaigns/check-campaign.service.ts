import { getSource } from "#engines/funds";
import { createCap } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { assertWinsCounted } from "#modules/releases";
import {
  budgetTooSmall,
  changedMeanwhile,
  incomplete,
  makerCannotCheck,
  noFundSource,
  noSuchCampaign,
  roundInThePast,
  sourceOfUnionAbove,
  wrongState,
} from "../benefits.errors.ts";
import { campaignPolicy, hasMade, mayApprove, mayManage, mayRead } from "../benefits.policy.ts";
import { databaseNow } from "../database-now.ts";
import { mayPayFor } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { publishCover } from "./campaign.cover.ts";
import { budgetNeededFen } from "./campaign.rules.ts";
import type { Campaign } from "./campaign.schemas.ts";
import { type CampaignRow, lockCampaign, markChecked, markSubmitted, storeIdsOf } from "./campaign.store.ts";
import { factsOf, scheduleOf } from "./campaign.view.ts";
import { getView, note } from "./draft-campaign.service.ts";
import { type Kind, listKinds } from "./kind.store.ts";
import { capOf, publishRound } from "./publish-round.ts";
import { type Round, roundsOf } from "./schedule.rules.ts";

/** Hands a draft (or a rejected campaign) to the checker. Throws what would stop the approval. */
export async function submitCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    authorise(tx.actor, mayManage, campaign);
    const facts = factsOf(campaign, tx.clock.now());
    if (!campaignPolicy.submit(tx.actor, facts)) throw wrongState(facts.state, "submit");

    await assertComplete(tx, campaign);

    await markSubmitted(tx.db, id, accountOf(tx));
    await note(tx, campaign, "benefits.campaign_submitted");
    await announce(tx, "benefits.campaign_submitted", { node: campaign.node, campaignId: id });
    return getView(tx, id);
  });
}

/**
 * The second person's yes to the campaign as of `revision`: every round is published and its money set aside, all or
 * nothing. Idempotent by key. Throws benefits.maker_cannot_check, benefits.wrong_state, benefits.changed_meanwhile,
 * benefits.source_of_union_above, benefits.round_in_the_past, benefits.budget_too_small, funds.budget_exceeded.
 */
export async function approveCampaign(
  ctx: Ctx,
  secrets: Secrets,
  { id, revision, key }: { id: string; revision: number; key: string },
): Promise<Campaign> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.approve", key, request: { id, revision } }, async () => {
      const campaign = await getLocked(tx, id);
      assertMayCheck(tx, campaign, "approve");
      if (campaign.revision !== revision) throw changedMeanwhile();
      const { kinds, rounds } = await assertComplete(tx, campaign);
      await assertMaySpend(tx, campaign);

      await markChecked(tx.db, id, { state: "approved", by: accountOf(tx), byName: nameOfActor(tx), reason: null });
      // Stock and money are the server's; the checker's duty on this campaign was asked above.
      await seeingAll(tx, async () => {
        for (const kind of kinds) await createCap(tx, { ...capOf(kind), node: campaign.node });
        for (const round of rounds) await publishRound(tx, secrets, { campaign, kinds, round });
      });
      await publishCover(tx, id);
      await note(tx, campaign, "benefits.campaign_approved", { rounds: rounds.length, budgetFen: campaign.budgetFen });
      await announce(tx, "benefits.campaign_approved", { node: campaign.node, campaignId: id });
      return getView(tx, id);
    }),
  );
}

/** The second person's no, with the reason that the maker reads; it can be changed and handed in again. */
export async function rejectCampaign(ctx: Ctx, id: string, reason: string): Promise<Campaign> {
  return transact(ctx, async (tx) => {
    const campaign = await getLocked(tx, id);
    assertMayCheck(tx, campaign, "reject");

    await markChecked(tx.db, id, { state: "rejected", by: accountOf(tx), byName: nameOfActor(tx), reason });
    await note(tx, campaign, "benefits.campaign_rejected", { reason });
    await announce(tx, "benefits.campaign_rejected", { node: campaign.node, campaignId: id });
    return getView(tx, id);
  });
}

export async function getLocked(tx: Tx, id: string): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx.db, id);
  if (campaign === undefined || !mayRead(tx.actor, campaign)) throw noSuchCampaign();
  return campaign;
}

function assertMayCheck(tx: Tx, campaign: CampaignRow, act: "approve" | "reject"): void {
  const facts = factsOf(campaign, tx.clock.now());
  if (hasMade(tx.actor, facts)) throw makerCannotCheck();
  if (facts.state !== "submitted") {
    authorise(tx.actor, campaignPolicy[act], { ...facts, state: "submitted" });
    throw wrongState(facts.state, act);
  }
  authorise(tx.actor, campaignPolicy[act], facts);
}

/** Everything without which no money may open: kinds, stores, a source of this union, rounds ahead, enough budget. */
async function assertComplete(tx: Tx, campaign: CampaignRow): Promise<{ kinds: Kind[]; rounds: Round[] }> {
  assertWinsCounted(campaign.eligibility, [{ scope: "campaign" }]); // each kind counts over the whole campaign
  const kinds = await listKinds(tx.db, [campaign.id]);
  if (kinds.length === 0) throw incomplete("kinds");
  if ((await storeIdsOf(tx.db, [campaign.id])).get(campaign.id) === undefined) throw incomplete("stores");
  const { fundSourceId } = campaign;
  if (fundSourceId === null) throw noFundSource();
  const source = await seeingAll(tx, () => getSource(tx, fundSourceId));
  if (!mayPayFor(source.node, campaign.node)) throw noFundSource();

  const rounds = roundsOf(scheduleOf(campaign));
  const now = await databaseNow(tx.db);
  const past = rounds.find((round) => round.opensAt <= now);
  if (past !== undefined) throw roundInThePast(past.opensAt.toISOString());
  const needed = budgetNeededFen(kinds, rounds.length);
  if (needed > campaign.budgetFen) throw budgetTooSmall(needed, campaign.budgetFen);
  return { kinds, rounds };
}

/** Money is spent by who may approve where it lies: that of a union above needs somebody there. */
export async function assertMaySpend(tx: Tx, { fundSourceId }: Pick<CampaignRow, "fundSourceId">): Promise<void> {
  if (fundSourceId === null) throw noFundSource();
  const source = await seeingAll(tx, () => getSource(tx, fundSourceId));
  if (!mayApprove(tx.actor, source)) throw sourceOfUnionAbove();
}

/** The account that acts: making and checking are always somebody's. */
export function accountOf(tx: Tx): string {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  return tx.actor.accountId;
}

/** The acting staff member's name, kept with what they decide. */
const nameOfActor = (tx: Tx): string | null => (tx.actor.kind === "staff" ? tx.actor.name : null);
