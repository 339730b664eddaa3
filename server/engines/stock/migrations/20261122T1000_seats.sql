-- Seats: units that have a place in a hall, wishes for them, people who sit together, claims that name their seat, and awards.

alter table stock.unit add column row_no smallint, add column col_no smallint, add column kind text not null default 'seat';
-- The order in which free units are given to who names none; the lower the better.
alter table stock.unit add column best integer;
update stock.unit set best = ordinal;
alter table stock.unit alter column best set not null, add check ((row_no is null) = (col_no is null)), add check (kind in ('seat', 'wheelchair'));
grant delete on stock.unit to gonghui_app;
drop index stock.unit_free;
create index unit_free on stock.unit (quota_id, best, ordinal) where claim_id is null;

-- Numbered units with places in a hall: winners of a window are seated by their wishes.
alter table stock.quota add column seated boolean not null default false check (numbered or not seated);

alter table stock.entry add column wishes text[], add column party uuid, add check (cardinality(wishes) <= 3);

-- How the winners of a window were seated: what was free, who came in which order with which wishes. Published with the order.
create table stock.seating (
  quota_id uuid primary key references stock.quota (id),
  node ltree not null,
  free jsonb not null,
  winners jsonb not null,
  seated_at timestamptz not null
);
grant select, insert on stock.seating to gonghui_app;
alter table stock.seating enable row level security;
alter table stock.seating force row level security;
create policy seating_scope on stock.seating using (kernel.scope() @> node);
create policy seating_reach on stock.seating for select using (kernel.reach() <@ node);

-- Who is next in line may be capped meanwhile: so many of a waiting list are looked at for so many free units.
create function stock.looked_at(p_free bigint) returns bigint language sql immutable as $$ select p_free + 20 $$;

drop function stock.assign_units(uuid, uuid[]);
-- Takes units for claims: those that are named, for the others the best free ones, in their order. Answers the labels. Raises when
-- there are too few. Named ones are found by their key ("offset 0"), whatever the statistics of the table say at this moment.
create function stock.take_units(p_quota uuid, p_claims uuid[], p_picks text[] default null) returns text[] language plpgsql as $$
declare
  v_unnamed uuid[];
  v_ordinals integer[];
  v_claims uuid[];
  v_labels text[];
begin
  select array_agg(c.id order by c.ord) into v_unnamed
  from unnest(p_claims, p_picks) with ordinality as c (id, label, ord) where c.label is null;
  select array_agg(t.ordinal order by t.ordinal), array_agg(t.claim order by t.ordinal) into v_ordinals, v_claims from (
    select free.ordinal, v_unnamed[free.n] as claim from (
      select u.ordinal, row_number() over (order by u.best, u.ordinal) as n from stock.unit u
      where u.quota_id = p_quota and u.claim_id is null and u.label <> all (array_remove(coalesce(p_picks, '{}'), null))
      order by u.best, u.ordinal limit coalesce(cardinality(v_unnamed), 0)
    ) free
    union all
    select u.ordinal, p.id from unnest(p_claims, p_picks) as p (id, label)
    cross join lateral (select m.ordinal, m.claim_id from stock.unit m where m.quota_id = p_quota and m.label = p.label offset 0) u
    where p.label is not null and u.claim_id is null
  ) t;
  if coalesce(cardinality(v_ordinals), 0) < cardinality(p_claims) then
    raise exception 'quota % has no free numbered unit', p_quota;
  end if;
  -- By the key again; width_bucket finds a value's place in a sorted array.
  with taken as (
    update stock.unit u set claim_id = v_claims[width_bucket(u.ordinal, v_ordinals)]
    where u.quota_id = p_quota and u.ordinal = any (v_ordinals) returning u.claim_id, u.label
  )
  select array_agg(t.label order by p.ord) into v_labels
  from unnest(p_claims) with ordinality as p (id, ord) join taken t on t.claim_id = p.id;
  return v_labels;
end $$;

-- The best free units for claims that are there already.
create function stock.assign_units(p_quota uuid, p_claims uuid[]) returns void language plpgsql as $$
declare
  v_labels text[] := stock.take_units(p_quota, p_claims);
begin
  update stock.claim c set unit_label = g.label from unnest(p_claims, v_labels) as g (claim, label) where c.id = g.claim;
end $$;

