import { setTimeout as sleep } from "node:timers/promises";
import { exportCsv, exportWorkbook, type Values } from "#engines/sheets";
import { record } from "#kernel/audit/audit";
import { atBusinessPlace } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { sealPart } from "#kernel/secrets/envelope";
import type { Secrets } from "#kernel/secrets/secrets";
import { listAccountNames } from "#kernel/sign-in/staff-accounts.store";
import { actorOfLabel } from "#kernel/sign-in/staff-me";
import type { Cursor } from "../find-people.rules.ts";
import { pageOfPeople, searchPeople } from "../find-people.ts";
import { keyOf, mayExport, queryOf } from "./ask-export.ts";
import { keptDays, mostRows, watermarkOf } from "./export.rules.ts";
import * as store from "./export.store.ts";
import { columnsOf, rowOf } from "./export-columns.ts";

/** Whoever makes the files: the server itself, with the keys. */
export interface Maker {
  ctx: Ctx;
  secrets: Secrets;
}

const leaseSeconds = 30;
const mostAttempts = 4;
const pollMilliseconds = 1500;
const pageSize = 1000;
/** Of one sealed part. */
const partBytes = 512 * 1024;

/** Somebody else makes it now, or it is not wanted any more: nothing more is to be done here. */
class TakenAway extends Error {}
/** Why a file cannot be made, as its list says it. */
class CannotBeMade extends Error {}

/** Makes one file after the other until stopped. Any number of processes may; what one that died had begun is begun anew. */
export function makeExports(maker: Maker): () => Promise<void> {
  const stopping = new AbortController();
  const working = (async () => {
    for (;;) {
      const made = await makeOneExport(maker).catch((error: Error) => {
        maker.ctx.log.error({ reason: error.message }, "people_export.stuck");
        return false;
      });
      if (stopping.signal.aborted) return;
      if (!made) await sleep(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return () => {
    stopping.abort();
    return working;
  };
}

/** Makes one file that is waited for; false when none is. */
export async function makeOneExport(maker: Maker): Promise<boolean> {
  const { ctx } = maker;
  const row = await transact(ctx, (tx) => store.leaseExport(tx.db, leaseSeconds));
  if (row === undefined) return false;
  try {
    if (row.attempts > mostAttempts) throw new Error("its making ended before it was done, again and again");
    await make(maker, row);
  } catch (error) {
    if (error instanceof TakenAway) return true;
    const known = error instanceof CannotBeMade;
    if (!known) ctx.log.error({ exportId: row.id, reason: (error as Error).message }, "people_export.failed");
    // What may pass (the database was away) is tried again when the lease has run out.
    if (known || row.attempts >= mostAttempts) await fail(ctx, row, known ? (error as Error).message : "failed");
  }
  return true;
}

async function make(maker: Maker, row: store.ExportRow): Promise<void> {
  const { ctx, secrets } = maker;
  const counted = { rows: 0 };
  const given = {
    definition: { title: "会员", columns: columnsOf(row) },
    rows: peopleOf(maker, row, counted),
    ...{ watermark: await watermarkFor(ctx, row), mark: row.number },
  };
  await transact(ctx, (tx) => store.deleteParts(tx.db, row.id));
  const pieces = row.format === "csv" ? exportCsv(given) : exportWorkbook(given);
  const key = keyOf(secrets, row);
  let bytes = 0;
  let number = 0;
  for await (const content of inParts(pieces)) {
    bytes += content.length;
    number++;
    const part = { exportId: row.id, node: row.node, number, content: sealPart(key, String(number), content) };
    await transact(ctx, async (tx) => {
      await stillOurs(store.reportProgress(tx.db, row, { rows: counted.rows, leaseSeconds }));
      await store.insertPart(tx.db, part);
    });
  }
  await transact(ctx, async (tx) => {
    await stillOurs(store.finishExport(tx.db, row, { rows: counted.rows, bytes, keptDays }));
    const detail = { number: row.number, people: counted.rows, bytes };
    const object = { type: "people_export", id: row.id };
    await record(tx, { node: row.node, action: "people_export.made", object, detail });
  });
}

async function stillOurs(written: Promise<boolean>): Promise<void> {
  if (!(await written)) throw new TakenAway();
}

/** The people, a page at a time, as far as whoever asked may let them out now. */
async function* peopleOf({ ctx, secrets }: Maker, row: store.ExportRow, counted: { rows: number }) {
  const actor = await transact(ctx, (tx) => actorOfLabel(tx, `staff:${row.askedBy}`));
  if (!mayExport(actor, row)) throw new CannotBeMade("no_duty");
  const asker: Ctx = { ...ctx, actor };
  const query = { q: queryOf(secrets, row), organisationId: row.nodeId, permission: "people.manage" } as const;
  const found = await transact(asker, (tx) => searchPeople(tx, secrets, query));
  const most = mostRows(row);
  for (let after: Cursor | undefined; ; ) {
    const page = await transact(asker, (tx) => pageOfPeople(tx, found, { after, limit: pageSize }));
    for (const person of page.rows) {
      if (++counted.rows > most) throw new CannotBeMade("grown");
      yield rowOf(secrets, person, row.plain) satisfies Values;
    }
    if (page.next === undefined) return;
    after = page.next;
    await transact(ctx, (tx) => stillOurs(store.reportProgress(tx.db, row, { rows: counted.rows, leaseSeconds })));
  }
}

async function watermarkFor(ctx: Ctx, row: store.ExportRow): Promise<string> {
  const names = await transact(ctx, (tx) => listAccountNames(tx.db, [row.askedBy]));
  const now = atBusinessPlace(ctx.clock.now());
  const at = `${now.toPlainDate()} ${now.toPlainTime().toString({ smallestUnit: "minute" })}`;
  const { purpose, number } = row;
  return watermarkOf({ account: names.get(row.askedBy) ?? row.askedByName, at, purpose, number });
}

/** Small pieces together, so that memory holds one part. */
async function* inParts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < partBytes) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}

async function fail(ctx: Ctx, row: store.ExportRow, problem: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const now = await store.lockExport(tx.db, row.id);
    if (now?.state !== "making" || now.attempts !== row.attempts) return;
    await store.deleteParts(tx.db, row.id);
    await store.setState(tx.db, row.id, { state: "failed", problem });
    const object = { type: "people_export", id: row.id };
    await record(tx, { node: row.node, action: "people_export.failed", object, detail: { why: problem } });
  });
}
