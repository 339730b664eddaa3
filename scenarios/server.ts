/** One server process for the scenarios: the product as it is, as a demonstration, so that one-time passwords are shown. */
import pino from "pino";
import { readConfig } from "../server/kernel/config.ts";
import { loadSecrets } from "../server/kernel/secrets/secrets.ts";
import { serve } from "../server/serve.ts";

const config = readConfig();
const secrets = await loadSecrets({
  file: config.secretsFile ?? "",
  createIfMissing: false,
  dataDir: config.dataDir,
  requireOutside: false,
});
const serving = await serve({
  config,
  secrets,
  log: pino({ level: config.logLevel }, pino.destination(2)),
  appUrl: config.databaseUrl ?? "",
  directUrl: config.databaseDirectUrl ?? "",
  demo: true,
});
process.send?.({ port: serving.port });
process.once("SIGTERM", async () => {
  await serving.stop();
  process.exit(0);
});
