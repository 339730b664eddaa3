import { transact } from "#kernel/context";
import { findImport, tryHoldRows, updateImport } from "./import.store.ts";
import { countLines, endLines, type LineEnd, type LineRow, listApplied } from "./line.store.ts";
import { openLine } from "./sealing.ts";
import type { RevertLine, SheetWork } from "./targets.ts";
import {
  batchSize,
  type OpenedImport,
  onBehalf,
  ownAudit,
  progress,
  TakenAway,
  type Worker,
} from "./work-on-import.ts";

/**
 * Takes back what an import wrote, in one transaction. What others have changed since stays as they left it and is listed
 * with the line. Throws TakenAway, and what the target throws.
 */
export async function undoLines(worker: Worker, opened: OpenedImport): Promise<void> {
  const { row, target, place } = opened;
  await transact(ownAudit(worker.ctx, row.id), async (tx) => {
    if (!(await tryHoldRows(tx.db, row.id))) throw new TakenAway(row.id);
    if ((await findImport(tx.db, row.id))?.state !== "undoing") throw new TakenAway(row.id);
    const work: SheetWork = { tx: await onBehalf(tx, opened), secrets: worker.secrets, place, memory: new Map() };
    // The last first: what stands on an earlier row goes before it.
    for (let before: number | undefined, done = 0; ; ) {
      const lines = await listApplied(tx.db, row.id, { before, limit: worker.together ?? batchSize });
      const [first] = lines;
      if (first === undefined) break;
      await undoBatch(opened, work, lines);
      before = first.row;
      done += lines.length;
      await progress(worker, opened, { state: "undoing", done });
    }
    const settled = (await target.unprepare?.(work)) ?? place.settled;
    await updateImport(tx.db, row.id, { state: "undone", settled, undone: true });
    await target.written?.(work, "undone", await countLines(tx.db, row.id));
  });
}

async function undoBatch(
  { target, key, row }: OpenedImport,
  work: SheetWork,
  lines: readonly LineRow[],
): Promise<void> {
  const given = lines.map((line): RevertLine => {
    const { values, before } = openLine(key, line.row, line.sealed);
    if (line.targetId === null) throw new Error("an applied line has no target");
    const outcome = before === undefined ? "insert" : "update";
    return { row: line.row, outcome, targetId: line.targetId, values, before: before ?? {}, fields: line.fields };
  });
  const reverted = new Map((await target.revert(work, given)).map((one) => [one.row, one.kept]));
  const ends = lines.map((line): LineEnd => {
    const kept = reverted.get(line.row) ?? [];
    return { row: line.row, state: kept.length === 0 ? "undone" : "kept", targetId: null, kept };
  });
  await endLines(work.tx.db, row.id, ends);
}
