import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { DB } from "../../../db/tables.gen.ts";

/** A connection or a transaction; a store function takes it first and does one query. */
export type Db = Kysely<DB>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface ConnectOptions {
  max?: number;
  applicationName?: string;
  /** Milliseconds to wait for a free connection before answering "unavailable". */
  connectTimeout?: number;
  /** Milliseconds one statement may run; 0 for none (migrations, backup). */
  statementTimeout?: number;
  onError?: (error: Error) => void;
}

// One truth for types that PostgreSQL and JavaScript see differently: days stay text, bigints are numbers while they fit.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text));

/** Opens a pool on `url` and a Kysely over it. Nothing is connected until the first query. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    application_name: options.applicationName ?? "gonghui",
    connectionTimeoutMillis: options.connectTimeout ?? 1500,
    statement_timeout: options.statementTimeout ?? 15_000,
    idle_in_transaction_session_timeout: 15_000,
    // Locks are waited for and then the newest row counts: at another isolation, which a database may have as its usual one, whoever
    // waited would be refused. Days are reckoned in one zone in the code, never in that of a session.
    options: "-c default_transaction_isolation=read\\ committed -c timezone=UTC",
    keepAlive: true,
  });
  pool.on("error", (error) => options.onError?.(error));
  // A client that is lent out has no listener of the pool's; without one, PostgreSQL's death in a transaction ends the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, pool, close: () => db.destroy() };
}

/** True when `error` is PostgreSQL's unique violation, of `constraint` if given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const e = error as { code?: string; constraint?: string };
  return e.code === "23505" && (constraint === undefined || e.constraint === constraint);
}

/** True when `error` is PostgreSQL's exclusion violation of `constraint`: the row overlaps another. */
export function isExclusionViolation(error: unknown, constraint: string): boolean {
  const e = error as { code?: string; constraint?: string };
  return e.code === "23P01" && e.constraint === constraint;
}

/** True when the database cannot be reached or is going up or down: the caller may try again. */
export function isUnreachable(error: unknown): boolean {
  const e = error as { code?: string; message?: string; syscall?: string };
  const codes = ["57P01", "57P02", "57P03", "08006", "08001", "08003", "08004", "53300"];
  if (e.code !== undefined && codes.includes(e.code)) return true;
  // Errors of the network, not of files: a missing file says ENOENT too.
  if (["connect", "read", "write", "getaddrinfo"].includes(e.syscall ?? "") && /^E[A-Z]+$/.test(e.code ?? ""))
    return true;
  return /Connection terminated|timeout exceeded when trying to connect|Connection ended|not queryable/i.test(
    e.message ?? "",
  );
}
