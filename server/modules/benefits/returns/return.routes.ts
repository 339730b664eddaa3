import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import type { TillPower } from "../tills/clerk-pin.service.ts";
import { RedemptionParams } from "../tills/till.schemas.ts";
import { tillCtx } from "../tills/till-ctx.ts";
import type { CodePower } from "../vouchers/present.service.ts";
import { findForReturn } from "./find-redemptions.service.ts";
import * as shapes from "./return.schemas.ts";
import { checkReturn, returnGoods } from "./return-goods.service.ts";

const tags = ["till"];

/** Goods that a customer brings back: found, looked at, taken. A clerk with a PIN, and only with network. */
export function returnRoutes(app: App, power: CodePower & TillPower): void {
  app.post(
    "/api/till/returns/search",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "findForReturn", tags, body: shapes.FindRedemptions },
        response: { 200: shapes.FoundRedemptions },
      },
    },
    ({ ctx, body }) => findForReturn(tillCtx(ctx), power, body),
  );
  app.post(
    "/api/till/redemptions/:id/return/check",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "checkReturn", tags, params: RedemptionParams, body: shapes.ReturnCheckInput },
        response: { 200: shapes.ReturnCheck },
      },
    },
    ({ ctx, params, body }) => checkReturn(tillCtx(ctx), { redemptionId: params.id, ...body }),
  );
  app.post(
    "/api/till/redemptions/:id/return",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "returnGoods", tags, params: RedemptionParams, headers: IdempotencyHeaders },
        ...{ body: shapes.ReturnInput, response: { 201: shapes.GoodsReturned } },
      },
    },
    async ({ ctx, params, body, headers }, reply) => {
      const input = { redemptionId: params.id, ...body, key: headers["idempotency-key"] };
      return reply.code(201).send(await returnGoods(tillCtx(ctx), power.secrets, input));
    },
  );
}
