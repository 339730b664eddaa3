import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { openDatabase } from "../server/database.ts";
import { type Config, readConfig } from "../server/kernel/config.ts";
import { takeDataFolder } from "../server/kernel/postgres/data-folder.ts";
import { findRunningPostgres } from "../server/kernel/postgres/running-postgres.ts";
import { loadSecrets, type Secrets } from "../server/kernel/secrets/secrets.ts";

export interface Installation {
  config: Config;
  secrets: Secrets;
  /** The owner's direct address. */
  ownerUrl: string;
  close(): Promise<void>;
}

/**
 * The installation that the settings name, for commands that work beside or without the server. An embedded PostgreSQL that a
 * server is running is used as it is (`beside`), else started for the time of the command. Throws StartupError.
 */
export async function openInstallation(
  log: Logger,
  options: { beside: boolean; createSecrets?: boolean },
): Promise<Installation> {
  const config = readConfig();
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const file = config.secretsFile ?? join(config.dataDir, "secrets.json");
  const known = existsSync(file);
  const load = () =>
    loadSecrets({
      file,
      createIfMissing: options.createSecrets === true,
      dataDir: config.dataDir,
      requireOutside: false,
    });
  if (embedded && options.beside && known) {
    const secrets = await load();
    const ownerUrl = findRunningPostgres(config.dataDir, secrets);
    if (ownerUrl !== undefined) return { config, secrets, ownerUrl, close: async () => undefined };
  }
  const folder = embedded ? takeDataFolder(config.dataDir) : undefined;
  try {
    const secrets = await load();
    const database = await openDatabase(config, secrets, log);
    const close = async () => {
      await database.stop();
      folder?.release();
    };
    return { config, secrets, ownerUrl: database.ownerUrl, close };
  } catch (error) {
    folder?.release();
    throw error;
  }
}
