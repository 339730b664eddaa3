/** `npm run backup -- FILE`: all tables of one moment and all files, encrypted to the recipient of the secrets; no secret inside. */
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import pino from "pino";
import { writeBackup } from "../server/kernel/backup/backup.ts";
import { StartupError } from "../server/kernel/startup-error.ts";
import { openInstallation } from "./installation.ts";
import { orEnd } from "./or-end.ts";

await orEnd(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new StartupError("npm run backup -- FILE.age");
  const log = pino({ level: "warn" });
  const installation = await openInstallation(log, { beside: true });
  try {
    const unfinished = `${file}.part`;
    const { recipient } = installation.secrets.backup;
    const done = await writeBackup({
      ownerUrl: installation.ownerUrl,
      filesDir: join(installation.config.dataDir, "files"),
      recipient,
      out: createWriteStream(unfinished, { mode: 0o600 }),
      log,
    });
    await rename(unfinished, file);
    process.stdout.write(
      `${file}: ${done.tables} tables, ${done.rows} rows, ${done.files} files, ${done.bytes} bytes\n`,
    );
  } finally {
    await installation.close();
  }
});
