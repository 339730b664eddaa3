import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import { z } from "zod";
import { StartupError } from "../startup-error.ts";

/**
 * A backup archive: age( gzip( records ) ). A record is one letter for its kind, four bytes of length, and its content.
 * H opens the archive (JSON), E opens an entry (JSON), D holds a piece of the entry's data, Z closes the entry
 * (JSON with what must have come through), F closes the archive. age notices every altered and every missing byte.
 */
const kinds = ["H", "E", "D", "Z", "F"] as const;
type Kind = (typeof kinds)[number];

interface ArchiveRecord {
  kind: Kind;
  content: Buffer;
}

const maxContent = 1024 * 1024;
const pieceLength = 64 * 1024;

export const ArchiveHead = z.object({
  format: z.literal("gonghui-backup"),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  partitions: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      parent: z.object({ schema: z.string(), name: z.string() }),
      bound: z.string().regex(/^(FOR VALUES [^;]+|DEFAULT)$/),
      key: z
        .string()
        .regex(/^(RANGE|LIST|HASH) \([^;]+\)$/)
        .nullable(),
    }),
  ),
});
export type ArchiveHead = z.infer<typeof ArchiveHead>;

export const EntryHead = z.discriminatedUnion("type", [
  z.object({ type: z.literal("table"), schema: z.string(), name: z.string(), columns: z.array(z.string()) }),
  z.object({ type: z.literal("sequences") }),
  z.object({ type: z.literal("file"), path: z.string() }),
]);
export type EntryHead = z.infer<typeof EntryHead>;

/** What an entry held when it was written: rows for a table, bytes for all. */
const EntryEnd = z.object({ rows: z.number().int().optional(), bytes: z.number().int() });
export type EntryEnd = z.infer<typeof EntryEnd>;

export interface Entry {
  head: EntryHead;
  /** The data; read it to the end. Returns what the writer counted. */
  body: AsyncGenerator<Buffer, EntryEnd>;
}

export function archiveHead(head: ArchiveHead): Buffer {
  return jsonRecord("H", head);
}

export function archiveEnd(): Buffer {
  return jsonRecord("F", {});
}

/** Gives the records of one entry. `rows` is asked after the data came to its end. */
export async function* entryRecords(
  head: EntryHead,
  data: AsyncIterable<Buffer> | Iterable<Buffer>,
  rows?: () => number,
): AsyncGenerator<Buffer> {
  yield jsonRecord("E", head);
  let bytes = 0;
  for await (const piece of inPieces(data)) {
    bytes += piece.length;
    yield record("D", piece);
  }
  yield jsonRecord("Z", rows ? { rows: rows(), bytes } : { bytes });
}

/** Writes records to `out`, compressed and encrypted to an age recipient. Ends `out`. */
export async function sealArchive(records: AsyncIterable<Buffer>, recipient: string, out: Writable): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const encrypt = async function* (plain: AsyncIterable<Uint8Array>) {
    yield* await encrypter.encrypt(ReadableStream.from(plain));
  };
  await pipeline(records, createGzip({ chunkSize: pieceLength }), encrypt, out);
}

/**
 * Reads an archive and hands its head and entries to `use`, which must read every entry to its end and must not make
 * anything permanent before the entries are over: only then is the archive known to be whole.
 * Throws StartupError when the identity does not fit or the archive is damaged.
 */
export async function openArchive(
  source: Readable,
  identity: string,
  use: (head: ArchiveHead, entries: AsyncGenerator<Entry>) => Promise<void>,
): Promise<void> {
  const decrypt = async function* (sealed: AsyncIterable<Uint8Array>) {
    yield* translating(await unlock(sealed, identity));
  };
  const read = async (plain: AsyncIterable<Buffer>) => {
    const records = readRecords(plain);
    const first = await nextRecord(records);
    if (first.kind !== "H") throw damaged();
    await use(ArchiveHead.parse(JSON.parse(first.content.toString())), readEntries(records));
  };
  await pipeline(source, decrypt, createGunzip({ chunkSize: pieceLength }), read).catch((error: unknown) => {
    throw isDamage(error) ? damaged() : error;
  });
}

async function unlock(sealed: AsyncIterable<Uint8Array>, identity: string): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new StartupError("The identity is not a valid age identity: it begins with AGE-SECRET-KEY-1.");
  }
  try {
    return await decrypter.decrypt(ReadableStream.from(sealed));
  } catch (error) {
    const misfit = error instanceof Error && error.message.includes("no identity matched");
    if (!misfit) throw damaged();
    throw new StartupError(
      "The identity does not fit this archive: use the one whose recipient the backup was made for.",
    );
  }
}

async function* translating(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* plain;
  } catch {
    throw damaged();
  }
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("Z_") || error instanceof SyntaxError || error instanceof z.ZodError;
}

function damaged(): StartupError {
  return new StartupError("The archive is damaged or was cut off: nothing was restored; use another copy of it.");
}

async function* readEntries(records: AsyncGenerator<ArchiveRecord>): AsyncGenerator<Entry> {
  for (;;) {
    const { kind, content } = await nextRecord(records);
    if (kind === "F") break;
    if (kind !== "E") throw damaged();
    yield { head: EntryHead.parse(JSON.parse(content.toString())), body: readBody(records) };
  }
  if (!(await records.next()).done) throw damaged();
}

async function* readBody(records: AsyncGenerator<ArchiveRecord>): AsyncGenerator<Buffer, EntryEnd> {
  let bytes = 0;
  for (;;) {
    const { kind, content } = await nextRecord(records);
    if (kind === "D") {
      bytes += content.length;
      yield content;
      continue;
    }
    if (kind !== "Z") throw damaged();
    const end = EntryEnd.parse(JSON.parse(content.toString()));
    if (end.bytes !== bytes) throw damaged();
    return end;
  }
}

async function nextRecord(records: AsyncGenerator<ArchiveRecord>): Promise<ArchiveRecord> {
  const { done, value } = await records.next();
  if (done) throw damaged();
  return value;
}

async function* readRecords(plain: AsyncIterable<Buffer>): AsyncGenerator<ArchiveRecord> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of plain) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    while (rest.length >= 5) {
      const kind = kinds.find((letter) => letter.charCodeAt(0) === rest[0]);
      const length = rest.readUInt32BE(1);
      if (!kind || length > maxContent) throw damaged();
      if (rest.length < 5 + length) break;
      yield { kind, content: rest.subarray(5, 5 + length) };
      rest = rest.subarray(5 + length);
    }
  }
  if (rest.length > 0) throw damaged();
}

function jsonRecord(kind: Kind, content: object): Buffer {
  return record(kind, Buffer.from(JSON.stringify(content)));
}

function record(kind: Kind, content: Buffer): Buffer {
  if (content.length > maxContent) throw new RangeError(`a record of ${content.length} bytes`);
  const head = Buffer.alloc(5, kind);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

/** Small chunks together, large ones apart: rows may be tiny or huge. */
async function* inPieces(data: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of data) {
    for (let at = 0; at < chunk.length; at += pieceLength) {
      const part = chunk.subarray(at, at + pieceLength);
      if (size + part.length > pieceLength) {
        yield Buffer.concat(waiting);
        waiting = [];
        size = 0;
      }
      waiting.push(part);
      size += part.length;
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}
