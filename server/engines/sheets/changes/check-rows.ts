import { transact } from "#kernel/context";
import { seeingAll } from "#kernel/sight";
import { rawOf } from "../mapping/table-rows.rules.ts";
import { readRows } from "../reading/read-rows.ts";
import type { Mapping } from "../sheets.types.ts";
import { deleteLines, insertLines } from "./line.store.ts";
import { judgeRows, namesIn, proposeLines, type ReadRow, Seen } from "./propose-lines.ts";
import type { Settled } from "./targets.ts";
import { ToldOfOthers } from "./told-of-others.ts";
import { batchSize, endStep, fileOf, type OpenedImport, onBehalf, progress, type Worker } from "./work-on-import.ts";

/**
 * The dry run: reads every row of the file, cleans and checks it, and writes down what it would do to the register, which
 * stays as it is. Begins anew when it was interrupted. Throws what reading throws, sheets.too_many_elsewhere, TakenAway, GivenBack.
 */
export async function checkRows(worker: Worker, opened: OpenedImport, mapping: Mapping): Promise<void> {
  const { row, key, target, place } = opened;
  const { state } = row;
  await transact(worker.ctx, (tx) => deleteLines(tx.db, row.id));
  const seen = new Seen();
  const known = new Settling(worker, opened);
  const told = new ToldOfOthers(worker, opened);
  const sameInFile = target.sameInFile?.(place.today);
  const memory = new Map<string, unknown>();
  let done = 0;
  for await (const batch of inBatches(
    readRows(await fileOf(worker, opened), { sheet: mapping.sheet }),
    worker.together ?? batchSize,
  )) {
    const rows = batch.flatMap((one): ReadRow[] => {
      const raw = rawOf(mapping, one);
      return raw === undefined ? [] : [{ row: one.row, raw }];
    });
    const judged = judgeRows(target.schema, rows, { today: place.today, seen });
    await known.meet(judged.filter(({ defects }) => defects.length === 0));
    const settled = { ...place, settled: known.settled };
    const { ctx, secrets } = worker;
    const at = { ctx, secrets, target, key, row, memory, sameInFile, place: settled };
    const { lines, elsewhere } = await proposeLines(at, judged);
    await told.more(elsewhere);
    await transact(worker.ctx, (tx) => insertLines(tx.db, { importId: row.id, node: row.node }, lines));
    done += rows.length;
    await progress(worker, opened, { state, done });
  }
  await endStep(worker, row, { state: "review", settled: known.settled, problem: null, rowsTotal: done });
}

async function* inBatches<T>(parts: AsyncIterable<T[]>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const part of parts) {
    batch.push(...part);
    for (; batch.length >= size; batch = batch.slice(size)) yield batch.slice(0, size);
  }
  if (batch.length > 0) yield batch;
}

/** Learns which of the names in a file the register knows; what somebody has said before is kept. */
class Settling {
  readonly settled: Settled;
  private readonly worker: Worker;
  private readonly opened: OpenedImport;

  constructor(worker: Worker, opened: OpenedImport) {
    this.worker = worker;
    this.opened = opened;
    this.settled = structuredClone(opened.place.settled);
  }

  async meet(rows: Parameters<typeof namesIn>[0]): Promise<void> {
    const { target, place } = this.opened;
    for (const [column, find] of Object.entries(target.settle ?? {})) {
      const known = this.settled[column] ?? {};
      this.settled[column] = known;
      const fresh = namesIn(rows, column).filter((name) => !Object.hasOwn(known, name));
      if (fresh.length === 0) continue;
      const { ctx, secrets } = this.worker;
      const found = await transact(ctx, async (system) => {
        const tx = await onBehalf(system, this.opened);
        return seeingAll(tx, () => find({ tx, secrets, place, memory: new Map() }, fresh));
      });
      for (const name of fresh) known[name] = found.get(name) ?? null;
    }
  }
}
