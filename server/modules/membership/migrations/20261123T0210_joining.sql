-- Joining: what somebody who is no member yet asks of a union, and what the union lays down about it.

-- What one union has laid down; without a row the usual.
create table membership.union_setting (
  organisation_id uuid primary key references membership.organisation (id),
  node ltree not null,
  takes_applications boolean not null default true,
  -- Whether members whose membership is retained take part in welfare here.
  retained_welfare boolean not null default false,
  updated_at timestamptz not null default clock_timestamp()
);
create index union_setting_node on membership.union_setting using gist (node);
grant select, insert, update on membership.union_setting to gonghui_app;
alter table membership.union_setting enable row level security;
alter table membership.union_setting force row level security;
create policy union_setting_scope on membership.union_setting
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create table membership.application (
  id uuid primary key,
  -- The union that is asked; a draft may have none yet.
  organisation_id uuid references membership.organisation (id),
  node ltree,
  state text not null default 'draft' check (state in ('draft', 'waiting', 'refused', 'appealing', 'approved', 'withdrawn')),
  channel text not null check (channel in ('page', 'code')),
  -- Sealed; both are destroyed when they have been moved into the person's file, or when the application has been over for long.
  phone bytea,
  phone_index bytea not null,
  id_kind text not null default 'resident_id'
    check (id_kind in ('resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit', 'foreign_residence')),
  id_number bytea,
  id_index bytea,
  name text not null default '' check (length(name) <= 60),
  employment_form text not null default 'platform'
    check (employment_form in ('standard', 'dispatched', 'flexible', 'platform', 'retired')),
  employer_name text not null default '' check (length(employer_name) <= 120),
  platform_name text not null default '' check (length(platform_name) <= 60),
  -- Where they live or work: an organisation of the tree.
  district_id uuid references membership.organisation (id),
  -- Why this union: its code among employer, platform, district, invited, chosen.
  union_reason text check (union_reason in ('employer', 'platform', 'district', 'invited', 'chosen')),
  consent_version text,
  consented_at timestamptz,
  -- Goes up with the appeal: an answer holds for what was read.
  revision integer not null default 1,
  submitted_at timestamptz,
  decided_at timestamptz,
  reason text,
  appeal text check (length(appeal) <= 500),
  appealed_at timestamptz,
  person_id uuid references membership.person (id),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  destroyed_at timestamptz,
  check ((organisation_id is null) = (node is null)),
  check (state in ('draft', 'withdrawn') or (node is not null and consented_at is not null and submitted_at is not null)),
  check (state not in ('waiting', 'appealing') or (phone is not null and id_number is not null and id_index is not null)),
  check ((state = 'approved') = (person_id is not null)),
  check (state <> 'refused' or reason <> '')
);
-- One at a time per phone.
create unique index application_once on membership.application (phone_index) where state in ('draft', 'waiting', 'appealing');
create index application_phone on membership.application (phone_index, created_at desc);
create index application_node on membership.application using gist (node);
create index application_waiting on membership.application (submitted_at, id) where state in ('waiting', 'appealing');
grant select, insert, update on membership.application to gonghui_app;
alter table membership.application enable row level security;
alter table membership.application force row level security;
-- A draft is its writer's alone; the writer has no account, so the server reads it for them.
create policy application_scope on membership.application
  using (kernel.is_system() or (state <> 'draft' and (select kernel.scope()) @> node))
  with check (kernel.is_system() or (state <> 'draft' and (select kernel.scope()) @> node));
