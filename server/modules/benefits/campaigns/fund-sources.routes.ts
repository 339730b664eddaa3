import { z } from "zod";
import type { App } from "#kernel/http/http";
import { FundSource, NewFundSource } from "./campaign.schemas.ts";
import { listFundSources, openFundSource } from "./fund-sources.service.ts";

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
      access: "benefits.approve",
      schema: { operationId: "openFundSource", tags, body: NewFundSource, response: { 201: FundSource } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await openFundSource(ctx, body)),
  );
}
