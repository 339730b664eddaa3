-- How organisations belong together, and since when: affiliation is the tree and its history, the others stand beside it.
create table membership.organisation_link (
  id uuid primary key,
  kind text not null check (kind in ('affiliation', 'industry', 'alliance', 'co_building', 'pairing')),
  -- The one that belongs, and what it belongs to; for pairs either.
  from_id uuid not null references membership.organisation (id),
  to_id uuid not null references membership.organisation (id),
  from_node ltree not null,
  to_node ltree not null,
  valid_from date not null,
  -- The first day on which it no longer holds.
  valid_to date,
  -- An industry federation's staff sees the people and figures of the linked one and of what lies below.
  grants_sight boolean not null default false,
  -- What the agreement names.
  agreement text,
  note text,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  ended_by text,
  end_reason text,
  check (from_id <> to_id),
  check (valid_to is null or valid_to >= valid_from),
  check (not grants_sight or kind = 'industry'),
  -- An organisation is affiliated to one at a time.
  constraint organisation_link_one_affiliation exclude using gist (from_id with =, daterange(valid_from, valid_to) with &&)
    where (kind = 'affiliation'),
  constraint organisation_link_once exclude using gist (kind with =, from_id with =, to_id with =,
    daterange(valid_from, valid_to) with &&) where (kind <> 'affiliation')
);
create index organisation_link_from on membership.organisation_link (from_id, kind);
create index organisation_link_to on membership.organisation_link (to_id, kind, valid_from);
create index organisation_link_sight on membership.organisation_link (to_id) where grants_sight;
create index organisation_link_ahead on membership.organisation_link (valid_from) where kind = 'affiliation';
grant select, insert, update, delete on membership.organisation_link to gonghui_app;
alter table membership.organisation_link enable row level security;
alter table membership.organisation_link force row level security;
create policy organisation_link_scope on membership.organisation_link
  using ((select kernel.scope()) @> from_node or (select kernel.scope()) @> to_node)
  with check ((select kernel.scope()) @> from_node or (select kernel.scope()) @> to_node);
insert into membership.organisation_link (id, kind, from_id, to_id, from_node, to_node, valid_from, created_by)
  select gen_random_uuid(), 'affiliation', o.id, p.id, o.node, p.node, greatest(o.opened_on, p.opened_on), 'system:migration'
  from membership.organisation o join kernel.node n on n.id = o.id join membership.organisation p on p.id = n.parent_id;

-- Which reminder of which election was given last.
alter table membership.organisation
  add column election_reminded_for date,
  add column election_reminded_days smallint,
  add column election_reminded_at timestamptz;
