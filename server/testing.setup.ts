import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { migrate } from "./kernel/database/migrate.ts";
import { startEmbeddedPostgres } from "./kernel/postgres/embedded-postgres.ts";

/** Starts one PostgreSQL for the whole test run and migrates the template that every test file clones. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "gonghui-test-"));
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const postgres = await startEmbeddedPostgres({
    dataDir,
    superuserPassword: "test",
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
    log,
  });
  const superuserUrl = postgres.url("postgres", "test", "postgres");
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query("create role gonghui_owner login createrole password 'test'");
  await client.query("create database gonghui_template owner gonghui_owner");
  await client.end();
  const ownerUrl = postgres.url("gonghui_owner", "test", "gonghui_template");
  await migrate(ownerUrl, { appPassword: "test" });
  process.env.TEST_SUPERUSER_URL = superuserUrl;
  process.env.TEST_OWNER_URL = ownerUrl;
  process.env.TEST_APP_URL = postgres.url("gonghui_app", "test", "gonghui_template");
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
