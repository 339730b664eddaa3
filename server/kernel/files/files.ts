import { createHash, randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { actorLabel } from "../actor.ts";
import { record } from "../audit/audit.ts";
import { type Ctx, serverSight, type Tx, transact } from "../context.ts";
import { assertDuty, authorise } from "../policy.ts";
import { type Limit, takeLimit } from "../sign-in/limits.ts";
import { cleanContent, readAtMost, safeName } from "./file-content.ts";
import { inUse, noSuchFile, notUsable, storageUnavailable } from "./file-errors.ts";
import { filePolicy, getPurpose } from "./file-purposes.ts";
import { type FileStorage, storageKey } from "./file-storage.ts";
import {
  attach,
  drop,
  type FileRow,
  findFile,
  hide,
  insertFile,
  markStored,
  publish,
  release,
  removeDropped,
} from "./files.store.ts";

export interface SaveFile {
  purpose: string;
  /** Path of the node it is brought in for. */
  node: string;
  /** As it was called where it comes from; only for saving it again. */
  name: string;
  stream: AsyncIterable<Uint8Array>;
  /** Whose uploads are counted where the server brings them in for somebody; otherwise the actor's own are. */
  limit?: { key: string; counts: readonly Limit[] };
}

/** An account that lost its way shall not fill the disk. */
const uploadsPerAccount: readonly Limit[] = [
  { count: 60, seconds: 3600 },
  { count: 300, seconds: 86_400 },
];
/** A till on a full Saturday, a photo of each receipt. */
const uploadsPerTill: readonly Limit[] = [
  { count: 300, seconds: 3600 },
  { count: 2000, seconds: 86_400 },
];

/**
 * Keeps what a person brought in, cleaned (see `cleanContent`), until something shows it (`exchangeFile`) or a day is over.
 * Throws access.forbidden, files.too_large {megabytes}, files.type_not_allowed and what cleaning throws,
 * files.too_many_uploads, files.storage_unavailable.
 */
export async function saveFile(ctx: Ctx, storage: FileStorage, given: SaveFile): Promise<FileRow> {
  assertDuty(ctx.actor, getPurpose(given.purpose).upload, given.node);
  return keepFile(ctx, storage, given);
}

/**
 * As `saveFile`, for a module that has decided by itself that the actor may bring this in: a till has no duties. Throws what
 * `saveFile` throws, but access.forbidden.
 */
export async function keepFile(ctx: Ctx, storage: FileStorage, given: SaveFile): Promise<FileRow> {
  const purpose = getPurpose(given.purpose);
  const account = ctx.actor.kind === "staff" ? ctx.actor.accountId : null;
  const usual = account === null ? uploadsPerTill : uploadsPerAccount;
  const { key = `upload:${account ?? actorLabel(ctx.actor)}`, counts = usual } = given.limit ?? {};
  await transact(ctx, (tx) => takeLimit(tx.db, key, counts, "files.too_many_uploads"));
  const content = cleanContent(await readAtMost(given.stream, purpose.maxBytes), purpose);
  const file = {
    id: randomUUID(), // the address of a public picture must not be guessed, so no time in it
    ...{ node: given.node, purpose: purpose.name, name: safeName(given.name, content.mediaType) },
    ...{ mediaType: content.mediaType, width: content.width, height: content.height, bytes: content.bytes.length },
    sha256: createHash("sha256").update(content.bytes).digest("hex"),
  };

  await transact(ctx, (tx) => insertFile(tx.db, { ...file, createdBy: account }));
  await put(ctx, storage, file.id, content.bytes);
  await transact(ctx, async (tx) => {
    await markStored(tx.db, file.id);
    await note(tx, file, "file.saved");
  });
  return { ...file, published: false, attachedTo: null };
}

/**
 * A file and its bytes, for staff with the purpose's permission, members for whom it is published, and anybody for
 * published pictures of an open purpose. Throws files.no_such_file for all others.
 */
export async function openFile(
  ctx: Ctx,
  storage: FileStorage,
  id: string,
): Promise<{ file: FileRow; stream: Readable }> {
  const file = await getFile(ctx, id);
  return { file, stream: await readBytes(ctx, storage, id) };
}

/** The bytes of a file that the actor was allowed to read. Throws files.no_such_file. */
export async function readBytes(ctx: Ctx, storage: FileStorage, id: string): Promise<Readable> {
  const stream = await storage.read(storageKey(id));
  if (stream !== undefined) return stream;
  ctx.log.error({ fileId: id }, "files.bytes_missing");
  throw noSuchFile();
}

/** What `openFile` says about a file, without its bytes. */
export async function getFile(ctx: Ctx, id: string): Promise<FileRow> {
  // Nobody's sight reaches no row; which of them everybody may see, the policy says.
  const seen = ctx.actor.kind === "anonymous" ? serverSight(ctx) : ctx;
  const file = await transact(seen, (tx) => findFile(tx.db, id));
  if (file === undefined || !filePolicy.read(ctx.actor, file)) throw noSuchFile();
  return file;
}

/** Removes a file that nothing shows. Throws files.no_such_file, access.forbidden, files.in_use. */
export async function deleteFile(ctx: Ctx, storage: FileStorage, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const file = await findFile(tx.db, id);
    if (file === undefined) throw noSuchFile();
    authorise(tx.actor, filePolicy.remove, file);
    if (!(await drop(tx.db, id))) throw inUse();
    await note(tx, file, "file.deleted");
  });
  await storage.remove(storageKey(id));
  await transact(ctx, (tx) => removeDropped(tx.db, [id]));
}

export interface ExchangeFile {
  purpose: string;
  /** Path of the node of the thing. */
  node: string;
  /** The thing that shows the file, e.g. "campaign:<id>". */
  owner: string;
  before: string | null;
  after: string | null;
  /** Whether the thing can be seen by members already. */
  published: boolean;
}

/**
 * Lets a thing show another file than before (or none), in the thing's own transaction; the former one is swept after a
 * day. Throws files.not_usable when the new one is gone, for something else, out of sight or shown elsewhere.
 */
export async function exchangeFile(tx: Tx, change: ExchangeFile): Promise<void> {
  const { before, after, owner } = change;
  if (before === after) return;
  if (before !== null) await release(tx.db, before, owner);
  if (after !== null && !(await attach(tx.db, after, change))) throw notUsable();
}

/** Members may see the files of a thing from now on. */
export const publishFiles = (tx: Tx, owner: string) => publish(tx.db, owner);

/** Nobody but staff sees the files of a thing any more: it was withdrawn, or has to be looked at again. */
export const hideFiles = (tx: Tx, owner: string) => hide(tx.db, owner);

async function put(ctx: Ctx, storage: FileStorage, id: string, bytes: Buffer): Promise<void> {
  try {
    await storage.put(storageKey(id), bytes);
  } catch (error) {
    ctx.log.error({ fileId: id, reason: (error as Error).message }, "files.not_stored");
    throw storageUnavailable();
  }
}

const note = (tx: Tx, file: Pick<FileRow, "id" | "node" | "purpose" | "mediaType" | "bytes">, action: string) =>
  record(tx, {
    ...{ node: file.node, action, object: { type: "file", id: file.id } },
    detail: { purpose: file.purpose, mediaType: file.mediaType, bytes: file.bytes },
  });
