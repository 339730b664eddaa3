/** `npm run migrate`: brings the database to the newest state and exits. */
import { join } from "node:path";
import pino from "pino";
import { openDatabase, prepareDatabase } from "../server/database.ts";
import { readConfig } from "../server/kernel/config.ts";
import { loadSecrets } from "../server/kernel/secrets/secrets.ts";
import { StartupError } from "../server/kernel/startup-error.ts";
import { orEnd } from "./or-end.ts";

await orEnd(async () => {
  const config = { ...readConfig(), migrate: true };
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const secrets = await loadSecrets({
    file: config.secretsFile ?? join(config.dataDir, "secrets.json"),
    createIfMissing: embedded || config.secretsFile !== undefined,
    dataDir: config.dataDir,
    requireOutside: false,
  }).catch((error: Error) => {
    throw error instanceof StartupError ? error : new StartupError(error.message);
  });
  const log = pino({ level: "info" });
  const database = await openDatabase(config, secrets, log);
  try {
    await prepareDatabase(database, config, secrets, log);
    process.stdout.write("the database is current\n");
  } finally {
    await database.stop();
  }
});
