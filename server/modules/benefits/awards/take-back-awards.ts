import { returnClaim } from "#engines/stock";
import type { Tx } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { findRelease } from "#modules/releases";
import { mayManage } from "../benefits.policy.ts";
import { note } from "../campaigns/draft-campaign.service.ts";
import { type AwardRow, type ListedAward, listAwardsOfImport, settleAward } from "./award.store.ts";

/**
 * Takes back what a list gave these people: awards that still wait for their second person are withdrawn, vouchers that nobody
 * has used go back into the stock, and who had one is told. Gives the ids of those who keep theirs. With the sight of the server.
 */
export async function takeBackAwards(
  tx: Tx,
  { importId, personIds }: { importId: string; personIds: readonly string[] },
): Promise<Set<string>> {
  const listed = await listAwardsOfImport(tx.db, importId, personIds);
  for (const award of new Map(listed.map((one) => [one.award.id, one.award])).values()) {
    authorise(tx.actor, mayManage, award);
    await withdraw(tx, award, listed);
  }
  return new Set(listed.filter(isUsed).map(({ personId }) => personId));
}

const isUsed = ({ claimState }: ListedAward) =>
  claimState !== null && claimState !== "active" && claimState !== "returned";

async function withdraw(tx: Tx, award: AwardRow, listed: readonly ListedAward[]): Promise<void> {
  const campaign = { id: award.campaignId, node: award.node };
  if (award.state === "proposed") {
    await settleAward(tx.db, award.id, { state: "refused", by: null });
    await note(tx, campaign, "benefits.award_withdrawn", { awardId: award.id });
    await announce(tx, "benefits.award_decided", { node: award.node, campaignId: campaign.id, awardId: award.id });
    return;
  }
  const open = listed.filter((one) => one.award.id === award.id && one.claimState === "active");
  for (const { claimId } of open) if (claimId !== null) await returnClaim(tx, claimId, { reason: "staff" });
  if (open.length === 0) return;
  await tell(tx, award, open);
  await note(tx, campaign, "benefits.award_taken_back", { awardId: award.id, people: open.length });
}

async function tell(tx: Tx, award: AwardRow, open: readonly ListedAward[]): Promise<void> {
  const release = await findRelease(tx.db, award.releaseId);
  const params = { title: release?.title ?? "" };
  await sendInbox(
    tx,
    open.map(({ personId, claimId }) => ({
      ...{ kind: "benefits.award_taken_back", personId, params, link: `/vouchers/${claimId}` },
      dedupe: `award_taken_back:${claimId}`,
    })),
  );
}
