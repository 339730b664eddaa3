-- Yearly registration: a union, or one above it for its branch, opens a year; who confirms is written down once per person and year.
create table membership.registration (
  id uuid primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  year integer not null check (year between 2020 and 2100),
  opens_on date not null,
  closes_on date not null check (closes_on >= opens_on),
  remind_on date check (remind_on > opens_on and remind_on <= closes_on),
  opened_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  -- Since when everybody whom it concerns has been told that it is open, and reminded.
  announced_at timestamptz,
  reminded_at timestamptz,
  cancelled_at timestamptz
);
create unique index registration_once on membership.registration (organisation_id, year) where cancelled_at is null;
create index registration_node on membership.registration using gist (node);
grant select, insert, update on membership.registration to gonghui_app;
alter table membership.registration enable row level security;
alter table membership.registration force row level security;
-- It holds for the branch, so those below read it: a year and its days.
create policy registration_read on membership.registration for select
  using ((select kernel.scope()) @> node or node @> any (kernel.scope()));
create policy registration_insert on membership.registration for insert with check ((select kernel.scope()) @> node);
create policy registration_update on membership.registration for update
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

-- What staff did for many at a time, so that it can be taken back as a whole.
create table membership.registration_act (
  id uuid primary key,
  registration_id uuid not null references membership.registration (id),
  -- Where it was done: the registration's union or one below.
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  act text not null check (act in ('confirm', 'keep', 'retain', 'ask')),
  said text check (said in ('employed', 'retired', 'unemployed')),
  reason text not null check (length(reason) between 2 and 300),
  people integer not null check (people > 0),
  by_name text not null,
  at timestamptz not null default clock_timestamp(),
  undone_at timestamptz,
  check ((act = 'confirm') = (said is not null))
);
create index registration_act_of on membership.registration_act (registration_id, at desc);
create index registration_act_node on membership.registration_act using gist (node);
grant select, insert, update (undone_at, node) on membership.registration_act to gonghui_app;
alter table membership.registration_act enable row level security;
alter table membership.registration_act force row level security;
create policy registration_act_scope on membership.registration_act
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

-- A person's year: what was said and by whom, and what the union decided where nothing was said or something follows. It lies where
-- its person lies, and goes along with them to another union.
create table membership.registration_entry (
  person_id uuid not null references membership.person (id) on delete cascade,
  year integer not null,
  said text check (said in ('employed', 'retired', 'unemployed')),
  said_by text check (said_by in ('member', 'staff', 'list', 'joined')),
  said_at timestamptz,
  said_act uuid references membership.registration_act (id),
  decision text check (decision in ('kept', 'retained', 'asked')),
  decided_at timestamptz,
  decision_act uuid references membership.registration_act (id),
  primary key (person_id, year),
  check ((said is null) = (said_by is null) and (said is null) = (said_at is null)),
  check ((decision is null) = (decided_at is null)),
  check (said is not null or decision is not null)
);
create index registration_entry_said_act on membership.registration_entry (said_act) where said_act is not null;
create index registration_entry_decision_act on membership.registration_entry (decision_act) where decision_act is not null;
create index registration_entry_wish on membership.registration_entry (year, person_id)
  where said in ('retired', 'unemployed') and decision is null;
grant select, insert, update, delete on membership.registration_entry to gonghui_app;
alter table membership.registration_entry enable row level security;
alter table membership.registration_entry force row level security;
create policy registration_entry_scope on membership.registration_entry
  using (person_id = (select kernel.person())
    or (select kernel.scope()) @> (select p.node from membership.person p where p.id = person_id))
  with check ((select kernel.scope()) @> (select p.node from membership.person p where p.id = person_id));

-- The server itself sees all of it by a policy of its own, as a backup asks for.
create policy registration_entry_server on membership.registration_entry for select using ((select kernel.is_system()));

