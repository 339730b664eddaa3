import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { StartupError } from "./startup-error.ts";

const flag = z.enum(["0", "1"]).transform((text) => text === "1");

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default("./.data"),
  DATABASE_URL: z.string().optional(),
  DATABASE_DIRECT_URL: z.string().optional(),
  MIGRATE: flag.default(true),
  REDIS_URL: z.string().optional(),
  WORKERS: z.coerce.number().int().min(1).max(256).default(1),
  DEMO: flag.optional(),
  DEMO_CROWD: flag.default(true),
  SECRETS_FILE: z.string().optional(),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  TRUST_PROXY: z.string().optional(),
  OUTBOUND_INSIDE: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(64).default(12),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** The app role's address; absent means the embedded PostgreSQL. */
  databaseUrl?: string;
  /** The owner role's address, direct: migrations and LISTEN. */
  databaseDirectUrl?: string;
  databasePool: number;
  migrate: boolean;
  redisUrl?: string;
  workers: number;
  /** Asked for by DEMO; undefined leaves it to the kind of database (1 when embedded, else 0). */
  demo?: boolean;
  /** Invented members take part in the demo round. */
  demoCrowd: boolean;
  secretsFile?: string;
  publicUrl?: string;
  logLevel: string;
  trustProxy?: string;
  /** Hosts, addresses and networks inside that the server may ask: an identity service of the intranet. */
  outboundInside: string[];
  cores: number;
}

/** Reads the settings of interface.md from the environment. Throws StartupError naming the variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const cleaned = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(cleaned);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartupError(`The setting ${String(issue?.path[0])} is wrong: ${issue?.message}.`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(e.DATA_DIR),
    ...(e.DATABASE_URL === undefined ? {} : { databaseUrl: e.DATABASE_URL }),
    ...(e.DATABASE_DIRECT_URL === undefined ? {} : { databaseDirectUrl: e.DATABASE_DIRECT_URL }),
    databasePool: e.DATABASE_POOL,
    migrate: e.MIGRATE,
    ...(e.REDIS_URL === undefined ? {} : { redisUrl: e.REDIS_URL }),
    workers: e.WORKERS,
    ...(e.DEMO === undefined ? {} : { demo: e.DEMO }),
    demoCrowd: e.DEMO_CROWD,
    ...(e.SECRETS_FILE === undefined ? {} : { secretsFile: e.SECRETS_FILE }),
    ...(e.PUBLIC_URL === undefined ? {} : { publicUrl: e.PUBLIC_URL }),
    logLevel: e.LOG_LEVEL,
    ...(e.TRUST_PROXY === undefined ? {} : { trustProxy: e.TRUST_PROXY }),
    outboundInside: (e.OUTBOUND_INSIDE ?? "").split(",").flatMap((place) => place.trim() || []),
    cores: availableParallelism(),
  };
}

/** Where the keys lie. */
export const secretsFileOf = ({ secretsFile, dataDir }: Pick<Config, "secretsFile" | "dataDir">): string =>
  secretsFile ?? join(dataDir, "secrets.json");
