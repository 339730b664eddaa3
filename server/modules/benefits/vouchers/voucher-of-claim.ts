import { type Claim, findClaim, findQuota } from "#engines/stock";
import type { Db } from "#kernel/database/db";
import { isPlayNode } from "#kernel/nodes.store";
import { noSuchVoucher, notAVoucher, otherSpace } from "../benefits.errors.ts";
import { type CampaignRow, findCampaign } from "../campaigns/campaign.store.ts";
import { findKinds, type Kind } from "../campaigns/kind.store.ts";
import { findRoundReleases } from "../campaigns/round.store.ts";

/** A claim as the voucher that it is. */
export interface ClaimedVoucher {
  claim: Claim;
  kind: Kind;
  campaign: CampaignRow;
  /** Whose money it is and what one unit of it was issued at. */
  fund: { sourceId: string; unitFen: number } | undefined;
}

/**
 * Refuses a voucher of a rehearsal at a real till, and a real one at a play till. Throws benefits.other_space. Tills of one tree ask
 * nothing of the database.
 */
export async function assertSameSpace(db: Db, till: { node: string }, campaign: { node: string }): Promise<void> {
  const rootOf = ({ node }: { node: string }) => node.split(".")[0] ?? "";
  if (rootOf(till) === rootOf(campaign)) return;
  if ((await isPlayNode(db, rootOf(till))) || (await isPlayNode(db, rootOf(campaign)))) throw otherSpace();
}

/** Finds what a claim stands for. Throws benefits.no_such_voucher, benefits.not_a_voucher (a claim of something else). */
export async function getVoucher(db: Db, claimId: string): Promise<ClaimedVoucher> {
  const claim = await findClaim(db, claimId);
  if (claim === undefined) throw noSuchVoucher();
  const quota = await findQuota(db, claim.quotaId);
  const releaseId = quota?.parentId ?? claim.quotaId;
  const released = (await findRoundReleases(db, [releaseId])).get(releaseId);
  if (quota === undefined || released === undefined) throw notAVoucher();
  const kind = (await findKinds(db, [released.kindId])).get(released.kindId);
  const campaign = kind && (await findCampaign(db, kind.campaignId));
  if (kind === undefined || campaign === undefined) throw notAVoucher();
  const { fundSourceId, unitFen } = quota;
  const fund = fundSourceId === null || unitFen === null ? undefined : { sourceId: fundSourceId, unitFen };
  return { claim, kind, campaign, fund };
}
