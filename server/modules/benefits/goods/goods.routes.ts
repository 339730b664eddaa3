import { z } from "zod";
import { dayOf } from "#kernel/business-day";
import type { Ctx } from "#kernel/context";
import type { FileStorage } from "#kernel/files/file-storage";
import { uploadRoute } from "#kernel/files/upload-route";
import type { App } from "#kernel/http/http";
import { unauthenticated } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { MerchantParams } from "../merchants/agreement.schemas.ts";
import { tillCtx } from "../tills/till-ctx.ts";
import { decideGoods, getGoods, listGoodsViews, submitGoods, viewGoods, withdrawGoods } from "./check-goods.service.ts";
import * as shapes from "./goods.schemas.ts";
import type { NamedGoods } from "./goods.store.ts";
import { exportGoodsFigures, getGoodsFigures } from "./goods-figures.service.ts";
import { goodsWorkbook } from "./goods-workbook.ts";
import { countGoodsView, getMemberGoods, listMemberGoods } from "./member-goods.service.ts";
import { admitPicture, listTillGoodsViews, listTillOffers } from "./till-goods.service.ts";
import {
  changeGoods,
  changeOffer,
  draftGoods,
  listChoices,
  listTillChoices,
  offerGoods,
  withdrawOffer,
} from "./write-goods.service.ts";

const tags = ["goods"];
const read = "benefits.read" as const;
const keep = "benefits.merchants" as const;

/** Goods that merchants offer for vouchers: entered, read by the union, seen by members, counted. */
export function goodsRoutes(app: App, { secrets }: { secrets: Secrets }, storage: FileStorage): void {
  listRoutes(app);
  writeRoutes(app);
  decideRoutes(app);
  figureRoutes(app);
  tillRoutes(app);
  offerRoutes(app, storage);
  memberRoutes(app, secrets);
}

const view = ({ actor, clock }: Ctx, row: NamedGoods) => viewGoods(row, { actor, today: dayOf(clock.now()) });

function listRoutes(app: App): void {
  app.get(
    "/api/staff/goods",
    {
      access: read,
      schema: { operationId: "listGoods", tags, querystring: shapes.GoodsQuery, response: { 200: shapes.GoodsPage } },
    },
    ({ ctx, query }) => listGoodsViews(ctx, query),
  );
  app.get(
    "/api/staff/goods/:goodsId",
    {
      access: read,
      schema: { operationId: "getGoods", tags, params: shapes.GoodsParams, response: { 200: shapes.Goods } },
    },
    async ({ ctx, params }) => view(ctx, await getGoods(ctx, params.goodsId)),
  );
  app.get(
    "/api/staff/merchants/:merchantId/goods-choices",
    {
      access: read,
      schema: { operationId: "listGoodsChoices", tags, params: MerchantParams, response: { 200: shapes.GoodsChoices } },
    },
    ({ ctx, params }) => listChoices(ctx, params.merchantId),
  );
}

