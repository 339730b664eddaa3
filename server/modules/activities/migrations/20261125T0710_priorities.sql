-- Whoever lost a seat because a session was cancelled or changed goes first in the next rounds of its series, until they have a seat again.
create table activities.priority (
  -- The seat that was lost.
  claim_id uuid primary key,
  series_id uuid not null references activities.series (id),
  session_id uuid not null references activities.session (id),
  person_id uuid not null,
  node ltree not null,
  reason text not null check (reason in ('cancelled', 'changed')),
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (from_at < until_at)
);
create index priority_person on activities.priority (person_id, series_id);
grant select, insert, update on activities.priority to gonghui_app;
alter table activities.priority enable row level security;
alter table activities.priority force row level security;
create policy priority_scope on activities.priority using (kernel.scope() @> node);
create policy priority_own on activities.priority for select using (person_id = kernel.person());
