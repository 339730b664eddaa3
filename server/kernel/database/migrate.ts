import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { StartupError } from "../startup-error.ts";

export interface MigrateOptions {
  /** Password to give the app role when it must be made; without it an existing role is used as it is. */
  appPassword?: string;
  appRole?: string;
  /** Stop after this migration (restore brings a database to the archive's state first). */
  upTo?: string;
  onApplied?: (name: string) => void;
}

const serverDir = join(import.meta.dirname, "..", "..");
const lockKey = 7_061_126;

/** Every migration of kernel, engines and modules, in the order of their file names (one global order). */
export async function listMigrations(): Promise<{ name: string; path: string }[]> {
  const rooms = [join(serverDir, "kernel")];
  for (const floor of ["engines", "modules"]) {
    const entries = await readdir(join(serverDir, floor), { withFileTypes: true }).catch(() => []);
    rooms.push(...entries.filter((entry) => entry.isDirectory()).map((entry) => join(serverDir, floor, entry.name)));
  }
  const found: { name: string; path: string }[] = [];
  for (const room of rooms) {
    const folder = join(room, "migrations");
    const files = await readdir(folder).catch(() => []);
    for (const name of files) if (name.endsWith(".sql")) found.push({ name, path: join(folder, name) });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Brings the database at `ownerUrl` to the newest state, each migration in its own transaction, under an advisory lock.
 * Returns the names applied now. Throws StartupError for a database that cannot be used.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "gonghui-migrate" });
  await client.connect().catch((error: Error) => {
    throw new StartupError(`The database cannot be reached with the owner's address: ${error.message}`);
  });
  try {
    await assertUsable(client);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await ensureAppRole(client, options);
    return await applyPending(client, options);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Names of the migrations that the database has not seen. Empty means it is current. */
export async function pendingMigrations(
  query: (sql: string) => Promise<{ rows: { name: string }[] }>,
): Promise<string[]> {
  const applied = await query("select name from public.migration");
  const known = new Set(applied.rows.map((row) => row.name));
  return (await listMigrations()).map((m) => m.name).filter((name) => !known.has(name));
}

async function assertUsable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; splits: boolean; encoding: string }>(`
    select current_setting('server_version_num')::int as version,
      '城' ~ '[[:alpha:]]' as splits, pg_encoding_to_char(encoding) as encoding
    from pg_database where datname = current_database()`);
  const facts = rows[0];
  if (facts === undefined) throw new StartupError("The database gave no answer about itself.");
  if (facts.version < 150_000) throw new StartupError("PostgreSQL 15 or newer is needed.");
  if (facts.encoding !== "UTF8")
    throw new StartupError(`The database's encoding is ${facts.encoding}; it must be UTF8.`);
  if (!facts.splits)
    throw new StartupError(
      "The database's locale cannot split Chinese text (search would find nothing). Create it with LC_CTYPE C.UTF-8 or zh_CN.UTF-8.",
    );
}

async function ensureAppRole(client: pg.Client, options: MigrateOptions): Promise<void> {
  const role = options.appRole ?? "gonghui_app";
  const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    "select rolsuper, rolbypassrls from pg_roles where rolname = $1",
    [role],
  );
  const known = rows[0];
  if (known?.rolsuper || known?.rolbypassrls)
    throw new StartupError(`The app role ${role} can bypass row level security. Take SUPERUSER and BYPASSRLS from it.`);
  const password = options.appPassword === undefined ? "" : ` password ${client.escapeLiteral(options.appPassword)}`;
  if (known === undefined) {
    await client
      .query(`create role ${client.escapeIdentifier(role)} login nosuperuser nobypassrls${password}`)
      .catch((error) => {
        throw new StartupError(
          `The app role ${role} cannot be made (${error.message}). Create it, or use an owner who may.`,
        );
      });
  } else if (options.appPassword !== undefined) {
    await client.query(`alter role ${client.escapeIdentifier(role)}${password}`);
  }
}

async function applyPending(client: pg.Client, options: MigrateOptions): Promise<string[]> {
  await client.query(
    `create table if not exists public.migration (name text primary key, applied_at timestamptz not null default now())`,
  );
  await client.query("grant usage on schema public to gonghui_app; grant select on public.migration to gonghui_app");
  const known = new Set(
    (await client.query<{ name: string }>("select name from public.migration")).rows.map((row) => row.name),
  );
  const applied: string[] = [];
  for (const { name, path } of await listMigrations()) {
    if (known.has(name)) continue;
    await applyOne(client, name, await readFile(path, "utf8"));
    applied.push(name);
    options.onApplied?.(name);
    if (name === options.upTo) break;
  }
  if (applied.length > 0) await letOwnerMove(client);
  return applied;
}

/** New tables with paths must follow when a node moves; see the migration of moves. */
async function letOwnerMove(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regprocedure('kernel.let_owner_move()') is not null as there",
  );
  if (rows[0]?.there === true) await client.query("select kernel.let_owner_move()");
}

async function applyOne(client: pg.Client, name: string, text: string): Promise<void> {
  await client.query("begin");
  try {
    await client.query("set local app.scope = '*'");
    await client.query(text);
    await client.query("insert into public.migration (name) values ($1)", [name]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw new StartupError(`Migration ${name} failed: ${(error as Error).message}`);
  }
}
