import multipart from "@fastify/multipart";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type Ctx, transact } from "../context.ts";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import { findNodePath } from "../nodes.store.ts";
import { authorise } from "../policy.ts";
import { filePolicy, getPurpose } from "./file-purposes.ts";
import { diskStorage, type FileStorage, filesDir } from "./file-storage.ts";
import { FileBytes, FileParams, StoredFile, UploadForm, UploadQuery } from "./files.schemas.ts";
import type { FileRow } from "./files.store.ts";
import { deleteFile, getFile, openFile, readBytes, saveFile } from "./files.ts";
import { handFile } from "./hand-file.ts";
import { takeUpload } from "./take-upload.ts";

const tags = ["files"];

/** Bringing in files, and handing them out to staff, to members, and (published pictures) to everybody. */
export function fileRoutes(app: App, runtime: Pick<Runtime, "config">): void {
  const storage = diskStorage(filesDir(runtime.config));
  app.register(async (scope) => {
    await scope.register(multipart); // in its own scope: no other route takes forms
    uploadRoute(scope.withTypeProvider<ZodTypeProvider>() as unknown as App, storage);
  });
  app.delete(
    "/api/staff/files/:id",
    { access: "staff", schema: { operationId: "deleteFile", tags, params: FileParams } },
    async ({ ctx, params }, reply) => {
      await deleteFile(ctx, storage, params.id);
      return reply.code(204).send();
    },
  );
  readRoutes(app, storage);
}

function uploadRoute(app: App, storage: FileStorage): void {
  app.post(
    "/api/files",
    {
      access: "staff",
      schema: {
        ...{ operationId: "uploadFile", tags, consumes: ["multipart/form-data"] },
        ...{ querystring: UploadQuery, body: UploadForm, response: { 201: StoredFile } },
      },
    },
    async (request, reply) => reply.code(201).send(await upload(request.ctx, storage, request, request.query)),
  );
}

async function upload(
  ctx: Ctx,
  storage: FileStorage,
  request: Parameters<typeof takeUpload>[0],
  { purpose: name, organisationId }: { purpose: string; organisationId: string },
): Promise<FileRow> {
  const purpose = getPurpose(name);
  const node = (await transact(ctx, (tx) => findNodePath(tx.db, organisationId))) ?? "";
  // Asked again where it is saved; here before a single byte is read.
  authorise(ctx.actor, filePolicy.upload, { purpose: name, node });
  return takeUpload(request, purpose.maxBytes, (given) => saveFile(ctx, storage, { purpose: name, node, ...given }));
}

function readRoutes(app: App, storage: FileStorage): void {
  // At noon everybody asks for the same few pictures; what is withdrawn disappears half a minute later.
  const known = new LRUCache<string, FileRow>({ max: 2000, ttl: 30_000 });
  const schema = { tags, params: FileParams, response: { 200: FileBytes } };
  const cacheable = { ...schema, response: { ...schema.response, 304: z.null() } };
  app.get(
    "/api/files/:id",
    { access: "public", schema: { operationId: "getPublicFile", ...cacheable } },
    async (request, reply) => {
      const { ctx, params } = request;
      const file = known.get(params.id) ?? (await getFile(ctx, params.id));
      known.set(params.id, file, { noUpdateTTL: true });
      // The id is given once and its bytes never change.
      reply.header("cache-control", "public, max-age=31536000, immutable").header("etag", `"${file.sha256}"`);
      if (request.headers["if-none-match"] === `"${file.sha256}"`) return reply.code(304).send(null);
      return handFile(reply, file, await readBytes(ctx, storage, file.id));
    },
  );
  for (const entrance of ["staff", "member"] as const)
    app.get(
      `/api/${entrance}/files/:id`,
      { access: entrance, schema: { operationId: `get${entrance === "staff" ? "Staff" : "Member"}File`, ...schema } },
      async ({ ctx, params }, reply) => {
        const { file, stream } = await openFile(ctx, storage, params.id);
        return handFile(reply, file, stream);
      },
    );
}
