import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { codeKeys } from "#engines/codes";
import { readConfig } from "#kernel/config";
import type { App } from "#kernel/http/http";
import { loadSecrets } from "#kernel/secrets/secrets";
import { openDatabase, prepareDatabase } from "./database.ts";
import type { World } from "./modules/benefits/benefits.builders.ts";
import { openRuntime } from "./runtime.ts";
import { serve } from "./serve.ts";

/** A server as it runs in earnest, with a PostgreSQL and a data folder of its own. */
export async function aServerOfItsOwn() {
  const dataDir = await mkdtemp(join(tmpdir(), "gonghui-plaintext-"));
  // The process that works on imports takes the secrets from their file, as every process does.
  const secretsDir = await mkdtemp(join(tmpdir(), "gonghui-plaintext-secrets-"));
  const file = join(secretsDir, "secrets.json");
  const environment = { PORT: "0", DATA_DIR: dataDir, SECRETS_FILE: file, DATABASE_POOL: "6", LOG_LEVEL: "trace" };
  const config = readConfig(environment);
  const secrets = await loadSecrets({ file, createIfMissing: true, dataDir, requireOutside: false });
  const log = pino({ level: "trace" }, pino.destination({ dest: join(dataDir, "server.log"), sync: true }));
  const database = await openDatabase(config, secrets, log);
  await prepareDatabase(database, config, secrets, log);
  const options = { config, secrets, log, appUrl: database.appUrl, directUrl: database.ownerUrl, demo: true };
  const runtime = await openRuntime(options);
  const serving = await serve(options);
  const superuserUrl = database.ownerUrl.replace(
    /\/\/[^@]*@/,
    `//postgres:${encodeURIComponent(secrets.database.superuser)}@`,
  );
  const origin = `http://127.0.0.1:${serving.port}`;
  const app = { inject: injectInto(origin) } as unknown as App;
  const ctx = () => runtime.system("test");
  const world = {
    ...{ app, runtime, secrets, finder: runtime.sessions, codes: await codeKeys(secrets) },
    database: { ...runtime.database, ctx, appUrl: database.appUrl, ownerUrl: database.ownerUrl },
  } as unknown as World;
  const stop = async () => {
    await runtime.close();
    await serving.stop();
    await database.stop();
    for (const folder of [dataDir, secretsDir]) await rm(folder, { recursive: true, force: true });
  };
  return { dataDir, origin, superuserUrl, runtime, world, stop };
}

interface Asked {
  method?: string;
  url: string;
  headers?: Record<string, string>;
  payload?: object;
}

/** What `inject` does, over the network. */
function injectInto(base: string) {
  return async ({ method = "GET", url, headers = {}, payload }: Asked) => {
    const answer = await fetch(`${base}${url}`, {
      ...{ method, headers: { ...headers, ...(payload === undefined ? {} : { "content-type": "application/json" }) } },
      ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
    });
    const body = await answer.text();
    return { statusCode: answer.status, body, json: () => JSON.parse(body), headers: answer.headers };
  };
}

/** The ways in which a text may lie in memory or on disk, the beginning of longer ones included. */
export function disguisesOf(text: string): Map<string, Buffer> {
  const bytes = Buffer.from(text);
  const forms = new Map<string, Buffer>([
    ["as it is", bytes],
    ["hexadecimal", Buffer.from(bytes.toString("hex"))],
    ["UTF-16LE", Buffer.from(text, "utf16le")],
    ["UTF-16BE", Buffer.from(text, "utf16le").swap16()],
  ]);
  for (const shift of [0, 1, 2]) {
    // Only the signs that do not depend on what stands before and after.
    const coded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const stable = coded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    forms.set(`base64 at ${shift}`, Buffer.from(stable));
  }
  return forms;
}

/** Where one of the texts lies in a file below the folder, in whichever form. */
export async function hitsInFiles(folder: string, texts: readonly string[]): Promise<string[]> {
  // Tokens are text that nothing encodes again; numbers that people have may lie in any form.
  const formsOf = (text: string) => [...disguisesOf(text)].slice(0, /^\+?\d+$/.test(text) ? undefined : 2);
  const wanted = texts.flatMap((text) => formsOf(text).map(([form, bytes]) => ({ text, form, bytes })));
  const longest = Math.max(...wanted.map(({ bytes }) => bytes.length));
  const hits = new Set<string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    let rest: Buffer = Buffer.alloc(0);
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
        const block = Buffer.concat([rest, chunk as Buffer]);
        rest = block.subarray(Math.max(0, block.length - longest + 1));
        if (isEmpty(block)) continue; // most of a fresh write-ahead log
        for (const { text, form, bytes } of wanted) if (block.includes(bytes)) hits.add(`${path}: ${text} ${form}`);
      }
    } catch (error) {
      // PostgreSQL goes on working: what it has taken away since the folder was listed is there no more.
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
  }
  return [...hits];
}

const nothing = Buffer.alloc(2 << 20);
const isEmpty = (block: Buffer) => block.equals(nothing.subarray(0, block.length));

/** Which tables hold one of the texts in any column, in whichever form; and how many tables and rows were read. */
export async function hitsInDatabase(superuserUrl: string, texts: readonly string[]) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const forms = texts.flatMap((text) => [...disguisesOf(text).values()].map((bytes) => bytes.toString("latin1")));
    // A whole row as text shows bytea as hexadecimal digits, so each form is looked for in those digits too.
    const patterns = forms.flatMap((form) => [form, Buffer.from(form, "latin1").toString("hex")]);
    const usable = [...new Set(patterns.filter((form) => !form.includes("\0")))].map((form) => `%${form}%`);
    const hits: string[] = [];
    let read = 0;
    for (const { name } of tables) {
      const { rows } = await client.query<Record<"all" | "hit", unknown>>(
        `select count(*) as all, count(*) filter (where t::text like any($1)) as hit from ${name} t`,
        [usable],
      );
      read += Number(rows[0]?.all);
      if (Number(rows[0]?.hit) > 0) hits.push(`${name}: ${rows[0]?.hit} rows`);
    }
    return { hits, tables: tables.length, rows: read };
  } finally {
    await client.end();
  }
}

/** Everything that is only in memory is written to the files. */
export async function checkpoint(superuserUrl: string, statements: string[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  for (const statement of [...statements, "checkpoint"]) await client.query(statement);
  await client.end();
}
