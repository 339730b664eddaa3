-- The baseline of one SQL function per claim: the same rows, checks and settings as the engine's batch, for one request.
create schema bench;
grant usage on schema bench to gonghui_app;
create function bench.claim_one(p_quota uuid, p_person uuid, p_key uuid, p_id uuid)
returns table (number integer, granted_at timestamptz) language plpgsql as $$
declare
  q stock.quota;
  v_cap record;
  v_now timestamptz;
begin
  perform set_config('app.scope', '*', true);
  select * into q from stock.quota where id = p_quota for update;
  v_now := clock_timestamp();
  if not found or q.state <> 'open' or v_now < q.opens_at or v_now >= q.closes_at or q.taken + q.held >= q.capacity then return; end if;
  if exists (select from stock.claim where person_id = p_person and key = p_key) then return; end if;
  for v_cap in select c.id, c.max_units from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota loop
    insert into stock.cap_use as u (cap_id, person_id, node, used) values (v_cap.id, p_person, q.node, 1)
      on conflict (cap_id, person_id) do update set used = u.used + 1 where u.used < v_cap.max_units;
    if not found then raise exception 'capped'; end if;
  end loop;
  insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until)
    values (p_id, p_quota, q.node, p_person, p_key, q.next_number, 'active', 'claim', v_now, v_now, q.valid_from, q.valid_until);
  update stock.quota set taken = taken + 1, next_number = next_number + 1 where id = p_quota;
  perform kernel.audit('quota:' || q.id, q.node, 'system:grab', 'stock.granted', 'quota', q.id::text,
    json_build_object('source', 'claim', 'count', 1, 'claims', array[p_id])::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.granted', q.node,
    jsonb_build_object('quotaId', q.id, 'source', 'claim', 'claims', array[p_id], 'persons', array[p_person]));
  perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'set_aside', 'issued', q.unit_fen, q.id, 'stock.granted', p_id::text);
  return query select q.next_number, v_now;
end $$;
grant execute on function bench.claim_one to gonghui_app;
