import type { Tx } from "#kernel/context";
import { isPlayNode } from "#kernel/nodes.store";
import type { Language, SharedThing } from "#kernel/share/shareables";
import { findOrganisationById } from "#modules/membership";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { listKinds } from "../campaigns/kind.store.ts";
import { listRounds } from "../campaigns/round.store.ts";
import { listCampaignStores } from "../merchants/merchant.store.ts";
import { factsOf } from "./campaign-facts.rules.ts";

/** A campaign that a second person has allowed, as anybody may hear of it. */
export async function sharedCampaign(tx: Tx, id: string, language: Language): Promise<SharedThing | undefined> {
  const campaign = await findCampaign(tx.db, id);
  if (campaign === undefined || (campaign.state !== "approved" && campaign.state !== "paused")) return undefined;
  // What is rehearsed is nobody's news.
  if (await isPlayNode(tx.db, campaign.node)) return undefined;
  const kinds = await listKinds(tx.db, [id]);
  const stores = await listCampaignStores(tx.db, id);
  const openings = (await listRounds(tx.db, id)).map((round) => round.opensAt);
  const from = (await findOrganisationById(tx.db, campaign.organisationId))?.name ?? "";
  const { startsOn, endsOn, eligibility } = campaign;
  return {
    ...{ node: campaign.node, from, title: campaign.title, theme: campaign.theme, coverFileId: campaign.coverFileId },
    isEnteredFor: campaign.mode !== "first_come",
    offers: kinds.map((kind) => kind.title),
    facts: factsOf(
      {
        ...{ union: from, startsOn, endsOn, openings, eligibility },
        stores: stores.map((store) => ({ merchant: store.tradeName })),
      },
      language,
    ),
  };
}