drop function stock.claim_batch(uuid, text, text, uuid[], uuid[], uuid[]);
-- First come, first served, one statement per batch. At most one request per person in a batch (the batcher sees to it).
-- Every path takes the quota's row first. A request may name its seat. Outcomes: granted, replay, key_reused, capped, sold_out,
-- seat_taken, no_such_seat, not_open, drawing, paused, closed, missing.
create function stock.claim_batch(p_quota uuid, p_scope text, p_actor text, p_persons uuid[], p_keys uuid[], p_ids uuid[],
  p_picks text[] default null, p_source text default 'claim')
returns table (idx integer, outcome text, claim_id uuid, number integer, granted_at timestamptz, unit_label text)
language plpgsql as $$
#variable_conflict use_column
declare
  q stock.quota;
  v_now timestamptz;
  v_refusal text;
  v_left integer;
  v_caps uuid[];
  v_max integer[];
  v_new integer[];
  v_granted integer[];
  v_allowed uuid[];
  v_ids uuid[];
  v_persons uuid[];
  v_family uuid[];
  v_strange integer[];
  v_occupied integer[];
  v_labels text[];
begin
  perform set_config('app.scope', p_scope, true);
  select * into q from stock.quota where id = p_quota for update;
  if not found then
    return query select i, 'missing', null::uuid, null::integer, null::timestamptz, null::text from generate_series(1, cardinality(p_persons)) i;
    return;
  end if;
  v_now := clock_timestamp();
  -- Caps may lie above the quota's node and keys may belong to other quotas; both count wherever they are.
  perform set_config('app.scope', '*', true);

  -- What these keys already mean, and the requests that are new. One by one through the key ("offset 0"): a plan made while the
  -- table was still empty would read all claims for every batch.
  select array_agg(r.idx order by r.idx) into v_new
  from unnest(p_persons, p_keys) with ordinality as r (person, key, idx)
  left join lateral (select c.id from stock.claim c where c.person_id = r.person and c.key = r.key offset 0) known on true
  where known.id is null;
  if v_new is null or cardinality(v_new) < cardinality(p_persons) then
    -- A release is one thing for its people: a claim on its share answers the same key on what is for everybody, and the other way.
    v_family := array(select id from stock.quota where id = coalesce(q.parent_id, q.id) or parent_id = coalesce(q.parent_id, q.id));
    return query select r.idx::integer, case when c.quota_id = any (v_family) and c.granted_at is not null then 'replay' else 'key_reused' end,
      c.id, c.number, c.granted_at, c.unit_label
    from unnest(p_persons, p_keys) with ordinality as r (person, key, idx)
    cross join lateral (select * from stock.claim m where m.person_id = r.person and m.key = r.key offset 0) c;
    if v_new is null then return; end if;
  end if;

  v_refusal := case
    when q.state = 'closed' or v_now >= least(q.closes_at, q.valid_until) then 'closed'
    when q.state = 'paused' then 'paused'
    -- What is awarded waits for no opening: it comes out of units that nobody competes for.
    when v_now < q.opens_at and p_source <> 'award' then 'not_open'
    when q.mode <> 'first_come' and q.served_at is null and p_source <> 'award' then 'drawing'
    when q.taken + q.held >= q.capacity then 'sold_out'
  end;
  if v_refusal is not null then
    return query select i, v_refusal, null::uuid, null::integer, null::timestamptz, null::text from unnest(v_new) i;
    return;
  end if;

  -- Seats that were named: there, free, and given to the first of the batch who names them.
  if p_picks is not null then
    select array_agg(n.i) filter (where u.label is null),
      array_agg(n.i) filter (where u.label is not null and (u.claim_id is not null or n.nth > 1)) into v_strange, v_occupied
    from (select i, p_picks[i] as label, row_number() over (partition by p_picks[i] order by i) as nth
      from unnest(v_new) i where p_picks[i] is not null) n
    left join lateral (select m.label, m.claim_id from stock.unit m where m.quota_id = p_quota and m.label = n.label offset 0) u on true;
    return query
      select i, 'no_such_seat', null::uuid, null::integer, null::timestamptz, null::text from unnest(v_strange) i
      union all
      select i, 'seat_taken', null::uuid, null::integer, null::timestamptz, null::text from unnest(v_occupied) i;
    v_new := array(select i from unnest(v_new) i
      where i <> all (coalesce(v_strange, '{}')) and i <> all (coalesce(v_occupied, '{}')) order by i);
    if cardinality(v_new) = 0 then return; end if;
  end if;

  v_left := q.capacity - q.taken - q.held;
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;

  if v_caps is null then
    v_granted := v_new[1:v_left];
  elsif cardinality(v_caps) = 1 and cardinality(v_new) <= v_left then
    with counted as (
      insert into stock.cap_use as u (cap_id, person_id, node, used)
      select v_caps[1], p_persons[i], q.node, 1 from unnest(v_new) i order by p_persons[i]
      on conflict (cap_id, person_id) do update set used = u.used + 1 where u.used < v_max[1]
      returning person_id
    )
    select array_agg(i order by i) into v_granted from unnest(v_new) i where p_persons[i] in (select person_id from counted);
  else
    v_allowed := stock.lock_caps(q.node, v_caps, v_max, array(select p_persons[i] from unnest(v_new) i));
    select array_agg(i order by i) into v_granted
    from (select i from unnest(v_new) i where p_persons[i] = any (v_allowed) order by i limit v_left) s;
    update stock.cap_use set used = used + 1
    where cap_id = any (v_caps) and person_id in (select p_persons[i] from unnest(v_granted) i);
  end if;
  v_granted := coalesce(v_granted, '{}');

  if cardinality(v_granted) > 0 then
    select array_agg(p_ids[i] order by i), array_agg(p_persons[i] order by i) into v_ids, v_persons from unnest(v_granted) i;
    if q.numbered then
      v_labels := stock.take_units(p_quota, v_ids, array(select p_picks[i] from unnest(v_granted) i order by i));
    end if;
    insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until, unit_label)
    select p_ids[g.i], p_quota, q.node, p_persons[g.i], p_keys[g.i], q.next_number + g.ord::integer - 1, 'active', p_source, v_now, v_now,
      q.valid_from, stock.valid_until(q, v_now), v_labels[g.ord]
    from unnest(v_granted) with ordinality as g (i, ord)
    order by p_persons[g.i], p_keys[g.i]; -- two batches that hold the same keys meet in one order and do not wait in a circle
    update stock.quota set taken = taken + cardinality(v_granted), next_number = next_number + cardinality(v_granted) where id = p_quota;
    perform stock.write_grant(q, v_ids, v_persons, p_source, p_actor);
  end if;

  return query
    select g.i, 'granted', p_ids[g.i], q.next_number + g.ord::integer - 1, v_now, v_labels[g.ord] from unnest(v_granted) with ordinality as g (i, ord)
    union all
    select i, case when v_allowed is not null and p_persons[i] = any (v_allowed) then 'sold_out' else 'capped' end,
      null::uuid, null::integer, null::timestamptz, null::text
    from unnest(v_new) i where i <> all (v_granted) and v_caps is not null
    union all
    select i, 'sold_out', null::uuid, null::integer, null::timestamptz, null::text
    from unnest(v_new) i where i <> all (v_granted) and v_caps is null;
