import type { App } from "#kernel/http/http";
import { answerFundChange, askFundChange, listFundChangeViews } from "./fund-changes.service.ts";
import * as shapes from "./ledger.schemas.ts";
import { getValueLedger, listLedgerEntries } from "./value-ledger.service.ts";

const tags = ["fund sources"];

/** Where the money went, entry by entry, and how more of it comes in. */
export function ledgerRoutes(app: App): void {
  app.get(
    "/api/staff/value-ledger",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "getValueLedger", tags, querystring: shapes.LedgerQuery },
        response: { 200: shapes.ValueLedger },
      },
    },
    ({ ctx, query }) => getValueLedger(ctx, query),
  );
  app.get(
    "/api/fund-sources/:fundSourceId/entries",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "listLedgerEntries", tags, params: shapes.SourceParams, querystring: shapes.EntryQuery },
        response: { 200: shapes.LedgerEntryPage },
      },
    },
    ({ ctx, params, query }) => listLedgerEntries(ctx, { ...params, ...query }),
  );
  app.get(
    "/api/fund-changes",
    {
      access: "benefits.read",
      schema: { operationId: "listFundChanges", tags, response: { 200: shapes.FundChanges } },
    },
    ({ ctx }) => listFundChangeViews(ctx),
  );
  app.post(
    "/api/fund-sources/:fundSourceId/changes",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "askFundChange", tags, params: shapes.SourceParams, body: shapes.NewFundChange },
        response: { 201: shapes.FundChange },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send(await askFundChange(ctx, { sourceId: params.fundSourceId, ...body })),
  );
  app.post(
    "/api/fund-changes/:fundChangeId/answer",
    {
      access: "benefits.funds",
      schema: {
        ...{ operationId: "answerFundChange", tags, params: shapes.ChangeParams, body: shapes.FundChangeAnswer },
        response: { 200: shapes.FundChange },
      },
    },
    ({ ctx, params, body }) => answerFundChange(ctx, { id: params.fundChangeId, ...body }),
  );
}
