import { z } from "zod";
import type { App } from "#kernel/http/http";
import { FundSource, FundSourceChange, NewFundSource } from "./campaign.schemas.ts";
import { changeBudgetItem, listFundSources, openFundSource } from "./fund-sources.service.ts";

const tags = ["fund sources"];

/** Where campaigns take their money from. */
export function fundSourceRoutes(app: App): void {
  app.get(
    "/api/fund-sources",
    {
      access: "benefits.read",
      schema: {
        operationId: "listFundSources",
        tags,
        querystring: z.strictObject({ organisationId: z.uuid().optional() }),
        response: { 200: z.object({ items: z.array(FundSource) }).meta({ id: "FundSourceList" }) },
      },
    },
    async ({ ctx, query }) => ({ items: await listFundSources(ctx, query.organisationId) }),
  );
  app.post(
    "/api/fund-sources",
    {
      access: "benefits.funds",
      schema: { operationId: "openFundSource", tags, body: NewFundSource, response: { 201: FundSource } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await openFundSource(ctx, body)),
  );
  app.patch(
    "/api/fund-sources/:fundSourceId",
    {
      access: "benefits.funds",
      schema: {
        operationId: "changeFundSource",
        tags,
        params: z.strictObject({ fundSourceId: z.uuid() }),
        body: FundSourceChange,
        response: { 200: FundSource },
      },
    },
    ({ ctx, params, body }) => changeBudgetItem(ctx, params.fundSourceId, body.budgetItem),
  );
}