end $$;

drop function stock.enter_batch(uuid, text, uuid[], uuid[], smallint[]);
-- Entering, one statement per batch. The share lock lets entries of all processes pass together and makes serving wait for them.
-- Wishes are up to three labels, joined by the unit separator; null leaves those that were said before.
create function stock.enter_batch(p_quota uuid, p_scope text, p_persons uuid[], p_shares uuid[], p_weights smallint[],
  p_wishes text[] default null, p_parties uuid[] default null)
returns table (idx integer, outcome text, number bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  q stock.quota;
  v_now timestamptz;
  v_refusal text;
begin
  perform set_config('app.scope', p_scope, true);
  -- Without the lock first: late-comers must not hold serving up with one share lock after the other.
  select * into q from stock.quota where id = p_quota;
  if q.served_at is null and clock_timestamp() < q.entry_closes_at then
    select * into q from stock.quota where id = p_quota for share;
  end if;
  v_now := clock_timestamp();
  v_refusal := case
    when q.id is null then 'missing'
    when q.mode = 'first_come' then 'no_window'
    when q.state = 'closed' then 'closed'
    when q.state = 'paused' then 'paused'
    when v_now < q.entry_opens_at then 'not_open'
    when v_now >= q.entry_closes_at or q.served_at is not null then 'entry_closed'
  end;
  if v_refusal is null then
    insert into stock.entry as e (quota_id, person_id, share_id, node, weight, at, wishes, party)
    select p_quota, r.person, r.share, q.node, r.weight, v_now, string_to_array(r.wishes, e'\x1f'), r.party
    from unnest(p_persons, p_shares, p_weights, p_wishes, p_parties) as r (person, share, weight, wishes, party)
    order by r.person -- the same people by two processes: one waits for the other, never in a circle
    -- Sent again: the place in the order stays, wishes and company are those of the last request that says any.
    on conflict (quota_id, person_id) do update set wishes = coalesce(excluded.wishes, e.wishes), party = coalesce(excluded.party, e.party)
      where excluded.wishes is distinct from e.wishes and excluded.wishes is not null
        or excluded.party is distinct from e.party and excluded.party is not null;
  end if;
  return query
    select r.idx::integer, case when e.number is not null then 'entered' else v_refusal end, e.number
    from unnest(p_persons) with ordinality as r (person, idx)
    -- One by one through the key: a plan made while the table was still empty would read the whole window for every batch.
    left join lateral (select m.number from stock.entry m where m.quota_id = p_quota and m.person_id = r.person offset 0) e on true;
end $$;

-- The claims of winners, in their order, with their units, money, audit records and events.
create or replace function stock.grant_entries(p_root uuid, p_target uuid, p_winners uuid[], p_actor text) returns void language plpgsql as $$
declare
  q stock.quota;
  v_now timestamptz := clock_timestamp();
  v_ids uuid[] := array(select kernel.uuidv7() from generate_series(1, cardinality(p_winners)));
begin
  if cardinality(p_winners) = 0 then return; end if;
  select * into q from stock.quota where id = p_target;
  insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until)
  select v_ids[w.ord], p_target, q.node, w.p, v_ids[w.ord], q.next_number + w.ord::integer - 1, 'active', 'entry', v_now, v_now,
    q.valid_from, stock.valid_until(q, v_now)
  from unnest(p_winners) with ordinality as w (p, ord);
  update stock.entry set outcome = 'won' where quota_id = p_root and person_id = any (p_winners);
  update stock.quota set taken = taken + cardinality(p_winners), next_number = next_number + cardinality(p_winners) where id = p_target;
  -- Seats of a hall are chosen by the winners' wishes, in this transaction too: stock.seat_winners.
  if q.numbered and not q.seated then perform stock.assign_units(p_target, v_ids); end if;
  for i in 0 .. (cardinality(v_ids) - 1) / 1000 loop
    perform stock.write_grant(q, v_ids[i * 1000 + 1 : (i + 1) * 1000], p_winners[i * 1000 + 1 : (i + 1) * 1000], 'entry', p_actor);
  end loop;
