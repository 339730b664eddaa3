import type { CampaignCard } from "../../../shared/api-types/index.ts";

/** The campaigns in which every word of the query occurs: in title, theme, tags or vouchers. An empty query finds all. */
export function searchCampaigns(campaigns: readonly CampaignCard[], query: string): CampaignCard[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return campaigns.filter((campaign) => {
    const parts = [campaign.title, campaign.theme, ...campaign.tags, ...campaign.kinds.map((kind) => kind.title)];
    const text = parts.join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
