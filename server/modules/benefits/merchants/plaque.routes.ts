import type { App } from "#kernel/http/http";
import { MerchantParams } from "./agreement.schemas.ts";
import { IdParams } from "./merchant.schemas.ts";
import * as shapes from "./plaque.schemas.ts";
import * as service from "./plaque.service.ts";

const tags = ["merchants"];

/** The signs on stores' doors, and what their QR code tells anybody. */
export function plaqueRoutes(app: App): void {
  app.get(
    "/api/plaques/:number",
    {
      access: "public",
      schema: {
        operationId: "getPublicPlaque",
        tags,
        params: shapes.PublicPlaqueParams,
        response: { 200: shapes.PublicPlaque },
      },
    },
    ({ ctx, params }) => service.getPublicPlaque(ctx, params.number),
  );
  app.post(
    "/api/staff/stores/:id/plaques",
    {
      access: "benefits.merchants",
      schema: {
        operationId: "issuePlaque",
        tags,
        params: IdParams,
        body: shapes.NewPlaque,
        response: { 201: shapes.Plaque },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send(await service.issuePlaque(ctx, { storeId: params.id, title: body.title })),
  );
  keepingRoutes(app);
}

function keepingRoutes(app: App): void {
  app.get(
    "/api/staff/merchants/:merchantId/plaques",
    {
      access: "benefits.read",
      schema: { operationId: "listPlaques", tags, params: MerchantParams, response: { 200: shapes.PlaqueList } },
    },
    async ({ ctx, params }) => ({ items: await service.listMerchantPlaques(ctx, params.merchantId) }),
  );
  app.get(
    "/api/staff/plaques/:plaqueId",
    {
      access: "benefits.read",
      schema: { operationId: "getPlaque", tags, params: shapes.PlaqueParams, response: { 200: shapes.Plaque } },
    },
    ({ ctx, params }) => service.getPlaque(ctx, params.plaqueId),
  );
  app.post(
    "/api/staff/plaques/:plaqueId/withdraw",
    {
      access: "benefits.merchants",
      schema: {
        operationId: "withdrawPlaque",
        tags,
        params: shapes.PlaqueParams,
        body: shapes.PlaqueWithdrawal,
        response: { 200: shapes.Plaque },
      },
    },
    ({ ctx, params, body }) => service.withdrawPlaque(ctx, params.plaqueId, body.reason),
  );
}
