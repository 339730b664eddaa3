import type { Readable } from "node:stream";
import multipart from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type Ctx, transact } from "../context.ts";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import { findNodePath } from "../nodes.store.ts";
import { authorise } from "../policy.ts";
import { isPicture } from "./file-content.ts";
import { brokenForm, noFile, uploadsBusy } from "./file-errors.ts";
import { filePolicy, getPurpose } from "./file-purposes.ts";
import { diskStorage, type FileStorage, filesDir } from "./file-storage.ts";
import { FileBytes, FileParams, StoredFile, UploadForm, UploadQuery } from "./files.schemas.ts";
import type { FileRow } from "./files.store.ts";
import { deleteFile, getFile, openFile, readBytes, saveFile } from "./files.ts";

const tags = ["files"];
/** Each holds its upload in memory. */
const mostUploads = 6;

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
  let running = 0;
  app.post(
    "/api/files",
    {
      access: "staff",
      schema: {
        ...{ operationId: "uploadFile", tags, consumes: ["multipart/form-data"] },
        ...{ querystring: UploadQuery, body: UploadForm, response: { 201: StoredFile } },
      },
    },
    async (request, reply) => {
      if (running >= mostUploads) throw uploadsBusy();
      running++;
      try {
        return reply.code(201).send(await upload(request.ctx, storage, request, request.query));
      } finally {
        running--;
      }
    },
  );
}

async function upload(
  ctx: Ctx,
  storage: FileStorage,
  request: Pick<FastifyRequest, "file" | "isMultipart">,
  { purpose: name, organisationId }: { purpose: string; organisationId: string },
): Promise<FileRow> {
  const purpose = getPurpose(name);
  const node = await transact(ctx, (tx) => findNodePath(tx.db, organisationId));
  // Asked again where it is saved; here before a single byte is read.
  authorise(ctx.actor, filePolicy.upload, { purpose: name, node: node ?? "" });
  if (!request.isMultipart()) throw noFile();
  const limits = { files: 1, fields: 0, parts: 2, headerPairs: 20, fileSize: purpose.maxBytes + 1 };
  const part = await request.file({ limits, throwFileSizeLimit: false }).catch(asBrokenForm);
  if (part === undefined) throw noFile();
  return saveFile(ctx, storage, {
    purpose: name,
    node: node ?? "",
    name: part.filename ?? "",
    stream: part.file,
  }).catch(asBrokenForm);
}

/** The form's parser throws plain errors for a form that is not one, or that ends too early. */
function asBrokenForm(error: Error & { statusCode?: number; code?: string }): never {
  const fromParser = error.constructor === Error && error.code === undefined;
  throw fromParser && error.statusCode === undefined ? brokenForm() : error;
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
      return hand(reply, file, await readBytes(ctx, storage, file.id));
    },
  );
  for (const entrance of ["staff", "member"] as const)
    app.get(
      `/api/${entrance}/files/:id`,
      { access: entrance, schema: { operationId: `get${entrance === "staff" ? "Staff" : "Member"}File`, ...schema } },
      async ({ ctx, params }, reply) => {
        const { file, stream } = await openFile(ctx, storage, params.id);
        return hand(reply, file, stream);
      },
    );
}

function hand(reply: FastifyReply, file: FileRow, stream: Readable) {
  const picture = isPicture(file.mediaType);
  // What is not a picture is only ever saved; opened all the same, it can do nothing.
  if (!picture) reply.header("content-security-policy", "sandbox; default-src 'none'");
  return reply
    .header("x-content-type-options", "nosniff")
    .header("content-type", file.mediaType)
    .header("content-length", file.bytes)
    .header("content-disposition", disposition(picture ? "inline" : "attachment", file.name))
    .send(stream);
}

/** RFC 6266: plain letters for old readers, the true name for all others. */
function disposition(how: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^A-Za-z0-9 ._-]/g, "_");
  const coded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${coded}`;
}
