import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { identifyProcess } from "../process-identity.ts";
import { StartupError } from "../startup-error.ts";
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.ts";

const isRoot = process.getuid?.() === 0;
const password = "p@ss /?#%word";
const small = { shared_buffers: "16MB", max_connections: "20" };
const quiet = { info() {}, warn() {}, error() {} };
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}, 60_000);

describe("the embedded PostgreSQL", () => {
  test("serves over a socket, keeps data over a clean restart and never over TCP", async () => {
    const dataDir = aFolder();
    const first = await start({ dataDir });
    await query(first, "create table kept (n int)");
    await query(first, "insert into kept values (7)");
    expect(await query(first, "show listen_addresses")).toEqual([{ listen_addresses: "" }]);
    expect(await query(first, "show data_checksums")).toEqual([{ data_checksums: "on" }]);
    expect(
      await query(
        first,
        "select datcollate, pg_encoding_to_char(encoding) enc from pg_database where datname='postgres'",
      ),
    ).toEqual([{ datcollate: "C.UTF-8", enc: "UTF8" }]);
    await first.stop();
    await expect(query(first, "select 1")).rejects.toThrow();

    const second = await start({ dataDir });
    expect(await query(second, "select n from kept")).toEqual([{ n: 7 }]);
  }, 60_000);

  test("works in a folder only its owner can enter, deeper than a socket path may be", async () => {
    const dataDir = join(aFolder(), "数据".repeat(12), "d".repeat(60));
    const server = await start({ dataDir });
    expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(server.socketDir.startsWith(dataDir)).toBe(false);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    const { socketDir } = server;
    await server.stop();
    expect(() => statSync(socketDir)).toThrow();
  }, 60_000);

  test("listens on 127.0.0.1 when asked, and refuses a wrong password", async () => {
    const server = await start({ tcp: true });
    expect(server.url("a", "b", "c")).toBe(`postgres://a:b@127.0.0.1:${server.port}/c`);
    expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
    const stranger = new pg.Client({ connectionString: server.url("postgres", "wrong", "postgres") });
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
  }, 60_000);

  test("is back after each of five kills of all its processes, with every committed row", async () => {
    let restarts = 0;
    const server = await start({ onRestart: () => restarts++ });
    await query(server, "create table ledger (n int)");
    for (let kill = 1; kill <= 5; kill++) {
      await query(server, `insert into ledger values (${kill})`);
      for (const pid of treeOf(server.pid)) process.kill(pid, "SIGKILL");
      await until(() => restarts === kill);
      expect(await query(server, "select count(*)::int as n from ledger")).toEqual([{ n: kill }]);
    }
  }, 60_000);

  test("is back when only the postmaster is killed while a query runs", async () => {
    let restarts = 0;
    const server = await start({ onRestart: () => restarts++ });
    const busy = new pg.Client({ connectionString: server.url("postgres", password, "postgres") });
    busy.on("error", () => {});
    await busy.connect();
    const cut = busy.query("select count(*) from generate_series(1, 1000000000)").catch((error: Error) => error);
    process.kill(server.pid, "SIGKILL");
    await until(() => restarts === 1);
    expect(await cut).toBeInstanceOf(Error);
    expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  test("takes over from a PostgreSQL whose server was killed", async () => {
    const dataDir = aFolder();
    const other = await aServerProcess(dataDir);
    const orphan = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    await killed(other);
    expect(identifyProcess(orphan)).toBeDefined();

    const server = await start({ dataDir });
    expect(server.pid).not.toBe(orphan);
    expect(identifyProcess(orphan)).toBeUndefined();
    expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  test("refuses a folder that a living server owns, and leaves that one alone", async () => {
    const dataDir = aFolder();
    await aServerProcess(dataDir);
    const refusal = await startEmbeddedPostgres({ dataDir, superuserPassword: password, log: quiet }).catch(
      (error) => error,
    );
    expect(refusal).toBeInstanceOf(StartupError);
    expect(refusal.message).toMatch(/^The database in .* is in use by another server \(process \d+\)[^\n]*$/);
  }, 60_000);

  test("says in one line which setting PostgreSQL refuses", async () => {
    const settings = { work_mem: "lots" };
    await expect(start({ settings })).rejects.toThrow(
      /^PostgreSQL does not start: invalid value for parameter "work_mem"[^\n]*$/,
    );
  }, 60_000);

  test("writes no value that a person typed into its log", async () => {
    const server = await start({});
    await query(server, "create table person (phone text primary key, n int)");
    await query(server, "insert into person values ('13800000001', 1)");
    await expect(query(server, "insert into person values ('13800000001', 1)")).rejects.toThrow(/duplicate/);
    await expect(query(server, "select '13800000001'::int8 / 0")).rejects.toThrow();
    await expect(query(server, "select '13800000001x'::int")).rejects.toThrow();
    await server.stop();
    expect(readFileSync(join(dataDirOf(server), "postgres.log"), "utf8")).not.toContain("13800000001");
  }, 60_000);

  test.runIf(isRoot).each([
    ["an ordinary user", 65534],
    ["a user without a name", 54321],
  ])(
    "works as %s",
    async (_, id) => {
      const dataDir = aFolder();
      chownSync(dataDir, id, id);
      await aServerProcess(join(dataDir, "data"), { uid: id, gid: id });
      expect(statSync(join(dataDir, "data/postgres")).uid).toBe(id);
    },
    60_000,
  );

  test.runIf(isRoot)(
    "as root without user namespaces, runs as nobody and says so",
    async () => {
      const dataDir = aFolder();
      chmodSync(dataDir, 0o755);
      const { PATH } = process.env;
      const lines: object[] = [];
      process.env.PATH = `${aFolderWithForbiddenUnshare()}:${PATH}`;
      try {
        const log = { ...quiet, info: (fields: object) => lines.push(fields) };
        const server = await start({ dataDir: join(dataDir, "data"), log });
        expect(statSync(join(dataDir, "data/postgres")).uid).toBe(65534);
        expect(lines).toEqual([{ user: expect.stringContaining("unprivileged user 65534") }]);
        await server.stop();
      } finally {
        process.env.PATH = PATH;
      }
      const again = await start({ dataDir: join(dataDir, "data") });
      expect(statSync(join(dataDir, "data/postgres")).uid).toBe(0);
      expect(await query(again, "select 1 as one")).toEqual([{ one: 1 }]);
    },
    60_000,
  );

  test.runIf(isRoot)(
    "as root without user namespaces, refuses a folder nobody else can enter",
    async () => {
      const { PATH } = process.env;
      process.env.PATH = `${aFolderWithForbiddenUnshare()}:${PATH}`;
      try {
        await expect(start({ dataDir: join(aFolder(), "data") })).rejects.toThrow(
          /^PostgreSQL cannot run as root, and[^\n]*$/,
        );
      } finally {
        process.env.PATH = PATH;
      }
    },
    60_000,
  );
});

const folders = new WeakMap<EmbeddedPostgres, string>();
const dataDirOf = (server: EmbeddedPostgres) => folders.get(server) ?? "";

async function start(options: Partial<EmbeddedPostgresOptions>): Promise<EmbeddedPostgres> {
  const dataDir = options.dataDir ?? join(aFolder(), "data");
  const settings = { ...small, ...options.settings };
  const server = await startEmbeddedPostgres({
    superuserPassword: password,
    log: quiet,
    ...options,
    dataDir,
    settings,
  });
  folders.set(server, dataDir);
  cleanups.push(() => server.stop());
  return server;
}

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url("postgres", password, "postgres") });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "gonghui-test-"));
  chmodSync(dir, 0o700);
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function aFolderWithForbiddenUnshare(): string {
  const dir = join(aFolder(), "bin");
  mkdirSync(dir);
  execFileSync("ln", ["-s", "/bin/false", join(dir, "unshare")]);
  return dir;
}

/** Another server, as a process of its own that can be killed; resolves when its PostgreSQL serves. */
async function aServerProcess(dataDir: string, account: { uid?: number; gid?: number } = {}): Promise<ChildProcess> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve("./embedded-postgres.ts"))});
    const options = ${JSON.stringify({ dataDir, superuserPassword: password, settings: small })};
    const log = { info() {}, warn() {}, error() {} };
    const server = await startEmbeddedPostgres({ ...options, log });
    process.on("SIGTERM", () => server.stop());
    console.log("serves");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    ...account,
  });
  cleanups.push(() => ended(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`the other server ended with ${code}`)));
  });
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await new Promise((done) => child.once("exit", done));
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await new Promise((done) => child.once("exit", done));
}

/** The postmaster and its children, told by the folder they work in. */
function treeOf(postmaster: number): number[] {
  const dir = readlinkSync(`/proc/${postmaster}/cwd`);
  const worksThere = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === dir;
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && worksThere(name))
    .map(Number);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}
