import multipart from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { z } from "zod";
import type { Ctx } from "../context.ts";
import type { Access, App } from "../http/http.ts";
import { getPurpose } from "./file-purposes.ts";
import type { FileStorage } from "./file-storage.ts";
import { StoredFile, UploadForm } from "./files.schemas.ts";
import { type SaveFile, saveFile } from "./files.ts";
import { takeUpload } from "./take-upload.ts";

export interface UploadRoute {
  url: string;
  access: Access;
  operationId: string;
  tags: string[];
  querystring: z.ZodType;
  /** Says, before a byte is read, for what, whose, and with whose right it is kept, and who is counted; throws for who may not. */
  admit(request: FastifyRequest): Promise<{ ctx: Ctx } & Pick<SaveFile, "purpose" | "node" | "limit">>;
}

/** A module's own route that takes one file as a form, in a scope of its own: no other route takes forms. */
export function uploadRoute(app: App, storage: FileStorage, route: UploadRoute): void {
  const { url, access, operationId, tags, querystring, admit } = route;
  const schema = { operationId, tags, consumes: ["multipart/form-data"], querystring, body: UploadForm };
  app.register(async (scope) => {
    await scope.register(multipart);
    const typed = scope.withTypeProvider<ZodTypeProvider>() as unknown as App;
    typed.post(url, { access, schema: { ...schema, response: { 201: StoredFile } } }, async (request, reply) => {
      const { ctx, ...place } = await admit(request as FastifyRequest);
      const { maxBytes } = getPurpose(place.purpose);
      return reply
        .code(201)
        .send(await takeUpload(request, maxBytes, (upload) => saveFile(ctx, storage, { ...place, ...upload })));
    });
  });
}
