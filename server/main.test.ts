import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gonghui-start-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the server with these settings and waits until it has ended by itself. */
async function start(settings: Record<string, string>): Promise<{ code: number | null; said: string[] }> {
  const { DATABASE_URL: _url, DATABASE_DIRECT_URL: _direct, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { ...inherited, PORT: "0", DATA_DIR: join(folder, "data"), ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  return { code, said: text.trim().split("\n") };
}

const expectOneLine = ({ code, said }: { code: number | null; said: string[] }, pattern: RegExp) => {
  expect(code).toBe(1);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(pattern);
};

const secretsFile = () => ({ SECRETS_FILE: join(folder, "secrets", "secrets.json"), DEMO: "0" });
const ownerUrl = () => process.env.TEST_OWNER_URL ?? "";

describe("trouble at the start is one clear line and exit code 1", () => {
  it("a setting that is no number", async () => {
    expectOneLine(await start({ PORT: "many" }), /setting PORT is wrong/);
  });

  it("a data folder that is a file", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    expectOneLine(await start({ DATA_DIR: file }), /data folder .*cannot be written/);
  });

  it("a data folder where nothing can be made", async () => {
    expectOneLine(await start({ DATA_DIR: "/proc/nowhere/data" }), /data folder .*cannot be written/);
  });

  it("a data folder that another server uses", async () => {
    const taken = join(folder, "taken");
    const { takeDataFolder } = await import("#kernel/postgres/data-folder");
    const mine = takeDataFolder(taken);
    expectOneLine(await start({ DATA_DIR: taken }), /in use by another server/);
    mine.release();
  });

  it("a database address that is none", async () => {
    expectOneLine(
      await start({ ...secretsFile(), DATABASE_URL: "mysql://root@127.0.0.1/x" }),
      /not an address of PostgreSQL/,
    );
  });

  it("a database that does not answer", async () => {
    expectOneLine(await start({ ...secretsFile(), DATABASE_URL: "postgres://a:b@127.0.0.1:1/x" }), /cannot be reached/);
  });

  it("a database whose locale cannot split Chinese", async () => {
    await onServer(
      `create database start_c owner gonghui_owner template template0 encoding utf8 lc_collate 'C' lc_ctype 'C'`,
    );
    const url = ownerUrl().replace("gonghui_template", "start_c");
    expectOneLine(await start({ ...secretsFile(), DATABASE_URL: url }), /locale cannot split Chinese/);
    await onServer("drop database start_c");
  });

  it("serving as a role that row level security does not bind", async () => {
    await onServer("create database start_owner owner gonghui_owner");
    const url = ownerUrl().replace("gonghui_template", "start_owner");
    const said = await start({ ...secretsFile(), DATABASE_URL: url, DATABASE_DIRECT_URL: url });
    expectOneLine(said, /owner, a superuser or a role with BYPASSRLS/);
    await onServer("drop database start_owner with (force)");
  });

  it("demo mode on a database made without it", async () => {
    await onServer("create database start_real owner gonghui_owner");
    const url = ownerUrl().replace("gonghui_template", "start_real");
    const client = new pg.Client({ connectionString: url });
    const { migrate } = await import("#kernel/database/migrate");
    await migrate(url, { appPassword: "test" });
    await client.connect();
    await client.query("insert into kernel.setting (key, value) values ('demo', 'false')");
    await client.end();
    const app = url.replace("gonghui_owner", "gonghui_app");
    const said = await start({ ...secretsFile(), DEMO: "1", DATABASE_URL: app, DATABASE_DIRECT_URL: url });
    expectOneLine(said, /DEMO=1 on a database that was made without it/);
    await onServer("drop database start_real with (force)");
  });

  it("secrets inside the data folder of a real union", async () => {
    const said = await start({
      DEMO: "0",
      SECRETS_FILE: join(folder, "data", "secrets.json"),
      DATABASE_URL: ownerUrl(),
    });
    expectOneLine(said, /data folder/);
  });

  it("a port in use", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const address = blocker.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    await onServer("create database start_port owner gonghui_owner");
    const url = ownerUrl().replace("gonghui_template", "start_port");
    const app = url.replace("gonghui_owner", "gonghui_app");
    const said = await start({ ...secretsFile(), PORT: port, DATABASE_URL: app, DATABASE_DIRECT_URL: url });
    expectOneLine(said, /Port \d+ on 127.0.0.1 is in use/);
    blocker.close();
    await onServer("drop database start_port with (force)");
  });
});

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_SUPERUSER_URL });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
