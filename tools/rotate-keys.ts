/** `npm run rotate-keys`: a new key of field encryption, everything sealed anew while the server works, the old key retired. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import pino from "pino";
import { readConfig } from "#kernel/config";
import { findRunningPostgres } from "#kernel/postgres/running-postgres";
import { type SealAlgorithm, sealAlgorithms } from "#kernel/secrets/field-encryption";
import { addKey, removeKey, sealWith } from "#kernel/secrets/key-file";
import { countArchives, countByKey, resealAll } from "#kernel/secrets/reseal";
import { loadSecrets, readFieldKeys, type Secrets } from "#kernel/secrets/secrets";
import { StartupError } from "#kernel/startup-error";
import { openDatabase } from "#server/database";
import "#server/modules"; // every room names its sealed columns

const usage = `npm run rotate-keys -- [status | all | add | use ID | reseal | retire ID] [--algorithm ${sealAlgorithms.join("|")}]

all      one machine: adds a key, lets the server take it up (10 s), seals with it, and seals everything anew
add      several machines: adds a key that only opens; copy the secrets file to every machine, then
use ID   this key seals from now on, by --algorithm if given; copy the file again, then
reseal   seals everything anew that is not sealed so; may be stopped and started again
retire ID  takes a key out of the file; refused while anything is sealed with it

The server goes on working: it takes the file up within seconds. Keep a copy of the secrets file as old as your oldest backup.`;

const takeUpMs = 10_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { algorithm: { type: "string" }, help: { type: "boolean" } },
  });
  const algorithm = sealAlgorithms.find((one) => one === values.algorithm);
  const [act = "status", given] = positionals;
  if (values.help === true || (values.algorithm !== undefined && algorithm === undefined))
    throw new StartupError(usage);
  const config = readConfig();
  const file = config.secretsFile ?? join(config.dataDir, "secrets.json");
  const secrets = await loadSecrets({
    file,
    ...{ createIfMissing: false, requireOutside: false, dataDir: config.dataDir },
  });
  await withOwner(config, secrets, (client) => run({ client, secrets, file, algorithm }, act, Number(given)));
}

interface Work {
  client: pg.Client;
  secrets: Secrets;
  file: string;
  algorithm: SealAlgorithm | undefined;
}

async function run(work: Work, act: string, id: number): Promise<void> {
  const { file, algorithm } = work;
  switch (act) {
    case "status":
      return status(work);
    case "add":
      return say(`key ${addKey(file)} was added and only opens; copy ${file} to every machine`);
    case "use":
      sealWith(file, id, algorithm);
      return say(`key ${id} seals from now on`);
    case "reseal":
      return reseal(work);
    case "retire":
      return retire(work, id);
    case "all": {
      const added = addKey(file);
      say(`key ${added} was added; the server takes it up`);
      await sleep(takeUpMs);
      sealWith(file, added, algorithm);
      say(`key ${added} seals from now on`);
      await sleep(takeUpMs);
      return reseal(work);
    }
    default:
      throw new StartupError(usage);
  }
}

const queryOf = ({ client }: Work) => {
  return <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => client.query<Row>(text, values);
};

async function reseal(work: Work): Promise<void> {
  const fieldEncryption = readFieldKeys(work.file);
  const started = performance.now();
  const done = await resealAll({
    ...{ query: queryOf(work), secrets: { fieldEncryption } },
    say: ({ column, done: sealed, left }) => say(`${column}: ${sealed} sealed anew, ${left} left`),
  });
  say(`${done} values sealed anew in ${Math.round((performance.now() - started) / 1000)} s`);
  await status(work);
}

async function status(work: Work): Promise<void> {
  const { current, keys, algorithm = "aes-256-gcm" } = readFieldKeys(work.file);
  const counts = await countByKey(queryOf(work));
  for (const id of new Set([...keys.keys(), ...counts.keys()]))
    say(
      `key ${id}${id === current ? ` (seals, ${algorithm})` : ""}: ${counts.get(id) ?? 0} values${keys.has(id) ? "" : ", MISSING"}`,
    );
}

async function retire(work: Work, id: number): Promise<void> {
  const { keys, since } = readFieldKeys(work.file);
  if (!keys.has(id)) throw new StartupError(`There is no key ${id}.`);
  const left = (await countByKey(queryOf(work))).get(id) ?? 0;
  if (left > 0) throw new StartupError(`${left} values are sealed with key ${id}: run "reseal" first.`);
  const archives = await countArchives(queryOf(work), since ?? new Date().toISOString());
  if (archives.length > 0)
    throw new StartupError(
      `Sealed files from before are still kept (${archives.map(({ name, count }) => `${name}: ${count}`).join(", ")}): wait until their days are over.`,
    );
  removeKey(work.file, id);
  say(`key ${id} is retired; backups from before need a copy of it`);
}

/** One session of the owner that sees every row; of the running server's PostgreSQL, if it is embedded and runs. */
async function withOwner(
  config: ReturnType<typeof readConfig>,
  secrets: Secrets,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const running = embedded ? findRunningPostgres(config.dataDir, secrets) : undefined;
  const own =
    embedded && running === undefined ? await openDatabase(config, secrets, pino({ level: "silent" })) : undefined;
  const url = running ?? own?.ownerUrl ?? config.databaseDirectUrl ?? config.databaseUrl ?? "";
  const client = new pg.Client({ connectionString: url, application_name: "gonghui-rotate-keys" });
  try {
    await client.connect();
    await client.query("set app.scope = '*'");
    await work(client);
  } finally {
    await client.end();
    await own?.stop();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error instanceof StartupError ? error.message : (error.stack ?? error.message)}\n`);
  process.exitCode = 1;
});
