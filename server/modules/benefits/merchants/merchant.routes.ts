import { z } from "zod";
import type { Ctx } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { PageQuery } from "#kernel/http/http.schemas";
import type { TillPower } from "../tills/clerk-pin.service.ts";
import { makePairingCode, unpairTill } from "../tills/pair-till.service.ts";
import { handleDiscrepancy, listDiscrepancyViews } from "./discrepancies.service.ts";
import * as shapes from "./merchant.schemas.ts";
import * as clerks from "./merchant-clerks.service.ts";
import * as stores from "./merchant-stores.service.ts";
import * as service from "./merchants.service.ts";
import { getStoreTouches, liftStoreSuspension, suspendStore } from "./suspend-store.service.ts";

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
      return { items: shown.map((merchant) => viewInList(merchant, ctx)), next };
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
  suspensionRoutes(app);
  discrepancyRoutes(app);
}

const viewInList = (merchant: service.MerchantView, ctx: Ctx) =>
  service.viewMerchant({ ...merchant, clerks: [], tills: [], campaigns: [] }, ctx.actor);

function oneMerchantRoutes(app: App): void {
  app.get(
    "/api/staff/merchants/:id",
    {
      access: read,
      schema: { operationId: "getMerchant", tags, params: shapes.IdParams, response: { 200: shapes.Merchant } },
    },
    async ({ ctx, params }) => service.viewMerchant(await service.getMerchant(ctx, params.id), ctx.actor),
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
      return service.viewMerchant(await service.getMerchant(ctx, params.id), ctx.actor);
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
      const added = await stores.addStore(ctx, { merchantId: params.id, ...body });
      return reply.code(201).send(service.viewStore(added));
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
    async ({ ctx, params, body }) => service.viewStore(await stores.changeStore(ctx, params.id, body)),
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
      const { id, name, phoneTail } = await clerks.addClerk(ctx, power.secrets, { merchantId: params.id, ...body });
      return reply.code(201).send({ id, name, phoneMasked: service.maskTail(phoneTail) });
    },
  );
  app.patch(
    "/api/staff/clerks/:id",
    {
      access: keep,
      schema: {
        operationId: "changeClerk",
        tags,
        params: shapes.IdParams,
        body: shapes.ClerkChange,
        response: { 200: shapes.MerchantClerk },
      },
    },
    async ({ ctx, params, body }) => {
      const { id, name, manager, pinHash, phoneTail } = await clerks.changeClerk(ctx, params.id, body);
      return { id, name, manager, pinSet: pinHash !== null, phoneMasked: service.maskTail(phoneTail) };
    },
  );
  app.delete(
    "/api/staff/clerks/:id",
    {
      access: keep,
      schema: { operationId: "removeClerk", tags, params: shapes.IdParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await clerks.removeClerk(ctx, params.id);
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
}

function suspensionRoutes(app: App): void {
  const schema = { tags, params: shapes.IdParams, response: { 200: shapes.StoreTouches } };
  app.get(
    "/api/staff/stores/:id/touches",
    { access: read, schema: { operationId: "getStoreTouches", ...schema } },
    ({ ctx, params }) => getStoreTouches(ctx, params.id),
  );
  app.post(
    "/api/staff/stores/:id/suspension",
    { access: keep, schema: { operationId: "suspendStore", ...schema, body: shapes.Suspension } },
    ({ ctx, params, body }) => suspendStore(ctx, { storeId: params.id, ...body }),
  );
  app.delete(
    "/api/staff/stores/:id/suspension",
    { access: keep, schema: { operationId: "liftStoreSuspension", ...schema } },
    ({ ctx, params }) => liftStoreSuspension(ctx, params.id),
  );
}

function discrepancyRoutes(app: App): void {
  app.get(
    "/api/staff/discrepancies",
    {
      access: read,
      schema: {
        operationId: "listDiscrepancies",
        tags,
        querystring: shapes.DiscrepancyQuery,
        response: { 200: shapes.DiscrepancyPage },
      },
    },
    ({ ctx, query: { handled, ...query } }) =>
      listDiscrepancyViews(ctx, { ...query, handled: handled === undefined ? undefined : handled === "yes" }),
  );
  app.post(
    "/api/staff/discrepancies/:id/handling",
    {
      access: read,
      schema: {
        operationId: "handleDiscrepancy",
        tags,
        params: shapes.IdParams,
        body: shapes.HandleDiscrepancy,
        response: { 200: shapes.Discrepancy },
      },
    },
    ({ ctx, params, body }) => handleDiscrepancy(ctx, params.id, body),
  );
}
