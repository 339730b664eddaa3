import { recordDecision, registerDecidable, type Verdict, type Waiting } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { announce } from "#kernel/outbox/outbox";
import { authorise, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { noSuchAward, wrongState } from "../benefits.errors.ts";
import { mayApprove, mayRead } from "../benefits.policy.ts";
import { findCampaigns } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { getLocked } from "../campaigns/check-campaign.service.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { type AwardRow, listProposed, lockAward, settleAward } from "./award.store.ts";
import { giveAward } from "./give-award.ts";
import { awardObject } from "./propose-award.service.ts";

interface Deciding {
  awardId: string;
  verdict: Verdict;
  note: string;
  fileId: string | null;
  key: string;
}

/**
 * The second person's yes or no to an award; a yes gives it in the same transaction. Idempotent by key. Throws
 * benefits.no_such_award, decisions.same_person, decisions.note_missing, benefits.wrong_state.
 */
export async function decideAward(ctx: Ctx, { awardId, key, ...given }: Deciding): Promise<string> {
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.decide_award", key, request: { awardId, ...given } }, async () => {
      const award = await lockAward(tx.db, awardId);
      if (award === undefined || !mayRead(tx.actor, award)) throw noSuchAward();
      authorise(tx.actor, mayApprove, award);
      const campaign = await getLocked(tx, award.campaignId);
      const { state } = factsOf(campaign, tx.clock.now());
      if (award.state !== "proposed") throw wrongState(award.state, "decide");
      if (given.verdict === "passed" && state !== "approved" && state !== "running") throw wrongState(state, "award");

      await recordDecision(tx, {
        ...{ object: awardObject(award.id), node: award.node, revision: 1, step: "approved", verdict: given.verdict },
        ...{ note: given.note, fileId: given.fileId, distinctFrom: ["handed_in"], notBy: [award.createdBy] },
      });
      const about = { awardId, note: given.note };
      await settle(tx, award, given.verdict);
      if (given.verdict === "passed") {
        await giveAward(tx, award);
        await note(tx, campaign, "benefits.award_approved", about);
      } else await note(tx, campaign, "benefits.award_refused", about);
      await announce(tx, "benefits.award_decided", { node: award.node, campaignId: campaign.id, ...about });
      return campaign.id;
    }),
  );
}

async function settle(tx: Tx, award: AwardRow, verdict: Verdict): Promise<void> {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  const by = { id: tx.actor.accountId, name: tx.actor.name };
  await settleAward(tx.db, award.id, { state: verdict === "passed" ? "given" : "refused", by });
}

/** Awards that wait for this person: where they may approve, and which others have named. */
async function waitingAwards(tx: Tx): Promise<Waiting[]> {
  const { actor } = tx;
  if (actor.kind !== "staff") return [];
  const proposed = await listProposed(tx.db, pathsHolding(actor, "benefits.funds"));
  const others = proposed.filter((award) => award.createdBy !== actor.accountId);
  const campaigns = await findCampaigns(tx.db, [...new Set(others.map((award) => award.campaignId))]);
  return others.map((award) => ({
    ...{ id: award.id, title: campaigns.get(award.campaignId)?.title ?? "", node: award.node, revision: 1 },
    ...{ step: "approved", from: award.createdByName, since: award.createdAt, amountFen: null },
    facts: [
      { code: "award_people", params: { people: award.people } },
      { code: "award_reason", params: { reason: award.reason } },
    ],
    link: `/campaigns/${award.campaignId}/awards`,
  }));
}

registerDecidable({
  type: "award",
  waitingFor: waitingAwards,
  decide: async (ctx, _secrets, { id, verdict, note: said, fileId, key }) => {
    await decideAward(ctx, { awardId: id, verdict, note: said, fileId, key });
  },
});
