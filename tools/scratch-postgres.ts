import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { migrate } from "../server/kernel/database/migrate.ts";
import { startEmbeddedPostgres } from "../server/kernel/postgres/embedded-postgres.ts";

export interface ScratchPostgres {
  ownerUrl: string;
  appUrl: string;
  superuserUrl: string;
  stop(): Promise<void>;
}

/** A migrated database of our own on a PostgreSQL that lives until `stop`, for tools that read the catalogue. */
export async function scratchPostgres(settings: Record<string, string> = { fsync: "off" }): Promise<ScratchPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), "gonghui-scratch-"));
  const log = pino({ level: "silent" });
  const postgres = await startEmbeddedPostgres({ dataDir, superuserPassword: "scratch", settings, log });
  const superuserUrl = postgres.url("postgres", "scratch", "postgres");
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query("create role gonghui_owner login createrole password 'scratch'");
  await client.query("create database gonghui owner gonghui_owner");
  await client.end();
  const ownerUrl = postgres.url("gonghui_owner", "scratch", "gonghui");
  const stop = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await migrate(ownerUrl, { appPassword: "scratch" });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ownerUrl, appUrl: postgres.url("gonghui_app", "scratch", "gonghui"), superuserUrl, stop };
}
