-- Lists of people that leave the register: who asked for what, who agreed, and the file until its time is over.
create sequence membership.people_export_number;
grant usage on sequence membership.people_export_number to gonghui_app;

create table membership.people_export (
  id uuid primary key,
  -- What people call it; also the mark by which a copy is traced.
  number integer not null unique default nextval('membership.people_export_number'),
  node_id uuid not null references kernel.node (id),
  node ltree not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null default clock_timestamp(),
  -- What was typed into the search, sealed: it may be a name or a number; and what it was taken for.
  sealed_query bytea,
  query_kind text check (query_kind in ('name', 'letters', 'phone', 'resident_id')),
  columns text[] not null check (cardinality(columns) > 0),
  -- Those among them whose numbers are written out.
  plain text[] not null default '{}' check (plain <@ columns),
  format text not null check (format in ('xlsx', 'csv')),
  purpose text not null,
  -- Counted when it was asked for, then when it was made.
  people integer not null,
  -- A second person has to agree, or has.
  needs_second boolean not null,
  state text not null check (state in ('waiting', 'making', 'ready', 'refused', 'withdrawn', 'failed', 'destroyed')),
  problem text,
  rows_done integer not null default 0,
  bytes bigint not null default 0,
  attempts smallint not null default 0,
  -- Whoever works on it says so again and again; who falls silent is replaced.
  leased_until timestamptz not null default '-infinity',
  ready_at timestamptz,
  kept_until timestamptz not null,
  -- The file is sealed with a key of its own, itself sealed; without it nothing can be read any more.
  sealed_key bytea,
  check (plain = '{}' or purpose <> ''),
  check (not needs_second or plain <> '{}'),
  check ((sealed_key is not null) = (state in ('waiting', 'making', 'ready')))
);
create index people_export_node on membership.people_export using gist (node);
create index people_export_asked on membership.people_export (asked_by, asked_at);
create index people_export_working on membership.people_export (leased_until) where state = 'making';
create index people_export_retention on membership.people_export (kept_until) where sealed_key is not null;
grant select, insert, update on membership.people_export to gonghui_app;
alter table membership.people_export enable row level security;
alter table membership.people_export force row level security;
create policy people_export_scope on membership.people_export
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create table membership.people_export_part (
  export_id uuid not null references membership.people_export (id),
  number integer not null,
  node ltree not null,
  content bytea not null,
  primary key (export_id, number)
);
-- Sealed bytes do not get smaller.
alter table membership.people_export_part alter column content set storage external;
grant select, insert, delete on membership.people_export_part to gonghui_app;
alter table membership.people_export_part enable row level security;
alter table membership.people_export_part force row level security;
create policy people_export_part_scope on membership.people_export_part
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);
