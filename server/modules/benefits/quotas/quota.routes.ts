import type { App } from "#kernel/http/http";
import { CampaignParams } from "../campaigns/campaign.schemas.ts";
import { CampaignQuotas, QuotasInput } from "./quota.schemas.ts";
import { readQuotas, writeQuotas } from "./quotas.service.ts";

const tags = ["benefits (staff)"];
const url = "/api/staff/campaigns/:id/quotas";
const one = { tags, params: CampaignParams };

/** How many units every union gets. */
export function quotaRoutes(app: App): void {
  app.get(
    url,
    {
      access: "benefits.read",
      schema: { operationId: "readCampaignQuotas", ...one, response: { 200: CampaignQuotas } },
    },
    ({ ctx, params }) => readQuotas(ctx, params.id),
  );
  app.put(
    url,
    {
      access: "benefits.manage",
      bodyLimit: 256 * 1024,
      schema: { operationId: "writeCampaignQuotas", ...one, body: QuotasInput, response: { 200: CampaignQuotas } },
    },
    ({ ctx, params, body }) => writeQuotas(ctx, params.id, body),
  );
}
