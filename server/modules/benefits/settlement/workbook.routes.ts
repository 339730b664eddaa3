import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Secrets } from "#kernel/secrets/secrets";
import * as shapes from "./settlement.schemas.ts";
import { settlementWorkbook, statementWorkbook, type Workbook } from "./workbook.service.ts";

const tags = ["settlement"];
const response = { 200: z.any().meta({ type: "string", format: "binary" }) };

/** The papers that finance keeps: one statement, or all of a period. */
export function workbookRoutes(app: App, { secrets }: { secrets: Secrets }): void {
  app.get(
    "/api/staff/settlements/:settlementId/workbook",
    {
      access: "benefits.read",
      schema: { operationId: "getSettlementWorkbook", tags, params: shapes.SettlementParams, response },
    },
    async ({ ctx, params }, reply) => {
      const workbook = await settlementWorkbook(ctx, secrets, params.settlementId);
      return reply.headers(headersOf(workbook)).send(Buffer.from(workbook.bytes));
    },
  );
  app.get(
    "/api/staff/statements/:statementId/workbook",
    {
      access: "benefits.read",
      schema: { operationId: "getStatementWorkbook", tags, params: shapes.StatementParams, response },
    },
    async ({ ctx, params }, reply) => {
      const workbook = await statementWorkbook(ctx, secrets, params.statementId);
      return reply.headers(headersOf(workbook)).send(Buffer.from(workbook.bytes));
    },
  );
}

/** Saved under its own name, by browsers of any age. */
const headersOf = ({ name }: Workbook) => ({
  "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "content-disposition": `attachment; filename="settlement.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  "cache-control": "private, no-store",
});
