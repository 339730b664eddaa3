import multipart from "@fastify/multipart";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as sheets from "#engines/sheets";
import { readAtMost } from "#kernel/files/file-content";
import { UploadForm } from "#kernel/files/files.schemas";
import { takeUpload } from "#kernel/files/take-upload";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import * as shapes from "./import.schemas.ts";

// Which duty on which organisation a kind of sheet needs, its target says.
const access = "imports.use";
const tags = ["imports"];
const oneImport = { 200: shapes.ImportView };

/** From a spreadsheet into the register: bringing in, reviewing, handing in, taking back. */
export function importRoutes(app: App, { secrets }: Runtime): void {
  uploadRoute(app, secrets);
  app.get(
    "/api/staff/sheet-kinds",
    { access, schema: { operationId: "listSheetKinds", tags, response: { 200: shapes.SheetKinds } } },
    async ({ ctx }) => ({ items: sheets.listOwnKinds(ctx.actor) }),
  );
  app.get(
    "/api/staff/imports",
    {
      access,
      schema: {
        operationId: "listImports",
        tags,
        querystring: shapes.ImportQuery,
        response: { 200: shapes.ImportList },
      },
    },
    async ({ ctx, query }) => {
      const rows = await sheets.listOwnImports(ctx, { ...query, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit).map((row) => ({
        ...{
          id: row.id,
          kind: row.kind,
          fileName: row.fileName,
          state: row.state,
          destroyed: row.destroyedAt !== null,
        },
        ...{ createdAt: row.createdAt.toISOString(), appliedAt: row.appliedAt?.toISOString() ?? null },
      }));
      return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  app.get(
    "/api/staff/imports/:importId",
    { access, schema: { operationId: "getImport", tags, params: shapes.ImportParams, response: oneImport } },
    ({ ctx, params }) => sheets.viewImport(ctx, params.importId),
  );
  app.get(
    "/api/staff/imports/:importId/lines",
    {
      access,
      schema: {
        ...{ operationId: "listImportLines", tags, params: shapes.ImportParams, querystring: shapes.LineQuery },
        response: { 200: shapes.LinePage },
      },
    },
    ({ ctx, params, query }) => sheets.viewLines(ctx, secrets, { id: params.importId, filter: query }),
  );
  pasteRoute(app, secrets);
}

function uploadRoute(app: App, secrets: Runtime["secrets"]): void {
  const schema = {
    operationId: "uploadImport",
    tags,
    consumes: ["multipart/form-data"],
    querystring: shapes.UploadQuery,
  };
  app.register(async (scope) => {
    await scope.register(multipart);
    const typed = scope.withTypeProvider<ZodTypeProvider>() as unknown as App;
    typed.post(
      "/api/staff/imports",
      { access, schema: { ...schema, body: UploadForm, response: { 201: shapes.ImportCreated } } },
      async (request, reply) => {
        const { kind, organisationId: nodeId, subjectId } = request.query;
        const most = sheets.usualLimits.bytes;
        const id = await takeUpload(request, most, async ({ name, stream }) => {
          const content = await readAtMost(stream, most);
          return sheets.takeFile(request.ctx, secrets, {
            ...{ kind, nodeId, subjectId, content },
            fileName: tidyName(name),
          });
        });
        return reply.code(201).send({ id });
      },
    );
  });
}

const tidyName = (name: string): string => name.replace(/[\p{Cc}/\\]/gu, "").slice(-120) || "file";

function pasteRoute(app: App, secrets: Runtime["secrets"]): void {
  app.post(
    "/api/staff/imports/pasted",
    {
      access,
      bodyLimit: 1024 * 1024,
      schema: { operationId: "pasteImport", tags, body: shapes.Pasted, response: { 201: shapes.ImportCreated } },
    },
    async ({ ctx, body }, reply) => {
      const { kind, organisationId: nodeId, subjectId, text } = body;
      const content = sheets.pastedContent(text, sheets.findTarget(kind)?.schema);
      const fileName = sheets.pastedName();
      const id = await sheets.takeFile(ctx, secrets, { kind, nodeId, subjectId, fileName, content });
      return reply.code(201).send({ id });
    },
  );
}
