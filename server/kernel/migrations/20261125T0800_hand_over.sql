-- Who took over whose duties: the successor goes on with what the predecessor began, and both are told.
create table kernel.hand_over (
  id uuid primary key,
  -- Where the predecessor's account belongs.
  node ltree not null,
  predecessor_id uuid not null references kernel.staff_account (id),
  successor_id uuid not null references kernel.staff_account (id),
  -- The nodes on which duties went over.
  node_ids uuid[] not null,
  begins_at timestamptz not null,
  duties integer not null check (duties > 0),
  -- What waited for an answer of the predecessor, what was begun and goes on, and what ended with the hand-over.
  waiting integer not null,
  begun integer not null,
  ended integer not null,
  reason text not null,
  handed_by text not null,
  handed_by_name text not null,
  handed_at timestamptz not null default clock_timestamp(),
  predecessor_read_at timestamptz,
  successor_read_at timestamptz,
  check (predecessor_id <> successor_id)
);
create index hand_over_predecessor on kernel.hand_over (predecessor_id);
create index hand_over_successor on kernel.hand_over (successor_id);
grant select, insert on kernel.hand_over to gonghui_app;
grant update (predecessor_read_at, successor_read_at) on kernel.hand_over to gonghui_app;
alter table kernel.hand_over enable row level security;
alter table kernel.hand_over force row level security;
-- Whose duties ended may hold none any more, and reads of it all the same.
create policy hand_over_scope on kernel.hand_over
  using ((select kernel.scope()) @> node
    or (select current_setting('app.principal', true)) in ('staff:' || predecessor_id, 'staff:' || successor_id))
  with check ((select kernel.scope()) @> node
    or (select current_setting('app.principal', true)) in ('staff:' || predecessor_id, 'staff:' || successor_id));
