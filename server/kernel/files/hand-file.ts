import type { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { isPicture } from "./file-content.ts";
import type { FileRow } from "./files.store.ts";

/** Answers with the bytes of a file: pictures to be looked at, everything else only to be saved. */
export function handFile(reply: FastifyReply, file: FileRow, stream: Readable) {
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
