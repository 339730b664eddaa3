import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable, Writable } from "node:stream";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../postgres/embedded-postgres.ts";
import { StartupError } from "../startup-error.ts";
import { contentsOf, migrations, rows, rulesOf } from "./backup.fixture.ts";
import { writeBackup } from "./backup.ts";
import { readBackup } from "./restore.ts";

const log = { info() {}, warn() {}, error() {} };
const files = { "a.txt": "hello", "深/层/文件.bin": "\0\u0001\n".repeat(100_000), empty: "" };
let dir: string;
let postgres: EmbeddedPostgres;
let identity: string;
let recipient: string;
let archive: Buffer;
let databases = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "gonghui-test-"));
  const settings = { shared_buffers: "64MB", max_connections: "20", fsync: "off" };
  postgres = await startEmbeddedPostgres({ dataDir: join(dir, "data"), superuserPassword: "super", settings, log });
  await ask("postgres", "create role owner login password 'owner'");
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  await createDatabase("origin");
  await migrate(migrations)(ownerUrl("origin"));
  await ask(ownerUrl("origin"), rows);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, "files", path)), { recursive: true });
    writeFileSync(join(dir, "files", path), content);
  }
  archive = await backup();
});

afterAll(async () => {
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

describe("a backup", () => {
  test("restores every row, file, sequence and rule", async () => {
    const { count, database, filesDir } = await restore();
    expect(count).toEqual({ tables: 8, rows: 30_016, files: 3 });
    expect(await contents(database)).toEqual(await contents("origin"));
    for (const [path, content] of Object.entries(files))
      expect(readFileSync(join(filesDir, path), "utf8")).toBe(content);
    expect(readdirSync(filesDir).sort()).toEqual(["a.txt", "empty", "深"]);

    expect(await rules(database)).toEqual(await rules("origin"));
    expect(await ask(ownerUrl(database), "select * from yard.total")).toEqual([{ fen: "9007199254741493" }]);
    expect(await ask(ownerUrl(database), "select nextval('yard.ticket')::int as n")).toEqual([{ n: 42 }]);
    const insert = "set app.scope = '*'; insert into yard.person (node) values ('1') returning id::int";
    expect(await ask(ownerUrl(database), insert)).toEqual([{ id: 30_002 }]);
    await expect(ask(ownerUrl(database), "delete from yard.ledger")).rejects.toThrow("append only");
    await expect(ask(ownerUrl(database), "delete from yard.player")).rejects.toThrow("foreign key");
    expect(await ask(ownerUrl(database), "select count(*)::int as n from yard.person")).toEqual([{ n: 0 }]);
  });

  test("shows nothing of what it holds", () => {
    for (const text of ["visible to the server alone", "yard", "hello", "张三"])
      expect(archive.includes(text)).toBe(false);
  });

  test("is of one moment, whatever is written meanwhile", async () => {
    let chunks = 0;
    const meanwhile = "insert into yard.branch values (100, 9); insert into yard.setting values ('late', 'x')";
    // The second chunk holds rows already; yard.setting comes after them.
    const during = await backup(async () => {
      if (++chunks === 2) await ask(ownerUrl("origin"), meanwhile);
    });
    await ask(
      ownerUrl("origin"),
      "delete from yard.branch where id = 100; delete from yard.setting where key = 'late'",
    );
    await ask(ownerUrl("origin"), "update yard.setting set value = '3' where key = 'tally'");
    expect(chunks).toBeGreaterThan(2);
    const { database } = await restore({ source: during });
    expect(await contents(database)).toEqual(await contents("origin"));
  });

  test("that cannot be written down fails, and leaves no connection behind", async () => {
    const full = async () => {
      throw new Error("no space left on device");
    };
    await expect(backup(full)).rejects.toThrow("no space left on device");
    const left = "select count(*)::int as n from pg_stat_activity where application_name = 'gonghui-backup'";
    while ((await ask("postgres", left))[0]?.n !== 0);
  });

  test("is refused when a policy hides rows from the server itself, naming the table", async () => {
    const policies: [sql: string, hides: boolean][] = [
      ["using (true)", false],
      ["using (yard.scope() @> node)", false],
      ["using (node <@ any (yard.scope()))", false],
      ["using (done and node = 'a' or yard.scope() @> node)", false],
      ["using (done) with check (true)", true],
      ["using (yard.scope() @> node and done is not true)", true],
      ["using (node = '' or node = 'a')", true],
      ["using (yard.scope() @> maybe)", true],
      ["using (current_setting('app.person', true) <> '')", true],
      ["for update using (true)", true],
      ["as restrictive using (true)", true],
    ];
    const database = await createDatabase();
    await migrate(migrations)(ownerUrl(database));
    for (const [policy, hides] of policies) {
      await ask(
        ownerUrl(database),
        `drop table if exists yard.guarded; create table yard.guarded (node ltree not null, maybe ltree, done boolean);
        alter table yard.guarded enable row level security; alter table yard.guarded force row level security;
        create policy p on yard.guarded ${policy}`,
      );
      const outcome = await backup(undefined, ownerUrl(database)).then(
        () => "written",
        (error: Error) => error,
      );
      if (!hides) expect(outcome, policy).toBe("written");
      else
        expect(outcome, policy).toMatchObject({
          name: "StartupError",
          message: expect.stringContaining("policies of yard.guarded hide"),
        });
    }
  });
});

describe("a restore", () => {
  test("notices every changed byte and every cut, and leaves nothing behind", async () => {
    const target = await createDatabase();
    const positions = [
      0,
      30,
      60,
      120,
      180,
      200,
      300,
      70_000,
      archive.length >> 1,
      archive.length - 17,
      archive.length - 1,
    ];
    const damaged = positions.map((at) => {
      const copy = Buffer.from(archive);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return copy;
    });
    const cut = [0, 100, 250, archive.length >> 1, archive.length - 1].map((length) => archive.subarray(0, length));
    for (const source of [...damaged, ...cut]) {
      const error = await restore({ database: target, source }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StartupError);
      expect((error as Error).message).toMatch(/^The (archive is damaged|identity does not fit)[^\n]*$/);
    }
    const filesDir = join(mkdtempSync(join(dir, "twice-")), "files");
    await expect(restore({ database: target, filesDir, source: cut[3] ?? archive })).rejects.toThrow(StartupError);
    expect(readdirSync(filesDir)).toEqual([]);
    expect((await restore({ database: target, filesDir })).count).toMatchObject({ rows: 30_016, files: 3 });
  });

  test("is refused to another identity, and to what is no identity", async () => {
    const other = await generateX25519Identity();
    await expect(restore({ identity: other })).rejects.toThrow(/^The identity does not fit this archive/);
    await expect(restore({ identity: recipient })).rejects.toThrow(/^The identity is not a valid age identity/);
  });

  test("never overwrites: database and folder must be empty", async () => {
    const database = await createDatabase();
    await ask(ownerUrl(database), "create schema s create table t (n int)");
    await expect(restore({ database })).rejects.toThrow(/^The database is not empty/);
    expect(await ask(ownerUrl(database), "select * from s.t")).toEqual([]);

    const filesDir = join(mkdtempSync(join(dir, "full-")), "files");
    mkdirSync(filesDir);
    writeFileSync(join(filesDir, "mine"), "mine");
    await expect(restore({ filesDir })).rejects.toThrow(/^The folder .* is not empty/);
    expect(readdirSync(filesDir)).toEqual(["mine"]);
  });

  test("migrates an older archive onwards, and refuses one from a newer server", async () => {
    const newer = [...migrations, ["3_next.sql", "alter table yard.team add column motto text"] as [string, string]];
    const { database } = await restore({ migrate: migrate(newer) });
    expect(await ask(ownerUrl(database), "select id, motto from yard.team order by id")).toEqual([
      { id: 1, motto: null },
      { id: 2, motto: null },
    ]);
    const fromNewer = await backup(undefined, ownerUrl(database));
    await expect(restore({ source: fromNewer })).rejects.toThrow(
      /^The archive was made by another version .*3_next\.sql/,
    );
  });
});

const ownerUrl = (database: string) => postgres.url("owner", "owner", database);

function migrate(list: [name: string, sql: string][]) {
  return async (url: string, { upTo }: { upTo?: string } = {}) => {
    await ask(url, "create table if not exists public.migration (name text primary key)");
    for (const [name, sql] of list) {
      const done = await ask(url, `select from public.migration where name = '${name}'`);
      if (done.length === 0) await ask(url, `begin; ${sql}; insert into public.migration values ('${name}'); commit`);
      if (name === upTo) break;
    }
  };
}

/** A new database of the owner's, in which extensions may be made. */
async function createDatabase(name = `d${++databases}`): Promise<string> {
  await ask("postgres", `create database ${name} owner owner`);
  return name;
}

async function backup(onChunk: () => Promise<void> = async () => {}, url = ownerUrl("origin")): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      onChunk().then(() => done(), done);
    },
  });
  await writeBackup({ ownerUrl: url, filesDir: join(dir, "files"), recipient, out, log });
  return Buffer.concat(chunks);
}

