import pg from "pg";
import type { Logger } from "pino";
import type { Config } from "#kernel/config";
import { migrate, pendingMigrations } from "#kernel/database/migrate";
import { startEmbeddedPostgres } from "#kernel/postgres/embedded-postgres";
import type { Secrets } from "#kernel/secrets/secrets";
import { StartupError } from "#kernel/startup-error";

export interface OpenedDatabase {
  /** The app role's address. */
  appUrl: string;
  /** The owner role's direct address: migrations, LISTEN, the leader's lock. */
  ownerUrl: string;
  stop(): Promise<void>;
}

const appRole = "gonghui_app";

/** Starts the embedded PostgreSQL or takes the given one; nothing is migrated yet. Throws StartupError. */
export async function openDatabase(config: Config, secrets: Secrets, log: Logger): Promise<OpenedDatabase> {
  if (config.databaseUrl === undefined && config.databaseDirectUrl === undefined)
    return openEmbedded(config, secrets, log);
  const ownerUrl = config.databaseDirectUrl ?? config.databaseUrl ?? "";
  assertPostgresUrl("DATABASE_DIRECT_URL", ownerUrl);
  const given = config.databaseDirectUrl === undefined ? undefined : config.databaseUrl;
  if (given !== undefined) assertPostgresUrl("DATABASE_URL", given);
  return { ownerUrl, appUrl: given ?? withUser(ownerUrl, appRole, secrets.database.app), stop: async () => undefined };
}

async function openEmbedded(config: Config, secrets: Secrets, log: Logger): Promise<OpenedDatabase> {
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    superuserPassword: secrets.database.superuser,
    log,
    onRestart: () => log.warn({}, "database.restarted"),
  });
  try {
    await makeOwner(postgres.url("postgres", secrets.database.superuser, "postgres"), secrets.database.owner);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    ownerUrl: postgres.url("gonghui_owner", secrets.database.owner, "gonghui"),
    appUrl: postgres.url(appRole, secrets.database.app, "gonghui"),
    stop: () => postgres.stop(),
  };
}

/** The owner's role and the database, on the first start of an embedded PostgreSQL. */
async function makeOwner(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const role = await client.query("select 1 from pg_roles where rolname = 'gonghui_owner'");
    const secret = client.escapeLiteral(password);
    if (role.rowCount === 0) await client.query(`create role gonghui_owner login createrole password ${secret}`);
    const known = await client.query("select 1 from pg_database where datname = 'gonghui'");
    if (known.rowCount === 0) await client.query("create database gonghui owner gonghui_owner");
  } finally {
    await client.end();
  }
}

/** Migrates (or, with MIGRATE=0, only looks), makes sure of the app role, and refuses to serve as a role that rules do not bind. */
export async function prepareDatabase(
  database: OpenedDatabase,
  config: Config,
  secrets: Secrets,
  log: Logger,
): Promise<void> {
  const ours = config.databaseDirectUrl === undefined || config.databaseUrl === undefined;
  const onApplied = (name: string) => log.info({ migration: name }, "database.migrated");
  if (config.migrate)
    await migrate(database.ownerUrl, { onApplied, ...(ours ? { appPassword: secrets.database.app } : {}) });
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect().catch((error: Error) => {
    throw new StartupError(`The database cannot be reached: ${error.message}`);
  });
  try {
    const pending = await pendingMigrations((text) => client.query(text)).catch(() => ["all"]);
    if (pending.length > 0)
      throw new StartupError("The database has not been migrated: run npm run migrate, or start without MIGRATE=0.");
    if (!ours) await joinAppRole(client, new pg.Client({ connectionString: config.databaseUrl }).user ?? "");
  } finally {
    await client.end();
  }
  await assertBound(database.appUrl);
}

/** An app role of the union's own choice works through the rights of ours. */
async function joinAppRole(client: pg.Client, user: string): Promise<void> {
  if (user === appRole || user === "") return;
  const { rows } = await client
    .query<{ member: boolean }>("select pg_has_role($1, $2, 'usage') as member", [user, appRole])
    .catch(() => ({ rows: [] }));
  if (rows[0]?.member === true) return;
  await client.query(`grant ${appRole} to ${client.escapeIdentifier(user)}`).catch((error: Error) => {
    throw new StartupError(`The role ${user} of DATABASE_URL cannot be given the app's rights: ${error.message}`);
  });
}

async function assertBound(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect().catch((error: Error) => {
    throw new StartupError(`The database cannot be reached with the app role's address: ${error.message}`);
  });
  try {
    const { rows } = await client.query<{ free: boolean; owns: boolean }>(`
      select r.rolsuper or r.rolbypassrls as free,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('kernel', 'stock', 'membership') and pg_has_role(current_user, c.relowner, 'member')) as owns
      from pg_roles r where r.rolname = current_user`);
    if (rows[0]?.free !== false || rows[0].owns)
      throw new StartupError(
        "DATABASE_URL is the address of an owner, a superuser or a role with BYPASSRLS: the server works only as a role that row level security binds.",
      );
  } finally {
    await client.end();
  }
}

function assertPostgresUrl(name: string, text: string): void {
  if (
    !/^postgres(ql)?:\/\//.test(text) ||
    !URL.canParse(text.replace(/^postgres(ql)?:\/\/([^@/]*@)?\//, "postgres://$2localhost/"))
  )
    throw new StartupError(`${name} is not an address of PostgreSQL (postgres://user:password@host:5432/database).`);
}

/** The same address for another role; also for addresses of a socket, which the URL class cannot read. */
function withUser(url: string, user: string, password: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/, `$1${user}:${encodeURIComponent(password)}@`);
}
