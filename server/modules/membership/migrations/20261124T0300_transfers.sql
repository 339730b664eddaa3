-- Moving to another union: asked for, released by the union that has the member, taken in by the other. A place of its own beside the
-- membership: what was asked and answered stays when the membership has gone on.
create table membership.transfer (
  id uuid primary key,
  person_id uuid not null references membership.person (id),
  from_id uuid not null references membership.organisation (id),
  from_node ltree not null,
  to_id uuid not null references membership.organisation (id),
  to_node ltree not null,
  state text not null check (state in ('leaving', 'entering', 'refused', 'appealing', 'done', 'withdrawn')),
  begun_by text not null check (begun_by in ('member', 'staff')),
  reason text not null check (length(reason) between 2 and 300),
  -- Goes up with an appeal: an answer holds for what was read.
  revision integer not null default 1,
  refused_side text check (refused_side in ('out', 'in')),
  refusal text check (refusal <> ''),
  appeal text check (length(appeal) between 2 and 500),
  -- One appeal against each of the two.
  appealed_sides text[] not null default '{}',
  begun_at timestamptz not null default clock_timestamp(),
  released_at timestamptz,
  ended_at timestamptz,
  check (from_id <> to_id),
  check (state not in ('refused', 'appealing') or (refused_side is not null and refusal is not null)),
  check (state <> 'appealing' or appeal is not null),
  check (state not in ('entering', 'done') or released_at is not null),
  check ((state in ('done', 'withdrawn', 'refused')) = (ended_at is not null))
);
-- One at a time, whoever asks for it.
create unique index transfer_once on membership.transfer (person_id) where state in ('leaving', 'entering', 'appealing');
create index transfer_person on membership.transfer (person_id, begun_at desc);
create index transfer_from on membership.transfer using gist (from_node);
create index transfer_to on membership.transfer using gist (to_node);
create index transfer_open on membership.transfer (begun_at, id) where state in ('leaving', 'entering', 'appealing');
grant select, insert, update on membership.transfer to gonghui_app;
alter table membership.transfer enable row level security;
alter table membership.transfer force row level security;
-- The union that is asked to take somebody in learns of it when the other has let them go.
create policy transfer_scope on membership.transfer
  using ((select kernel.scope()) @> from_node or (released_at is not null and (select kernel.scope()) @> to_node)
    or person_id = (select kernel.person()))
  with check ((select kernel.scope()) @> from_node or (select kernel.scope()) @> to_node);
