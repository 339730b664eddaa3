import type { FastifyRequest } from "fastify";
import { brokenForm, noFile, uploadsBusy } from "./file-errors.ts";

/** Each is held in memory while it is cleaned. */
const mostUploads = 6;
let running = 0;

/** The one file of a form; its name is what somebody called it. */
export interface Upload {
  name: string;
  stream: AsyncIterable<Uint8Array>;
}

/**
 * Reads the form of a request (in a scope that knows multipart) and gives its file to `work` as it comes in. The caller has
 * authorised it: until here not a byte was read. Throws files.no_file, files.broken_form, files.uploads_busy.
 */
export async function takeUpload<T>(
  request: Pick<FastifyRequest, "file" | "isMultipart">,
  maxBytes: number,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (running >= mostUploads) throw uploadsBusy();
  running++;
  try {
    if (!request.isMultipart()) throw noFile();
    const limits = { files: 1, fields: 0, parts: 2, headerPairs: 20, fileSize: maxBytes + 1 };
    const part = await request.file({ limits, throwFileSizeLimit: false }).catch(asBrokenForm);
    if (part === undefined) throw noFile();
    return await work({ name: part.filename ?? "", stream: part.file }).catch(asBrokenForm);
  } finally {
    running--;
  }
}

/** The form's parser throws plain errors for a form that is not one, or that ends too early. */
function asBrokenForm(error: Error & { statusCode?: number; code?: string }): never {
  const fromParser = error.constructor === Error && error.code === undefined;
  throw fromParser && error.statusCode === undefined ? brokenForm() : error;
}
