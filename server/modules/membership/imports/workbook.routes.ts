import { z } from "zod";
import { findTarget, refusedWorkbook, templateOf } from "#engines/sheets";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { missing } from "#kernel/problem";

import * as shapes from "./import.schemas.ts";

// Which duty on which organisation a kind of sheet needs, its target says.
const access = "imports.use";
const tags = ["imports"];
const response = { 200: z.any().meta({ type: "string", format: "binary" }) };

const headersOf = (name: string) => ({
  "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "content-disposition": `attachment; filename="gonghui.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  "cache-control": "private, no-store",
});

/** An empty sheet to fill in, and the rows that could not be taken in the sender's own workbook. */
export function importWorkbookRoutes(app: App, { secrets }: Runtime): void {
  app.get(
    "/api/staff/sheet-template",
    {
      access,
      schema: { operationId: "getSheetTemplate", tags, querystring: shapes.TemplateQuery, response },
    },
    async ({ query }, reply) => {
      const target = findTarget(query.kind);
      if (target === undefined) throw missing("sheets.no_such_kind");
      const bytes = await templateOf(target.schema, query.language);
      return reply.headers(headersOf(`${target.schema.title}.xlsx`)).send(Buffer.from(bytes));
    },
  );
  app.get(
    "/api/staff/imports/:importId/refused",
    {
      access,
      schema: {
        ...{ operationId: "getRefusedRows", tags, params: shapes.ImportParams, querystring: shapes.Language },
        response,
      },
    },
    async ({ ctx, params, query: { language } }, reply) => {
      const { name, bytes } = await refusedWorkbook(ctx, secrets, { id: params.importId, language });
      return reply.headers(headersOf(name)).send(Buffer.from(bytes));
    },
  );
}
