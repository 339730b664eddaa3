-- What is said first never stands over what is said later: a request may wait in a process, or behind a lock after its process has
-- ended, while its phone, with no answer, asks another process and then says something else. Who says which revision of the entry a
-- change follows is heard only if nothing was said since.
alter table stock.entry add column revision integer not null default 0;
drop function stock.enter_batch(uuid, text, uuid[], uuid[], smallint[], text[], uuid[], uuid[]);
create function stock.enter_batch(p_quota uuid, p_scope text, p_persons uuid[], p_shares uuid[], p_weights smallint[],
  p_wishes text[] default null, p_parties uuid[] default null, p_leaving uuid[] default '{}', p_follows integer[] default null)
returns table (idx integer, outcome text, number bigint, revision integer)
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
    insert into stock.entry as e (quota_id, person_id, share_id, node, weight, at, wishes, party, revision)
    select p_quota, r.person, r.share, q.node, r.weight, v_now, string_to_array(r.wishes, e'\x1f'), r.party, coalesce(r.follows, -1) + 1
    from unnest(p_persons, p_shares, p_weights, p_wishes, p_parties, p_follows) as r (person, share, weight, wishes, party, follows)
    order by r.person -- the same people by two processes: one waits for the other, never in a circle
    -- Sent again: the place in the order stays, wishes and company are those of the last request that says any; one that says what it
    -- follows changes nothing else.
    on conflict (quota_id, person_id) do update set wishes = coalesce(excluded.wishes, e.wishes),
        party = case when e.person_id = any (p_leaving) then null else coalesce(excluded.party, e.party) end,
        revision = e.revision + 1
      where excluded.revision in (0, e.revision + 1)
        and (excluded.wishes is not null or excluded.party is not null or e.person_id = any (p_leaving));
  end if;
  return query
    select r.idx::integer,
      case when e.number is null then v_refusal
        -- Entered, but what was said does not stand: it came too late, or something else was said since.
        when e.wishes is distinct from coalesce(string_to_array(r.wishes, e'\x1f'), e.wishes)
          or e.party is distinct from case when r.person = any (p_leaving) then null else coalesce(r.party, e.party) end
          then coalesce(v_refusal, 'entry_changed')
        else 'entered' end,
      e.number, e.revision
    from unnest(p_persons, p_wishes, p_parties) with ordinality as r (person, wishes, party, idx)
    -- One by one through the key: a plan made while the table was still empty would read the whole window for every batch.
    left join lateral (select m.number, m.revision, m.wishes, m.party from stock.entry m
      where m.quota_id = p_quota and m.person_id = r.person offset 0) e on true;
end $$;
