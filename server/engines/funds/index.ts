import { sql } from "kysely";
import type { Ctx, Tx } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import {
  alreadyReversed,
  fundsProblem,
  moreThanFree,
  noSuchEntry,
  noSuchSource,
  reversalOfReversal,
} from "./funds.errors.ts";
import {
  type AccountKind,
  accountKinds,
  type Balances,
  differencesOfQuota,
  freeFen,
  noBalances,
  type QuotaFacts,
} from "./funds.rules.ts";
import * as store from "./funds.store.ts";

export { fundsProblem } from "./funds.errors.ts";
export type { AccountKind, Balances, Difference, QuotaFacts } from "./funds.rules.ts";
export { accountKinds, freeFen, usedFen } from "./funds.rules.ts";
export type { Source } from "./funds.store.ts";
export { type EntryFilter, type LedgerEntry, listEntries, type Turnover, turnoverOf } from "./ledger.store.ts";

/** What an entry is about, e.g. `{ type: "campaign", id }`. */
export interface Reference {
  type: string;
  id: string;
}

export interface OpenSource {
  /** Path of the organisation whose money it is. */
  node: string;
  name: string;
  year: number;
  budgetItem?: string;
  /** Approved for the year, in fen. */
  budgetFen: number;
  reference: Reference;
}

/** Opens a fund source with its accounts and its approved budget; gives its id. */
export async function openSource(tx: Tx, input: OpenSource): Promise<string> {
  const { node, name, year, budgetItem = "" } = input;
  const source = { id: uuidv7(), node, name, year, budgetItem };
  await store.insertSource(tx.db, source);
  await store.insertAccounts(
    tx.db,
    source,
    accountKinds.map(() => uuidv7()),
  );
  if (input.budgetFen > 0) await changeBudget(tx, { ...input, sourceId: source.id, amountFen: input.budgetFen });
  return source.id;
}

/** Adds to the approved budget, or takes from what is free of it when `amountFen` is below zero (`funds.budget_exceeded`). */
export async function changeBudget(
  tx: Tx,
  input: { sourceId: string; amountFen: number; reference: Reference },
): Promise<string> {
  const source = await getSource(tx, input.sourceId);
  const [from, to] = input.amountFen > 0 ? (["granted", "budget"] as const) : (["budget", "granted"] as const);
  return write(tx, { ...input, node: source.node, kind: "approved", from, to, amountFen: Math.abs(input.amountFen) });
}

/** Says on which line of the union's budget the money of a source stands. Throws `funds.no_such_source` (404). */
export async function setBudgetItem(tx: Tx, sourceId: string, budgetItem: string): Promise<void> {
  await getSource(tx, sourceId);
  await store.updateBudgetItem(tx.db, sourceId, budgetItem);
}

export interface Move {
  sourceId: string;
  /** Path of the node in whose scope the entry can be read (of the release). */
  node: string;
  quotaId: string;
  amountFen: number;
  reference: Reference;
}

/**
 * Reserves money of the budget for a quota (publish, top-up); gives the entry's id. Waits for others who do the same on
 * this source. Throws `funds.budget_exceeded` {neededFen, availableFen} (409).
 */
export const setAside = (tx: Tx, input: Move): Promise<string> =>
  write(tx, { ...input, kind: "set_aside", from: "budget", to: "set_aside" });

/**
 * Gives money of a quota back to the budget: what was never issued, or (`from: "lapsed"`) what was never used.
 * The caller holds the quota's lock, so that nothing is issued meanwhile. Throws `funds.more_than_free` (409).
 */
export async function release(tx: Tx, input: Move & { from?: "set_aside" | "lapsed" }): Promise<string> {
  const from = input.from ?? "set_aside";
  await assertFree(tx, { ...input, from });

  return write(tx, { ...input, kind: "released", from, to: "budget" });
}

/** Moves money of a quota between two accounts (set_aside → issued, issued → redeemed, ...) without waiting for any row. */
export const post = (tx: Tx, input: Move & { from: AccountKind; to: AccountKind }): Promise<string> =>
  write(tx, { ...input, kind: input.to });

/** Takes money of the budget for a loss that no voucher stands for. Throws `funds.budget_exceeded` (409). */
export const compensate = (tx: Tx, input: Omit<Move, "quotaId">): Promise<string> =>
  write(tx, { ...input, kind: "compensated", from: "budget", to: "compensated" });

export interface Payment extends Omit<Move, "quotaId"> {
  /** Of what members used, the quota; undefined for a compensated loss. */
  quotaId?: string | undefined;
}

