import type { FastifyRequest } from "fastify";
import type { Config } from "../config.ts";

/** Where pages are opened from outside: as the installation is told, else as this request came. */
export const originOf = (config: Pick<Config, "publicUrl">, request: { protocol: string; host: string }): string =>
  config.publicUrl?.replace(/\/$/, "") ?? `${request.protocol}://${request.host}`;

/** A write that a browser sends from another site's page. Programs without these headers are not browsers. */
export function isForeign(request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== request.host;
  } catch {
    return true;
  }
}
