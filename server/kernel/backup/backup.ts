import { createReadStream, existsSync } from "node:fs";
import { opendir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Writable } from "node:stream";
import pg from "pg";
import type { Logger } from "pino";
import { errorCode } from "../postgres/data-folder.ts";
import { archiveEnd, archiveHead, entryRecords, sealArchive } from "./archive.ts";
import {
  assertAllRowsVisible,
  type BackupTable,
  listAppliedMigrations,
  listPartitions,
  listSequences,
  listTables,
  quoted,
} from "./backup-tables.ts";
import { copyOut } from "./copy-stream.ts";

export interface WriteBackup {
  /** The owner's address. */
  ownerUrl: string;
  filesDir: string;
  /** An age recipient: only its identity can open the archive. */
  recipient: string;
  out: Writable;
  log: Pick<Logger, "info" | "warn">;
}

export interface BackupCount {
  tables: number;
  rows: number;
  files: number;
  /** Of data, before compression. */
  bytes: number;
}

/**
 * Writes all our tables, as they stood at one moment, and then the files into one encrypted archive; ends `out`.
 * Whatever a row of that moment points to is among the files, because those are read later. Secrets are not inside.
 * Throws StartupError when the tables' policies would leave rows out.
 */
export async function writeBackup(options: WriteBackup): Promise<BackupCount> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: "gonghui-backup" });
  client.on("error", () => {}); // Reported by the query it interrupts.
  await client.connect();
  const count: BackupCount = { tables: 0, rows: 0, files: 0, bytes: 0 };
  try {
    await sealArchive(archiveRecords(client, options, count), options.recipient, options.out);
  } finally {
    await client.end().catch(() => undefined);
  }
  options.log.info(count, "backup.written");
  return count;
}

/** Everything in one transaction that sees one moment and changes nothing. */
export async function beginSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query("begin isolation level repeatable read read only");
  await client.query("set local app.scope = '*'; set local statement_timeout = 0");
  await client.query("set local idle_in_transaction_session_timeout = 0; set local client_encoding = 'UTF8'");
}

async function* archiveRecords(client: pg.Client, options: WriteBackup, count: BackupCount): AsyncGenerator<Buffer> {
  await beginSnapshot(client);
  await assertAllRowsVisible(client);
  const migrations = await listAppliedMigrations(client);
  const partitions = await listPartitions(client);
  const createdAt = new Date().toISOString();
  yield archiveHead({ format: "gonghui-backup", version: 1, createdAt, migrations, partitions });

  for (const table of await listTables(client)) yield* counting(count, tableRecords(client, table, count));
  // Sequences stand outside transactions: read last, none is behind the rows.
  const sequences = Buffer.from(JSON.stringify(await listSequences(client)));
  yield* entryRecords({ type: "sequences" }, [sequences]);
  await client.query("commit");

  for await (const path of filesUnder(options)) yield* counting(count, fileRecords(options, path, count));
  yield archiveEnd();
}

async function* tableRecords(client: pg.Client, table: BackupTable, count: BackupCount): AsyncGenerator<Buffer> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const data = copyOut(client, `copy (select ${columns} from ${quoted(table)}) to stdout`);
  yield* entryRecords({ type: "table", ...table }, data, () => data.rows);

  const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${quoted(table)}`);
  if (rows[0]?.n !== String(data.rows)) {
    throw new Error(`${quoted(table)}: ${data.rows} rows were copied, the same snapshot counts ${rows[0]?.n}`);
  }
  count.tables++;
  count.rows += data.rows;
}

async function* filesUnder({ filesDir, log }: WriteBackup): AsyncGenerator<string> {
  if (!existsSync(filesDir)) return;
  for await (const entry of await opendir(filesDir, { recursive: true })) {
    const path = relative(filesDir, join(entry.parentPath, entry.name));
    if (entry.isFile()) yield path;
    else if (!entry.isDirectory()) log.warn({ path }, "backup.not_a_file");
  }
}

async function* fileRecords({ filesDir, log }: WriteBackup, path: string, count: BackupCount): AsyncGenerator<Buffer> {
  const data = createReadStream(join(filesDir, path), { highWaterMark: 256 * 1024 });
  try {
    // Opened first, so that a file removed in the meantime leaves nothing in the archive.
    await new Promise<void>((opened, failed) => data.once("open", () => opened()).once("error", failed));
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    return log.warn({ path }, "backup.file_vanished");
  }
  yield* entryRecords({ type: "file", path: path.split(sep).join("/") }, data);
  count.files++;
}

async function* counting(count: BackupCount, records: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for await (const record of records) {
    count.bytes += record.length;
    yield record;
  }
}
