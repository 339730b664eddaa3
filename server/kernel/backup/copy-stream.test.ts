import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../postgres/embedded-postgres.ts";
import { copyIn, copyOut } from "./copy-stream.ts";

let dir: string;
let postgres: EmbeddedPostgres;
let client: pg.Client;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "gonghui-test-"));
  const log = { info() {}, warn() {}, error() {} };
  const settings = { shared_buffers: "16MB", max_connections: "20", fsync: "off" };
  postgres = await startEmbeddedPostgres({ dataDir: join(dir, "data"), superuserPassword: "super", settings, log });
});

afterAll(async () => {
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

beforeEach(async () => {
  client = new pg.Client({ connectionString: postgres.url("postgres", "super", "postgres") });
  client.on("error", () => {});
  await client.connect();
  await client.query("create temp table item (n int primary key, text text)");
});

afterEach(() => client.end());

const isUsable = async () => expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
const bigCopy = "copy (select i, repeat('x', 1000) from generate_series(1, 100000) i) to stdout";

describe("copy out", () => {
  test("gives all rows and their number", async () => {
    const stream = copyOut(client, "copy (select i, null, E'a\\tb' from generate_series(1, 3) i) to stdout");
    const text = Buffer.concat(await stream.toArray()).toString();
    expect(text).toBe("1\t\\N\ta\\tb\n2\t\\N\ta\\tb\n3\t\\N\ta\\tb\n");
    expect(stream.rows).toBe(3);
    await isUsable();
  });

  test("receives no more than a slow reader takes", async () => {
    const { stream: socket } = (client as unknown as { connection: { stream: Socket } }).connection;
    const stream = copyOut(client, bigCopy);
    const before = socket.bytesRead;
    await new Promise((first) => stream.once("readable", first));
    for (let turn = 0; turn < 20; turn++) await sleep(5);
    expect(socket.bytesRead - before).toBeLessThan(2_000_000);
    let bytes = 0;
    for await (const chunk of stream) bytes += chunk.length;
    expect(bytes).toBe(100_000 * 1002 + "1".length * 488_895);
    expect(stream.rows).toBe(100_000);
    await isUsable();
  });

  test("left half-way, or refused by the server, leaves the connection usable", async () => {
    for await (const _ of copyOut(client, bigCopy)) break;
    await isUsable();
    await expect(copyOut(client, "copy nowhere to stdout").toArray()).rejects.toThrow(
      'relation "nowhere" does not exist',
    );
    await expect(
      copyOut(client, "copy (select 1 / (5 - i) from generate_series(1, 9) i) to stdout").toArray(),
    ).rejects.toThrow("division by zero");
    await isUsable();
  });

  test("ends with an error when the connection breaks", async () => {
    const stream = copyOut(client, bigCopy);
    await new Promise((first) => stream.once("readable", first));
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    await expect(stream.toArray()).rejects.toThrow(/terminated|premature/i);
  });
});

describe("copy in", () => {
  test("stores what copy out gave, however it is cut into chunks", async () => {
    const data = Buffer.from(Array.from({ length: 20_000 }, (_, i) => `${i}\t第${i}行\n`).join(""));
    for (const size of [7, 4096, data.length]) {
      await client.query("truncate item");
      const target = copyIn(client, "copy item from stdin");
      await pipeline(Readable.from(cut(data, size)), target);
      expect(target.rows).toBe(20_000);
      const out = await copyOut(client, "copy (select * from item order by n) to stdout").toArray();
      expect(Buffer.concat(out).equals(data)).toBe(true);
    }
  });

  test("of nothing stores nothing", async () => {
    const target = copyIn(client, "copy item from stdin");
    await pipeline(Readable.from([]), target);
    expect(target.rows).toBe(0);
    await isUsable();
  });

  test("refused by the server, before or while rows come, tells why and leaves the connection usable", async () => {
    const load = (sql: string, rows: string[]) =>
      pipeline(Readable.from(rows.map((row) => Buffer.from(row))), copyIn(client, sql));
    await expect(load("copy nowhere from stdin", ["1\n"])).rejects.toThrow('relation "nowhere" does not exist');
    await isUsable();
    await expect(load("copy item from stdin", ["1\ta\n", "1\tb\n"])).rejects.toThrow("duplicate key");
    await expect(load("copy item from stdin", ["x\ta\n", ...Array(5000).fill("1\ta\n".repeat(1000))])).rejects.toThrow(
      "invalid input",
    );
    await isUsable();
  });

  test("given up by the sender stores nothing", async () => {
    const failing = async function* () {
      yield Buffer.from("1\ta\n");
      yield Buffer.from("2\tb\n");
      throw new Error("the source broke");
    };
    await expect(pipeline(failing, copyIn(client, "copy item from stdin"))).rejects.toThrow("the source broke");
    expect((await client.query("select * from item")).rows).toEqual([]);
    copyIn(client, "copy item from stdin")
      .on("error", () => {})
      .destroy(new Error("before it began"));
    expect((await client.query("select * from item")).rows).toEqual([]);
  });
});

function* cut(data: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}
