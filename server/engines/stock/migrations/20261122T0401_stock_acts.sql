-- The acts that must be one statement: a batch of first-come claims, a batch of entries, serving a window, places.

-- A UUIDv7 made by the database, for rows that only a statement can count.
create function kernel.uuidv7() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_byte(set_byte(
      overlay(uuid_send(gen_random_uuid()) placing
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112),
      8, (get_byte(uuid_send(gen_random_uuid()), 8) & 63) | 128), 'hex')::uuid
$$;

-- The audit record, event and funds entry of claims granted together, in the quota's own chain.
create function stock.write_grant(q stock.quota, p_claims uuid[], p_persons uuid[], p_source text, p_actor text)
returns void language plpgsql as $$
declare
  v_count integer := cardinality(p_claims);
begin
  if v_count = 0 then return; end if;
  perform kernel.audit('quota:' || q.id, q.node, p_actor, 'stock.granted', 'quota', q.id::text,
    json_build_object('source', p_source, 'count', v_count, 'claims', p_claims)::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.granted', q.node,
    jsonb_build_object('quotaId', q.id, 'source', p_source, 'claims', p_claims, 'persons', p_persons));
  if q.fund_source_id is not null and q.unit_fen > 0 then
    perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'set_aside', 'issued', q.unit_fen * v_count, q.id,
      'stock.granted', p_claims[1]::text);
  end if;
end $$;

create function stock.valid_until(q stock.quota, p_at timestamptz) returns timestamptz language sql immutable as $$
  select case when q.valid_days is null then q.valid_until
    -- In hours: a day of an interval is as long as the session's time zone makes it.
    else least(q.valid_until, greatest(p_at, q.valid_from) + make_interval(hours => q.valid_days * 24)) end
$$;

-- First come, first served, one statement per batch. At most one request per person in a batch (the batcher sees to it).
-- Every path takes the quota's row first. Outcomes: granted, replay, key_reused, capped, sold_out, not_open, drawing, paused, closed, missing.
create function stock.claim_batch(p_quota uuid, p_scope text, p_actor text, p_persons uuid[], p_keys uuid[], p_ids uuid[])
returns table (idx integer, outcome text, claim_id uuid, number integer, granted_at timestamptz)
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
begin
  perform set_config('app.scope', p_scope, true);
  select * into q from stock.quota where id = p_quota for update;
  if not found then
    return query select i, 'missing', null::uuid, null::integer, null::timestamptz from generate_series(1, cardinality(p_persons)) i;
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
      c.id, c.number, c.granted_at
    from unnest(p_persons, p_keys) with ordinality as r (person, key, idx)
    cross join lateral (select * from stock.claim m where m.person_id = r.person and m.key = r.key offset 0) c;
    if v_new is null then return; end if;
  end if;

  v_refusal := case
    when q.state = 'closed' or v_now >= least(q.closes_at, q.valid_until) then 'closed'
    when q.state = 'paused' then 'paused'
    when v_now < q.opens_at then 'not_open'
    when q.mode <> 'first_come' and q.served_at is null then 'drawing'
    when q.taken + q.held >= q.capacity then 'sold_out'
  end;
  if v_refusal is not null then
    return query select i, v_refusal, null::uuid, null::integer, null::timestamptz from unnest(v_new) i;
    return;
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
    insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until)
    select p_ids[g.i], p_quota, q.node, p_persons[g.i], p_keys[g.i], q.next_number + g.ord::integer - 1, 'active', 'claim', v_now, v_now,
      q.valid_from, stock.valid_until(q, v_now)
    from unnest(v_granted) with ordinality as g (i, ord)
    order by p_persons[g.i], p_keys[g.i]; -- two batches that hold the same keys meet in one order and do not wait in a circle
    update stock.quota set taken = taken + cardinality(v_granted), next_number = next_number + cardinality(v_granted) where id = p_quota;
    select array_agg(p_ids[i] order by i), array_agg(p_persons[i] order by i) into v_ids, v_persons from unnest(v_granted) i;
    if q.numbered then perform stock.assign_units(p_quota, v_ids); end if;
    perform stock.write_grant(q, v_ids, v_persons, 'claim', p_actor);
  end if;

  return query
    select g.i, 'granted', p_ids[g.i], q.next_number + g.ord::integer - 1, v_now from unnest(v_granted) with ordinality as g (i, ord)
    union all
    select i, case when v_allowed is not null and p_persons[i] = any (v_allowed) then 'sold_out' else 'capped' end,
      null::uuid, null::integer, null::timestamptz
    from unnest(v_new) i where i <> all (v_granted) and v_caps is not null
    union all
    select i, 'sold_out', null::uuid, null::integer, null::timestamptz
    from unnest(v_new) i where i <> all (v_granted) and v_caps is null;
