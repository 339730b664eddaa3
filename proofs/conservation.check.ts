import type pg from "pg";

/**
 * Every law of the stock, asked in one statement and so of one instant; each row is a violation. The laws need no knowledge of what
 * was asked for: they hold for any database of this product at any moment.
 */
const laws = `
with counted as (
  select q.id, q.state as quota_state, q.capacity, q.taken, q.held, q.next_number, q.numbered, coalesce(q.unit_fen, 0) as unit_fen,
    count(c.id) filter (where c.state in ('active', 'redeemed', 'lapsed')) as kept,
    count(c.id) filter (where c.state = 'held') as holding,
    count(c.id) filter (where c.state = 'active') as active,
    count(c.id) filter (where c.state = 'redeemed') as redeemed,
    count(c.id) filter (where c.state = 'lapsed') as lapsed,
    count(c.id) filter (where c.state = 'returned') as returned,
    count(c.number) as ever
  from stock.quota q left join stock.claim c on c.quota_id = q.id group by q.id
), booked as (
  select e.quota_id,
    sum(e.amount_fen * (case when d.kind in ('set_aside', 'returned') then 1 else 0 end - case when k.kind in ('set_aside', 'returned') then 1 else 0 end)) as free,
    sum(e.amount_fen * (case when d.kind = 'held' then 1 else 0 end - case when k.kind = 'held' then 1 else 0 end)) as held,
    sum(e.amount_fen * (case when d.kind = 'issued' then 1 else 0 end - case when k.kind = 'issued' then 1 else 0 end)) as issued,
    sum(e.amount_fen * (case when d.kind = 'redeemed' then 1 else 0 end - case when k.kind = 'redeemed' then 1 else 0 end)) as redeemed,
    sum(e.amount_fen * (case when d.kind = 'lapsed' then 1 else 0 end - case when k.kind = 'lapsed' then 1 else 0 end)) as lapsed
  from funds.entry e join funds.account d on d.id = e.debit_account_id join funds.account k on k.id = e.credit_account_id
  where e.quota_id is not null group by e.quota_id
), used as (
  select qc.cap_id, c.person_id, count(*) as units from stock.claim c join stock.quota_cap qc on qc.quota_id = c.quota_id
  where c.state in ('held', 'active', 'redeemed', 'lapsed') group by 1, 2
), broken as (
  select 'capacity = available + held + taken' as law, id::text as what from counted where taken + held > capacity
  union all select 'taken = active + redeemed + lapsed', id::text from counted where taken <> kept
  union all select 'held = claims held', id::text from counted where held <> holding
  union all select 'claims ever active = taken + returned', id::text from counted where ever <> taken + returned
  union all select 'order numbers have no gap', id::text from counted where next_number - 1 <> ever
  union all select 'free money = available units', c.id::text from counted c left join booked b on b.quota_id = c.id
    where unit_fen > 0 and case when quota_state = 'closed' then 0 else (c.capacity - c.taken - c.held) * unit_fen end <> coalesce(b.free, 0)
  union all select 'held money = held units', c.id::text from counted c join booked b on b.quota_id = c.id where c.held * unit_fen <> b.held
  union all select 'issued money = active claims', c.id::text from counted c join booked b on b.quota_id = c.id where active * unit_fen <> b.issued
  union all select 'redeemed money = redeemed claims', c.id::text from counted c join booked b on b.quota_id = c.id where c.redeemed * unit_fen <> b.redeemed
  union all select 'lapsed money = lapsed claims', c.id::text from counted c join booked b on b.quota_id = c.id where c.lapsed * unit_fen <> b.lapsed
  union all select 'caps are never exceeded', u.cap_id::text from used u join stock.cap k on k.id = u.cap_id where u.units > k.max_units
  union all select 'uses of a cap = units kept', coalesce(u.cap_id, x.cap_id)::text from used u full join stock.cap_use x on x.cap_id = u.cap_id and x.person_id = u.person_id
    where coalesce(u.units, 0) <> coalesce(x.used, 0)
  union all select 'numbered units = units in use', c.id::text from counted c where numbered
    and kept + holding <> (select count(*) from stock.unit n where n.quota_id = c.id and n.claim_id is not null)
  union all select 'whoever has a seat is who sits on it', n.quota_id::text from stock.unit n join stock.claim c on c.id = n.claim_id
    where n.label is distinct from c.unit_label or n.quota_id <> c.quota_id
)
select law, count(*)::integer as times, min(what) as example from broken group by law`;

export interface Violation {
  law: string;
  times: number;
  example: string;
}

/** The laws that are broken at this instant. */
export async function violations(db: pg.Client): Promise<Violation[]> {
  const { rows } = await db.query<Violation>(laws);
  return rows;
}
