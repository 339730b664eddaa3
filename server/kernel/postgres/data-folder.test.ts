import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StartupError } from "../startup-error.ts";
import { takeDataFolder } from "./data-folder.ts";

let around: string;

beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), "gonghui-test-"));
});

afterEach(() => rmSync(around, { recursive: true, force: true }));

const taker = (dir: string, then: string) => `
  const { takeDataFolder } = await import(${JSON.stringify(import.meta.resolve("./data-folder.ts"))});
  try { takeDataFolder(${JSON.stringify(dir)}); console.log("taken"); ${then} }
  catch (error) { console.log(error.name + ": " + error.message); }`;

const node = (script: string) => ["--input-type=module", "-e", script];

describe("the data folder", () => {
  test("is made for its owner alone and can be taken again once given back", () => {
    const dir = join(around, "deep/data");
    const folder = takeDataFolder(dir);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    folder.release();
    folder.release();
    takeDataFolder(dir).release();
  });

  test("is refused to a second server in one line, and free again when the first was killed", async () => {
    const dir = join(around, "data");
    const first = spawn(process.execPath, node(taker(dir, "setInterval(() => {}, 1000);")));
    await new Promise((started) => first.stdout.once("data", started));
    expect(() => takeDataFolder(dir)).toThrow(StartupError);
    expect(() => takeDataFolder(dir)).toThrow(
      new RegExp(`^The data folder ${dir} is in use by another server \\(process ${first.pid}\\)[^\\n]*$`),
    );
    first.kill("SIGKILL");
    await new Promise((ended) => first.once("exit", ended));
    takeDataFolder(dir).release();
  });

  test("a lock whose process number now belongs to another process is stale", () => {
    const dir = join(around, "data");
    mkdirSync(dir);
    writeFileSync(join(dir, "server.lock"), JSON.stringify({ pid: process.ppid, startedAt: "long ago" }));
    takeDataFolder(dir).release();
    writeFileSync(join(dir, "server.lock"), "half a lo");
    takeDataFolder(dir).release();
  });

  test("goes to exactly one of many that start at once on a stale lock", async () => {
    const dir = join(around, "data");
    mkdirSync(dir);
    writeFileSync(join(dir, "server.lock"), JSON.stringify({ pid: 999_999_999, startedAt: "never" }));
    const contenders = Array.from({ length: 8 }, () => {
      const child = spawn(process.execPath, node(taker(dir, "setInterval(() => {}, 1000);")));
      return { child, answer: new Promise<string>((told) => child.stdout.once("data", (text) => told(String(text)))) };
    });
    const answers = await Promise.all(contenders.map(({ answer }) => answer));
    for (const { child } of contenders) child.kill("SIGKILL");
    expect(answers.filter((answer) => answer.startsWith("taken"))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes("in use by another server"))).toHaveLength(7);
  }, 30_000);

  test("that cannot be written is refused in one line", () => {
    const file = join(around, "file");
    writeFileSync(file, "");
    expect(() => takeDataFolder(join(file, "data"))).toThrow(
      /^The data folder .* cannot be written \(ENOTDIR\)[^\n]*$/,
    );

    const closed = join(around, "closed");
    mkdirSync(closed, { mode: 0o555 });
    chmodSync(around, 0o755);
    const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { stdout } = spawnSync(process.execPath, node(taker(join(closed, "data"), "")), {
      encoding: "utf8",
      ...account,
    });
    expect(stdout).toMatch(/^StartupError: The data folder .* cannot be written \(EACCES\)[^\n]*\n$/);
    expect(existsSync(join(closed, "data"))).toBe(false);
  });
});