end $$;

-- Locks the cap rows of these persons in the order (person, cap), new and known ones in one pass, so that no two acts wait in a
-- circle; answers the persons who have room under every cap.
create function stock.lock_caps(p_node ltree, p_caps uuid[], p_max integer[], p_persons uuid[]) returns uuid[] language plpgsql as $$
declare
  v_allowed uuid[];
begin
  -- "where false" changes nothing and yet locks the row that is there.
  insert into stock.cap_use as u (cap_id, person_id, node, used)
  select c, p, p_node, 0 from (select distinct p from unnest(p_persons) p) s cross join unnest(p_caps) c order by p, c
  on conflict (cap_id, person_id) do update set used = u.used where false;
  select array_agg(person_id) into v_allowed from (
    select r.person_id from unnest(p_persons) as r (person_id) cross join unnest(p_caps, p_max) as m (cap_id, max_units)
    cross join lateral (select k.used from stock.cap_use k where k.cap_id = m.cap_id and k.person_id = r.person_id offset 0) u
    group by r.person_id having bool_and(u.used < m.max_units)
  ) s;
  return coalesce(v_allowed, '{}');
end $$;

-- Gives the lowest free numbered units to claims, in their order. Raises when there are too few.
create function stock.assign_units(p_quota uuid, p_claims uuid[]) returns void language plpgsql as $$
declare
  v_given integer;
begin
  with free as (
    select u.ordinal, row_number() over (order by u.ordinal) as n from stock.unit u
    where u.quota_id = p_quota and u.claim_id is null order by u.ordinal limit cardinality(p_claims)
  ), given as (
    update stock.unit u set claim_id = p_claims[f.n] from free f
    where u.quota_id = p_quota and u.ordinal = f.ordinal returning u.claim_id, u.label
  )
  update stock.claim c set unit_label = g.label from given g where c.id = g.claim_id;
  get diagnostics v_given = row_count;
  if v_given < cardinality(p_claims) then raise exception 'quota % has no free numbered unit', p_quota; end if;
end $$;

-- Offers every free unit to those who wait, in their order, as holds; whoever is capped at their turn leaves the list. None while the
-- quota is paused, over, or not served yet. One statement, however many: the caller holds the quota's row meanwhile.
create function stock.offer_free(p_quota uuid, p_actor text) returns integer language plpgsql as $$
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
  if q.id is null or q.state <> 'open' or v_now >= q.closes_at or (q.mode <> 'first_come' and q.served_at is null) then
    return 0;
  end if;
  v_left := q.capacity - q.taken - q.held;
  v_until := least(v_now + make_interval(secs => q.hold_seconds), q.closes_at);
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;
  while v_left > 0 loop
    -- A few more than there are units, since who is next may be capped meanwhile; their caps are locked in one pass.
    select array_agg(s.id order by s.waiting_rank, s.id), array_agg(s.person_id order by s.waiting_rank, s.id) into v_turn, v_persons
    from (select c.id, c.person_id, c.waiting_rank from stock.claim c where c.quota_id = p_quota and c.state = 'waiting'
      order by c.waiting_rank, c.id limit v_left::bigint + 20) s;
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

-- One audit record of the same act on several claims, and an event for each person, who is told of it.
create function stock.tell_claims(q stock.quota, p_actor text, p_action text, p_claims uuid[], p_persons uuid[], p_detail jsonb)
returns void language plpgsql as $$
begin
  perform kernel.audit('quota:' || q.id, q.node, p_actor, p_action,
    case when cardinality(p_claims) = 1 then 'claim' else 'quota' end,
    case when cardinality(p_claims) = 1 then p_claims[1] else q.id end::text,
    (p_detail || case when cardinality(p_claims) = 1 then '{}'
      else jsonb_build_object('count', cardinality(p_claims), 'claims', p_claims) end)::text);
  perform kernel.announce(kernel.uuidv7(), p_action, q.node,
    jsonb_build_object('quotaId', q.id, 'claimId', t.claim, 'personId', t.person) || p_detail)
  from unnest(p_claims, p_persons) with ordinality as t (claim, person, ord) order by t.ord;
