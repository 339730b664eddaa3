import { sql } from "kysely";
import type { Ctx } from "#kernel/context";
import type { AccountKind } from "./funds.rules.ts";

/** What went into and out of one account of a source in a time, and what was on it before. */
export interface Turnover {
  sourceId: string;
  account: AccountKind;
  openingFen: number;
  inFen: number;
  outFen: number;
}

/** The turnover of every account of these sources between two instants, as far as the actor sees the entries. */
export async function turnoverOf(
  ctx: Pick<Ctx, "db">,
  { sourceIds, from, to }: { sourceIds: readonly string[]; from: Date; to: Date },
): Promise<Turnover[]> {
  const { rows } = await sql<Turnover>`
    select a.source_id, a.kind as account,
      coalesce(sum(m.fen) filter (where m.at < ${from}), 0)::bigint as opening_fen,
      coalesce(sum(m.fen) filter (where m.at >= ${from} and m.fen > 0), 0)::bigint as in_fen,
      coalesce(-sum(m.fen) filter (where m.at >= ${from} and m.fen < 0), 0)::bigint as out_fen
    from funds.account a left join lateral (
      select e.at, e.amount_fen as fen from funds.entry e where e.debit_account_id = a.id and e.at < ${to}
      union all
      select e.at, -e.amount_fen from funds.entry e where e.credit_account_id = a.id and e.at < ${to}
    ) m on true
    where a.source_id = any(${[...sourceIds]}::uuid[]) group by a.source_id, a.kind`.execute(ctx.db);
  return rows;
}

/** One entry as the ledger shows it: below zero what left the account. */
export interface LedgerEntry {
  id: string;
  at: Date;
  amountFen: number;
  /** Where it came from or went to. */
  other: AccountKind;
  quotaId: string | null;
  referenceType: string;
  referenceId: string;
  reverses: boolean;
}

export interface EntryFilter {
  sourceId: string;
  account: AccountKind;
  from: Date;
  to: Date;
  after?: string | undefined;
  limit: number;
}

/** The entries of one account between two instants, the newest first; ids are in the order of time. */
export async function listEntries(ctx: Pick<Ctx, "db">, filter: EntryFilter): Promise<LedgerEntry[]> {
  const { sourceId, account, from, to, after = null, limit } = filter;
  const { rows } = await sql<LedgerEntry>`
    select e.id, e.at, case when e.debit_account_id = a.id then e.amount_fen else -e.amount_fen end as amount_fen,
      o.kind as other, e.quota_id, e.reference_type, e.reference_id, e.reverses_id is not null as reverses
    from funds.account a join funds.entry e on a.id in (e.debit_account_id, e.credit_account_id)
      join funds.account o on o.id = case when e.debit_account_id = a.id then e.credit_account_id else e.debit_account_id end
    where a.source_id = ${sourceId} and a.kind = ${account} and e.at >= ${from} and e.at < ${to}
      and (${after}::uuid is null or e.id < ${after}::uuid)
    order by e.id desc limit ${limit}`.execute(ctx.db);
  return rows;
}