-- How many primary memberships that hold belong to people who are registered, by union, as differences that are only added (as
-- member_tally) and folded from time to time.
create table membership.registration_tally (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  year integer not null,
  said text not null,
  said_by text not null,
  -- Whether the membership counts (membership.counts_as_member): a retained one does not.
  counted boolean not null,
  change integer not null
);
create index registration_tally_organisation on membership.registration_tally (organisation_id, year)
  include (said, said_by, counted, change);
grant select, insert, update, delete on membership.registration_tally to gonghui_app;
alter table membership.registration_tally enable row level security;
alter table membership.registration_tally force row level security;
create policy registration_tally_scope on membership.registration_tally
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

-- The triggers see all while they write, as those of member_figure.

create function membership.tally_registered() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if tg_op <> 'INSERT' then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select m.organisation_id, m.node, e.year, e.said, e.said_by, membership.counts_as_member(m.state), -count(*)
      from before e join membership.membership m on m.person_id = e.person_id and m.is_primary and m.valid_to is null
      where e.said is not null group by 1, 2, 3, 4, 5, 6;
  end if;
  if tg_op <> 'DELETE' then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select m.organisation_id, m.node, e.year, e.said, e.said_by, membership.counts_as_member(m.state), count(*)
      from after e join membership.membership m on m.person_id = e.person_id and m.is_primary and m.valid_to is null
      where e.said is not null group by 1, 2, 3, 4, 5, 6;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger tally_registered_new after insert on membership.registration_entry
  referencing new table as after for each statement execute function membership.tally_registered();
create trigger tally_registered_changed after update on membership.registration_entry
  referencing old table as before new table as after for each statement execute function membership.tally_registered();
create trigger tally_registered_removed after delete on membership.registration_entry
  referencing old table as before for each statement execute function membership.tally_registered();

-- Whoever is a member anew counts in their union with the years that they have; whoever becomes one while a year is open has confirmed
-- by joining.
create function membership.register_new_members() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if exists (select from membership.registration) then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select a.organisation_id, a.node, e.year, e.said, e.said_by, membership.counts_as_member(a.state), count(*)
      from after a join membership.registration_entry e on e.person_id = a.person_id and e.said is not null
      where a.is_primary and a.valid_to is null group by 1, 2, 3, 4, 5, 6;
    insert into membership.registration_entry (person_id, year, said, said_by, said_at)
      select a.person_id, r.year, 'employed', 'joined', clock_timestamp()
      from after a join membership.registration r on r.node @> a.node and r.cancelled_at is null
        and a.valid_from between r.opens_on and greatest(r.closes_on, make_date(r.year, 12, 31))
      where a.is_primary and a.valid_to is null
        and not exists (select from membership.membership b where b.person_id = a.person_id and b.valid_from < r.opens_on)
      on conflict do nothing;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger register_new_members after insert on membership.membership
  referencing new table as after for each statement execute function membership.register_new_members();

create function membership.tally_registered_member() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if old.is_primary and old.valid_to is null then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select old.organisation_id, old.node, e.year, e.said, e.said_by, membership.counts_as_member(old.state), -1
      from membership.registration_entry e where e.person_id = old.person_id and e.said is not null;
  end if;
  if tg_op = 'UPDATE' and new.is_primary and new.valid_to is null then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select new.organisation_id, new.node, e.year, e.said, e.said_by, membership.counts_as_member(new.state), 1
      from membership.registration_entry e where e.person_id = new.person_id and e.said is not null;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger tally_registered_member after update of state, valid_to, is_primary, organisation_id, person_id on membership.membership
  for each row when ((old.state, old.valid_to, old.is_primary, old.organisation_id, old.person_id)
    is distinct from (new.state, new.valid_to, new.is_primary, new.organisation_id, new.person_id))
  execute function membership.tally_registered_member();
create trigger tally_registered_gone after delete on membership.membership
  for each row execute function membership.tally_registered_member();