end $$;

-- Entering, one statement per batch. The share lock lets entries of all processes pass together and makes serving wait for them.
create function stock.enter_batch(p_quota uuid, p_scope text, p_persons uuid[], p_shares uuid[], p_weights smallint[])
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
    insert into stock.entry (quota_id, person_id, share_id, node, weight, at)
    select p_quota, r.person, r.share, q.node, r.weight, v_now
    from unnest(p_persons, p_shares, p_weights) as r (person, share, weight)
    order by r.person -- the same people by two processes: one waits for the other, never in a circle
    on conflict (quota_id, person_id) do nothing;
  end if;
  return query
    select r.idx::integer, case when e.number is not null then 'entered' else v_refusal end, e.number
    from unnest(p_persons) with ordinality as r (person, idx)
    -- One by one through the key: a plan made while the table was still empty would read the whole window for every batch.
    left join lateral (select m.number from stock.entry m where m.quota_id = p_quota and m.person_id = r.person offset 0) e on true;
end $$;

-- The place of an entry in the published order: HMAC-SHA256(secret, number), or for a weight w the smallest of w such
-- tickets (number, number:1 .. number:w-1), which is Efraimidis and Spirakis' weighted sampling for whole weights.
create function stock.weighted_ticket(p_secret bytea, p_number bigint, p_weight smallint) returns text
language sql immutable parallel safe as $$
  select min(encode(hmac(convert_to(case when t = 0 then p_number::text else p_number || ':' || t end, 'UTF8'), p_secret, 'sha256'), 'hex') collate "C")
  from generate_series(0, p_weight - 1) t
$$;
-- Without a subquery of its own, so that the planner writes it into the statement: a call per entry would cost more than the HMAC.
create function stock.ticket(p_secret bytea, p_number bigint, p_weight smallint) returns text
language sql immutable parallel safe as $$
  select case when p_weight = 1 then encode(hmac(convert_to(p_number::text, 'UTF8'), p_secret, 'sha256'), 'hex')
    else stock.weighted_ticket(p_secret, p_number, p_weight) end
$$;

-- Serves what is left of p_target from the entries of p_root in the published order (all entries, or those of one share).
-- The order is made once; whoever is capped at their turn is passed over. The caller holds both rows. Returns how many won.
create function stock.serve_from(p_root uuid, p_target uuid, p_secret bytea, p_actor text) returns integer language plpgsql as $$
declare
  q stock.quota;
  v_left integer;
  v_caps uuid[];
  v_max integer[];
  v_order uuid[];
  v_at integer := 1;
  v_turn uuid[];
  v_allowed uuid[];
  v_passed uuid[];
  v_winners uuid[];
  v_total integer := 0;
begin
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_target;
  select * into q from stock.quota where id = p_target;
  v_left := q.capacity - q.taken - q.held;
  if v_left <= 0 then return 0; end if;
  select array_agg(person_id order by ticket) into v_order from (
    select e.person_id, stock.ticket(p_secret, e.number, e.weight) collate "C" as ticket from stock.entry e
    where e.quota_id = p_root and e.outcome is null and (p_target = p_root or e.share_id = p_target)
    order by 2 limit case when v_caps is null then v_left end
  ) s;
  while v_left > 0 and v_at <= coalesce(cardinality(v_order), 0) loop
    v_turn := v_order[v_at : v_at + greatest(v_left, 1000) - 1];
    v_at := v_at + cardinality(v_turn);
    v_allowed := case when v_caps is null then v_turn else stock.lock_caps(q.node, v_caps, v_max, v_turn) end;
    v_winners := array(select u.p from unnest(v_turn) with ordinality as u (p, ord) join unnest(v_allowed) a (p) on a.p = u.p
      order by ord limit v_left);
    if v_caps is not null then
      update stock.cap_use set used = used + 1 where cap_id = any (v_caps) and person_id = any (v_winners);
      -- Capped is who was passed over: stood before the last winner, or had a turn while there was something left.
      -- As an array, so that each entry is found by its key, whatever the statistics of the table say at this moment.
      v_passed := array(select u.p from unnest(v_turn) with ordinality as u (p, ord)
        where u.p <> all (v_allowed)
          and (cardinality(v_winners) < v_left or u.ord < array_position(v_turn, v_winners[cardinality(v_winners)])));
      if cardinality(v_passed) > 0 then
        update stock.entry set outcome = 'capped' where quota_id = p_root and person_id = any (v_passed);
      end if;
    end if;
    perform stock.grant_entries(p_root, p_target, v_winners, p_actor);
    v_total := v_total + cardinality(v_winners);
    v_left := v_left - cardinality(v_winners);
  end loop;
  return v_total;
