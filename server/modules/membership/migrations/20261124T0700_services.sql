-- The service record: who was served, by which union, of what kind, when. Never changed; what is taken back is a counter-entry.
-- A row has no path: it lies where its union lies, so a union that moves takes its services along without a row being written.
create table membership.service (
  id uuid primary key,
  person_id uuid not null references membership.person (id),
  organisation_id uuid not null references membership.organisation (id),
  kind text not null check (kind in ('voucher', 'activity', 'joining')),
  -- 人次 or 件次.
  unit text not null check (unit in ('visit', 'case')),
  -- 1, or −1 for a counter-entry.
  change smallint not null check (change in (1, -1)),
  -- The entry that is taken back.
  counters uuid unique references membership.service (id),
  -- What another room knows it by, e.g. 'benefits.redemption' and its id.
  source_type text not null check (source_type <> ''),
  source_id uuid not null,
  -- What it was, as its receiver reads it: a campaign, a film, a union.
  title text not null,
  on_day date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((counters is null) = (change = 1))
);
-- Written once, however often it is said.
create unique index service_source on membership.service (source_type, source_id) where counters is null;
create index service_person on membership.service (person_id, on_day desc, id desc);
grant select, insert on membership.service to gonghui_app;
alter table membership.service enable row level security;
alter table membership.service force row level security;
-- For the serving union and those above it, and for whoever was served.
create policy service_scope on membership.service
  using (person_id = (select kernel.person())
    or (select kernel.scope()) @> (select o.node from membership.organisation o where o.id = organisation_id))
  with check ((select kernel.scope()) @> (select o.node from membership.organisation o where o.id = organisation_id));

-- How many of a kind each union served in a month, as differences that are only added, so that no two tills wait for one counter;
-- folded together from time to time (as member_tally). A counter-entry counts in its own month: a month that is over stays as it is.
create table membership.service_tally (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  month date not null check (extract(day from month) = 1),
  kind text not null,
  unit text not null,
  change integer not null
);
create index service_tally_organisation on membership.service_tally (organisation_id, month) include (kind, unit, change);
grant select, insert, update, delete on membership.service_tally to gonghui_app;
alter table membership.service_tally enable row level security;
alter table membership.service_tally force row level security;
create policy service_tally_scope on membership.service_tally
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create function membership.tally_services() returns trigger language plpgsql as $$
begin
  insert into membership.service_tally (organisation_id, node, month, kind, unit, change)
    select a.organisation_id, o.node, date_trunc('month', a.on_day)::date, a.kind, a.unit, sum(a.change)
    from after a join membership.organisation o on o.id = a.organisation_id group by 1, 2, 3, 4, 5;
  return null;
end $$;
create trigger tally_services after insert on membership.service
  referencing new table as after for each statement execute function membership.tally_services();
