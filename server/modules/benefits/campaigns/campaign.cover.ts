import type { Tx } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import { exchangeFile, publishFiles } from "#kernel/files/files";
import type { CampaignRow } from "./campaign.store.ts";

const cover = definePurpose({
  name: "benefits.campaign_cover",
  ...{ upload: "benefits.manage", read: "benefits.read", open: true },
  mediaTypes: ["image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 4 * 1024 * 1024, maxSide: 2400 }, // the console sends 1,600 pixels; a phone need not decode more
});

const ownerOf = (campaignId: string) => `campaign:${campaignId}`;

/** The campaign shows its cover instead of the one before; members see it as soon as they see the campaign. */
export const exchangeCover = (tx: Tx, campaign: CampaignRow, before: string | null) =>
  exchangeFile(tx, {
    ...{ purpose: cover.name, node: campaign.node, owner: ownerOf(campaign.id) },
    ...{ before, after: campaign.coverFileId },
    published: campaign.state === "approved" || campaign.state === "paused",
  });

/** Members may see the cover from now on. */
export const publishCover = (tx: Tx, campaignId: string) => publishFiles(tx, ownerOf(campaignId));
