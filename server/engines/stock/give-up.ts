import { sql } from "kysely";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { leaveWaitingList, releaseHold, returnClaim } from "./claims.ts";
import { type Claim, databaseNow, listClaims } from "./stock.store.ts";
import type { ClaimState } from "./stock.types.ts";

/** How much of each somebody had. */
export interface GivenUp {
  /** In windows and draws that were still to be served. */
  entries: number;
  /** Places in line. */
  waiting: number;
  /** Offers and holds. */
  held: number;
  /** Vouchers, seats and the like. */
  active: number;
}

const open: readonly ClaimState[] = ["waiting", "held", "active"];
/** Claims that are read at a time. */
const pageSize = 500;

/**
 * Somebody is gone: their entries of windows that are not served yet win nothing, their places in line, holds and active claims are given
 * back, and what comes free is offered to who waits. A window that is being served meanwhile is waited for, and what it gave goes back too.
 * With the sight of the server. Idempotent; gives how many of each.
 */
export async function giveUpAll(
  tx: Tx,
  personId: string,
  { reason }: { reason: "member" | "staff" },
): Promise<GivenUp> {
  await lockQuotasOf(tx.db, personId);
  const entries = await leaveWindows(tx.db, personId);
  for (const { quotaId, node, number } of entries) {
    const object = { type: "quota", id: quotaId };
    await record(tx, { chain: `quota:${quotaId}`, node, action: "stock.entry_left", object, detail: { number } });
  }
  const given: GivenUp = { entries: entries.length, waiting: 0, held: 0, active: 0 };
  const now = await databaseNow(tx.db);
  for (const claim of await allOpen(tx.db, personId)) {
    if (claim.state === "waiting") await leaveWaitingList(tx, { quotaId: claim.quotaId, personId });
    else if (claim.state === "held") await releaseHold(tx, claim.id, "declined");
    // What is over already lapses by itself, and its unit stays taken.
    else if (claim.validUntil === null || now < claim.validUntil) await returnClaim(tx, claim.id, { reason });
    else continue;
    given[claim.state as "waiting" | "held" | "active"] += 1;
  }
  return given;
}

/** What `giveUpAll` would end: entries by their quota, and claims. */
export async function listOpenOf(db: Db, personId: string): Promise<{ entries: string[]; claims: Claim[] }> {
  const { rows } = await sql<{ quotaId: string }>`${enteredBy(personId)}`.execute(db);
  return { entries: rows.map(({ quotaId }) => quotaId), claims: await allOpen(db, personId) };
}

async function allOpen(db: Db, personId: string): Promise<Claim[]> {
  const all: Claim[] = [];
  for (let page: Claim[] = []; all.length === 0 || page.length === pageSize; all.push(...page)) {
    page = await listClaims(db, personId, open, all.at(-1)?.id, pageSize);
    if (page.length === 0) break;
  }
  return all;
}

/** Windows in play are few: each is asked for the person by its key. */
const enteredBy = (personId: string) => sql`select q.id as quota_id, e.share_id, e.number, q.node::text as node
  from stock.quota q cross join lateral (select share_id, number from stock.entry
    where quota_id = q.id and person_id = ${personId}::uuid and outcome is null offset 0) e
  where q.mode <> 'first_come' and q.served_at is null and q.state <> 'closed' and q.parent_id is null`;

/** All that will be written to, in the order of ids as everywhere: whoever serves, claims or sweeps there is waited for. */
const lockQuotasOf = (db: Db, personId: string) =>
  sql`with of_claims as (select c.quota_id from stock.claim c
      where c.person_id = ${personId}::uuid and c.state in ('waiting', 'held', 'active')),
    entered as (${enteredBy(personId)}),
    named as (select quota_id as id from of_claims union select q.parent_id from of_claims join stock.quota q on q.id = quota_id
      union select quota_id from entered union select share_id from entered)
    select 1 from stock.quota where id in (select id from named) order by id for update`.execute(db);

async function leaveWindows(db: Db, personId: string): Promise<{ quotaId: string; node: string; number: number }[]> {
  const { rows } = await sql<{
    quotaId: string;
    node: string;
    number: number;
  }>`update stock.entry e set outcome = 'left'
    from (${enteredBy(personId)}) w where e.quota_id = w.quota_id and e.person_id = ${personId}::uuid
    returning e.quota_id, w.node, e.number::float8 as number`.execute(db);
  return rows;
}
