import type { App } from "#kernel/http/http";
import { openSettlement } from "./draft-settlement.service.ts";
import { draftLater } from "./settlement.jobs.ts";
import * as shapes from "./settlement.schemas.ts";
import { getSettlementView, listSettlementViews, previewSettlement } from "./settlement-view.service.ts";

const tags = ["settlement"];

/** Periods of a union, and what they hold. */
export function settlementRoutes(app: App): void {
  app.get(
    "/api/staff/settlements",
    {
      access: "benefits.read",
      schema: {
        operationId: "listSettlements",
        tags,
        querystring: shapes.SettlementQuery,
        response: { 200: shapes.SettlementPage },
      },
    },
    ({ ctx, query }) => listSettlementViews(ctx, query),
  );
  app.get(
    "/api/staff/settlement-preview",
    {
      access: "benefits.read",
      schema: {
        operationId: "previewSettlement",
        tags,
        querystring: shapes.PreviewQuery,
        response: { 200: shapes.SettlementPreview },
      },
    },
    ({ ctx, query }) => previewSettlement(ctx, query),
  );
  app.post(
    "/api/staff/settlements",
    {
      access: "settlement.draft",
      schema: { operationId: "openSettlement", tags, body: shapes.NewSettlement, response: { 201: shapes.Settlement } },
    },
    async ({ ctx, body }, reply) => {
      const id = await openSettlement(ctx, body, draftLater);
      return reply.code(201).send(await getSettlementView(ctx, id));
    },
  );
  app.get(
    "/api/staff/settlements/:settlementId",
    {
      access: "benefits.read",
      schema: {
        operationId: "getSettlement",
        tags,
        params: shapes.SettlementParams,
        response: { 200: shapes.Settlement },
      },
    },
    ({ ctx, params }) => getSettlementView(ctx, params.settlementId),
  );
}
