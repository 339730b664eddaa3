import { existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import type { Logger } from "pino";
import { z } from "zod";
import { StartupError } from "../startup-error.ts";
import { type ArchiveHead, type Entry, type EntryEnd, openArchive } from "./archive.ts";
import { listAppliedMigrations, listTables, quoted } from "./backup-tables.ts";
import { copyIn } from "./copy-stream.ts";
import { layAside, putBack, refreshViews } from "./restore-tables.ts";

export interface ReadBackup {
  /** The owner's address of an empty database. */
  ownerUrl: string;
  /** A folder that does not exist yet or is empty. */
  filesDir: string;
  /** The age identity of the recipient that the backup was made for. */
  identity: string;
  source: Readable;
  /** Brings the database to the given migration, or to the newest one. */
  migrate(ownerUrl: string, options: { upTo?: string }): Promise<unknown>;
  log: Pick<Logger, "info" | "warn">;
}

export interface RestoreCount {
  tables: number;
  rows: number;
  files: number;
}

/** Inside the files folder, which may be a volume of its own, so that moving a file into place never copies it. */
const draftsName = ".restoring";

const Sequences = z.array(z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() }));

/**
 * Restores an archive into an empty database and an empty folder, then migrates to the newest state. All or nothing:
 * should it fail, database and folder are empty again.
 * Throws StartupError when they are not empty, the identity does not fit, or the archive is damaged or too new.
 */
export async function readBackup(options: ReadBackup): Promise<RestoreCount> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: "gonghui-restore" });
  client.on("error", () => {}); // Reported by the query it interrupts.
  await client.connect();
  const count: RestoreCount = { tables: 0, rows: 0, files: 0 };
  const drafts = join(options.filesDir, draftsName);
  try {
    await assertEmpty(client, options.filesDir);
    const schemasBefore = await listSchemas(client);
    await rm(drafts, { recursive: true, force: true });
    try {
      await openArchive(options.source, options.identity, (head, entries) =>
        restoreEntries({ client, options, drafts, count }, head, entries),
      );
    } catch (error) {
      await emptyAgain(client, schemasBefore).catch((err: unknown) => options.log.warn({ err }, "backup.not_emptied"));
      throw error;
    }
  } finally {
    await rm(drafts, { recursive: true, force: true });
    await client.end().catch(() => undefined);
  }
  await options.migrate(options.ownerUrl, {});
  options.log.info(count, "backup.restored");
  return count;
}

interface Restore {
  client: pg.Client;
  options: ReadBackup;
  drafts: string;
  count: RestoreCount;
}

/** The files move into place just before the rows are committed: no row ever points to a file that is not there. */
async function restoreEntries(restore: Restore, head: ArchiveHead, entries: AsyncGenerator<Entry>): Promise<void> {
  const { client, options, drafts } = restore;
  await migrateTo(head.migrations, options, client);

  await client.query("begin");
  await client.query("set local app.scope = '*'; set local statement_timeout = 0");
  await client.query("set local idle_in_transaction_session_timeout = 0; set local client_encoding = 'UTF8'");
  for (const partition of head.partitions) await client.query(createPartition(partition));
  const expected = new Set((await listTables(client)).map(quoted));
  const aside = await layAside(client);
  // Some migrations bring rows of their own; the archive holds them as they have become.
  if (expected.size > 0) await client.query(`truncate ${[...expected].join(", ")}`);

  await mkdir(drafts, { recursive: true, mode: 0o700 });
  for await (const entry of entries) await restoreEntry(restore, entry, expected);
  const [missing] = expected;
  if (missing) throw new StartupError(`The archive does not hold the table ${missing}: nothing was restored.`);

  await putBack(client, aside);
  await refreshViews(client);
  for (const name of await readdir(drafts)) await rename(join(drafts, name), join(options.filesDir, name));
  await client.query("commit");
  await client.query("analyze");
}

