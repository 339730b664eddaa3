import type { FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { originOf } from "../http/origin.ts";
import { openGraph } from "./share.rules.ts";
import { findShareable, pageOf, readShared, shareableAt } from "./shareables.ts";

/**
 * The tags for a member's page behind which something published stands; undefined for every other page. A page is never kept
 * from its reader because its head could not be written.
 */
export async function headOf(
  request: FastifyRequest,
  config: Pick<Config, "publicUrl">,
  path: string,
): Promise<string | undefined> {
  const at = shareableAt(path);
  const shareable = at === undefined ? undefined : findShareable(at.kind);
  if (at === undefined || shareable === undefined) return undefined;
  const thing = await readShared(request.ctx, { ...at, language: "zh-CN" }).catch((error: Error) => {
    request.log.warn({ reason: error.message }, "share.head_failed");
    return undefined;
  });
  if (thing === undefined) return undefined;
  const origin = originOf(config, request);
  const image = `${origin}/api/share/${at.kind}/${at.id}/card`;
  return openGraph(thing, { url: origin + pageOf(shareable, at.id), image });
}
