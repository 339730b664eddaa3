import { join } from "node:path";
import type { Logger } from "pino";
import { type OpenedDatabase, openDatabase } from "../server/database.ts";
import { type Config, readConfig } from "../server/kernel/config.ts";
import { takeDataFolder } from "../server/kernel/data-folder.ts";
import { loadSecrets, type Secrets } from "../server/kernel/secrets.ts";

export interface Installation {
  config: Config;
  secrets: Secrets;
  database: OpenedDatabase;
  close(): Promise<void>;
}

/**
 * The installation that the settings name, for commands that work beside or without the server. An embedded PostgreSQL is
 * started when no server runs on the data folder. Throws StartupError.
 */
export async function openInstallation(log: Logger, options: { createSecrets?: boolean } = {}): Promise<Installation> {
  const config = readConfig();
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const folder = embedded ? takeDataFolder(config.dataDir) : undefined;
  try {
    const secrets = await loadSecrets({
      file: config.secretsFile ?? join(config.dataDir, "secrets.json"),
      createIfMissing: options.createSecrets === true,
      dataDir: config.dataDir,
      requireOutside: false,
    });
    const database = await openDatabase(config, secrets, log);
    const close = async () => {
      await database.stop();
      folder?.release();
    };
    return { config, secrets, database, close };
  } catch (error) {
    folder?.release();
    throw error;
  }
}
