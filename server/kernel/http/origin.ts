import type { Config } from "../config.ts";

/** Where pages are opened from outside: as the installation is told, else as this request came. */
export const originOf = (config: Pick<Config, "publicUrl">, request: { protocol: string; host: string }): string =>
  config.publicUrl?.replace(/\/$/, "") ?? `${request.protocol}://${request.host}`;
