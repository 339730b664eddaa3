import pg from "pg";
import pino from "pino";
import { balancesByQuota } from "#engines/funds";
import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { Problem } from "#kernel/problem";
import { type Secrets, temporarySecrets } from "#kernel/secrets/secrets";
import type { TestDatabase } from "#kernel/testing";
import { aSource } from "../funds/funds.builders.ts";
import { createGrabDesk, type GrabDesk, type GrabDeskOptions } from "./grab-desk.ts";
import { createCap, createQuota, type NewQuota, orderSecret } from "./quotas.ts";
import { serveWindow } from "./serving.ts";
import { findQuota, type QuotaRow, stockFacts } from "./stock.store.ts";

export const silent = pino({ level: "silent" });
export const minutes = (count: number, from = Date.now()) => new Date(from + count * 60_000);
/** So many different persons, as the engine knows them. */
export const persons = (count: number): string[] => Array.from({ length: count }, () => uuidv7());

let known: Promise<Secrets> | undefined;
/** The secrets of this test file. */
export const secretsOfTest = (): Promise<Secrets> => (known ??= temporarySecrets());

/** A quota on node "1" that is open for claims; a window in `given` makes it a grab. */
export async function aQuota(database: TestDatabase, given: Partial<NewQuota> = {}): Promise<string> {
  const id = uuidv7();
  const base = { node: "1", roundId: uuidv7(), capacity: 10, mode: "first_come" as const };
  const times = { opensAt: minutes(-1), closesAt: minutes(60), validFrom: minutes(-1), validUntil: minutes(600) };
  const secrets = await secretsOfTest();
  await transact(database.ctx(), (tx) => createQuota(tx, secrets, { id, ...base, ...times, ...given }));
  return given.id ?? id;
}

/** A quota whose entry window is open. */
export const aWindow = (database: TestDatabase, given: Partial<NewQuota> = {}) =>
  aQuota(database, { mode: "grab", entryOpensAt: minutes(-10), entryClosesAt: minutes(10), ...given });

/** Moves the end of a window into the past; nobody waits for a clock in a test. */
export async function endWindow(database: TestDatabase, quotaId: string): Promise<void> {
  await asOwner(
    database,
    `update stock.quota set entry_closes_at = clock_timestamp() - interval '1 millisecond' where id = $1 or parent_id = $1`,
    [quotaId],
  );
}

export async function aCap(database: TestDatabase, given: { maxUnits?: number; node?: string } = {}): Promise<string> {
  const id = uuidv7();
  const cap = { id, node: "1", scope: "campaign" as const, label: "each", maxUnits: 1, ...given };
  await transact(database.ctx(), (tx) => createCap(tx, cap));
  return id;
}

/** A quota with money, its units worth 100 fen; gives the source too. */
export async function aPaidQuota(database: TestDatabase, given: Partial<NewQuota> = {}) {
  const sourceId = await aSource(database.ctx(), { budgetFen: 1_000_000 });
  const id = await aQuota(database, { ...given, fund: { sourceId, unitFen: 100 } });
  return { id, sourceId };
}

/** Fen of a quota by account. */
export const moneyOf = async (database: TestDatabase, sourceId: string, quotaId: string) =>
  (await transact(database.ctx(), (tx) => balancesByQuota(tx, sourceId))).get(quotaId);

/** One first-come request by a key of its own, without a desk; gives the claim's id, or the word of the refusal. */
export async function outcomeOn(database: TestDatabase, quotaId: string, personId = uuidv7()): Promise<string> {
  const { rows } = await database.pool.query("select * from stock.claim_batch($1, '*', 'test', $2, $3, $4)", [
    quotaId,
    [personId],
    [uuidv7()],
    [uuidv7()],
  ]);
  return rows[0].outcome === "granted" ? rows[0].claim_id : rows[0].outcome;
}

/** The id of a claim that was granted. */
export async function aClaim(database: TestDatabase, quotaId: string, personId?: string): Promise<string> {
  const given = await outcomeOn(database, quotaId, personId);
  if (given.length !== 36) throw new Error(given);
  return given;
}

/** The code of the problem that work was refused with; "done" when it was not. */
export async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return "done";
}

/** A desk as one process has it; to be stopped by the test. */
export async function aDesk(database: TestDatabase, options: Partial<GrabDeskOptions> = {}): Promise<GrabDesk> {
  const desk = createGrabDesk({ pool: database.pool, log: silent, ...options });
  await desk.start();
  return desk;
}

export async function quotaRow(database: TestDatabase, id: string): Promise<QuotaRow> {
  const row = await transact(database.ctx(), (tx) => findQuota(tx.db, id));
  if (row === undefined) throw new Error(`no quota ${id}`);
  return row;
}

/** Counters and counts of a quota side by side. */
export async function factsOf(database: TestDatabase, id: string) {
  const [facts] = await transact(database.ctx(), (tx) => stockFacts(tx.db, [id]));
  if (facts === undefined) throw new Error(`no quota ${id}`);
  return facts;
}

/** Serves and places a window whose end is past, as the serving loop does. */
export async function serveNow(database: TestDatabase, quotaId: string): Promise<number | null> {
  const secret = orderSecret(await secretsOfTest(), quotaId);
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    const won = await serveWindow(client, quotaId, secret, "system:test");
    await client.query("commit");
    await client.query("select stock.place($1, $2)", [quotaId, secret]);
    return won;
  } finally {
    client.release();
  }
}

export interface Entry {
  person_id: string;
  number: number;
  weight: number;
  place: number | null;
  outcome: string | null;
}

/** Enters persons without a desk, in one batch. */
export async function enterAll(
  database: TestDatabase,
  quotaId: string,
  list: readonly string[],
  given: { shares?: (string | null)[]; weights?: number[] } = {},
): Promise<void> {
  await database.pool.query("select * from stock.enter_batch($1, '*', $2::uuid[], $3::uuid[], $4::smallint[])", [
    quotaId,
    list,
    given.shares ?? list.map(() => null),
    given.weights ?? list.map(() => 1),
  ]);
}

export const entriesOf = (database: TestDatabase, quotaId: string): Promise<Entry[]> =>
  asOwnerRows(database, "select * from stock.entry where quota_id = $1 order by number", [quotaId]);

/** Past every policy: what tests look at, and how they turn the clock. */
export async function asOwnerRows<T>(database: TestDatabase, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query("set app.scope = '*'");
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}
export const asOwner = (database: TestDatabase, text: string, values: unknown[] = []) =>
  asOwnerRows(database, text, values).then(() => undefined);

/** The same database with one function changed, for a negative control; gives the way back. */
export async function without(database: TestDatabase, name: string, part: string | RegExp, instead = "") {
  const [row] = await asOwnerRows<{ text: string }>(database, `select pg_get_functiondef($1::regproc) as text`, [name]);
  const whole = row?.text ?? "";
  const changed = whole.replace(part, instead);
  if (changed === whole) throw new Error(`${name} has no such part`);
  await asOwner(database, changed);
  return () => asOwner(database, whole);
}

/** Runs work in a transaction of the server. */
export const act = <T>(
  database: TestDatabase,
  work: (tx: Parameters<Parameters<typeof transact<T>>[1]>[0]) => Promise<T>,
) => transact(database.ctx() as Ctx, work);

/** What the audit says happened to a claim, in order. */
export async function topicsOf(database: TestDatabase, claimId: string): Promise<string[]> {
  const rows = await asOwnerRows<{ action: string }>(
    database,
    "select action from kernel.audit_record where object_id = $1 order by seq",
    [claimId],
  );
  return rows.map((row) => row.action);
}
