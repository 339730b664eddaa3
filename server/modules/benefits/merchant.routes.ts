import { z } from "zod";
import type { App } from "#kernel/http/http";
import { PageQuery } from "#kernel/http/http.schemas";
import type { TillPower } from "./clerk-pin.service.ts";
import { listDiscrepancyViews } from "./discrepancies.service.ts";
import * as shapes from "./merchant.schemas.ts";
import * as service from "./merchants.service.ts";
import { makePairingCode, unpairTill } from "./pair-till.service.ts";

const tags = ["merchants"];
const read = "benefits.read" as const;
const keep = "benefits.merchants" as const;
const Page = PageQuery.extend({ after: z.uuid().optional(), q: z.string().max(60).optional() });

/** Merchants, their stores, clerks and tills, as the union's staff keep them. */
export function merchantRoutes(app: App, power: TillPower): void {
  app.get(
    "/api/staff/merchants",
    {
      access: read,
      schema: { operationId: "listMerchants", tags, querystring: Page, response: { 200: shapes.MerchantPage } },
    },
    async ({ ctx, query }) => {
      const merchants = await service.listMerchantViews(ctx, { ...query, limit: query.limit + 1 });
      const shown = merchants.slice(0, query.limit);
      const next = merchants.length > query.limit ? (shown.at(-1)?.organisationId ?? null) : null;
      return { items: shown.map((merchant) => service.viewMerchant({ ...merchant, clerks: [], tills: [] })), next };
    },
  );
  app.post(
    "/api/staff/merchants",
    {
      access: keep,
      schema: { operationId: "addMerchant", tags, body: shapes.NewMerchantBody, response: { 201: shapes.Created } },
    },
    async ({ ctx, body }, reply) => {
      const merchant = await service.addMerchant(ctx, { ...body, tradeName: body.tradeName ?? body.name });
      return reply.code(201).send({ id: merchant.organisationId });
    },
  );
  oneMerchantRoutes(app);
  storeAndClerkRoutes(app, power);
  tillKeepingRoutes(app, power);
}

function oneMerchantRoutes(app: App): void {
  app.get(
    "/api/staff/merchants/:id",
    {
      access: read,
      schema: { operationId: "getMerchant", tags, params: shapes.IdParams, response: { 200: shapes.Merchant } },
    },
    async ({ ctx, params }) => service.viewMerchant(await service.getMerchant(ctx, params.id)),
  );
  app.patch(
    "/api/staff/merchants/:id",
    {
      access: keep,
      schema: {
        operationId: "changeMerchant",
        tags,
        params: shapes.IdParams,
        body: shapes.MerchantChange,
        response: { 200: shapes.Merchant },
      },
    },
    async ({ ctx, params, body }) => {
      await service.changeMerchant(ctx, params.id, body);
      return service.viewMerchant(await service.getMerchant(ctx, params.id));
    },
  );
}

function storeAndClerkRoutes(app: App, power: TillPower): void {
  app.post(
    "/api/staff/merchants/:id/stores",
    {
      access: keep,
      schema: {
        operationId: "addStore",
        tags,
        params: shapes.IdParams,
        body: shapes.NewStore,
        response: { 201: shapes.MerchantStore },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id, name, address, state } = await service.addStore(ctx, { merchantId: params.id, ...body });
      return reply.code(201).send({ id, name, address, state });
    },
  );
  app.patch(
    "/api/staff/stores/:id",
    {
      access: keep,
      schema: {
        operationId: "changeStore",
        tags,
        params: shapes.IdParams,
        body: shapes.StoreChange,
        response: { 200: shapes.MerchantStore },
      },
    },
    async ({ ctx, params, body }) => {
      const { id, name, address, state } = await service.changeStore(ctx, params.id, body);
      return { id, name, address, state };
    },
  );
  app.post(
    "/api/staff/merchants/:id/clerks",
    {
      access: keep,
      schema: {
        operationId: "addClerk",
        tags,
        params: shapes.IdParams,
        body: shapes.NewClerkBody,
        response: { 201: shapes.ClerkAdded },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { id, name, phoneTail } = await service.addClerk(ctx, power.secrets, { merchantId: params.id, ...body });
      return reply.code(201).send({ id, name, phoneMasked: service.maskTail(phoneTail) });
    },
  );
  app.delete(
    "/api/staff/clerks/:id",
    {
      access: keep,
      schema: { operationId: "removeClerk", tags, params: shapes.IdParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await service.removeClerk(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
}

function tillKeepingRoutes(app: App, power: TillPower): void {
  app.post(
    "/api/staff/stores/:id/pairing",
    {
      access: keep,
      schema: { operationId: "makePairingCode", tags, params: shapes.IdParams, response: { 201: shapes.PairingCode } },
    },
    async ({ ctx, params }, reply) => {
      const { pairingCode, expiresAt } = await makePairingCode(ctx, power.secrets, params.id);
      return reply.code(201).send({ pairingCode, expiresAt: expiresAt.toISOString() });
    },
  );
  app.delete(
    "/api/staff/tills/:id",
    { access: keep, schema: { operationId: "unpairTill", tags, params: shapes.IdParams, response: { 204: z.null() } } },
    async ({ ctx, params }, reply) => {
      await unpairTill(ctx, params.id);
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/staff/discrepancies",
    {
      access: read,
      schema: { operationId: "listDiscrepancies", tags, querystring: Page, response: { 200: shapes.DiscrepancyPage } },
    },
    ({ ctx, query }) => listDiscrepancyViews(ctx, query),
  );
}
