-- A release may have hundreds of shares, one for each union below: each is served from its own entries.
create index entry_share on stock.entry (quota_id, share_id) where share_id is not null;

create or replace function stock.serve_from(p_root uuid, p_target uuid, p_secret bytea, p_actor text) returns integer language plpgsql as $$
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
  if p_target = p_root then
    select array_agg(person_id order by ticket) into v_order from (
      select e.person_id, stock.ticket(p_secret, e.number, e.weight) collate "C" as ticket from stock.entry e
      where e.quota_id = p_root and e.outcome is null
      order by 2 limit case when v_caps is null then v_left end
    ) s;
  else
    -- A share by itself, through its index: two hundred shares must not read the whole window two hundred times.
    select array_agg(person_id order by ticket) into v_order from (
      select e.person_id, stock.ticket(p_secret, e.number, e.weight) collate "C" as ticket from stock.entry e
      where e.quota_id = p_root and e.share_id = p_target and e.outcome is null
      order by 2 limit case when v_caps is null then v_left end
    ) s;
  end if;
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
