import { record } from "#kernel/audit/audit";
import { transact } from "#kernel/context";
import { takeMoreOfToday } from "#kernel/sign-in/limits";
import { tooManyElsewhere } from "../sheets.errors.ts";
import { countElsewhere } from "./import.store.ts";
import { deleteLines } from "./line.store.ts";
import type { OpenedImport, Worker } from "./work-on-import.ts";

/**
 * So many rows of an account's files may in one day learn that a number is registered with another union. A county moving in meets some
 * hundreds; a list of numbers to be tried ends here, and what it has learnt so far from this file goes with it.
 */
export const mostElsewhereADay = 2000;

/** Counts what a check tells about people whom the import does not reach, against the day of whoever brought the file. */
export class ToldOfOthers {
  private readonly worker: Worker;
  private readonly opened: OpenedImport;
  private told = 0;
  /** A check that begins anew after a crash tells the same again: that is not counted twice. */
  private counted: number;

  constructor(worker: Worker, opened: OpenedImport) {
    this.worker = worker;
    this.opened = opened;
    this.counted = opened.row.elsewhere;
  }

  /** Throws sheets.too_many_elsewhere when the day is used up; the lines of the import are gone then. */
  async more(rows: number): Promise<void> {
    this.told += rows;
    const amount = this.told - this.counted;
    if (amount <= 0) return;
    const { id, node, createdBy } = this.opened.row;
    const taken = await transact(this.worker.ctx, async (tx) => {
      const limit = { amount, max: mostElsewhereADay };
      if (await takeMoreOfToday(tx.db, `sheets.elsewhere:${createdBy}`, limit)) {
        await countElsewhere(tx.db, id, this.told);
        return true;
      }
      await deleteLines(tx.db, id);
      await record(tx, {
        ...{ node, action: "import.too_many_elsewhere", object: { type: "import", id } },
        detail: { staffAccountId: createdBy, rows: this.told },
      });
      return false;
    });
    if (!taken) throw tooManyElsewhere(mostElsewhereADay);
    this.counted = this.told;
  }
}
