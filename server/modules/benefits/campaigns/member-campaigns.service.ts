import { dayOf } from "#kernel/business-day";
import type { Ctx, Tx } from "#kernel/context";
import { transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { listReleases, toCards } from "#modules/releases";
import { noSuchCampaign } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { type ListedStore, listCampaignStores } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import type { CampaignCard } from "../vouchers/voucher.schemas.ts";
import { type CampaignRow, findCampaign, findCampaigns, listOpenCampaigns } from "./campaign.store.ts";
import { findKinds, type Kind, listKinds } from "./kind.store.ts";
import { findRoundReleasesOf, listRounds } from "./round.store.ts";

/** Sixty rounds of twelve kinds, and rounds added later. */
const mostReleases = 1000;

/** Campaigns that a member may take part in now or later. */
export async function listMemberCampaigns(ctx: Ctx): Promise<CampaignCard[]> {
  return transact(ctx, async (tx) => {
    const campaigns = await listOpenCampaigns(tx.db, dayOf(tx.clock.now()));
    const ids = campaigns.map((campaign) => campaign.id);
    const kinds = Map.groupBy(await listKinds(tx.db, ids), (kind) => kind.campaignId);
    return campaigns.map((campaign) => cardOf(campaign, kinds.get(campaign.id) ?? []));
  });
}

/** One campaign with its stores and its rounds. Throws benefits.no_such_campaign for one that is not open to the member. */
export async function getMemberCampaign(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const campaign = await findCampaign(tx.db, id);
    if (campaign === undefined) throw noSuchCampaign();
    // The member may see the campaign; where its vouchers are taken stands on each of them.
    const stores = await seeingAll(tx, () => listCampaignStores(tx.db, id));
    return {
      ...cardOf(campaign, await listKinds(tx.db, [id])),
      description: campaign.description,
      rules: campaign.rules,
      stores: stores.map(viewStore),
      rounds: await roundsWithCards(tx, id),
    };
  });
}

/** What the card of a released voucher says: the kind, and the campaign's present title. */
export async function voucherCards(db: Db, kindIds: readonly string[]) {
  const kinds = await findKinds(db, [...kindIds]);
  const campaigns = await findCampaigns(db, [...new Set([...kinds.values()].map((kind) => kind.campaignId))]);
  return new Map(
    [...kinds.values()].map((kind) => [
      kind.id,
      { title: kind.title, subtitle: campaigns.get(kind.campaignId)?.title ?? "" },
    ]),
  );
}

async function roundsWithCards(tx: Tx, campaignId: string) {
  const rounds = await listRounds(tx.db, campaignId);
  const links = await findRoundReleasesOf(tx.db, campaignId);
  const rows = await listReleases(tx.db, { campaignId, limit: mostReleases });
  const cards = new Map((await toCards(tx.db, rows, await databaseNow(tx.db))).map((card) => [card.id, card]));
  return rounds.map((round) => ({
    id: round.id,
    opensAt: round.opensAt.toISOString(),
    entryOpensAt: round.entryOpensAt?.toISOString() ?? null,
    releases: links
      .filter((link) => link.roundId === round.id)
      .map((link) => cards.get(link.releaseId))
      .filter((card) => card !== undefined),
  }));
}

export const viewStore = (store: ListedStore) => ({
  id: store.id,
  name: store.name,
  address: store.address,
  position: store.position,
  badge: store.badge,
  merchant: store.tradeName,
});

const cardOf = (campaign: CampaignRow, kinds: Kind[]): CampaignCard => ({
  id: campaign.id,
  title: campaign.title,
  theme: campaign.theme,
  tags: campaign.tags,
  startsOn: campaign.startsOn,
  endsOn: campaign.endsOn,
  coverColour: campaign.coverColour,
  coverFileId: campaign.coverFileId,
  kinds: kinds.map(({ id, title, benefit, validDays, offlineAllowed, tradeIn }) => ({
    ...{ id, title, benefit, validDays, offlineAllowed, tradeIn },
  })),
});
