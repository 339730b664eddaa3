import { join } from "node:path";
import { parseArgs } from "node:util";
import pino, { type Logger } from "pino";
import { systemClock } from "#kernel/clock";
import { readConfig } from "#kernel/config";
import { transact } from "#kernel/context";
import { connect, type Database } from "#kernel/database/db";
import { takeDataFolder } from "#kernel/postgres/data-folder";
import { Problem } from "#kernel/problem";
import { loadSecrets, type Secrets } from "#kernel/secrets/secrets";
import { createFirstAdministrator } from "#kernel/sign-in/first-administrator";
import { StartupError } from "#kernel/startup-error";
import { addOrganisation } from "#modules/membership";
import { openDatabase, prepareDatabase } from "#server/database";
// Every module declares its duties; the first administrator holds them all.
import "#server/modules";

const usage = `npm run admin -- create --login NAME --name "FULL NAME" --organisation "TOP ORGANISATION" [--kind national|province|city|county|industry]

Makes the top organisation of a union and its first administrator in the database that the server uses, and prints the password for
the first sign-in at /console. That sign-in shows the secret for an authenticator app and ten recovery codes.`;

const kinds = ["national", "province", "city", "county", "industry"] as const;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      login: { type: "string" },
      name: { type: "string" },
      organisation: { type: "string" },
      kind: { type: "string", default: "city" },
    },
  });
  const { login, name, organisation } = values;
  const kind = kinds.find((one) => one === values.kind);
  if (positionals[0] !== "create" || !login || !name || !organisation || kind === undefined)
    throw new StartupError(usage);
  await withDatabase(async (database, secrets, log) => {
    const system = { db: database.db, clock: systemClock, log, actor: { kind: "system", name: "admin" } as const };
    const password = await transact(system, async (tx) => {
      const top = await addOrganisation(tx, { parentId: null, name: organisation, kind });
      return (await createFirstAdministrator(tx, secrets, { login, name, organisationId: top.id })).password;
    });
    process.stdout.write(`organisation  ${organisation}\nlogin         ${login.trim().toLowerCase()}\n`);
    process.stdout.write(`password      ${password}\n\nSign in at /console: it asks to set up an authenticator app`);
    process.stdout.write(` and then for a password of your own. This password is not shown again.\n`);
  });
}

/** Opens the installation's database as the server does; an embedded one only while no server uses its folder. */
async function withDatabase(work: (database: Database, secrets: Secrets, log: Logger) => Promise<void>): Promise<void> {
  const config = readConfig();
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const log = pino({ level: "silent" });
  const folder = embedded ? takeDataFolder(config.dataDir) : undefined;
  try {
    const secrets = await loadSecrets({
      file: config.secretsFile ?? join(config.dataDir, "secrets.json"),
      createIfMissing: false,
      dataDir: config.dataDir,
      requireOutside: false,
    });
    const opened = await openDatabase(config, secrets, log);
    try {
      await prepareDatabase(opened, config, secrets, log);
      const database = connect(opened.appUrl, { max: 2 });
      await work(database, secrets, log).finally(() => database.close());
    } finally {
      await opened.stop();
    }
  } finally {
    folder?.release();
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof StartupError || error instanceof Problem;
  process.stderr.write(`${expected ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
