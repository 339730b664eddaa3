import type { Actor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { hasDuty } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { standInFor } from "#kernel/sign-in/hand-over";
import type { ImportState } from "./changes.rules.ts";
import { findFile, type ImportRow, lockImport, renewLease, reportProgress, updateImport } from "./import.store.ts";
import { type ImportKey, openImportKey, openPart } from "./sealing.ts";
import { findTarget, type ImportPlace, type SheetTarget } from "./targets.ts";

/** How long an import counts as worked on after its worker was last heard of. */
export const leaseSeconds = 20;
/** Rows that go through the rules and to the database together. */
export const batchSize = 1000;

/** Whoever works on imports: the server itself, with the keys. */
export interface Worker {
  ctx: Ctx;
  secrets: Secrets;
  /** Aborted when the process is to end: the work in hand is given back at the next thousand rows. */
  signal?: AbortSignal;
  /** Rows that go together, where they are not a thousand: what holds across a thousand is tried with a few. */
  together?: number;
  /** Told after each thousand rows how many of the present work are done. */
  onProgress?: (done: number) => void;
}

/** Everything that a step needs to know of an import. */
export interface OpenedImport {
  row: ImportRow;
  key: ImportKey;
  target: SheetTarget;
  place: ImportPlace;
}

/** Somebody else works on it, or it has been withdrawn: nothing more is to be done here. */
export class TakenAway extends Error {
  constructor(id: string) {
    super(`the import ${id} is no longer ours`);
    this.name = "TakenAway";
  }
}

/** The process is to end: what it has in hand is not done and waits for the next one. */
export class GivenBack extends Error {
  constructor(id: string) {
    super(`the import ${id} is given back`);
    this.name = "GivenBack";
  }
}

/** Throws when the import was destroyed or its kind is no longer known: nothing can be done with it. */
export function openImport({ ctx, secrets }: Worker, row: ImportRow): OpenedImport {
  const target = findTarget(row.kind);
  if (row.sealedKey === null || target === undefined) throw new Error(`the import ${row.id} cannot be opened`);
  const { id: importId, fileName, nodeId, node, subjectId, settled } = row;
  const key = openImportKey(secrets, { id: importId, sealedKey: row.sealedKey });
  const today = dayOf(ctx.clock.now());
  const place = { importId, fileName, nodeId, node, subjectId, settled, today, askedBy: askerOf(row) };
  return { row, key, target, place };
}

/**
 * The transaction in the name of whoever asked for this work, or took it over since, where the target wants that. Throws
 * access.forbidden when none of them may any more.
 */
export async function onBehalf(tx: Tx, { row, target }: Pick<OpenedImport, "row" | "target">): Promise<Tx> {
  if (target.onBehalf !== true) return tx;
  const may = (actor: Actor) => hasDuty(actor, target.permission, row.node);
  const actor = await standInFor(tx, { by: askerOf(row), node: row.node }, may);
  if (actor === undefined) throw forbidden("access.forbidden");
  return { ...tx, actor, sight: "server" };
}

/** The account in whose name the present work is done. */
export const askerOf = ({ state, createdBy, submittedBy, undoneBy }: ImportRow): string =>
  (state === "undoing" ? undoneBy : state === "applying" ? submittedBy : createdBy) ?? createdBy;

/** The work of one import writes its audit into a chain of its own: a transaction of a minute must not keep the others waiting. */
export const ownAudit = (ctx: Ctx, importId: string): Ctx => ({ ...ctx, auditChain: `import:${importId}` });

/** What was brought in, as it was. */
export async function fileOf(
  { ctx }: Pick<Worker, "ctx">,
  { row, key }: Pick<OpenedImport, "row" | "key">,
): Promise<Buffer> {
  const sealed = await transact(ctx, (tx) => findFile(tx.db, row.id));
  if (sealed === undefined) throw new Error(`the file of the import ${row.id} is missing`);
  return openPart(key, "file", sealed);
}

/**
 * Says again and again that the work goes on, also while nothing is written down for long: a large file is being opened, a thousand
 * rows wait for a busy database. Gives what ends it.
 */
export function keepLease(
  { ctx }: Pick<Worker, "ctx">,
  of: { id: string; state: ImportState },
  everySeconds = leaseSeconds / 4,
): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // One that fails is made up for by the next; a database that is gone ends the work itself.
    last = transact(ctx, (tx) => renewLease(tx.db, of, leaseSeconds)).catch(() => undefined);
  }, everySeconds * 1000);
  return async () => {
    clearInterval(timer);
    await last;
  };
}

/** Says how far it has come and that it goes on. Throws TakenAway, GivenBack. */
export async function progress(
  { ctx, signal, onProgress }: Pick<Worker, "ctx" | "signal" | "onProgress">,
  { row }: Pick<OpenedImport, "row">,
  at: { state: ImportState; done: number; total?: number },
): Promise<void> {
  if (signal?.aborted) throw new GivenBack(row.id);
  const isOurs = await transact(ctx, (tx) => reportProgress(tx.db, row.id, { ...at, leaseSeconds }));
  if (!isOurs) throw new TakenAway(row.id);
  onProgress?.(at.done);
}

/** Ends a step, unless the import was taken away meanwhile. Throws TakenAway. */
export async function endStep(
  { ctx }: Pick<Worker, "ctx">,
  from: { id: string; state: ImportState },
  change: Parameters<typeof updateImport>[2],
): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = await lockImport(tx.db, from.id);
    if (now?.state !== from.state) throw new TakenAway(from.id);
    await updateImport(tx.db, from.id, change);
  });
}
