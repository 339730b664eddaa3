import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import type { Secrets } from "#kernel/secrets/secrets";
import { CampaignParams } from "../campaigns/campaign.schemas.ts";
import * as shapes from "./award.schemas.ts";
import { awardsOfCampaign } from "./award.view.ts";
import { decideAward } from "./decide-award.service.ts";
import { printAward } from "./print-paper.service.ts";
import { checkAward, proposeAward } from "./propose-award.service.ts";

const tags = ["awards (staff)"];
const ofCampaign = { tags, params: CampaignParams };
const one = { tags, params: shapes.AwardParams };
const keyed = { headers: IdempotencyHeaders };
const all = { 200: shapes.AwardsOfCampaign };

/** Direct awards: named members get units of an award share. */
export function awardRoutes(app: App, secrets: Secrets, changed: () => Promise<void>): void {
  app.get(
    "/api/staff/campaigns/:id/awards",
    { access: "benefits.read", schema: { operationId: "listAwards", ...ofCampaign, response: all } },
    ({ ctx, params }) => awardsOfCampaign(ctx, secrets, params.id),
  );
  app.post(
    "/api/staff/campaigns/:id/awards/check",
    {
      access: "benefits.manage",
      schema: {
        ...{ operationId: "checkAward", ...ofCampaign },
        ...{ body: shapes.AwardCheck, response: { 200: shapes.AwardRehearsal } },
      },
    },
    ({ ctx, params, body }) => checkAward(ctx, params.id, body),
  );
  app.post(
    "/api/staff/campaigns/:id/awards",
    {
      access: "benefits.manage",
      schema: {
        ...{ operationId: "proposeAward", ...ofCampaign, ...keyed },
        ...{ body: shapes.NewAward, response: { 201: shapes.AwardsOfCampaign } },
      },
    },
    async ({ ctx, params, body, headers }, reply) => {
      await proposeAward(ctx, params.id, { ...body, key: headers["idempotency-key"] });
      await changed();
      return reply.code(201).send(await awardsOfCampaign(ctx, secrets, params.id));
    },
  );
  app.post(
    "/api/staff/awards/:awardId/decide",
    {
      access: "benefits.funds",
      schema: { operationId: "decideAward", ...one, ...keyed, body: shapes.AwardDecision, response: all },
    },
    async ({ ctx, params, body, headers }) => {
      const campaignId = await decideAward(ctx, { ...params, ...body, key: headers["idempotency-key"] });
      await changed();
      return awardsOfCampaign(ctx, secrets, campaignId);
    },
  );
  app.post(
    "/api/staff/awards/:awardId/paper",
    {
      access: "benefits.manage",
      schema: {
        ...{ operationId: "printAward", ...one },
        ...{ body: shapes.PrintPaper, response: { 200: shapes.PaperTickets } },
      },
    },
    ({ ctx, params, body }) => printAward(ctx, secrets, { ...params, ...body }),
  );
}
