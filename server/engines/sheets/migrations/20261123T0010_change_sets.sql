-- What somebody brought in as a file, row by row, before and after it is in the register.
create schema sheets;
grant usage on schema sheets to gonghui_app;

create table sheets.import (
  id uuid primary key,
  node_id uuid not null references kernel.node (id),
  node ltree not null,
  -- Of the sheet definition: 'people', ...
  kind text not null,
  file_name text not null,
  state text not null check (state in ('reading', 'mapping', 'checking', 'review', 'submitted', 'applying', 'applied',
    'undoing', 'undone', 'failed', 'withdrawn')),
  -- Lines and file are sealed with a key of this import's own, itself sealed; without it nothing can be read any more.
  sealed_key bytea,
  mapping jsonb,
  -- What the file calls things that the register has or shall have: {"union": {"name": {"id": …} | {"create": true} | null}}.
  settled jsonb not null default '{}',
  options jsonb not null default '{}',
  rows_done integer not null default 0,
  rows_total integer,
  problem jsonb,
  revision integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  submitted_by uuid,
  applied_at timestamptz,
  undone_at timestamptz,
  -- Whoever works on it says so again and again; who falls silent is replaced.
  leased_until timestamptz not null default '-infinity',
  destroy_on date not null,
  destroyed_at timestamptz,
  check ((sealed_key is null) = (destroyed_at is not null))
);
create index import_node on sheets.import using gist (node);
create index import_recent on sheets.import (created_at desc, id desc);
create index import_working on sheets.import (leased_until) where state in ('reading', 'checking', 'applying', 'undoing');
create index import_retention on sheets.import (destroy_on) where destroyed_at is null;
grant select, insert, update on sheets.import to gonghui_app;
alter table sheets.import enable row level security;
alter table sheets.import force row level security;
create policy import_scope on sheets.import using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create table sheets.import_file (
  import_id uuid primary key references sheets.import (id),
  node ltree not null,
  content bytea not null
);
-- Sealed bytes do not get smaller.
alter table sheets.import_file alter column content set storage external;
grant select, insert, update, delete on sheets.import_file to gonghui_app;
alter table sheets.import_file enable row level security;
alter table sheets.import_file force row level security;
create policy import_file_scope on sheets.import_file using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create table sheets.line (
  import_id uuid not null references sheets.import (id),
  -- As the spreadsheet program numbers it.
  row integer not null,
  node ltree not null,
  outcome text not null check (outcome in ('insert', 'update', 'unchanged', 'conflict', 'refused')),
  -- Codes and places; never a value.
  defects jsonb not null default '[]',
  notes jsonb not null default '[]',
  -- Names of the fields that an update changes.
  fields text[] not null default '{}',
  candidates jsonb not null default '[]',
  -- Of a conflict, what somebody decided: 'same' (as target_id), 'new', 'leave'.
  decision text check (decision in ('same', 'new', 'leave')),
  target_id uuid,
  state text not null default 'open' check (state in ('open', 'applied', 'stale', 'undone', 'kept')),
  -- Of an undone line, the fields that somebody else had changed since.
  kept text[] not null default '{}',
  -- Values, what was there before, and the text of cells that could not be read.
  sealed bytea not null,
  primary key (import_id, row)
);
create index line_outcome on sheets.line (import_id, outcome, row);
grant select, insert, update, delete on sheets.line to gonghui_app;
alter table sheets.line enable row level security;
alter table sheets.line force row level security;
create policy line_scope on sheets.line using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

-- How a sender's headings were understood the last time.
create table sheets.remembered_mapping (
  node ltree not null,
  kind text not null,
  signature text not null,
  columns jsonb not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (node, kind, signature)
);
grant select, insert, update on sheets.remembered_mapping to gonghui_app;
alter table sheets.remembered_mapping enable row level security;
alter table sheets.remembered_mapping force row level security;
create policy remembered_mapping_scope on sheets.remembered_mapping
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

-- Which unions want a second person to look before a file goes into the register; the nearest above decides.
create table sheets.second_person (
  node ltree primary key,
  wanted boolean not null,
  updated_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on sheets.second_person to gonghui_app;
alter table sheets.second_person enable row level security;
alter table sheets.second_person force row level security;
-- A rule above is read by those below whom it binds.
create policy second_person_read on sheets.second_person for select
  using ((select kernel.scope()) @> node or node @> (select kernel.scope()));
create policy second_person_write on sheets.second_person for insert with check ((select kernel.scope()) @> node);
create policy second_person_change on sheets.second_person for update using ((select kernel.scope()) @> node);
