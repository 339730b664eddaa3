import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { encodeGb18030 } from "../db/samples/gb18030.ts";
import { type aServerOfItsOwn, checkpoint } from "../server/plaintext.builders.ts";
import type { Desk } from "./plaintext.deeds.ts";

type Server = Awaited<ReturnType<typeof aServerOfItsOwn>>;

/** What a careless build would leave: a number, what kind of leak, and the places in which the search must find it. */
export interface Leak {
  kind: string;
  number: string;
  places: readonly string[];
}

/** Numbers that nobody has but the leaks, each with one of its own, so that each must be found for itself. */
export class Leaks {
  readonly all: Leak[] = [];
  readonly #seed: (number: string) => void;

  constructor(seed: (number: string) => void) {
    this.#seed = seed;
  }

  number(kind: string, ...places: string[]): string {
    const number = `1550001${String(1000 + this.all.length)}`;
    this.#seed(number);
    this.all.push({ kind, number, places });
    return number;
  }
}

/** One leak of each kind and form: files of the data folder and beside it, the log, rows, a job, a staged line, a row that is gone, a refusal. */
export async function plantLeaks(server: Server, leaks: Leaks, at: { folder: string; desk: Desk }): Promise<void> {
  await plantFiles(join(at.folder, "left-behind"), (kind) => leaks.number(kind, "temporary folder"));
  await plantFiles(join(server.dataDir, "files", "left-behind"), (kind) => leaks.number(kind, "data folder"));
  const inLog = leaks.number("log", "data folder");
  await writeFile(join(server.dataDir, "server.log"), `{"phone":"${inLog}"}\n`, { flag: "a" });
  await plantRows(server, (kind) => leaks.number(kind, "tables", "data folder", "backup"), leaks);
  const said = leaks.number("refusal", "refusals");
  at.desk.answers.push({ url: "/planted", status: 422, text: `{"detail":"${said} is taken"}` });
}

/** As an owner's code would, so that the backup takes it along. */
async function plantRows(server: Server, row: (kind: string) => string, leaks: Leaks): Promise<void> {
  const utf16 = Buffer.from(row("bytes in UTF-16"), "utf16le").toString("hex");
  const packed = gzipSync(row("archive in a row")).toString("hex");
  const base64 = Buffer.from(row("base64 in a row")).toString("base64");
  await checkpoint(server.superuserUrl, [
    "set role gonghui_owner",
    "create table membership.planted (note text, content bytea)",
    `insert into membership.planted values ('${row("row")}', '\\x${utf16}'), ('${base64}', '\\x${packed}')`,
    "create table sheets.planted (line jsonb)",
    `insert into sheets.planted values ('{"phone": "${row("staged line")}"}')`,
    "create table pgboss.planted (data jsonb)",
    `insert into pgboss.planted values ('{"sms": {"to": "+86${leaks.number("job", "tables", "data folder")}"}}')`,
    "create table kernel.gone (note text)",
    `insert into kernel.gone values ('${leaks.number("row that is gone", "data folder")}')`,
    "drop table kernel.gone",
    "reset role",
  ]);
}

/** A file that is there for a moment while the folder is watched. */
export async function plantForAMoment(folder: string, leaks: Leaks): Promise<void> {
  const file = join(folder, "upload.tmp");
  await writeFile(file, leaks.number("file for a moment", "temporary folder"));
  await sleep(400);
  await rm(file);
}

async function plantFiles(folder: string, leak: (kind: string) => string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const full = (number: string) => number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const workbook = zipSync({ "xl/sharedStrings.xml": strToU8(`<t>${leak("workbook in an archive")}</t>`) });
  const whole = Buffer.alloc(8);
  whole.writeBigInt64LE(BigInt(leak("whole number")));
  const files: Record<string, Uint8Array | string> = {
    "plain.csv": leak("file"),
    "gaps.txt": leak("with gaps").replace(/^(.{3})(.{4})/, "$1 $2-"),
    "utf16.txt": Buffer.from(leak("UTF-16"), "utf16le").swap16(),
    "wide.csv": encodeGb18030(full(leak("GB18030"))),
    "wide.txt": full(leak("full width")),
    "escaped.json": leak("escaped").replace(/\d/g, (digit) => `\\u003${digit}`),
    "base64.json": Buffer.from(`ab${leak("base64")}`).toString("base64"),
    "hex.txt": Buffer.from(leak("hexadecimal")).toString("hex"),
    "twice.txt": Buffer.from(Buffer.from(leak("base64 in hexadecimal")).toString("base64")).toString("hex"),
    "whole.bin": whole,
    "archive.zip": zipSync({ "inner/workbook.xlsx": workbook }),
    "log.gz": gzipSync(leak("packed file")),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
