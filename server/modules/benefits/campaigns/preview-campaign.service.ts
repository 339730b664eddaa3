import { loadCalendar } from "#engines/deadlines";
import { balances, getSource } from "#engines/funds";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { countEligible } from "#modules/membership";
import { noSuchCampaign } from "../benefits.errors.ts";
import { mayRead } from "../benefits.policy.ts";
import { mayPayFor } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { budgetNeededFen, stopsApproval, warningsOf } from "./campaign.rules.ts";
import type { CampaignPreview } from "./campaign.schemas.ts";
import { type CampaignRow, findCampaign, storeIdsOf } from "./campaign.store.ts";
import { scheduleOf } from "./campaign.view.ts";
import { listKinds } from "./kind.store.ts";
import { roundsOf, validUntil } from "./schedule.rules.ts";

/** What the campaign will do when it is approved as it stands: rounds, money, people, and what to look at. */
export async function previewCampaign(ctx: Ctx, id: string): Promise<CampaignPreview> {
  return transact(ctx, async (tx) => {
    const campaign = await findCampaign(tx.db, id);
    if (campaign === undefined || !mayRead(tx.actor, campaign)) throw noSuchCampaign();
    const kinds = await listKinds(tx.db, [id]);
    const rounds = roundsOf(scheduleOf(campaign));
    const stores = (await storeIdsOf(tx.db, [id])).get(id)?.length ?? 0;
    const peopleEligible = await countEligible(tx.db, campaign.node, campaign.eligibility);
    const fundFreeFen = await fundFree(tx, campaign);
    const neededFen = budgetNeededFen(kinds, rounds.length);

    const warnings = warningsOf(kinds, rounds, {
      now: tx.clock.now(),
      endsOn: campaign.endsOn,
      budgetFen: campaign.budgetFen,
      fundFreeFen,
      stores,
      peopleEligible,
      calendar: await loadCalendar(tx.db),
      offlineKindsWithoutLimit: kinds.filter((kind) => kind.offlineAllowed && kind.offlineLimit === 0).length,
    });
    return {
      rounds: rounds.map((round) => ({
        number: round.number,
        entryOpensAt: round.entryOpensAt?.toISOString() ?? null,
        opensAt: round.opensAt.toISOString(),
        closesAt: round.closesAt.toISOString(),
        releases: kinds.map((kind) => ({
          kindId: kind.id,
          title: kind.title,
          capacity: kind.stockPerRound,
          validUntil: validUntil(round.opensAt, kind.validDays, campaign.endsOn).toISOString(),
        })),
      })),
      budgetNeededFen: neededFen,
      budgetLeftFen: campaign.budgetFen - neededFen,
      fundFreeFen: fundFreeFen ?? null,
      peopleEligible,
      warnings: warnings.map((warning) => ({ ...warning, stops: stopsApproval.has(warning.code) })),
    };
  });
}

/** Money of the source that nothing has been set aside from; undefined without a source that may pay for this campaign. */
async function fundFree(tx: Tx, campaign: CampaignRow): Promise<number | undefined> {
  const { fundSourceId } = campaign;
  if (fundSourceId === null) return undefined;
  // The source may be one of a union above; how much is free of it is what its user must know.
  return seeingAll(tx, async () => {
    const source = await getSource(tx, fundSourceId);
    return mayPayFor(source.node, campaign.node) ? (await balances(tx, source.id)).budget : undefined;
  });
}
