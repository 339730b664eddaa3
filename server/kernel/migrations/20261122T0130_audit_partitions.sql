-- Audit records lie in one partition per month, made ahead; and no field may hold a line break that would blur the hashed text.
alter table kernel.audit_record add constraint audit_record_one_line
  check (strpos(concat(chain, actor, action, object_type, object_id), E'\n') = 0);

-- Makes the partitions of this month and p_ahead more; gives how many are new. The app role may call it, not make tables.
-- A month whose records already lie in the default partition keeps them there.
create function kernel.make_audit_partitions(p_ahead integer) returns integer language plpgsql
  security definer set search_path = pg_catalog, kernel, public set lock_timeout = '2s' as $$
declare
  v_from timestamptz;
  v_to timestamptz;
  v_name text;
  v_made integer := 0;
begin
  for i in 0..least(p_ahead, 24) loop
    v_from := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
    v_to := v_from + interval '1 month';
    v_name := 'audit_record_' || to_char(v_from at time zone 'UTC', 'YYYYMM');
    continue when to_regclass('kernel.' || v_name) is not null;
    continue when exists (select from kernel.audit_record_other where at >= v_from and at < v_to);
    -- Attaching, unlike "create ... partition of", does not stop writers of other partitions.
    execute format('create table kernel.%I (like kernel.audit_record including defaults including constraints)', v_name);
    execute format('alter table kernel.audit_record attach partition kernel.%I for values from (%L) to (%L)', v_name, v_from, v_to);
    v_made := v_made + 1;
  end loop;
  return v_made;
end $$;
revoke execute on function kernel.make_audit_partitions(integer) from public;
grant execute on function kernel.make_audit_partitions(integer) to gonghui_app;
select kernel.make_audit_partitions(3);
