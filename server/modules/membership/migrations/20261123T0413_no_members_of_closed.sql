-- Nobody becomes a member of an organisation that was closed meanwhile. By now the foreign key has waited for whoever closes it; the
-- transaction that comes too late begins anew, and is then told so by the use case.
create function membership.refuse_closed() returns trigger language plpgsql as $$
begin
  if exists (select from membership.organisation o
      where o.id in (select organisation_id from after where valid_to is null) and o.state = 'closed') then
    raise exception 'membership.organisation_closed' using errcode = 'GK001';
  end if;
  return null;
end $$;
create trigger refuse_closed after insert on membership.membership
  referencing new table as after for each statement execute function membership.refuse_closed();
