-- Places with halls, the versions of their seat maps, and who has a hall when. The constraint at the end is the promise.
create schema places;
grant usage on schema places to gonghui_app;

create table places.place (
  id uuid primary key,
  organisation_id uuid not null,
  node ltree not null,
  kind text not null check (kind in ('cinema', 'hall', 'other')),
  name text not null check (length(name) between 1 and 60),
  address text not null default '' check (length(address) <= 200),
  contact_phone text not null default '' check (length(contact_phone) <= 30),
  state text not null default 'open' check (state in ('open', 'closed')),
  created_at timestamptz not null default now(),
  unique (organisation_id, name),
  unique (id, node)
);
create index place_node on places.place using gist (node);
grant select, insert, update on places.place to gonghui_app;
alter table places.place enable row level security;
alter table places.place force row level security;
create policy place_scope on places.place using (kernel.scope() @> node);
-- Unions below ask for halls of the unions above them, and members go there.
create policy place_below on places.place for select using (kernel.scope() <@ node);
create policy place_reach on places.place for select using (kernel.reach() <@ node);

create table places.hall (
  id uuid primary key,
  place_id uuid not null,
  node ltree not null,
  name text not null check (length(name) between 1 and 60),
  turnaround_minutes integer not null check (turnaround_minutes between 0 and 240),
  seat_map_id uuid,
  state text not null default 'open' check (state in ('open', 'closed')),
  created_at timestamptz not null default now(),
  unique (place_id, name),
  unique (id, node),
  foreign key (place_id, node) references places.place (id, node)
);
create index hall_node on places.hall using gist (node);
grant select, insert, update on places.hall to gonghui_app;
alter table places.hall enable row level security;
alter table places.hall force row level security;
create policy hall_scope on places.hall using (kernel.scope() @> node);
create policy hall_below on places.hall for select using (kernel.scope() <@ node);
create policy hall_reach on places.hall for select using (kernel.reach() <@ node);

-- A version is written once: what was published with it keeps it.
create table places.seat_map (
  id uuid primary key,
  hall_id uuid not null,
  node ltree not null,
  version integer not null check (version >= 1),
  made_at timestamptz not null default now(),
  made_by text not null,
  unique (hall_id, version),
  unique (id, node),
  unique (id, hall_id),
  foreign key (hall_id, node) references places.hall (id, node)
);
grant select, insert on places.seat_map to gonghui_app;
alter table places.seat_map enable row level security;
alter table places.seat_map force row level security;
create policy seat_map_scope on places.seat_map using (kernel.scope() @> node);
create policy seat_map_below on places.seat_map for select using (kernel.scope() <@ node);
create policy seat_map_reach on places.seat_map for select using (kernel.reach() <@ node);
alter table places.hall add foreign key (seat_map_id, id) references places.seat_map (id, hall_id);

create table places.seat (
  seat_map_id uuid not null,
  node ltree not null,
  label text not null check (length(label) between 1 and 20),
  row_no smallint not null check (row_no between 1 and 60),
  col_no smallint not null check (col_no between 1 and 80),
  kind text not null check (kind in ('seat', 'wheelchair', 'blocked')),
  primary key (seat_map_id, label),
  unique (seat_map_id, row_no, col_no),
  foreign key (seat_map_id, node) references places.seat_map (id, node)
);
grant select, insert on places.seat to gonghui_app;
alter table places.seat enable row level security;
alter table places.seat force row level security;
create policy seat_scope on places.seat using (kernel.scope() @> node);
create policy seat_below on places.seat for select using (kernel.scope() <@ node);
create policy seat_reach on places.seat for select using (kernel.reach() <@ node);

create table places.booking (
  id uuid primary key,
  hall_id uuid not null,
  node ltree not null,
  organisation_id uuid not null,
  organisation_node ltree not null,
  purpose text not null check (purpose in ('showing', 'charter', 'meeting', 'training', 'closed')),
  title text not null check (length(title) between 1 and 100),
  contact text not null default '' check (length(contact) <= 40),
  note text not null default '' check (length(note) <= 500),
  state text not null check (state in ('requested', 'confirmed', 'refused', 'cancelled')),
  reason text not null default '' check (length(reason) <= 300),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- From the beginning until the hall is clean again.
  during tstzrange not null,
  seat_map_id uuid,
  -- What of another room has the hall, such as a showing; that room moves and cancels it.
  reference_type text,
  reference_id uuid,
  made_by text not null,
  made_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  check (starts_at < ends_at),
  check (lower(during) = starts_at and upper(during) >= ends_at and lower_inc(during) and not upper_inc(during)),
  check ((reference_type is null) = (reference_id is null)),
  check (state not in ('refused', 'cancelled') or reason <> ''),
  foreign key (hall_id, node) references places.hall (id, node),
  foreign key (seat_map_id, hall_id) references places.seat_map (id, hall_id),
  -- A hall is never had twice at once. Whoever asks holds the time until the answer; what is over or refused does not count.
  constraint booking_no_overlap exclude using gist (hall_id with =, during with &&)
    where (state in ('requested', 'confirmed'))
);
create index booking_starts on places.booking (hall_id, starts_at);
create index booking_requests on places.booking (starts_at) where state = 'requested';
create index booking_organisation on places.booking using gist (organisation_node);
create unique index booking_reference on places.booking (reference_type, reference_id)
  where state in ('requested', 'confirmed');
grant select, insert, update on places.booking to gonghui_app;
alter table places.booking enable row level security;
alter table places.booking force row level security;
create policy booking_scope on places.booking using (kernel.scope() @> node or kernel.scope() @> organisation_node);
