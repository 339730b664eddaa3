import { sql } from "kysely";
import { actorLabel } from "#kernel/actor";
import type { Tx } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { orderSecretHash, setMoneyAside } from "./quotas.ts";
import { fundOf } from "./shares.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";

export interface BareShare {
  id: string;
  capacity: number;
  /** When what is left goes to the whole. */
  spillAt: Date;
}

/**
 * Makes shares of a quota of bare units, as many as there are unions in a county: times, caps and fund are those of the whole, whose
 * capacity they are no part of. Throws `stock.no_such_quota`, `stock.wrong_units`, `funds.budget_exceeded`.
 */
export async function createShares(
  tx: Tx,
  secrets: Secrets,
  { wholeId, shares }: { wholeId: string; shares: readonly BareShare[] },
): Promise<void> {
  if (shares.length === 0) return;
  const whole = await store.findQuota(tx.db, wholeId);
  if (whole === undefined) throw errors.noSuchQuota();
  if (whole.numbered) throw errors.wrongUnits(whole.capacity);
  const ids = shares.map(({ id }) => id);
  const hashes = ids.map((id) => (whole.mode === "first_come" ? null : orderSecretHash(secrets, id)));
  await sql`insert into stock.quota (id, node, round_id, parent_id, spill_at, mode, capacity, numbered, seated, waiting_list,
      hold_seconds, entry_opens_at, entry_closes_at, opens_at, closes_at, valid_from, valid_until, valid_days, secret_hash,
      fund_source_id, unit_fen)
    select s.id, q.node, q.round_id, q.id, s.spill_at, q.mode, s.capacity, false, q.seated, false, q.hold_seconds,
      q.entry_opens_at, q.entry_closes_at, q.opens_at, q.closes_at, q.valid_from, q.valid_until, q.valid_days, s.secret_hash,
      q.fund_source_id, q.unit_fen
    from stock.quota q, unnest(${ids}::uuid[], ${shares.map(({ capacity }) => capacity)}::integer[],
      ${shares.map(({ spillAt }) => spillAt)}::timestamptz[], ${hashes}::bytea[]) as s (id, capacity, spill_at, secret_hash)
    where q.id = ${wholeId}`.execute(tx.db);
  await sql`insert into stock.quota_cap (quota_id, cap_id) select s.id, c.cap_id
    from stock.quota_cap c, unnest(${ids}::uuid[]) as s (id) where c.quota_id = ${wholeId}`.execute(tx.db);
  for (const { id, capacity } of shares) await setMoneyAside(tx, { id, node: whole.node }, fundOf(whole), capacity);
  const { mode, opensAt } = whole;
  const details = shares.map(({ capacity }) => JSON.stringify({ capacity, mode, opensAt: opensAt.toISOString() }));
  await sql`select kernel.audit('quota:' || s.id, ${whole.node}::ltree, ${actorLabel(tx.actor)}, 'stock.quota_created', 'quota',
      s.id::text, s.detail)
    from unnest(${ids}::uuid[], ${details}::text[]) as s (id, detail)`.execute(tx.db);
}
