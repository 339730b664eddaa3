import { type App, buildHttp } from "#kernel/http/http";
import { metaRoutes } from "#kernel/http/meta.routes";
import { metricsRoutes } from "#kernel/http/metrics";
import { kernelRoutes } from "#kernel/http/routes";
import { webRoutes } from "#kernel/http/web.routes";
import type { Module, Runtime } from "#kernel/module";
import { embedReader } from "#kernel/sign-in/embed";
import { isSecure } from "#kernel/sign-in/sessions";
import { apiDocs } from "./api-docs.ts";
import { modules as allModules } from "./modules.ts";

export interface AppOptions {
  modules?: readonly Module[];
  /** An undeclared answer is an error; on in tests. */
  strictAnswers?: boolean;
  /** Serve the built web pages from this folder. */
  webDir?: string;
  /** Routes that only a bench or a test needs. */
  extra?: (app: App) => void;
}

// TRUST_PROXY=1: proxies on this machine or in its private network. Trusting everybody would let a client make up its address.
const nearProxies = "loopback,linklocal,uniquelocal";

/** Composes one server: kernel, then every module's routes. Nothing listens yet. */
export async function buildApp(runtime: Runtime, options: AppOptions = {}): Promise<App> {
  const { config } = runtime;
  const app = await buildHttp({
    db: runtime.database.db,
    clock: runtime.clock,
    log: runtime.log,
    findActor: runtime.findActor,
    watch: runtime.watch,
    secure: isSecure(config),
    ...(config.trustProxy === undefined
      ? {}
      : { trustProxy: config.trustProxy === "1" ? nearProxies : config.trustProxy }),
    ...(options.strictAnswers === undefined ? {} : { strictAnswers: options.strictAnswers }),
  });
  await metricsRoutes(app, runtime);
  metaRoutes(app, runtime);
  kernelRoutes(app, runtime);
  for (const module of options.modules ?? allModules) await module.routes?.(app, runtime);
  options.extra?.(app);
  app.get("/api/openapi.json", { access: "public", schema: { hide: true } }, async (_request, reply) =>
    reply
      .type("application/json")
      .serializer((payload: unknown) => JSON.stringify(payload))
      .send(app.swagger()),
  );
  await apiDocs(app);
  if (options.webDir !== undefined) {
    const embed = embedReader(runtime);
    await webRoutes(app, { webDir: options.webDir, config, frames: async () => (await embed()).frames });
  }
  return app;
}

/** Starts what runs beside requests, in order; the returned function stops it in the opposite order. */
export async function startModules(
  runtime: Runtime,
  modules: readonly Module[] = allModules,
): Promise<() => Promise<void>> {
  const stops: (() => Promise<void> | void)[] = [];
  for (const module of modules) {
    const stop = await module.start?.(runtime);
    if (stop !== undefined) stops.unshift(stop);
  }
  return async () => {
    for (const stop of stops) await stop();
  };
}
