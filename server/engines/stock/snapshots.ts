import type pg from "pg";
import type { Logger } from "pino";
import { isDue, unitsLeft } from "./stock.rules.ts";
import type { QuotaSnapshot } from "./stock.types.ts";

const refreshMillis = 400;
const staleMillis = 1000;
const hearMillis = 20;

interface Known {
  quota: QuotaSnapshot;
  /** Persons with a claim, complete up to `holdersUpTo`; read only when refusals need it. */
  holders: Set<string>;
  holdersUpTo: number;
  /** Somebody asked who holds a claim: from then on it is read with every refresh. */
  holdersWanted: boolean;
  /** The database's time when it was read. */
  readAt: Date;
  /** A batch has found it sold out since: others may have been granted units that this process has not read of. */
  outdated: boolean;
}

/**
 * The quotas in play as this process last saw them, and the offset to the database's clock. Refused answers come from here and do
 * not touch the database: a figure is at most a second old, else nothing is answered from it.
 */
export class QuotaSnapshots {
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  #known = new Map<string, Known>();
  /** Quotas that have shares, with them. */
  #families = new Map<string, Known[]>();
  #readAt = Number.NEGATIVE_INFINITY;
  /** The database's time less this process's own count of milliseconds, which no change of its wall clock moves. */
  #offset = Date.now() - performance.now();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #heard = false;
  #refreshing: Promise<void> | undefined;

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  async start(): Promise<void> {
    await this.refresh();
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#refreshing?.catch(() => undefined);
  }

