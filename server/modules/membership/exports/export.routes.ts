import { Readable } from "node:stream";
import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { askExport, previewExport } from "./ask-export.ts";
import { withdrawExport } from "./end-exports.ts";
import { keptDays, mostAlone } from "./export.rules.ts";
import * as shapes from "./export.schemas.ts";
import { listExports } from "./export-views.ts";
import { fetchExport } from "./fetch-export.ts";
import "./agree-export.ts"; // declares what waits for a second person

const access = "people.manage";
const tags = ["exports"];
const contentTypes = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const;

/** Lists of people that leave the register as files. */
export function exportRoutes(app: App, { secrets }: Runtime): void {
  app.get(
    "/api/staff/people-exports",
    {
      access,
      schema: {
        ...{ operationId: "listPeopleExports", tags, querystring: shapes.ExportsQuery },
        response: { 200: shapes.PeopleExportList },
      },
    },
    ({ ctx, query }) => listExports(ctx, secrets, query),
  );
  app.get(
    "/api/staff/people-exports/preview",
    {
      access,
      schema: {
        ...{ operationId: "previewPeopleExport", tags, querystring: shapes.PreviewQuery },
        response: { 200: shapes.ExportPreview },
      },
    },
    async ({ ctx, query: { plain, ...query } }) => {
      const preview = await previewExport(ctx, secrets, { ...query, plain: plain ? ["idNumber"] : [] });
      return { ...preview, mostAlone, keptDays };
    },
  );
  app.post(
    "/api/staff/people-exports",
    {
      access,
      schema: { operationId: "askPeopleExport", tags, body: shapes.AskExport, response: { 201: shapes.ExportAsked } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await askExport(ctx, secrets, body)),
  );
  oneExportRoutes(app, secrets);
}

function oneExportRoutes(app: App, secrets: Runtime["secrets"]): void {
  app.get(
    "/api/staff/people-exports/:exportId/file",
    {
      access,
      schema: {
        ...{ operationId: "getPeopleExport", tags, params: shapes.ExportParams },
        response: { 200: z.any().meta({ type: "string", format: "binary" }) },
      },
    },
    async ({ ctx, params: { exportId } }, reply) => {
      const { name, format, bytes, content } = await fetchExport(ctx, secrets, exportId);
      return reply
        .headers({
          "content-type": contentTypes[format],
          "content-length": bytes,
          "content-disposition": `attachment; filename="people.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
          "cache-control": "private, no-store",
        })
        .send(Readable.from(content));
    },
  );
  app.post(
    "/api/staff/people-exports/:exportId/withdraw",
    {
      access,
      schema: {
        ...{ operationId: "withdrawPeopleExport", tags, params: shapes.ExportParams },
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params: { exportId } }, reply) => {
      await withdrawExport(ctx, exportId);
      return reply.code(204).send(null);
    },
  );
}
