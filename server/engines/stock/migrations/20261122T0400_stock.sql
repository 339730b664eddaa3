-- The stock engine: quotas that cannot oversell, claims, entries of a fair window, caps per person, numbered units.
create schema stock;
grant usage on schema stock to gonghui_app;

-- How many of something one person may have over a round, a campaign or a season.
create table stock.cap (
  id uuid primary key,
  node ltree not null,
  scope text not null check (scope in ('round', 'campaign', 'season')),
  label text not null,
  max_units integer not null check (max_units > 0)
);
grant select, insert, update on stock.cap to gonghui_app;
alter table stock.cap enable row level security;
alter table stock.cap force row level security;
create policy cap_scope on stock.cap using (kernel.scope() @> node);
create policy cap_reach on stock.cap for select using (kernel.reach() <@ node);

create table stock.quota (
  id uuid primary key,
  node ltree not null,
  round_id uuid not null,
  -- A share of another quota: what it leaves unused spills up into that one.
  parent_id uuid references stock.quota (id),
  spill_at timestamptz,
  spilled_at timestamptz,
  mode text not null check (mode in ('grab', 'draw', 'first_come')),
  state text not null default 'open' check (state in ('open', 'paused', 'closed')),
  capacity integer not null check (capacity >= 0),
  taken integer not null default 0 check (taken >= 0),
  held integer not null default 0 check (held >= 0),
  -- The order number of the next claim ever granted; never goes back.
  next_number integer not null default 1,
  numbered boolean not null default false,
  waiting_list boolean not null default true,
  hold_seconds integer not null default 1800 check (hold_seconds > 0),
  entry_opens_at timestamptz,
  entry_closes_at timestamptz,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  valid_days integer check (valid_days > 0),
  -- The secret of the order: its hash is public before the window opens, itself after serving.
  secret_hash bytea,
  secret_published bytea,
  served_at timestamptz,
  placed_at timestamptz,
  entries integer,
  fund_source_id uuid,
  unit_fen bigint check (unit_fen >= 0),
  created_at timestamptz not null default now(),
  constraint quota_never_oversold check (taken + held <= capacity),
  check (opens_at < closes_at),
  check (valid_from < valid_until),
  check ((mode = 'first_come') = (entry_opens_at is null)),
  check ((entry_opens_at is null) = (entry_closes_at is null)),
  check ((mode = 'first_come') = (secret_hash is null) or parent_id is not null),
  check (entry_opens_at < entry_closes_at)
) with (fillfactor = 20);
create index quota_round on stock.quota (round_id);
create index quota_closes on stock.quota (closes_at);
-- Windows that wait for their winners or for their places.
create index quota_unplaced on stock.quota (entry_closes_at) where entry_closes_at is not null and parent_id is null and placed_at is null;
create index quota_parent on stock.quota (parent_id) where parent_id is not null;
grant select, insert, update on stock.quota to gonghui_app;
alter table stock.quota enable row level security;
alter table stock.quota force row level security;
create policy quota_scope on stock.quota using (kernel.scope() @> node);
create policy quota_reach on stock.quota for select using (kernel.reach() <@ node);

create table stock.quota_cap (
  quota_id uuid not null references stock.quota (id),
  cap_id uuid not null references stock.cap (id),
  primary key (quota_id, cap_id)
);
grant select, insert on stock.quota_cap to gonghui_app;
alter table stock.quota_cap enable row level security;
alter table stock.quota_cap force row level security;
-- Two ids that say nothing by themselves; what they tie is decided where a release is made, with the server's sight.
create policy quota_cap_read on stock.quota_cap for select using (true);
create policy quota_cap_write on stock.quota_cap for insert with check (kernel.is_system());

