import multipart from "@fastify/multipart";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { diskStorage, type FileStorage, filesDir } from "#kernel/files/file-storage";
import { FileBytes, UploadForm } from "#kernel/files/files.schemas";
import { handFile } from "#kernel/files/hand-file";
import { takeUpload } from "#kernel/files/take-upload";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { RedemptionParams, RedemptionState } from "../tills/till.schemas.ts";
import { tillCtx } from "../tills/till-ctx.ts";
import { viewRedemptionState } from "../tills/till-day.service.ts";
import { addPhoto, addReceipt, assertMayPhotograph, openPhoto, receiptPurpose } from "./receipts.service.ts";

const tags = ["till"];
const ReceiptInput = z.strictObject({ receipt: z.string().trim().min(1).max(60) });
const PhotoParams = RedemptionParams.extend({ photoId: z.uuid() });

/** The shop's receipt beside a redemption: its number and photos of it, for clerks of the merchant and for the unions. */
export function receiptRoutes(app: App, runtime: Pick<Runtime, "config">): void {
  const storage = diskStorage(filesDir(runtime.config));
  app.put(
    "/api/till/redemptions/:id/receipt",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "addReceipt", tags, params: RedemptionParams, body: ReceiptInput },
        response: { 200: RedemptionState },
      },
    },
    async ({ ctx, params, body }) => viewRedemptionState(await addReceipt(tillCtx(ctx), params.id, body.receipt)),
  );
  app.register(async (scope) => {
    await scope.register(multipart); // in its own scope: no other route takes forms
    photoRoute(scope.withTypeProvider<ZodTypeProvider>() as unknown as App, storage);
  });
  for (const entrance of ["till", "staff"] as const)
    app.get(
      `/api/${entrance}/redemptions/:id/photos/:photoId`,
      {
        access: entrance === "till" ? "till" : "benefits.read",
        schema: {
          operationId: entrance === "till" ? "getReceiptPhoto" : "getStaffReceiptPhoto",
          ...{ tags, params: PhotoParams, response: { 200: FileBytes } },
        },
      },
      async ({ ctx, params }, reply) => {
        const { file, stream } = await openPhoto(ctx, storage, { redemptionId: params.id, photoId: params.photoId });
        return handFile(reply.header("cache-control", "private, max-age=86400, immutable"), file, stream);
      },
    );
}

/** What waited on a till without network comes in also when nobody has given a PIN yet. */
function photoRoute(app: App, storage: FileStorage): void {
  app.put(
    "/api/till/redemptions/:id/photos/:photoId",
    {
      access: "till",
      schema: {
        ...{ operationId: "addReceiptPhoto", tags, consumes: ["multipart/form-data"] },
        ...{ params: PhotoParams, body: UploadForm, response: { 200: RedemptionState } },
      },
    },
    async (request, reply) => {
      const { id: redemptionId, photoId } = request.params;
      const ctx = tillCtx(request.ctx);
      await assertMayPhotograph(ctx, redemptionId); // asked again where it is kept; here before a single byte is read
      const redemption = await takeUpload(request, receiptPurpose.maxBytes, (upload) =>
        addPhoto(ctx, storage, { redemptionId, photoId, ...upload }),
      );
      return reply.send(viewRedemptionState(redemption));
    },
  );
}
