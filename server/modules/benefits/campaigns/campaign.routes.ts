import { z } from "zod";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders, PageQuery } from "#kernel/http/http.schemas";
import type { Secrets } from "#kernel/secrets/secrets";
import * as shapes from "./campaign.schemas.ts";
import { approveCampaign, checkCampaign, rejectCampaign, submitCampaign } from "./check-campaign.service.ts";
import { copyCampaign } from "./copy-campaign.service.ts";
import { changeCampaign, draftCampaign, getCampaign, listCampaignViews } from "./draft-campaign.service.ts";
import { previewCampaign } from "./preview-campaign.service.ts";
import { pauseCampaign, resumeCampaign, touchesOfRun } from "./run-campaign.service.ts";

const tags = ["campaigns (staff)"];
const one = { tags, params: shapes.CampaignParams };
const answer = { 200: shapes.Campaign };
const Nothing = z.union([z.strictObject({}), z.null()]).optional();
const keyed = { headers: IdempotencyHeaders };

/** Voucher campaigns as the union's staff make, check and run them. */
export function campaignRoutes(app: App, { secrets }: { secrets: Secrets }, changed: () => Promise<void>): void {
  draftRoutes(app);
  app.post(
    "/api/staff/campaigns/:id/submit",
    {
      access: "benefits.manage",
      schema: { operationId: "submitCampaign", ...one, body: shapes.Handing, response: answer },
    },
    ({ ctx, params, body }) => submitCampaign(ctx, params.id, body ?? {}),
  );
  app.post(
    "/api/staff/campaigns/:id/check",
    {
      access: "benefits.check",
      schema: { operationId: "checkCampaign", ...one, ...keyed, body: shapes.Approval, response: answer },
    },
    ({ ctx, params, headers, body }) => checkCampaign(ctx, { ...params, ...body, key: headers["idempotency-key"] }),
  );
  app.post(
    "/api/staff/campaigns/:id/approve",
    {
      access: "benefits.funds",
      schema: { operationId: "approveCampaign", ...one, ...keyed, body: shapes.Approval, response: answer },
    },
    async ({ ctx, params, headers, body }) => {
      const key = headers["idempotency-key"];
      const campaign = await approveCampaign(ctx, secrets, { ...params, ...body, key });
      await changed();
      return campaign;
    },
  );
  app.post(
    "/api/staff/campaigns/:id/reject",
    {
      access: "benefits.funds",
      schema: { operationId: "rejectCampaign", ...one, body: shapes.Refusal, response: answer },
    },
    ({ ctx, params, body }) => rejectCampaign(ctx, { ...params, ...body }),
  );
  runRoutes(app, changed);
}

function runRoutes(app: App, changed: () => Promise<void>): void {
  app.post(
    "/api/staff/campaigns/:id/preview",
    {
      access: "benefits.read",
      schema: { operationId: "previewCampaign", ...one, body: Nothing, response: { 200: shapes.CampaignPreview } },
    },
    ({ ctx, params }) => previewCampaign(ctx, params.id),
  );
  app.get(
    "/api/staff/campaigns/:id/touches",
    {
      access: "benefits.read",
      schema: { operationId: "campaignTouches", ...one, response: { 200: shapes.CampaignTouched } },
    },
    ({ ctx, params }) => touchesOfRun(ctx, params.id),
  );
  app.post(
    "/api/staff/campaigns/:id/pause",
    {
      access: "benefits.read",
      schema: { operationId: "pauseCampaign", ...one, body: shapes.Pause, response: { 200: shapes.CampaignTouched } },
    },
    async ({ ctx, params, body }) => {
      const touched = await pauseCampaign(ctx, { ...params, ...body });
      await changed();
      return touched;
    },
  );
  app.post(
    "/api/staff/campaigns/:id/resume",
    {
      access: "benefits.read",
      schema: { operationId: "resumeCampaign", ...one, body: Nothing, response: { 200: shapes.CampaignTouched } },
    },
    async ({ ctx, params }) => {
      const touched = await resumeCampaign(ctx, params.id);
      await changed();
      return touched;
    },
  );
}

function draftRoutes(app: App): void {
  app.get(
    "/api/staff/campaigns",
    {
      access: "benefits.read",
      schema: {
        operationId: "listStaffCampaigns",
        tags,
        querystring: PageQuery.extend({ after: z.uuid().optional(), q: z.string().max(60).optional() }),
        response: { 200: shapes.CampaignPage },
      },
    },
    ({ ctx, query }) => listCampaignViews(ctx, query),
  );
  app.post(
    "/api/staff/campaigns",
    {
      access: "benefits.manage",
      schema: { operationId: "draftCampaign", tags, body: shapes.NewCampaign, response: { 201: shapes.Campaign } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await draftCampaign(ctx, body)),
  );
  app.post(
    "/api/staff/campaigns/:id/copy",
    {
      access: "benefits.manage",
      schema: {
        operationId: "copyCampaign",
        ...one,
        body: z.strictObject({ weeks: z.number().int().min(1).max(104).optional() }),
        response: { 201: shapes.CampaignCopy },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await copyCampaign(ctx, params.id, body)),
  );
  app.get(
    "/api/staff/campaigns/:id",
    { access: "benefits.read", schema: { operationId: "getStaffCampaign", ...one, response: answer } },
    ({ ctx, params }) => getCampaign(ctx, params.id),
  );
  app.patch(
    "/api/staff/campaigns/:id",
    {
      access: "benefits.manage",
      schema: { operationId: "changeCampaign", ...one, body: shapes.CampaignChange, response: answer },
    },
    ({ ctx, params, body }) => changeCampaign(ctx, params.id, body),
  );
}
