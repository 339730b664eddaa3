import { join } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { systemClock } from "#kernel/clock";
import { readConfig } from "#kernel/config";
import { transact } from "#kernel/context";
import { connect } from "#kernel/db";
import { createFirstAdministrator } from "#kernel/first-administrator";
import { Problem } from "#kernel/problem";
import { loadSecrets } from "#kernel/secrets";
import { StartupError } from "#kernel/startup-error";
import { addOrganisation } from "#modules/membership";
// Every module declares its duties; the first administrator holds them all.
import "#server/modules";

const usage = `npm run admin -- create --login NAME --name "FULL NAME" --organisation "TOP ORGANISATION" [--kind province|city|county]

Makes the top organisation of a union and its first administrator in the database of DATABASE_URL, and prints the password
for the first sign-in at /console. That sign-in shows the secret for an authenticator app and ten recovery codes.`;

const kinds = ["province", "city", "county"] as const;

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
  const { config, secrets } = await installation();
  const database = connect(config.databaseUrl ?? "", { max: 2 });
  try {
    const log = pino({ level: "silent" });
    const system = { db: database.db, clock: systemClock, log, actor: { kind: "system", name: "admin" } as const };
    const top = await transact(system, (tx) => addOrganisation(tx, { parentId: null, name: organisation, kind }));
    const { password } = await createFirstAdministrator(system, secrets, { login, name, organisationId: top.id });
    process.stdout.write(`organisation  ${organisation}\nlogin         ${login.trim().toLowerCase()}\n`);
    process.stdout.write(`password      ${password}\n\nSign in at /console: it asks to set up an authenticator app`);
    process.stdout.write(` and then for a password of your own. This password is not shown again.\n`);
  } finally {
    await database.close();
  }
}

/** The running installation's settings: a real union's database is named, and its secrets exist already. */
async function installation() {
  const config = readConfig();
  const databaseUrl = config.databaseUrl ?? config.databaseDirectUrl;
  if (databaseUrl === undefined)
    throw new StartupError("Set DATABASE_URL to the union's database (and SECRETS_FILE), as the server has them.");
  const secrets = await loadSecrets({
    file: config.secretsFile ?? join(config.dataDir, "secrets.json"),
    createIfMissing: false,
    dataDir: config.dataDir,
    requireOutside: false,
  });
  return { config: { ...config, databaseUrl }, secrets };
}

main().catch((error: unknown) => {
  const expected = error instanceof StartupError || error instanceof Problem;
  process.stderr.write(`${expected ? (error as Error).message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
