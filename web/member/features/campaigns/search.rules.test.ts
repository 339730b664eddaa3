import { expect, test } from "vitest";
import type { CampaignCard } from "../../../shared/api-types/index.ts";
import { searchCampaigns } from "./search.rules.ts";

const aCampaign = (title: string, kind: string): CampaignCard => ({
  id: title,
  title,
  theme: "Summer",
  tags: ["food"],
  startsOn: "2026-11-01",
  endsOn: "2026-12-01",
  coverColour: null,
  coverFileId: null,
  kinds: [
    {
      id: kind,
      title: kind,
      benefit: { type: "fixed", valueFen: 100 },
      validDays: 7,
      offlineAllowed: false,
      tradeIn: false,
    },
  ],
});
const campaigns = [aCampaign("Noodle week", "Bowl voucher"), aCampaign("Cinema", "Seat")];

test.each([
  ["", 2],
  ["  ", 2],
  ["noodle", 1],
  ["BOWL food", 1],
  ["seat bowl", 0],
])("%j finds %i", (query, count) => {
  expect(searchCampaigns(campaigns, query)).toHaveLength(count);
});
