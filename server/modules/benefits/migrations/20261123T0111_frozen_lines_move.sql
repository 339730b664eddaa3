-- A frozen line stays as it was shown; where its union stands in the tree is not part of it.
create or replace function benefits.keep_frozen() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'node' - 'merchant_node' = to_jsonb(old) - 'node' - 'merchant_node' then
    return new;
  end if;
  perform set_config('app.scope', '*', true);
  if exists (select from benefits.statement s
      where s.id = coalesce(new.statement_id, old.statement_id) and s.digest is not null) then
    raise exception 'benefits.statement_frozen' using errcode = 'GB001';
  end if;
  perform set_config('app.scope', v_scope, true);
  return coalesce(new, old);
end $$;
