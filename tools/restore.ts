/** `npm run restore -- FILE [--identity-file FILE]`: a backup back into an empty database. The secrets travel apart. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { readBackup } from "../server/kernel/backup/restore.ts";
import { migrate } from "../server/kernel/database/migrate.ts";
import { StartupError } from "../server/kernel/startup-error.ts";
import { openInstallation } from "./installation.ts";
import { orEnd } from "./or-end.ts";

await orEnd(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "identity-file": { type: "string" } },
  });
  const [file] = positionals;
  if (file === undefined) throw new StartupError("npm run restore -- FILE.age [--identity-file FILE]");
  const log = pino({ level: "warn" });
  const installation = await openInstallation(log, { beside: false, createSecrets: true });
  const { secrets, ownerUrl, config } = installation;
  try {
    const identity =
      values["identity-file"] === undefined
        ? secrets.backup.identity
        : (await readFile(values["identity-file"], "utf8")).trim();
    if (identity === undefined)
      throw new StartupError("The secrets hold no backup identity: give it with --identity-file.");
    const done = await readBackup({
      ownerUrl,
      filesDir: join(config.dataDir, "files"),
      identity,
      source: createReadStream(file),
      migrate: (url, options) => migrate(url, { ...options, appPassword: secrets.database.app }),
      log,
    });
    process.stdout.write(`restored ${done.tables} tables, ${done.rows} rows, ${done.files} files\n`);
  } finally {
    await installation.close();
  }
});