end $$;

-- The claims of winners, in their order, with their units, money, audit records and events.
create function stock.grant_entries(p_root uuid, p_target uuid, p_winners uuid[], p_actor text) returns void language plpgsql as $$
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
  if q.numbered then perform stock.assign_units(p_target, v_ids); end if;
  for i in 0 .. (cardinality(v_ids) - 1) / 1000 loop
    perform stock.write_grant(q, v_ids[i * 1000 + 1 : (i + 1) * 1000], p_winners[i * 1000 + 1 : (i + 1) * 1000], 'entry', p_actor);
  end loop;
end $$;

-- Serves a window at its end: the shares first, each from its own people, then the rest for everybody. Idempotent.
create function stock.serve(p_quota uuid, p_secret bytea, p_actor text) returns integer language plpgsql as $$
declare
  q stock.quota;
  v_share uuid;
  v_total integer := 0;
begin
  perform set_config('app.scope', '*', true);
  perform from stock.quota where id = p_quota or parent_id = p_quota order by id for update;
  select * into q from stock.quota where id = p_quota;
  if q.id is null or q.mode = 'first_come' or q.served_at is not null or q.state <> 'open'
    or clock_timestamp() < q.entry_closes_at or sha256(p_secret) <> q.secret_hash
    -- Paused, or all processes down, for so long that winners would get what is over already: left to whoever closes it.
    or clock_timestamp() >= q.valid_until then
    return null;
  end if;
  for v_share in select id from stock.quota where parent_id = p_quota and state = 'open' order by id loop
    v_total := v_total + stock.serve_from(p_quota, v_share, p_secret, p_actor);
  end loop;
  v_total := v_total + stock.serve_from(p_quota, p_quota, p_secret, p_actor);
  update stock.quota set served_at = clock_timestamp() where id = p_quota or parent_id = p_quota;
  perform kernel.audit('quota:' || q.id, q.node, p_actor, 'stock.served', 'quota', q.id::text, json_build_object('winners', v_total)::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.served', q.node, jsonb_build_object('quotaId', q.id, 'winners', v_total));
  return v_total;
end $$;

-- Place numbers of everybody who entered, in bulk, after the winners are safe; publishes the secret with them. Idempotent.
create function stock.place(p_quota uuid, p_secret bytea) returns integer language plpgsql as $$
declare
  q stock.quota;
  v_count integer;
  v_order uuid[];
begin
  perform set_config('app.scope', '*', true);
  -- One process at a time, and another turns to other windows; the quota's own row stays free for claims of what is left.
  if not pg_try_advisory_xact_lock(hashtextextended('stock.place ' || p_quota, 0)) then return null; end if;
  select * into q from stock.quota where id = p_quota;
  if q.served_at is null or q.placed_at is not null or sha256(p_secret) <> q.secret_hash then return null; end if;
  -- The order first, as an array: each entry is then found by its key, whatever the statistics of the table say at this moment.
  select array_agg(person_id order by ticket collate "C") into v_order from (
    select person_id, stock.ticket(p_secret, number, weight) as ticket from stock.entry where quota_id = p_quota
  ) t;
  update stock.entry e set place = o.place, outcome = coalesce(e.outcome, 'lost')
  from unnest(v_order) with ordinality as o (person_id, place)
  where e.quota_id = p_quota and e.person_id = o.person_id;
  get diagnostics v_count = row_count;
  update stock.quota set placed_at = clock_timestamp(), secret_published = p_secret, entries = v_count
  where id = p_quota and placed_at is null;
  -- Who went on the waiting list before the places were known stands there by their place too; the quota's row is held by now.
  update stock.claim c set waiting_rank = e.place from stock.entry e
  where c.quota_id = p_quota and c.state = 'waiting' and e.quota_id = p_quota and e.person_id = c.person_id;
  perform kernel.announce(kernel.uuidv7(), 'stock.placed', q.node, jsonb_build_object('quotaId', q.id, 'entries', v_count));
  return v_count;
end $$;

-- The quotas in play, with the database's time: what every process remembers for at most a second. A window that nobody
-- could serve or place in time (all processes down, paused) stays in play until it has been.
create function stock.snapshot() returns table (db_now timestamptz, quota stock.quota) language plpgsql as $$
begin
  perform set_config('app.scope', '*', true);
  return query select clock_timestamp(), p.q from (select 1) one left join (
    select q from stock.quota q
    where q.closes_at > now() - interval '10 minutes' and coalesce(q.entry_opens_at, q.opens_at) < now() + interval '1 hour'
    union all
    select q from stock.quota q
    where q.closes_at <= now() - interval '10 minutes' and q.entry_closes_at is not null and q.parent_id is null
      and q.placed_at is null and (q.served_at is not null or q.state <> 'closed' and q.valid_until > now())
  ) p on true;
end $$;

-- Persons with a claim, by order number between the two given (exclusive), per quota.
create function stock.holders(p_quotas uuid[], p_above integer[], p_below integer[])
returns table (quota_id uuid, person_id uuid) language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.scope', '*', true);
  return query select c.quota_id, c.person_id from unnest(p_quotas, p_above, p_below) as w (quota_id, above, below)
    join stock.claim c on c.quota_id = w.quota_id and c.number > w.above and c.number < w.below;
end $$;

-- The last refusal per person and quota, many at once.
create function stock.note_refusals(p_quotas uuid[], p_nodes text[], p_persons uuid[], p_codes text[], p_times integer[], p_at timestamptz[])
returns void language plpgsql as $$
begin
  perform set_config('app.scope', '*', true);
  insert into stock.refusal as r (quota_id, node, person_id, code, times, at)
  select quota_id, node::ltree, person_id, code, times, at
  from unnest(p_quotas, p_nodes, p_persons, p_codes, p_times, p_at) as n (quota_id, node, person_id, code, times, at)
  order by quota_id, person_id
  on conflict (quota_id, person_id) do update set code = excluded.code, at = excluded.at, times = r.times + excluded.times;
end $$;

-- Ends active claims whose valid days are over; the units stay taken.
create function stock.lapse(p_quota uuid, p_limit integer, p_actor text) returns integer language plpgsql as $$
declare
  q stock.quota;
  v_ids uuid[];
begin
  perform set_config('app.scope', '*', true);
  select * into q from stock.quota where id = p_quota for update;
  with due as (
    select id from stock.claim where quota_id = p_quota and state = 'active' and valid_until <= clock_timestamp()
    limit p_limit for update
  ), ended as (
    update stock.claim c set state = 'lapsed', ended_at = clock_timestamp() from due where c.id = due.id returning c.id
  )
  select array_agg(id) into v_ids from ended;
  if v_ids is null then return 0; end if;
  if q.fund_source_id is not null and q.unit_fen > 0 then
    perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'issued', 'lapsed', q.unit_fen * cardinality(v_ids), q.id,
      'stock.lapsed', v_ids[1]::text);
  end if;
  perform kernel.audit('quota:' || q.id, q.node, p_actor, 'stock.lapsed', 'quota', q.id::text,
    json_build_object('count', cardinality(v_ids), 'claims', v_ids)::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.lapsed', q.node, jsonb_build_object('quotaId', q.id, 'claims', v_ids));
  return cardinality(v_ids);
end $$;
-- By time first: the sweep looks for what is over without knowing the quotas.
create index claim_lapsing on stock.claim (valid_until, id) where state = 'active';
