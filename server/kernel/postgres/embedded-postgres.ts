import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StartupError } from "../startup-error.ts";
import { takeLock } from "./data-folder.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { createClusterIfMissing } from "./postgres-cluster.ts";
import { type EmbeddedPostgresLog, launch, type PostgresProcess, shutDown, supervise } from "./postgres-process.ts";
import { choosePostgresUser, type PostgresUser } from "./postgres-user.ts";

export interface EmbeddedPostgresOptions {
  /** Holds the database files (postgres/), the socket (run/) and the log (postgres.log). */
  dataDir: string;
  superuserPassword: string;
  /** PostgreSQL settings, over our defaults. */
  settings?: Record<string, string>;
  /** Also listen on 127.0.0.1, on a free port. */
  tcp?: boolean;
  log: EmbeddedPostgresLog;
  /** Called when PostgreSQL serves again after an unexpected end. */
  onRestart?(): void;
}

export type { EmbeddedPostgresLog };

export interface EmbeddedPostgres {
  /** A connection string for node-postgres. */
  url(user: string, password: string, database: string): string;
  readonly socketDir: string;
  readonly port: number;
  /** Of the present postmaster; changes with a restart. */
  readonly pid: number;
  /** Shuts down in order and waits for it; harmless when repeated. */
  stop(): Promise<void>;
}

/** Durability stays at PostgreSQL's safe defaults; nothing a person typed may reach the log. */
const defaults = {
  shared_buffers: "256MB",
  max_connections: "100",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  idle_in_transaction_session_timeout: "60s",
  log_checkpoints: "off",
  // Errors belong to the server, which logs them without values; terse drops the details, which quote whole rows.
  log_min_messages: "log",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
};

/**
 * Starts a PostgreSQL of our own in the data folder, makes its files on the first run, and keeps it running: should
 * it die, it is started again at once. Resolves when it serves. Throws StartupError with one line to act on.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === "win32") {
    throw new StartupError("The embedded PostgreSQL runs on Linux and macOS: set DATABASE_URL to your own PostgreSQL.");
  }
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = takeLock(join(dataDir, "postgres.lock"), `The database in ${dataDir} is in use by another server`);
  try {
    return await startLocked(options, dataDir, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startLocked(options: EmbeddedPostgresOptions, dataDir: string, unlock: () => void) {
  const binaries = findPostgresBinaries();
  const user = choosePostgresUser(dataDir, binaries.postgres);
  options.log.info({ user: user.description }, "postgres.user");
  const runDir = makeFolder(join(dataDir, "run"), user);
  const clusterDir = join(dataDir, "postgres");
  await createClusterIfMissing({ ...options, clusterDir, runDir, binaries, user });

  const socketDir = chooseSocketDir(runDir, user);
  const port = options.tcp ? await freePort() : 5432;
  const addresses = options.tcp ? "127.0.0.1" : "";
  const place = { unix_socket_directories: socketDir, port: String(port), listen_addresses: addresses };
  const settings = Object.entries({ ...defaults, ...options.settings, ...place });
  const commandLine = [
    binaries.postgres,
    "-D",
    clusterDir,
    ...settings.flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  const logFile = join(dataDir, "postgres.log");
  const server: PostgresProcess = { clusterDir, logFile, commandLine, user, log: options.log, stopping: false };

  await launch(server);
  const supervision = supervise(server, options.onRestart);
  const endWithUs = () => server.child?.kill("SIGINT");
  process.once("exit", endWithUs);
  const stop = async () => {
    server.stopping = true;
    await shutDown(server);
    await supervision;
    process.off("exit", endWithUs);
    if (socketDir !== runDir) rmSync(socketDir, { recursive: true, force: true });
    unlock();
  };
  return handle(server, { socketDir, port, tcp: options.tcp ?? false, stop });
}

function handle(
  server: PostgresProcess,
  at: { socketDir: string; port: number; tcp: boolean; stop(): Promise<void> },
): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  return {
    socketDir: at.socketDir,
    port: at.port,
    get pid() {
      return server.child?.pid ?? 0;
    },
    url(user, password, database) {
      const who = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
      const name = encodeURIComponent(database);
      if (at.tcp) return `postgres://${who}@127.0.0.1:${at.port}/${name}`;
      return `postgres://${who}@/${name}?host=${encodeURIComponent(at.socketDir)}&port=${at.port}`;
    },
    stop() {
      stopped ??= at.stop();
      return stopped;
    },
  };
}

/** A socket's path may have about 100 bytes, so a deep data folder needs another place for it. */
function chooseSocketDir(runDir: string, user: PostgresUser): string {
  const fits = (dir: string) => Buffer.byteLength(join(dir, ".s.PGSQL.65535.lock")) <= 100;
  if (fits(runDir)) return runDir;
  const temporary = fits(join(tmpdir(), "gonghui-000000")) ? tmpdir() : "/tmp";
  return makeFolder(mkdtempSync(join(temporary, "gonghui-")), user);
}

function makeFolder(dir: string, user: PostgresUser): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  user.own(dir);
  return dir;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
