-- Organisations on the tree, people, and who is a member where.
create schema membership;
grant usage on schema membership to gonghui_app;

-- Everything a name search needs is beside the name: pinyin as words, and its first letters.
create table membership.organisation (
  id uuid primary key references kernel.node (id),
  node ltree not null unique,
  kind text not null check (kind in ('province', 'city', 'county', 'unit', 'merchant')),
  name text not null check (name <> ''),
  short_name text not null check (short_name <> ''),
  pinyin text not null,
  initials text not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index organisation_node_gist on membership.organisation using gist (node);
grant select, insert, update on membership.organisation to gonghui_app;
alter table membership.organisation enable row level security;
alter table membership.organisation force row level security;
-- An organisation's name is shown to those below it too: a county's staff see which city they belong to.
create policy organisation_read on membership.organisation for select
  using ((select kernel.scope()) @> node or node @> (select kernel.scope()) or node @> (select kernel.reach()));
create policy organisation_insert on membership.organisation for insert with check ((select kernel.scope()) @> node);
create policy organisation_update on membership.organisation for update using ((select kernel.scope()) @> node);

create table membership.person (
  id uuid primary key,
  -- Path of the organisation of the primary membership, kept with it: it decides which staff see this person.
  node ltree not null,
  member_number text not null unique,
  name text not null check (name <> ''),
  pinyin text not null,
  initials text not null,
  phone bytea not null,
  phone_index bytea not null,
  sex text check (sex in ('female', 'male')),
  birth_date date,
  employment_form text not null default 'standard'
    check (employment_form in ('standard', 'dispatched', 'flexible', 'platform', 'retired')),
  tags text[] not null default '{}',
  verified_at timestamptz,
  left_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
-- One phone signs in one person.
create unique index person_phone on membership.person (phone_index) where left_at is null;
create index person_order on membership.person (pinyin, id);
create index person_node on membership.person using gist (node);
grant select, insert, update on membership.person to gonghui_app;
alter table membership.person enable row level security;
alter table membership.person force row level security;
-- A scalar subquery is computed once per statement, a bare call once per row.
create policy person_scope on membership.person
  using ((select kernel.scope()) @> node or id = (select kernel.person()))
  with check ((select kernel.scope()) @> node);

create table membership.membership (
  id uuid primary key,
  person_id uuid not null references membership.person (id),
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  is_primary boolean not null,
  state text not null default 'active' check (state in ('active', 'left', 'transferred')),
  valid_from date not null,
  valid_to date,
  check ((state = 'active') = (valid_to is null)),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index membership_primary on membership.membership (person_id) where is_primary and state = 'active';
create unique index membership_once on membership.membership (person_id, organisation_id) where state = 'active';
create index membership_person on membership.membership (person_id);
create index membership_node on membership.membership using gist (node) where state = 'active';
grant select, insert, update on membership.membership to gonghui_app;
alter table membership.membership enable row level security;
alter table membership.membership force row level security;
create policy membership_scope on membership.membership
  using ((select kernel.scope()) @> node or person_id = (select kernel.person()))
  with check ((select kernel.scope()) @> node);

create sequence membership.member_number;
grant usage on sequence membership.member_number to gonghui_app;
