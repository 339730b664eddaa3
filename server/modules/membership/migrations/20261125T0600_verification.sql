-- Whether somebody is who they say: what each source answered, when, and who had it asked. `person.verified_at` is what counts now.
create table membership.identity_run (
  id uuid primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  state text not null default 'running' check (state in ('running', 'done', 'stopped')),
  source text not null,
  -- How many had no answer yet when it began, and what came of them.
  total integer not null check (total >= 0),
  matches integer not null default 0,
  differs integer not null default 0,
  unavailable integer not null default 0,
  -- Everybody up to this one has been asked: where it goes on after a stop.
  after_person uuid,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  check ((state = 'running') = (ended_at is null))
);
create unique index identity_run_once on membership.identity_run (organisation_id) where state = 'running';
create index identity_run_node on membership.identity_run using gist (node);
grant select, insert, update on membership.identity_run to gonghui_app;
alter table membership.identity_run enable row level security;
alter table membership.identity_run force row level security;
create policy identity_run_scope on membership.identity_run
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create table membership.identity_check (
  person_id uuid not null references membership.person (id),
  id uuid not null,
  -- Staff who saw the papers are one source among others.
  source text not null check (source in ('papers', 'demo')),
  verdict text not null check (verdict in ('matches', 'differs', 'unavailable')),
  by_label text not null,
  run_id uuid references membership.identity_run (id),
  at timestamptz not null default clock_timestamp(),
  primary key (person_id, id)
);
create index identity_check_run on membership.identity_check (run_id, verdict) where run_id is not null;
grant select, insert on membership.identity_check to gonghui_app;
alter table membership.identity_check enable row level security;
alter table membership.identity_check force row level security;
-- For whoever may see the person, and the person.
create policy identity_check_scope on membership.identity_check
  using ((select kernel.is_system()) or person_id = (select kernel.person())
    or (select kernel.scope()) @> (select p.node from membership.person p where p.id = person_id))
  with check ((select kernel.is_system()) or (select kernel.scope()) @> (select p.node from membership.person p where p.id = person_id));

-- What a source said of an applicant, before there is a file; of another name or number it says nothing.
alter table membership.application
  add column identity_source text check (identity_source in ('demo')),
  add column identity_verdict text check (identity_verdict in ('matches', 'differs', 'unavailable')),
  add column identity_at timestamptz,
  add check ((identity_source is null) = (identity_verdict is null) and (identity_source is null) = (identity_at is null));