-- The only thing that spans quotas: always locked in the order (person, cap).
create table stock.cap_use (
  cap_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  used integer not null check (used >= 0),
  primary key (cap_id, person_id)
) with (fillfactor = 80);
grant select, insert, update on stock.cap_use to gonghui_app;
alter table stock.cap_use enable row level security;
alter table stock.cap_use force row level security;
create policy cap_use_scope on stock.cap_use using (kernel.scope() @> node);
create policy cap_use_own on stock.cap_use for select using (person_id = kernel.person());

create table stock.claim (
  id uuid primary key,
  quota_id uuid not null,
  node ltree not null,
  person_id uuid not null,
  -- The client's idempotency key: one claim for ever, also after return or redemption.
  key uuid not null,
  -- Order of granting within the quota; waiting claims have none.
  number integer,
  state text not null check (state in ('waiting', 'held', 'active', 'redeemed', 'lapsed', 'expired', 'returned')),
  source text not null check (source in ('claim', 'entry', 'offer', 'hold', 'award')),
  unit_label text,
  created_at timestamptz not null,
  granted_at timestamptz,
  hold_until timestamptz,
  valid_from timestamptz,
  valid_until timestamptz,
  ended_at timestamptz,
  reason text,
  waiting_rank bigint,
  unique (person_id, key),
  check ((state = 'held') <= (hold_until is not null)),
  check ((state in ('active', 'redeemed', 'lapsed')) <= (granted_at is not null and number is not null))
) with (fillfactor = 85);
-- Also those without a number, so that all claims of a quota are found through it.
create unique index claim_number on stock.claim (quota_id, number);
create index claim_waiting on stock.claim (quota_id, waiting_rank, id) where state = 'waiting';
create unique index claim_waiting_once on stock.claim (quota_id, person_id) where state in ('waiting', 'held');
create index claim_held on stock.claim (hold_until) where state = 'held';
grant select, insert, update on stock.claim to gonghui_app;
alter table stock.claim enable row level security;
alter table stock.claim force row level security;
create policy claim_scope on stock.claim using (kernel.scope() @> node);
create policy claim_own on stock.claim for select using (person_id = kernel.person());

create table stock.unit (
  quota_id uuid not null references stock.quota (id),
  ordinal integer not null,
  label text not null,
  claim_id uuid,
  node ltree not null,
  primary key (quota_id, ordinal),
  unique (quota_id, label)
);
create index unit_free on stock.unit (quota_id, ordinal) where claim_id is null;
create unique index unit_claim on stock.unit (claim_id) where claim_id is not null;
grant select, insert, update on stock.unit to gonghui_app;
alter table stock.unit enable row level security;
alter table stock.unit force row level security;
create policy unit_scope on stock.unit using (kernel.scope() @> node);
create policy unit_reach on stock.unit for select using (kernel.reach() <@ node);

-- One row per person and window, worth the same at any moment of it.
create table stock.entry (
  quota_id uuid not null,
  person_id uuid not null,
  number bigint generated always as identity,
  share_id uuid,
  node ltree not null,
  weight smallint not null default 1 check (weight between 1 and 100),
  at timestamptz not null,
  place integer,
  outcome text check (outcome in ('won', 'lost', 'capped')),
  primary key (quota_id, person_id)
) with (fillfactor = 70);
grant select, insert, update on stock.entry to gonghui_app;
alter table stock.entry enable row level security;
alter table stock.entry force row level security;
create policy entry_scope on stock.entry using (kernel.scope() @> node);
create policy entry_own on stock.entry for select using (person_id = kernel.person());

-- The last refusal per person and quota, written in bulk off the claim path, so that staff and member can see why.
create table stock.refusal (
  quota_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  code text not null,
  params jsonb not null default '{}',
  times integer not null default 1,
  at timestamptz not null,
  primary key (quota_id, person_id)
) with (fillfactor = 70);
grant select, insert, update on stock.refusal to gonghui_app;
alter table stock.refusal enable row level security;
alter table stock.refusal force row level security;
create policy refusal_scope on stock.refusal using (kernel.scope() @> node);
create policy refusal_own on stock.refusal for select using (person_id = kernel.person());
