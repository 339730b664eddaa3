-- An organisation that is set up with the day of its founding has been there since that day: what it is when it is set up it was then,
-- so that figures of earlier days count it, and with its kind and marks.
create or replace function membership.keep_organisation_version() returns trigger language plpgsql as $$
declare
  v_today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
  -- Being set up goes on until the end of its transaction.
  v_from date := case when tg_op = 'INSERT' or new.created_at >= transaction_timestamp() then new.opened_on else v_today end;
begin
  if tg_op = 'UPDATE' and (old.name, old.kind, old.region_code, old.industry, old.unit_type, old.class, old.marks, old.state)
      is not distinct from (new.name, new.kind, new.region_code, new.industry, new.unit_type, new.class, new.marks, new.state) then
    return null;
  end if;
  update membership.organisation_version set valid_to = v_from
    where organisation_id = new.id and valid_to is null and valid_from < v_from;
  insert into membership.organisation_version as v (organisation_id, node, valid_from, name, kind, region_code, industry, unit_type,
      class, new_form, state)
    values (new.id, new.node, v_from, new.name, new.kind, new.region_code, new.industry, new.unit_type, new.class, new.new_form,
      new.state)
    on conflict (organisation_id, valid_from) do update set name = excluded.name, kind = excluded.kind,
      region_code = excluded.region_code, industry = excluded.industry, unit_type = excluded.unit_type, class = excluded.class,
      new_form = excluded.new_form, state = excluded.state;
  return null;
end $$;

-- One that an import set up and that is taken back has never been.
grant delete on membership.organisation_version to gonghui_app;