function writeRoutes(app: App): void {
  app.post(
    "/api/staff/merchants/:merchantId/goods",
    {
      access: keep,
      schema: {
        operationId: "draftGoods",
        tags,
        params: MerchantParams,
        body: shapes.GoodsInput,
        response: { 201: shapes.Goods },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send(view(ctx, await draftGoods(ctx, { ...body, ...params }))),
  );
  const schema = { tags, params: shapes.GoodsParams, response: { 200: shapes.Goods } };
  app.put(
    "/api/staff/goods/:goodsId",
    { access: keep, schema: { operationId: "changeGoods", ...schema, body: shapes.GoodsInput } },
    async ({ ctx, params, body }) => view(ctx, await changeGoods(ctx, params.goodsId, body)),
  );
  app.post(
    "/api/staff/goods/:goodsId/submit",
    { access: keep, schema: { operationId: "submitGoods", ...schema } },
    async ({ ctx, params }) => view(ctx, await submitGoods(ctx, params.goodsId)),
  );
}

function decideRoutes(app: App): void {
  const schema = { tags, params: shapes.GoodsParams, response: { 200: shapes.Goods } };
  app.post(
    "/api/staff/goods/:goodsId/decision",
    { access: "benefits.funds", schema: { operationId: "decideGoods", ...schema, body: shapes.GoodsAnswer } },
    async ({ ctx, params, body }) => view(ctx, await decideGoods(ctx, params.goodsId, body)),
  );
  app.post(
    "/api/staff/goods/:goodsId/withdraw",
    { access: keep, schema: { operationId: "withdrawGoods", ...schema, body: shapes.GoodsWithdrawal } },
    async ({ ctx, params, body }) => view(ctx, await withdrawGoods(ctx, params.goodsId, body.reason)),
  );
}

function figureRoutes(app: App): void {
  app.get(
    "/api/staff/goods-figures",
    {
      access: read,
      schema: {
        operationId: "getGoodsFigures",
        tags,
        querystring: shapes.FiguresQuery,
        response: { 200: shapes.GoodsFigures },
      },
    },
    ({ ctx, query }) => getGoodsFigures(ctx, query),
  );
  app.get(
    "/api/staff/goods-figures/workbook",
    {
      access: read,
      schema: {
        ...{ operationId: "getGoodsWorkbook", tags, querystring: shapes.FiguresQuery },
        response: { 200: z.any().meta({ type: "string", format: "binary" }) },
      },
    },
    async ({ ctx, query }, reply) => {
      const { name, bytes } = await goodsWorkbook(query, await exportGoodsFigures(ctx, query));
      return reply
        .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .header(
          "content-disposition",
          `attachment; filename="goods.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  );
}

function tillRoutes(app: App): void {
  app.get(
    "/api/till/goods",
    { access: "till", schema: { operationId: "listTillGoods", tags, response: { 200: shapes.TillGoods } } },
    async ({ ctx }) => ({ items: await listTillGoodsViews(tillCtx(ctx)) }),
  );
  app.get(
    "/api/till/goods-choices",
    { access: "till", schema: { operationId: "listTillGoodsChoices", tags, response: { 200: shapes.GoodsChoices } } },
    ({ ctx }) => listTillChoices(tillCtx(ctx)),
  );
}

function offerRoutes(app: App, storage: FileStorage): void {
  app.get(
    "/api/till/goods-offers",
    { access: "till", schema: { operationId: "listGoodsOffers", tags, response: { 200: shapes.GoodsList } } },
    async ({ ctx }) => ({ items: (await listTillOffers(tillCtx(ctx))).map((row) => view(ctx, row)) }),
  );
  app.post(
    "/api/till/goods-offers",
    {
      access: "clerk",
      schema: { operationId: "offerGoods", tags, body: shapes.GoodsInput, response: { 201: shapes.Goods } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(view(ctx, await offerGoods(tillCtx(ctx), body))),
  );
  const one = { tags, params: shapes.GoodsParams, response: { 200: shapes.Goods } };
  app.put(
    "/api/till/goods-offers/:goodsId",
    { access: "clerk", schema: { operationId: "changeGoodsOffer", ...one, body: shapes.GoodsInput } },
    async ({ ctx, params, body }) => view(ctx, await changeOffer(tillCtx(ctx), params.goodsId, body)),
  );
  app.post(
    "/api/till/goods-offers/:goodsId/withdraw",
    { access: "clerk", schema: { operationId: "withdrawGoodsOffer", ...one, body: shapes.GoodsWithdrawal } },
    async ({ ctx, params, body }) => view(ctx, await withdrawOffer(tillCtx(ctx), params.goodsId, body.reason)),
  );
  uploadRoute(app, storage, {
    ...{ url: "/api/till/goods-pictures", access: "clerk", operationId: "uploadGoodsPicture", tags },
    querystring: z.strictObject({}),
    admit: ({ ctx }) => admitPicture(tillCtx(ctx)),
  });
}

function memberRoutes(app: App, secrets: Secrets): void {
  app.get(
    "/api/goods",
    {
      access: "member",
      schema: {
        operationId: "listMemberGoods",
        tags,
        querystring: shapes.MemberGoodsQuery,
        response: { 200: shapes.MemberGoodsPage },
      },
    },
    ({ ctx, query }) => listMemberGoods(ctx, query),
  );
  app.get(
    "/api/goods/:goodsId",
    {
      access: "member",
      schema: {
        operationId: "getMemberGoods",
        tags,
        params: shapes.GoodsParams,
        response: { 200: shapes.MemberGoods },
      },
    },
    ({ ctx, params }) => getMemberGoods(ctx, params.goodsId),
  );
  app.post(
    "/api/goods/:goodsId/views",
    {
      access: "member",
      schema: { operationId: "countGoodsView", tags, params: shapes.GoodsParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      if (ctx.actor.kind !== "member") throw unauthenticated("access.sign_in_needed", { entrance: "member" });
      await countGoodsView({ ...ctx, actor: ctx.actor }, secrets, params.goodsId);
      return reply.code(204).send(null);
    },
  );
}
