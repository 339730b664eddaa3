-- Duties have terms that follow one another, and the duties of system, security and audit are held by different people.

-- When a grant holds, as one value: nothing once it is taken back before it began.
alter table kernel.duty_grant add column during tstzrange generated always as (
  tstzrange(valid_from, case when revoked_at is null and valid_until is null then null
    else greatest(valid_from, least(revoked_at, valid_until)) end)) stored;

-- The same duty at the same place is held once at a time; a second term may follow the first.
drop index kernel.duty_grant_once;
alter table kernel.duty_grant add constraint duty_grant_once
  exclude using gist (account_id with =, duty with =, node_id with =, during with &&);
create index duty_grant_ending on kernel.duty_grant (valid_until) where revoked_at is null and valid_until is not null;

-- Which of the three offices a duty belongs to that nobody holds two of: 'system', 'security', 'audit', or none (null).
create function kernel.kept_apart(duty text) returns text language sql immutable parallel safe as $$
  select case duty when 'system.administrator' then 'system' when 'security.administrator' then 'security'
    when 'administrator' then 'security' when 'auditor' then 'audit' end
$$;

-- What the server itself gave (the founder's duties, to be handed on) is not counted; what people give is.
alter table kernel.duty_grant add constraint duty_grant_apart
  exclude using gist (account_id with =, kernel.kept_apart(duty) with <>, during with &&)
  where (kernel.kept_apart(duty) is not null and granted_by !~ '^system:');