  /** The database's time, by the offset last measured. */
  now(): Date {
    return new Date(performance.now() + this.#offset);
  }

  get fresh(): boolean {
    return performance.now() - this.#readAt < staleMillis;
  }

  /** The quota as last seen; undefined when it is unknown or the figure is too old to answer from. */
  find(quotaId: string): QuotaSnapshot | undefined {
    return this.fresh ? this.#known.get(quotaId)?.quota : undefined;
  }

  /** Windows that have ended and wait for their winners or for their places. */
  due(): QuotaSnapshot[] {
    if (!this.fresh) return [];
    const now = this.now();
    return [...this.#known.values()].map((known) => known.quota).filter((quota) => isDue(quota, now));
  }

  /** Every quota in play, as last seen. */
  all(): QuotaSnapshot[] {
    return [...this.#known.values()].map((known) => known.quota);
  }

  /** False only when it is certain that this person holds no claim on the quota, its shares or its whole as they were last seen. */
  mayHold(quotaId: string, personId: string): boolean {
    const known = this.fresh ? this.#known.get(quotaId) : undefined;
    if (known === undefined) return true;
    const family = this.#families.get(known.quota.parentId ?? quotaId) ?? [known];
    return family.some((one) => this.#mayHoldOf(one, personId));
  }

  #mayHoldOf(known: Known, personId: string): boolean {
    known.holdersWanted = true;
    // Claims were still granted between the reading and the closing.
    const closedSince = known.readAt < known.quota.closesAt && this.now() >= known.quota.closesAt;
    const complete = !known.outdated && !closedSince && known.holdersUpTo >= known.quota.nextNumber - 1;
    return !complete || known.holders.has(personId);
  }

  /** Notes what a batch of this process has just learnt, until the next refresh. */
  learn(quotaId: string, granted: readonly { personId: string; number: number }[], soldOut: boolean): void {
    const known = this.#known.get(quotaId);
    if (known === undefined) return;
    for (const { personId } of granted) known.holders.add(personId);
    // A refresh may have overtaken the batch's answer: what it has counted already is not counted again.
    known.quota.taken += granted.filter(({ number }) => number >= known.quota.nextNumber).length;
    if (!soldOut) return;
    known.outdated = true;
    known.quota.taken = Math.max(known.quota.taken, known.quota.capacity - known.quota.held);
    this.refresh().catch(() => undefined); // at once, so that the next refusals come from memory; the timer tries again
  }

  /**
   * A quota has changed in another process: reads again, after what is being read now (which may not have seen it) and at most
   * once in a moment, since a sweep may change many.
   */
  hear(): void {
    if (this.#heard || this.#stopped) return;
    this.#heard = true;
    setTimeout(() => {
      this.#heard = false;
      const settled = this.#refreshing?.catch(() => undefined) ?? Promise.resolve();
      settled.then(() => (this.#stopped ? undefined : this.refresh())).catch(() => undefined); // the timer tries again
    }, hearMillis).unref();
  }

  /** Reads the quotas in play again; called by the timer, and by whoever has just changed one. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  #plan(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.refresh()
        .catch((error: Error) => this.#log.warn({ reason: error.message }, "stock.snapshot_failed"))
        .finally(() => this.#plan());
    }, refreshMillis);
  }

  async #read(): Promise<void> {
    const sent = performance.now();
    const { rows } = await this.#pool.query<QuotaSnapshot & { dbNow: Date }>({
      name: "stock.snapshot",
      text: snapshotSql,
    });
    const [first] = rows;
    if (first === undefined) throw new Error("the snapshot gave no time");
    this.#offset = first.dbNow.getTime() - (sent + performance.now()) / 2;
    const next = new Map<string, Known>();
    for (const { dbNow, ...quota } of rows) {
      if (quota.id === null) continue;
      const known = this.#known.get(quota.id);
      next.set(quota.id, {
        quota,
        holders: known?.holders ?? new Set(),
        holdersUpTo: known?.holdersUpTo ?? 0,
        holdersWanted: known?.holdersWanted ?? false,
        readAt: dbNow,
        outdated: false,
      });
    }
    await this.#readHolders([...next.values()].filter(needsHolders));
    this.#known = next;
    this.#families = familiesOf(next);
    this.#readAt = sent;
  }

  async #readHolders(wanted: Known[]): Promise<void> {
    if (wanted.length === 0) return;
    const { rows } = await this.#pool.query<{ quotaId: string; personId: string }>({
      name: "stock.holders",
      text: holdersSql,
      values: [wanted.map((k) => k.quota.id), wanted.map((k) => k.holdersUpTo), wanted.map((k) => k.quota.nextNumber)],
    });
    const byId = new Map(wanted.map((known) => [known.quota.id, known]));
    for (const row of rows) byId.get(row.quotaId)?.holders.add(row.personId);
    for (const known of wanted) known.holdersUpTo = known.quota.nextNumber - 1;
  }
}

function familiesOf(known: ReadonlyMap<string, Known>): Map<string, Known[]> {
  const families = new Map<string, Known[]>();
  for (const share of known.values()) {
    const whole = known.get(share.quota.parentId ?? "");
    if (whole !== undefined) families.set(whole.quota.id, [...(families.get(whole.quota.id) ?? [whole]), share]);
  }
  return families;
}

// Holders matter only where refusals are given from memory: a repeat with the key of a granted claim must still be answered.
const needsHolders = ({ quota, holdersUpTo, holdersWanted, readAt }: Known) =>
  holdersUpTo < quota.nextNumber - 1 &&
  (holdersWanted || quota.state !== "open" || unitsLeft(quota) <= 0 || readAt >= quota.closesAt);

const snapshotSql = `
  select db_now as "dbNow", (quota).id, (quota).node::text as node, (quota).parent_id as "parentId", (quota).mode, (quota).state,
    (quota).capacity, (quota).taken, (quota).held, (quota).entry_opens_at as "entryOpensAt",
    (quota).entry_closes_at as "entryClosesAt", (quota).opens_at as "opensAt", (quota).closes_at as "closesAt",
    (quota).served_at as "servedAt", (quota).placed_at as "placedAt", (quota).next_number as "nextNumber"
  from stock.snapshot()`;

const holdersSql = `
  select quota_id as "quotaId", person_id as "personId" from stock.holders($1::uuid[], $2::integer[], $3::integer[])`;
