import { z } from "zod";
import { mediaTypes } from "./file-content.ts";

export const StoredFile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mediaType: z.enum(mediaTypes),
    bytes: z.number().int(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
  })
  .meta({ id: "StoredFile" });

/** What it is for, and the organisation whose it shall be; beside the form, so that they are known before the bytes. */
export const UploadQuery = z.strictObject({ purpose: z.string().max(60), organisationId: z.uuid() });

/** One part with a file name; the bytes are read as they come and never by this schema. */
export const UploadForm = z
  .any()
  .meta({ type: "object", properties: { file: { type: "string", format: "binary" } }, required: ["file"] });

export const FileParams = z.strictObject({ id: z.uuid() });
export const FileBytes = z.any().meta({ type: "string", format: "binary" });
