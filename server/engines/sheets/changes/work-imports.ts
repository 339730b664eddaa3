import { setTimeout as sleep } from "node:timers/promises";
import { type Ctx, transact } from "#kernel/context";
import { isUnreachable } from "#kernel/database/db";
import { Problem } from "#kernel/problem";
import { glanceAtSheets } from "../reading/read-rows.ts";
import { applyLines } from "./apply-lines.ts";
import { checkRows } from "./check-rows.ts";
import { anyWaiting, endLeaseOf, type ImportRow, leaseImport, updateImport } from "./import.store.ts";
import { mapFile } from "./map-file.ts";
import { undoLines } from "./undo-lines.ts";
import {
  endStep,
  fileOf,
  GivenBack,
  keepLease,
  leaseSeconds,
  type OpenedImport,
  openImport,
  progress,
  TakenAway,
  type Worker,
} from "./work-on-import.ts";

/** Of one step: who takes an import over does not know why the one before fell silent. */
const mostAttempts = 6;
const pollMilliseconds = 250;

/**
 * Works on imports one after the other: reads and checks files, writes into the register, takes back. Any number of processes may; what
 * one that died had in hands is taken over after `leaseSeconds`. Ends when the worker's signal says so, or when nothing has waited for
 * `idleSeconds`.
 */
export async function workImports(worker: Worker, { idleSeconds }: { idleSeconds: number }): Promise<void> {
  const { signal } = worker;
  for (let idleSince = performance.now(); performance.now() - idleSince < idleSeconds * 1000; ) {
    if (signal?.aborted) return;
    const worked = await workOnce(worker).catch((error: Error) => {
      worker.ctx.log.error({ reason: error.message }, "sheets.import_stuck");
      return false;
    });
    if (worked) idleSince = performance.now();
    else await sleep(pollMilliseconds, undefined, signal && { signal }).catch(() => undefined);
  }
}

/** Whether an import waits for somebody to work on it, among them those whose worker has fallen silent. */
export const importsWait = (system: Ctx): Promise<boolean> => transact(system, (tx) => anyWaiting(tx.db));

/** Does the next step of one import that waits; false when none does. */
export async function workOnce(worker: Worker): Promise<boolean> {
  const row = await transact(worker.ctx, (tx) => leaseImport(tx.db, leaseSeconds));
  if (row === undefined) return false;
  const endLease = keepLease(worker, row);
  let givenBack = false;
  try {
    if (row.attempts > mostAttempts) throw new Error("its work ended before it was done, again and again");
    await work(worker, openImport(worker, row));
  } catch (error) {
    givenBack = error instanceof GivenBack;
    if (isUnreachable(error)) interrupted(worker, row, error as Error);
    else if (!givenBack && !(error instanceof TakenAway)) await fail(worker, row, error as Error);
  } finally {
    await endLease();
  }
  if (givenBack) await transact(worker.ctx, (tx) => endLeaseOf(tx.db, row));
  return true;
}

/** The database went away: the work begins anew when the lease is over, as after a crash, and as often. */
const interrupted = ({ ctx }: Worker, { id, state }: ImportRow, { message }: Error): void =>
  ctx.log.warn({ importId: id, state, reason: message }, "sheets.import_interrupted");

async function work(worker: Worker, opened: OpenedImport): Promise<void> {
  switch (opened.row.state) {
    case "reading":
      return read(worker, opened);
    case "checking":
      if (opened.row.mapping === null) throw new Error("an import without a mapping cannot be checked");
      return checkRows(worker, opened, opened.row.mapping);
    case "applying":
      return applyLines(worker, opened);
    case "undoing":
      return undoLines(worker, opened);
    default:
      throw new TakenAway(opened.row.id);
  }
}

/** Finds the table and what its columns are; where that is certain, goes on to its rows at once. */
async function read(worker: Worker, opened: OpenedImport): Promise<void> {
  const { row } = opened;
  await progress(worker, opened, { state: "reading", done: 0 });
  const glances = await glanceAtSheets(await fileOf(worker, opened));
  const { mapping, certain } = await mapFile(worker, opened, glances);
  if (!certain) return endStep(worker, row, { state: "mapping", mapping });
  await transact(worker.ctx, (tx) => updateImport(tx.db, row.id, { mapping }));
  await checkRows(worker, opened, mapping);
}

/** What a person can mend is told to them; anything else is ours and goes into the log. */
async function fail({ ctx }: Worker, row: ImportRow, error: Error): Promise<void> {
  const known = error instanceof Problem;
  if (!known) ctx.log.error({ importId: row.id, state: row.state, reason: error.message }, "sheets.import_failed");
  const problem = known
    ? { code: error.code, params: error.params as Record<string, string | number> }
    : { code: "sheets.import_failed" };
  const state =
    row.state === "undoing"
      ? ("applied" as const)
      : row.state === "applying"
        ? ("review" as const)
        : ("failed" as const);
  await endStep({ ctx }, row, { state, problem }).catch((end: Error) => {
    if (!(end instanceof TakenAway)) throw end;
  });
}
