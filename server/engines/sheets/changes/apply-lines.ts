import { transact } from "#kernel/context";
import { seeingAll } from "#kernel/sight";
import { findImport, tryHoldRows, updateImport } from "./import.store.ts";
import { countLines, endLines, type LineEnd, type LineRow, listWritable, resealLines } from "./line.store.ts";
import { openLine, sealLine } from "./sealing.ts";
import type { AppliedLine, ApplyLine, GivenLine, Proposal, SheetWork } from "./targets.ts";
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
 * Writes what was reviewed into the register: everything in one transaction, or nothing. Each row is proposed again first;
 * where the register has changed since the review so that the row would do something else, it is left and listed as stale.
 * Throws TakenAway, and what the target throws.
 */
export async function applyLines(worker: Worker, opened: OpenedImport): Promise<void> {
  const { row, target, place } = opened;
  await transact(ownAudit(worker.ctx, row.id), async (tx) => {
    if (!(await tryHoldRows(tx.db, row.id))) throw new TakenAway(row.id);
    if ((await findImport(tx.db, row.id))?.state !== "applying") throw new TakenAway(row.id);
    const work: SheetWork = { tx: await onBehalf(tx, opened), secrets: worker.secrets, place, memory: new Map() };
    const settled = (await target.prepare?.(work)) ?? place.settled;
    const ready = { ...work, place: { ...place, settled } };
    for (let after = 0, done = 0, next = 1; ; ) {
      const lines = await listWritable(tx.db, row.id, { after, limit: worker.together ?? batchSize });
      const last = lines.at(-1);
      if (last === undefined) break;
      await applyBatch(opened, ready, lines);
      after = last.row;
      done += lines.length;
      if (done >= next) {
        await target.grown?.(ready);
        next = done * 10;
      }
      // On its own connection: what this transaction does is seen by nobody yet, how far it is by everybody.
      await progress(worker, opened, { state: "applying", done });
    }
    await updateImport(tx.db, row.id, { state: "applied", settled, applied: true });
    await target.written?.(ready, "applied", await countLines(tx.db, row.id));
  });
}

async function applyBatch(opened: OpenedImport, work: SheetWork, lines: readonly LineRow[]): Promise<void> {
  const { target, key, row } = opened;
  const given = lines.map((line): GivenLine => {
    const { values } = openLine(key, line.row, line.sealed);
    return { row: line.row, values, ...decidedOf(line) };
  });
  const proposals = await seeingAll(work.tx, () => target.propose(work, given));
  const plan = lines.map((line, index) => planOf(line, given[index], proposals[index]));
  const writable = plan.flatMap(({ apply }) => apply ?? []);
  const applied = new Map((await target.apply(work, writable)).map((one) => [one.row, one]));
  const ends = plan.map(({ line, isSo }): LineEnd => {
    const targetId = applied.get(line.row)?.targetId ?? (isSo ? line.targetId : null);
    return { row: line.row, state: targetId === null ? "stale" : "applied", targetId };
  });
  await endLines(work.tx.db, row.id, ends);
  await keepWhatWasThere(opened, work, { plan, applied });
}

const decidedOf = (line: LineRow): Pick<GivenLine, "decided"> => {
  if (line.decision === "new") return { decided: { as: "new" } };
  if (line.decision === "same" && line.targetId !== null) return { decided: { as: "same", targetId: line.targetId } };
  return {};
};

interface Planned {
  line: LineRow;
  given: GivenLine;
  proposal: Proposal;
  /** Missing when the register is no longer as it was reviewed. */
  apply?: ApplyLine;
  /** The register says by now what the row was to change: nothing is left to do. */
  isSo: boolean;
}

function planOf(line: LineRow, given: GivenLine | undefined, proposal: Proposal | undefined): Planned {
  if (given === undefined || proposal === undefined)
    throw new Error("a target proposed for fewer rows than it was given");
  const { outcome, targetId } = proposal;
  const isSo = outcome === "unchanged" && line.outcome === "update" && targetId === line.targetId;
  const planned = { line, given, proposal, isSo };
  if (outcome !== "insert" && outcome !== "update") return planned;
  const isAsReviewed =
    line.outcome === "conflict" ||
    (outcome === line.outcome && (targetId ?? null) === line.targetId && isSubset(proposal.fields ?? [], line.fields));
  if (!isAsReviewed) return planned;
  const { row, values } = given;
  return {
    ...planned,
    apply: { row, values, outcome, fields: proposal.fields ?? [], ...(targetId === undefined ? {} : { targetId }) },
  };
}

const isSubset = (part: readonly string[], whole: readonly string[]) => part.every((one) => whole.includes(one));

/** What an update wrote over, as it was at that moment, so that it can be put back. */
async function keepWhatWasThere(
  { key, row }: OpenedImport,
  { tx }: SheetWork,
  { plan, applied }: { plan: readonly Planned[]; applied: ReadonlyMap<number, AppliedLine> },
): Promise<void> {
  const resealed = plan.flatMap(({ given, proposal, apply, isSo }) => {
    const met = applied.get(given.row)?.met;
    if (met === undefined && apply?.outcome !== "update" && !isSo) return [];
    const { before, fields } = met ?? { before: proposal.before ?? {}, fields: apply?.fields ?? [] };
    return [{ row: given.row, fields, sealed: sealLine(key, given.row, { values: given.values, before }) }];
  });
  if (resealed.length > 0) await resealLines(tx.db, row.id, resealed);
}
