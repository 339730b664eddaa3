import { createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import pino from "pino";
import { checkpointFile } from "#kernel/audit/audit-checkpoints";
import { type Verification, verifyAudit } from "#kernel/audit/audit-verify";
import { readConfig } from "#kernel/config";
import { findRunningPostgres } from "#kernel/postgres/running-postgres";
import { loadSecrets } from "#kernel/secrets/secrets";
import { StartupError } from "#kernel/startup-error";
import { openDatabase } from "#server/database";

const usage = `npm run audit:verify -- [--file CHECKPOINTS.jsonl]... [--key KEYID:BASE64]... [--print-key]

Recomputes every audit chain and compares it with the signed checkpoints, those in the database and those in the file of
the data folder (or the given copies, e.g. from other servers or from a witness). Ends with 1 when anything is wrong.
Without --key the public key comes from the secrets file; --print-key shows it, so that others can verify without
secrets. The server may go on working meanwhile.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      file: { type: "string", multiple: true },
      key: { type: "string", multiple: true },
      "print-key": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return print(usage, 0);
  const config = readConfig();
  const log = pino({ level: "silent" });
  const embedded = config.databaseUrl === undefined && config.databaseDirectUrl === undefined;
  const secretsNeeded = embedded || values.key === undefined;
  const secrets = secretsNeeded
    ? await loadSecrets({
        file: config.secretsFile ?? join(config.dataDir, "secrets.json"),
        ...{ createIfMissing: false, requireOutside: false, dataDir: config.dataDir },
      })
    : undefined;
  const own = secrets?.auditSigning;
  if (values["print-key"] === true && own !== undefined)
    return print(`${own.keyId}:${own.publicKey.export({ format: "der", type: "spki" }).toString("base64")}`, 0);
  const keys = new Map<string, KeyObject>((values.key ?? []).map(readKey));
  if (own !== undefined) keys.set(own.keyId, own.publicKey);

  const files = values.file ?? [checkpointFile(config.dataDir)].filter((file) => existsSync(file));
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n"));
  if (secrets !== undefined && embedded) {
    const running = findRunningPostgres(config.dataDir, secrets);
    if (running !== undefined) return report(await verify(running, keys, lines), files);
    const database = await openDatabase(config, secrets, log);
    try {
      return report(await verify(database.ownerUrl, keys, lines), files);
    } finally {
      await database.stop();
    }
  }
  return report(await verify(config.databaseDirectUrl ?? config.databaseUrl ?? "", keys, lines), files);
}

/** One still picture of the database, so that a server may go on writing meanwhile. */
async function verify(url: string, keys: Map<string, KeyObject>, lines: string[]): Promise<Verification> {
  const client = new pg.Client({ connectionString: url, application_name: "gonghui-audit-verify" });
  await client.connect().catch((error: Error) => {
    throw new StartupError(`The database cannot be reached: ${error.message}`);
  });
  try {
    await client.query("begin isolation level repeatable read read only; set local app.scope = '*'");
    return await verifyAudit({ query: (text, parameters) => client.query(text, parameters), keys, lines });
  } finally {
    await client.end();
  }
}

function report(found: Verification, files: string[]): number {
  const { records, chains, checkpoints, unreadableLines } = found;
  print(
    `${records} records in ${chains} chains, ${checkpoints} checkpoints in the table, files: ${files.join(", ") || "none"}`,
    0,
  );
  if (unreadableLines > 0) print(`${unreadableLines} lines of the files cannot be read (a crash may tear one)`, 0);
  for (const { chain, seq, why } of found.findings.slice(0, 50))
    print(`BAD  ${chain}${seq > 0 ? ` at ${seq}` : ""}: ${why}`, 0);
  if (found.findings.length > 50) print(`… and ${found.findings.length - 50} more`, 0);
  return found.ok ? print("the audit is whole", 0) : print("the audit has been tampered with, or is damaged", 1);
}

function readKey(text: string): [string, KeyObject] {
  const [keyId = "", base64 = ""] = text.split(":");
  try {
    return [keyId, createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" })];
  } catch {
    throw new StartupError(`--key is not KEYID:BASE64 of a public key: ${text}`);
  }
}

function print(text: string, status: number): number {
  process.stdout.write(`${text}\n`);
  return status;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    process.stderr.write(`${error instanceof StartupError ? error.message : (error.stack ?? error.message)}\n`);
    process.exitCode = 2;
  },
);
