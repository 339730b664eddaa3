import { randomBytes } from "node:crypto";
import pg from "pg";
import pino from "pino";
import type { Actor } from "./actor.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Ctx } from "./context.ts";
import { connect, type Database } from "./database/db.ts";

/** One database of its own, cloned from the migrated template that the test run made (see server/testing.setup.ts). */
export interface TestDatabase extends Database {
  ownerUrl: string;
  appUrl: string;
  /** A context of the given actor on this database; by default the server itself. */
  ctx(actor?: Actor, clock?: Clock): Ctx;
  drop(): Promise<void>;
}

const environment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run through vitest, whose global setup starts PostgreSQL.`);
  return value;
};

/** Clones the template; about 50 ms. Call `drop()` at the end. */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name} template gonghui_template`);
  const ownerUrl = environment("TEST_OWNER_URL").replace("gonghui_template", name);
  const appUrl = environment("TEST_APP_URL").replace("gonghui_template", name);
  const database = connect(appUrl, { max: options.max ?? 10, connectTimeout: 10_000 });
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  return {
    ...database,
    ownerUrl,
    appUrl,
    ctx: (actor = { kind: "system", name: "test" }, clock = systemClock) => ({ db: database.db, actor, clock, log }),
    drop: async () => {
      await database.close();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: environment("TEST_SUPERUSER_URL") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
