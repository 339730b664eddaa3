-- Organisations of every kind, with what unions write about them, and how each of them was known on any day.
alter table membership.organisation drop constraint organisation_kind_check;
update membership.organisation set kind = 'base' where kind = 'unit';
alter table membership.organisation
  add constraint organisation_kind_check check (kind in ('national', 'province', 'city', 'county', 'township', 'base', 'joint',
    'regional', 'industry', 'association', 'alliance', 'overseas', 'enterprise', 'merchant', 'school', 'venue', 'hospital', 'other')),
  -- Unified social credit code (GB 32100). One that is doubtful is kept, with the doubt and the reason of whoever kept it.
  add column credit_code text check (credit_code <> ''),
  add column credit_code_doubt text
    check (credit_code_doubt in ('length', 'sign', 'check', 'not_of_unions', 'of_unions')),
  add column credit_code_reason text,
  -- GB/T 2260, and the revision of the table it was taken from.
  add column region_code text check (region_code ~ '^\d{6}$'),
  add column region_revision text,
  -- GB/T 4754 section.
  add column industry text check (industry ~ '^[A-T]$'),
  add column unit_type text check (unit_type in ('state_owned', 'collective', 'private', 'hmt_invested', 'foreign_invested',
    'individual', 'government', 'public_institution', 'social_organisation', 'village', 'other')),
  add column class text check (class in ('leading', 'rising', 'catching_up')),
  add column marks text[] not null default '{}' check (marks <@ array['new_form', 'courier', 'delivery', 'ride_hailing', 'trucking',
    'streaming', 'domestic_service', 'platform', 'construction', 'migrant']),
  -- New employment form: said so, or one of its trades.
  add column new_form boolean generated always as
    (marks && array['new_form', 'courier', 'delivery', 'ride_hailing', 'trucking', 'streaming']) stored,
  add column address text,
  add column phone text,
  add column founded_on date,
  add column legal_person boolean,
  add column term_from date,
  add column term_years smallint check (term_years in (3, 5)),
  add column election_on date,
  add column state text not null default 'active' check (state in ('preparing', 'active', 'closed')),
  add column opened_on date not null default (clock_timestamp() at time zone 'Asia/Shanghai')::date,
  add column closed_on date,
  -- Who goes on with the work of a closed one.
  add column successor_id uuid references membership.organisation (id),
  add constraint organisation_region_whole check ((region_code is null) = (region_revision is null)),
  add constraint organisation_doubt_of_code check (credit_code is not null or credit_code_doubt is null),
  add constraint organisation_term_whole check ((term_from is null) = (term_years is null)),
  add constraint organisation_closed check ((state = 'closed') = (closed_on is not null)),
  add constraint organisation_successor check (successor_id is null or state = 'closed');
update membership.organisation set opened_on = (created_at at time zone 'Asia/Shanghai')::date;
-- When its committee is elected anew: the day that was set, else the end of its term.
alter table membership.organisation add column election_due date generated always as
  (coalesce(election_on, (term_from + make_interval(years => term_years))::date)) stored;
create index organisation_credit_code on membership.organisation (credit_code) where credit_code is not null;
create index organisation_election on membership.organisation (election_due) where state <> 'closed' and election_due is not null;

-- What is counted by, as it was from one day until before another: figures of a past day stay those of that day.
create table membership.organisation_version (
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  valid_from date not null,
  -- The first day on which it was otherwise.
  valid_to date,
  name text not null,
  kind text not null,
  region_code text,
  industry text,
  unit_type text,
  class text,
  new_form boolean not null,
  state text not null,
  primary key (organisation_id, valid_from),
  check (valid_to is null or valid_to > valid_from)
);
create unique index organisation_version_now on membership.organisation_version (organisation_id) where valid_to is null;
create index organisation_version_node on membership.organisation_version using gist (node);
grant select, insert, update on membership.organisation_version to gonghui_app;
alter table membership.organisation_version enable row level security;
alter table membership.organisation_version force row level security;
create policy organisation_version_scope on membership.organisation_version
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);
insert into membership.organisation_version (organisation_id, node, valid_from, name, kind, new_form, state)
  select id, node, opened_on, name, kind, new_form, state from membership.organisation;

-- Writes the version whoever writes the organisation. Several changes of one day are one version.
create function membership.keep_organisation_version() returns trigger language plpgsql as $$
declare
  v_today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
  v_from date := case when tg_op = 'INSERT' then new.opened_on else v_today end;
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
create trigger keep_organisation_version after insert or update on membership.organisation
  for each row execute function membership.keep_organisation_version();

-- In which states a membership counts its person: one place for all figures.
create function membership.counts_as_member(p_state text) returns boolean language sql immutable parallel safe as $$
  select p_state = 'active'
$$;

-- How many each organisation counts itself, as differences that are only added, so that no two transactions wait for one counter;
-- they are folded together from time to time. What lies below is summed from here, never from the people.
create table membership.member_tally (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  change integer not null
);
create index member_tally_organisation on membership.member_tally (organisation_id) include (change);
grant select, insert, update, delete on membership.member_tally to gonghui_app;
alter table membership.member_tally enable row level security;
alter table membership.member_tally force row level security;
create policy member_tally_scope on membership.member_tally
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);
insert into membership.member_tally (organisation_id, node, change)
  select organisation_id, node, count(*) from membership.membership
  where is_primary and membership.counts_as_member(state) group by organisation_id, node;

create function membership.tally_members() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into membership.member_tally (organisation_id, node, change)
      select organisation_id, node, count(*) from after
      where is_primary and membership.counts_as_member(state) group by organisation_id, node;
  else
    insert into membership.member_tally (organisation_id, node, change)
      select organisation_id, (array_agg(node) filter (where change > 0) || array_agg(node))[1], sum(change)
      from (
        select organisation_id, node, 1 as change from after where is_primary and membership.counts_as_member(state)
        union all
        select organisation_id, node, -1 from before where is_primary and membership.counts_as_member(state)
      ) differences
      group by organisation_id having sum(change) <> 0;
  end if;
  return null;
end $$;
create trigger tally_new_members after insert on membership.membership
  referencing new table as after for each statement execute function membership.tally_members();
create trigger tally_changed_members after update on membership.membership
  referencing old table as before new table as after for each statement execute function membership.tally_members();