async function restoreEntry(restore: Restore, { head, body }: Entry, expected: Set<string>): Promise<void> {
  switch (head.type) {
    case "table":
      if (!expected.delete(quoted(head))) {
        throw new StartupError(`The archive holds an unexpected table ${quoted(head)}: nothing was restored.`);
      }
      return restoreTable(restore, head, body);
    case "sequences":
      return restoreSequences(restore.client, body);
    case "file":
      return restoreFile(restore, head.path, body);
  }
}

async function restoreTable(
  { client, count }: Restore,
  table: { schema: string; name: string; columns: string[] },
  body: Entry["body"],
): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const target = copyIn(client, `copy ${quoted(table)} (${columns}) from stdin`);
  const end = await pour(body, target);
  if (end.rows !== target.rows) {
    throw new Error(`${quoted(table)}: ${target.rows} rows were loaded, the archive counted ${end.rows}`);
  }
  count.tables++;
  count.rows += target.rows;
}

async function restoreSequences(client: pg.Client, body: Entry["body"]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  for (const { value, called, ...sequence } of Sequences.parse(JSON.parse(Buffer.concat(chunks).toString()))) {
    await client.query("select setval($1::regclass, $2::bigint, $3)", [quoted(sequence), value, called]);
  }
}

async function restoreFile({ drafts, count }: Restore, path: string, body: Entry["body"]): Promise<void> {
  if (path === "" || path.includes("\0") || normalize(`/${path}`) !== `/${path}`) {
    throw new StartupError("The archive holds a file with a path outside its folder: nothing was restored.");
  }
  const place = join(drafts, path);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const file = await open(place, "wx", 0o600);
  await pour(body, file.createWriteStream({ flush: true }));
  count.files++;
}

/** Writes the entry's data and gives what its end says; a stream's `pipeline` alone would lose that. */
async function pour(body: Entry["body"], target: NodeJS.WritableStream): Promise<EntryEnd> {
  let end: EntryEnd | undefined;
  const keepingEnd = async function* () {
    end = yield* body;
  };
  await pipeline(keepingEnd, target);
  if (!end) throw new Error("an entry without an end");
  return end;
}

async function migrateTo(recorded: string[], options: ReadBackup, client: pg.Client): Promise<void> {
  const upTo = recorded.at(-1);
  await options.migrate(options.ownerUrl, upTo === undefined ? {} : { upTo });
  const applied = await listAppliedMigrations(client);
  const differing =
    recorded.find((name) => !applied.includes(name)) ?? applied.find((name) => !recorded.includes(name));
  if (differing) {
    throw new StartupError(
      `The archive was made by another version of the server (they differ in migration ${differing}): restore it with that version, then update.`,
    );
  }
}

/** Partitions that the server made while it ran, by the month say, are not in the migrations. */
function createPartition({ parent, bound, key, ...partition }: ArchiveHead["partitions"][number]): string {
  const divided = key ? ` partition by ${key}` : "";
  return `create table if not exists ${quoted(partition)} partition of ${quoted(parent)} ${bound}${divided}`;
}

async function assertEmpty(client: pg.Client, filesDir: string): Promise<void> {
  const tables = await listTables(client);
  const { rows } = await client.query<{ migrated: boolean }>(
    "select to_regclass('public.migration') is not null as migrated",
  );
  if (tables.length > 0 || rows[0]?.migrated) {
    throw new StartupError("The database is not empty: restore into a new one, so that nothing is overwritten.");
  }
  if (existsSync(filesDir) && (await readdir(filesDir)).some((name) => name !== draftsName)) {
    throw new StartupError(`The folder ${filesDir} is not empty: move its files away, so that nothing is overwritten.`);
  }
}

async function listSchemas(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspname !~ '^pg_'",
  );
  return rows.map(({ name }) => name);
}

/** Takes away what the migrations had made; nothing else can be there, because the database was empty before. */
async function emptyAgain(client: pg.Client, schemasBefore: string[]): Promise<void> {
  await client.query("rollback");
  for (const schema of await listSchemas(client)) {
    if (!schemasBefore.includes(schema)) await client.query(`drop schema ${pg.escapeIdentifier(schema)} cascade`);
  }
  await client.query("drop table if exists public.migration");
}