end $$;

-- Offers every free unit to those who wait, in their order, as holds; whoever is capped at their turn leaves the list. None while the
-- quota is paused, over, or not served yet. One statement, however many: the caller holds the quota's row meanwhile.
create or replace function stock.offer_free(p_quota uuid, p_actor text) returns integer language plpgsql as $$
declare
  q stock.quota;
  v_now timestamptz := clock_timestamp();
  v_until timestamptz;
  v_left integer;
  v_caps uuid[];
  v_max integer[];
  v_turn uuid[];
  v_persons uuid[];
  v_allowed uuid[];
  v_offered uuid[];
  v_holders uuid[];
  v_capped uuid[];
  v_left_persons uuid[];
  v_total integer := 0;
begin
  select * into q from stock.quota where id = p_quota;
  if q.id is null or q.state <> 'open' or v_now >= least(q.closes_at, q.valid_until) or (q.mode <> 'first_come' and q.served_at is null) then
    return 0;
  end if;
  v_left := q.capacity - q.taken - q.held;
  v_until := least(v_now + make_interval(secs => q.hold_seconds), q.closes_at, q.valid_until);
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;
  while v_left > 0 loop
    -- A few more than there are units, since who is next may be capped meanwhile; their caps are locked in one pass.
    select array_agg(s.id order by s.waiting_rank, s.id), array_agg(s.person_id order by s.waiting_rank, s.id) into v_turn, v_persons
    from (select c.id, c.person_id, c.waiting_rank from stock.claim c where c.quota_id = p_quota and c.state = 'waiting'
      order by c.waiting_rank, c.id limit stock.looked_at(v_left)) s;
    exit when v_turn is null;
    v_allowed := case when v_caps is null then v_persons else stock.lock_caps(q.node, v_caps, v_max, v_persons) end;
    select array_agg(o.id order by o.ord), array_agg(o.person order by o.ord) into v_offered, v_holders
    from (select t.id, t.person, t.ord from unnest(v_turn, v_persons) with ordinality as t (id, person, ord)
      join unnest(v_allowed) a (person) on a.person = t.person order by t.ord limit v_left) o;
    -- Capped is who stood before the last one that was offered something, or everybody when not all was offered.
    select array_agg(t.id order by t.ord), array_agg(t.person order by t.ord) into v_capped, v_left_persons
    from unnest(v_turn, v_persons) with ordinality as t (id, person, ord)
    where t.person <> all (v_allowed)
      and (coalesce(cardinality(v_offered), 0) < v_left or t.ord < array_position(v_turn, v_offered[cardinality(v_offered)]));
    if v_capped is not null then
      update stock.claim set state = 'expired', ended_at = v_now, reason = 'capped' where id = any (v_capped);
      perform stock.tell_claims(q, p_actor, 'stock.left_waiting', v_capped, v_left_persons, '{"reason": "capped"}');
    end if;
    if v_offered is not null then
      update stock.cap_use set used = used + 1 where cap_id = any (v_caps) and person_id = any (v_holders);
      update stock.claim set state = 'held', hold_until = v_until where id = any (v_offered);
      update stock.quota set held = held + cardinality(v_offered) where id = p_quota;
      if q.numbered then perform stock.assign_units(p_quota, v_offered); end if;
      if q.fund_source_id is not null and q.unit_fen > 0 then
        perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'set_aside', 'held', q.unit_fen * cardinality(v_offered), q.id,
          'stock.offered', v_offered[1]::text);
      end if;
      perform stock.tell_claims(q, p_actor, 'stock.offered', v_offered, v_holders,
        jsonb_build_object('holdUntil', to_char(v_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')));
      v_total := v_total + cardinality(v_offered);
      v_left := v_left - cardinality(v_offered);
    end if;
  end loop;
  return v_total;
end $$;

-- Seats given in one go: to winners of a window, or to who moves. The caller holds the quota's row and has seen that they are free.
create function stock.seat_winners(p_quota uuid, p_claims uuid[], p_labels text[]) returns integer language plpgsql as $$
begin
  perform stock.take_units(p_quota, p_claims, p_labels);
  update stock.claim c set unit_label = w.label from unnest(p_claims, p_labels) as w (claim, label) where c.id = w.claim;
  return cardinality(p_claims);
end $$;

-- Ends everything that people have or wait for in one quota: their units are free, their uses under caps are theirs again. For what
-- does not take place. The caller has locked the family. One statement per quota, one event per person. Gives how many had something.
create function stock.return_all(p_quota uuid, p_reason text, p_actor text) returns integer language plpgsql as $$
declare
  q stock.quota;
  v_now timestamptz := clock_timestamp();
  v_caps uuid[];
  v_max integer[];
  v_active uuid[];
  v_held uuid[];
  v_holders uuid[];
  v_having uuid[];
begin
  select * into q from stock.quota where id = p_quota;
  v_having := array(select person_id from stock.claim where quota_id = p_quota and state in ('active', 'held'));
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;
  if v_caps is not null then perform stock.lock_caps(q.node, v_caps, v_max, v_having); end if;
  with ended as (
    update stock.claim set state = 'returned', ended_at = v_now, reason = p_reason
    where quota_id = p_quota and state = 'active' returning id, person_id
  )
  select array_agg(id order by id), array_agg(person_id order by id) into v_active, v_holders from ended;
  with ended as (
    update stock.claim set state = 'expired', ended_at = v_now, reason = p_reason, hold_until = null
    where quota_id = p_quota and state = 'held' returning id
  )
  select array_agg(id) into v_held from ended;
  update stock.claim set state = 'expired', ended_at = v_now, reason = p_reason where quota_id = p_quota and state = 'waiting';
  if cardinality(v_having) = 0 then return 0; end if;
  if v_caps is not null then
    update stock.cap_use u set used = u.used - h.times
    from (select p, count(*)::integer as times from unnest(v_having) p group by p) h
    where u.cap_id = any (v_caps) and u.person_id = h.p;
  end if;
  update stock.unit set claim_id = null where quota_id = p_quota and claim_id = any (v_active || v_held);
  update stock.quota set taken = taken - coalesce(cardinality(v_active), 0), held = held - coalesce(cardinality(v_held), 0)
  where id = p_quota;
  if q.fund_source_id is not null and q.unit_fen > 0 then
    if v_active is not null then
      perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'issued', 'returned', q.unit_fen * cardinality(v_active), q.id,
        'stock.returned', v_active[1]::text);
    end if;
    if v_held is not null then
      perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'held', 'set_aside', q.unit_fen * cardinality(v_held), q.id,
        'stock.hold_ended', v_held[1]::text);
    end if;
  end if;
  if v_active is not null then
    perform stock.tell_claims(q, p_actor, 'stock.returned', v_active, v_holders, jsonb_build_object('reason', p_reason));
  end if;
  return cardinality(v_having);
end $$;