/** What was owed has left the bank account; below zero: what was paid too much has come back. */
export async function pay(tx: Tx, { amountFen, ...input }: Payment): Promise<void> {
  if (amountFen === 0) return;
  const owed = input.quotaId === undefined ? "compensated" : "redeemed";
  const [from, to] = amountFen > 0 ? ([owed, "paid"] as const) : (["paid", owed] as const);
  await write(tx, { ...input, kind: "paid", from, to, amountFen: Math.abs(amountFen) });
}

/** Cancels an entry by a new one; once. Throws `funds.already_reversed`, `funds.reversal_cannot_be_reversed` (409). */
export async function reverse(tx: Tx, entryId: string, reference: Reference): Promise<string> {
  const entry = await store.findEntry(tx.db, entryId);
  if (entry === undefined) throw noSuchEntry();
  if (entry.reversesId !== null) throw reversalOfReversal();
  const { sourceId, node, amountFen, from, to } = entry;
  const quotaId = entry.quotaId ?? undefined;
  if (from === "budget" && to === "set_aside" && quotaId !== undefined)
    await assertFree(tx, { sourceId, quotaId, amountFen, from: "set_aside" });

  const swapped = { from: to, to: from, reversesId: entryId };
  return write(tx, { sourceId, node, kind: "reversed", ...swapped, amountFen, quotaId, reference });
}

/** Fen on each account of a source. Throws `funds.no_such_source` (404). */
export async function balances(ctx: Ctx, sourceId: string): Promise<Balances> {
  await getSource(ctx, sourceId);
  const total = noBalances();
  for (const one of (await store.balancesOfQuotas(ctx.db, sourceId)).values())
    for (const kind of accountKinds) total[kind] += one[kind];
  return total;
}

/** Fen on each account, per quota of a source. */
export async function balancesByQuota(ctx: Ctx, sourceId: string): Promise<Map<string, Balances>> {
  const all = await store.balancesOfQuotas(ctx.db, sourceId);
  all.delete("");
  return all;
}

/** The fund sources of a node and below that the actor may see. */
export const listSources = (ctx: Ctx, node: string) => store.listSources(ctx.db, node);

/** One fund source. Throws `funds.no_such_source` (404). */
export async function getSource(ctx: Ctx, id: string): Promise<store.Source> {
  const source = await store.findSource(ctx.db, id);
  if (source === undefined) throw noSuchSource();
  return source;
}

/** The first statement of a reconciling transaction: the counts read after it and the books show the same instant. */
export async function holdStill(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(tx.db);
}

/**
 * Compares the books of a source with the counts of the stock engine and stores what differs; gives the differences.
 * A quota that has money in the books but no facts counts as one with no units. Call `holdStill` first, then read the facts.
 */
export async function reconcile(tx: Tx, input: { sourceId: string; day: string; facts: QuotaFacts[] }) {
  const source = await getSource(tx, input.sourceId);
  const booked = await balancesByQuota(tx, input.sourceId);
  const facts = new Map(input.facts.map((one) => [one.quotaId, one]));
  const quotaIds = [...new Set([...booked.keys(), ...facts.keys()])];

  const differences = quotaIds.flatMap((quotaId) =>
    differencesOfQuota(facts.get(quotaId) ?? noUnits(quotaId), booked.get(quotaId) ?? noBalances()),
  );

  const id = uuidv7();
  await store.insertReconciliation(tx.db, { id, day: input.day, source, quotas: quotaIds.length, differences });
  return { id, balanced: differences.length === 0, differences };
}

const nothing = { faceValueFen: 0, available: 0, held: 0, active: 0, redeemed: 0, lapsed: 0 };
const noUnits = (quotaId: string): QuotaFacts => ({ quotaId, ...nothing });

/** Only what is in nobody's hands may leave a quota. Takes the source's lock, so that it leaves once. */
async function assertFree(
  tx: Tx,
  { sourceId, quotaId, amountFen, from }: Pick<Move, "sourceId" | "quotaId" | "amountFen"> & { from: AccountKind },
): Promise<void> {
  const booked = await store.seeingAll(tx.db, async () => {
    if (!(await store.lockSource(tx.db, sourceId))) throw noSuchSource();
    return (await store.balancesOfQuotas(tx.db, sourceId, quotaId)).get(quotaId) ?? noBalances();
  });
  const free = from === "lapsed" ? booked.lapsed : freeFen(booked);
  if (amountFen > free) throw moreThanFree(amountFen, free);
}

async function write(tx: Tx, transfer: Omit<store.Transfer, "id">): Promise<string> {
  const id = uuidv7();
  try {
    await store.insertEntry(tx.db, { ...transfer, id });
  } catch (error) {
    if (isUniqueViolation(error, "entry_reverses_id_key")) throw alreadyReversed();
    throw fundsProblem(error) ?? error;
  }
  return id;
}