interface Restoring {
  source: Buffer;
  database: string;
  identity: string;
  filesDir: string;
  migrate: ReturnType<typeof migrate>;
}

async function restore(given: Partial<Restoring> = {}) {
  const database = given.database ?? (await createDatabase());
  const filesDir = given.filesDir ?? join(mkdtempSync(join(dir, "restored-")), "files");
  const count = await readBackup({
    ownerUrl: ownerUrl(database),
    identity,
    migrate: migrate(migrations),
    log,
    ...given,
    filesDir,
    source: Readable.from(pieces(given.source ?? archive)),
  });
  return { count, database, filesDir };
}

function* pieces(buffer: Buffer): Generator<Buffer> {
  for (let at = 0; at < buffer.length; at += 10_000) yield buffer.subarray(at, at + 10_000);
}

const asSuperuser = (database: string) => (sql: string) => ask(postgres.url("postgres", "super", database), sql);
const contents = (database: string) => contentsOf(asSuperuser(database));
const rules = (database: string) => rulesOf(asSuperuser(database));

async function ask(database: string, sql: string): Promise<Record<string, unknown>[]> {
  const connectionString = database === "postgres" ? postgres.url("postgres", "super", "postgres") : database;
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const results: unknown = await client.query(sql);
    const last = (Array.isArray(results) ? results.at(-1) : results) as pg.QueryResult;
    return last.rows;
  } finally {
    await client.end();
  }
}
