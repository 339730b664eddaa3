/** One server process for measurements and proofs: the whole product behind HTTP, plus the routes of the baselines. */
import pino from "pino";
import { naiveRoutes } from "../proofs/naive.routes.ts";
import { buildApp, startModules } from "../server/app.ts";
import { readConfig } from "../server/kernel/config.ts";
import { startNotify } from "../server/kernel/notify/notify.ts";
import { loadSecrets } from "../server/kernel/secrets/secrets.ts";
import { openRuntime } from "../server/runtime.ts";
import { startImports } from "../server/start-imports.ts";
import { baselineRoutes } from "./baseline.routes.ts";

const config = readConfig();
const log = pino({ level: config.logLevel }, pino.destination(2));
const secrets = await loadSecrets({
  file: config.secretsFile ?? "",
  createIfMissing: false,
  dataDir: config.dataDir,
  requireOutside: false,
});
const runtime = await openRuntime({
  config,
  secrets,
  log,
  appUrl: config.databaseUrl ?? "",
  directUrl: config.databaseDirectUrl ?? "",
  demo: false,
});
const app = await buildApp(runtime, {
  extra: (server) => {
    baselineRoutes(server, runtime);
    naiveRoutes(server, runtime);
  },
});
const notify = startNotify(runtime);
const stop = await startModules(runtime);
const imports = startImports({ config, log, appUrl: config.databaseUrl ?? "" });
await app.listen({ port: config.port, host: "127.0.0.1" });
const address = app.server.address();
process.send?.({ port: typeof address === "object" && address !== null ? address.port : config.port });

process.once("SIGTERM", async () => {
  await imports.stop();
  await app.close();
  await stop();
  await notify.stop();
  await runtime.close();
  process.exit(0);
});
