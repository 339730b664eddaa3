import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import { publishRelease } from "#modules/releases";
import { noFundSource } from "../benefits.errors.ts";
import { quotaSharesOf } from "../quotas/quota-shares.ts";
import { faceValueFen } from "../vouchers/discount.rules.ts";
import type { CampaignRow } from "./campaign.store.ts";
import type { Kind } from "./kind.store.ts";
import { sharesOf } from "./kind-shares.ts";
import { insertRound, insertRoundRelease } from "./round.store.ts";
import { type Round, validUntil } from "./schedule.rules.ts";

/**
 * Publishes one round: a release of each kind, with the kind's cap and its money set aside. The caller has authorised it
 * and gives a transaction with the server's sight. Throws funds.budget_exceeded; gives the ids of the releases.
 */
export async function publishRound(
  tx: Tx,
  secrets: Secrets,
  {
    campaign,
    kinds,
    round,
    capScope = "campaign",
    rehearsal = false,
  }: {
    campaign: CampaignRow;
    kinds: readonly Kind[];
    round: Round;
    capScope?: "round" | "campaign";
    rehearsal?: boolean;
  },
): Promise<string[]> {
  const roundId = uuidv7();
  const { id: campaignId, node } = campaign;
  await insertRound(tx.db, { ...round, id: roundId, campaignId, node });
  const releaseIds: string[] = [];
  const ids = kinds.map((kind) => kind.id);
  const quotas = await quotaSharesOf(tx.db, ids, round);
  for (const kind of kinds) {
    const releaseId = uuidv7();
    const shares = [...(await sharesOf(tx, kind.shares, round)), ...(quotas.get(kind.id) ?? [])];
    await publishRelease(tx, secrets, {
      ...releaseOf(campaign, kind, round),
      ...{ id: releaseId, roundId, shares, rehearsal, caps: [{ ...capOf(kind), scope: capScope }] },
    });
    await insertRoundRelease(tx.db, { releaseId, roundId, kindId: kind.id, node });
    releaseIds.push(releaseId);
  }
  return releaseIds;
}

function releaseOf(campaign: CampaignRow, kind: Kind, round: Round) {
  if (campaign.fundSourceId === null) throw noFundSource();
  const window = round.entryOpensAt === null ? {} : { entryOpensAt: round.entryOpensAt };
  return {
    node: campaign.node,
    kind: "voucher",
    subjectId: kind.id,
    campaignId: campaign.id,
    title: kind.title,
    subtitle: campaign.title,
    mode: campaign.mode,
    ...window,
    // A grab's window ends two seconds after opening, which the releases module knows; a draw's ends at the draw.
    ...(campaign.mode === "draw" ? { entryClosesAt: round.opensAt } : {}),
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    capacity: kind.stockPerRound,
    validFrom: round.opensAt,
    validUntil: validUntil(round.opensAt, kind.validDays, campaign.endsOn),
    eligibility: campaign.eligibility,
    fund: { sourceId: campaign.fundSourceId, unitFen: faceValueFen(kind.benefit) },
  };
}

/** One kind's cap per person over the whole campaign. */
export const capOf = (kind: Kind) => ({
  id: kind.capId,
  scope: "campaign" as const,
  label: kind.title,
  maxUnits: kind.perPerson,
});
