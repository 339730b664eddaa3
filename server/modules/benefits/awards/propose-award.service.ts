import { recordDecision } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { listShares } from "#modules/releases";
import { noAwardShare, noSuchRelease, twiceNamed, wrongState } from "../benefits.errors.ts";
import { mayManage } from "../benefits.policy.ts";
import type { CampaignRow } from "../campaigns/campaign.store.ts";
import { factsOf } from "../campaigns/campaign.view.ts";
import { getLocked } from "../campaigns/check-campaign.service.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { findRoundReleasesOf } from "../campaigns/round.store.ts";
import type { NewAward } from "./award.schemas.ts";
import { type AwardRow, findAward, insertAward, insertAwardPeople, settleAward } from "./award.store.ts";
import { giveAward, rehearseAward } from "./give-award.ts";

export const awardObject = (id: string) => ({ type: "award", id });

/** What would become of each named person if the award were given now, and how many units its share has left. */
export async function checkAward(ctx: Ctx, campaignId: string, given: { releaseId: string; personIds: string[] }) {
  return transact(ctx, async (tx) => {
    const campaign = await getAwarding(tx, campaignId);
    const left = await unitsLeftFor(tx, campaign, given.releaseId);
    const outcomes = await rehearseAward(tx, given.releaseId, [...new Set(given.personIds)]);
    return { people: outcomes.map(({ personId, outcome }) => ({ personId, outcome })), left };
  });
}

/**
 * Names members to whom units of a release's award share are given directly: at once, or when a second person agrees, as the
 * campaign says. Idempotent by key. Throws benefits.no_award_share, benefits.twice_named, benefits.wrong_state.
 */
export async function proposeAward(
  ctx: Ctx,
  campaignId: string,
  given: NewAward & { key: string; importId?: string },
): Promise<string> {
  const { key, ...request } = given;
  return transact(ctx, (tx) =>
    once(tx, { operation: "benefits.award", key, request: { campaignId, ...request } }, async () => {
      const campaign = await getAwarding(tx, campaignId);
      await unitsLeftFor(tx, campaign, given.releaseId);
      if (new Set(given.personIds).size !== given.personIds.length) throw twiceNamed();

      const award = await insertProposed(tx, campaign, given);
      await recordDecision(tx, {
        ...{ object: awardObject(award.id), node: award.node, revision: 1, step: "handed_in", verdict: "passed" },
        ...{ note: given.reason, fileId: given.fileId, distinctFrom: [] },
      });
      await note(tx, campaign, "benefits.award_proposed", {
        ...{ awardId: award.id, releaseId: award.releaseId, people: given.personIds.length, reason: given.reason },
      });
      await announce(tx, "benefits.award_proposed", { node: award.node, campaignId, awardId: award.id });
      if (!campaign.awardsChecked) {
        await giveAward(tx, award);
        await settleAward(tx.db, award.id, { state: "given", by: null });
      }
      return award.id;
    }),
  );
}

async function insertProposed(
  tx: Tx,
  campaign: CampaignRow,
  given: NewAward & { importId?: string },
): Promise<AwardRow> {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  const { releaseId, reason, personIds, importId = null } = given;
  const id = uuidv7();
  const by = { createdBy: tx.actor.accountId, createdByName: tx.actor.name };
  await insertAward(tx.db, { id, campaignId: campaign.id, releaseId, node: campaign.node, reason, importId, ...by });
  const people = personIds.map((personId) => ({ personId, key: crypto.randomUUID() }));
  await insertAwardPeople(tx.db, { id, node: campaign.node }, people);
  const award = await findAward(tx.db, id);
  if (award === undefined) throw new Error(`award ${id} is gone`);
  return award;
}

/** A campaign from which the actor may award now: one of theirs that a second person has allowed and that has not ended. */
async function getAwarding(tx: Tx, campaignId: string): Promise<CampaignRow> {
  const campaign = await getLocked(tx, campaignId);
  authorise(tx.actor, mayManage, campaign);
  const { state } = factsOf(campaign, tx.clock.now());
  if (state !== "approved" && state !== "running") throw wrongState(state, "award");
  return campaign;
}

async function unitsLeftFor(tx: Tx, campaign: CampaignRow, releaseId: string): Promise<number> {
  const own = await findRoundReleasesOf(tx.db, campaign.id);
  if (!own.some((release) => release.releaseId === releaseId)) throw noSuchRelease();
  const share = (await listShares(tx.db, [releaseId])).find((one) => one.award);
  if (share === undefined) throw noAwardShare();
  return share.capacity - share.taken - share.held;
}
