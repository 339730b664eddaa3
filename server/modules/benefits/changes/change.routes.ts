import { z } from "zod";
import { decisionFields } from "#engines/decisions";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import type { Secrets } from "#kernel/secrets/secrets";
import * as shapes from "./change.schemas.ts";
import {
  approveChange,
  askChange,
  checkChange,
  listChangeRequests,
  previewChange,
  refuseChange,
  withdrawChange,
} from "./change-request.service.ts";

const tags = ["campaigns (staff)"];
const ofCampaign = { tags, params: z.strictObject({ id: z.uuid() }) };
const one = { tags, params: z.strictObject({ changeId: z.uuid() }) };
const keyed = { headers: IdempotencyHeaders, body: z.strictObject(decisionFields) };
const answer = { 200: shapes.ChangeRequest };

/** Changes of approved campaigns: asked for by one person, passed by others. */
export function changeRoutes(app: App, { secrets }: { secrets: Secrets }, changed: () => Promise<void>): void {
  askRoutes(app);
  app.post(
    "/api/staff/changes/:changeId/check",
    { access: "benefits.check", schema: { operationId: "checkChange", ...one, ...keyed, response: answer } },
    ({ ctx, params, body, headers }) =>
      checkChange(ctx, { ...body, id: params.changeId, key: headers["idempotency-key"] }),
  );
  app.post(
    "/api/staff/changes/:changeId/approve",
    { access: "benefits.funds", schema: { operationId: "approveChange", ...one, ...keyed, response: answer } },
    async ({ ctx, params, body, headers }) => {
      const given = { ...body, id: params.changeId, key: headers["idempotency-key"] };
      const change = await approveChange(ctx, secrets, given);
      await changed();
      return change;
    },
  );
  app.post(
    "/api/staff/changes/:changeId/refuse",
    {
      access: "benefits.funds",
      schema: {
        operationId: "refuseChange",
        ...one,
        body: z.strictObject({ reason: z.string().trim().min(1).max(300), fileId: decisionFields.fileId }),
        response: answer,
      },
    },
    ({ ctx, params, body }) => refuseChange(ctx, { ...body, id: params.changeId }),
  );
  app.post(
    "/api/staff/changes/:changeId/withdraw",
    { access: "benefits.manage", schema: { operationId: "withdrawChange", ...one, response: answer } },
    ({ ctx, params }) => withdrawChange(ctx, params.changeId),
  );
}

function askRoutes(app: App): void {
  app.get(
    "/api/staff/campaigns/:id/changes",
    {
      access: "benefits.read",
      schema: { operationId: "listChanges", ...ofCampaign, response: { 200: shapes.ChangeRequestList } },
    },
    ({ ctx, params }) => listChangeRequests(ctx, params.id),
  );
  app.post(
    "/api/staff/campaigns/:id/changes/preview",
    {
      access: "benefits.manage",
      schema: {
        operationId: "previewChange",
        ...ofCampaign,
        body: shapes.ChangeSet,
        response: { 200: shapes.ChangePlan },
      },
    },
    ({ ctx, params, body }) => previewChange(ctx, params.id, body),
  );
  app.post(
    "/api/staff/campaigns/:id/changes",
    {
      access: "benefits.manage",
      schema: {
        operationId: "askChange",
        ...ofCampaign,
        body: shapes.ChangeInput,
        response: { 201: shapes.ChangeRequest },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await askChange(ctx, params.id, body)),
  );
}
