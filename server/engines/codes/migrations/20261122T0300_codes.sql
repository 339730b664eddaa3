-- Signed member codes: whose phones are certified, which codes were used, and numbers for typing.
create schema codes;
grant usage on schema codes to gonghui_app;

-- A person's name inside codes: random, so that a photographed code tells nothing and leads nowhere else.
create table codes.holder (
  person_id uuid primary key,
  handle bytea not null unique check (octet_length(handle) = 16),
  created_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on codes.holder to gonghui_app;

-- A phone's certified public key. Renewing moves not_after; created_at stays, because revocations compare with it.
create table codes.device (
  id bytea primary key check (octet_length(id) = 8),
  person_id uuid not null references codes.holder (person_id),
  algorithm text not null check (algorithm in ('Ed25519', 'P-256')),
  public_key bytea not null check (octet_length(public_key) in (32, 33)),
  created_at timestamptz not null default clock_timestamp(),
  not_after timestamptz not null,
  unique (person_id, public_key)
);
grant select, insert, update on codes.device to gonghui_app;

-- Without a device: every phone that the person registered up to then (lost phone, changed number). Never taken back;
-- a phone that is found again registers a new key.
create table codes.revocation (
  id uuid primary key,
  person_id uuid not null,
  device_id bytea references codes.device (id),
  at timestamptz not null default clock_timestamp()
);
create index revocation_person on codes.revocation (person_id);
grant select, insert on codes.revocation to gonghui_app;

-- One row per decision: the primary key is what makes two tills at once impossible.
create table codes.use (
  hash bytea primary key check (octet_length(hash) = 32),
  at timestamptz not null default clock_timestamp()
);
create index use_age on codes.use (at);
grant select, insert, delete on codes.use to gonghui_app;

-- Numbers for typing, only as keyed hashes. A number that is over leaves its row to the next person who draws it; `id` names
-- one issue of it.
create table codes.short_number (
  mark bytea primary key check (octet_length(mark) = 16),
  id uuid not null unique,
  person_id uuid not null,
  purpose text not null check (purpose in ('identify', 'redeem', 'enter')),
  subject uuid,
  expires_at timestamptz not null,
  check ((purpose = 'identify') = (subject is null))
);
create index short_number_person on codes.short_number (person_id);
create index short_number_expiry on codes.short_number (expires_at);
grant select, insert, update, delete on codes.short_number to gonghui_app;

-- Wrong tries per till: the last few times, one row per till, which is also the lock.
create table codes.attempt (
  till_id uuid primary key,
  wrong_at timestamptz[] not null default '{}' check (cardinality(wrong_at) <= 10)
);
grant select, insert, update on codes.attempt to gonghui_app;

alter table codes.holder enable row level security;
alter table codes.holder force row level security;
create policy holder_own on codes.holder using (person_id = kernel.person() or kernel.is_system());

alter table codes.device enable row level security;
alter table codes.device force row level security;
create policy device_own on codes.device using (person_id = kernel.person() or kernel.is_system());

-- Whoever may end a person's sessions may revoke the phones in the same transaction, without seeing any.
alter table codes.revocation enable row level security;
alter table codes.revocation force row level security;
create policy revocation_read on codes.revocation for select using (person_id = kernel.person() or kernel.is_system());
create policy revocation_write on codes.revocation for insert with check (true);

-- Tills and staff spend a code in their own transaction; nobody needs to read what others spent.
alter table codes.use enable row level security;
alter table codes.use force row level security;
create policy use_read on codes.use for select using (kernel.is_system());
create policy use_write on codes.use for insert with check (true);
create policy use_prune on codes.use for delete using (kernel.is_system());

alter table codes.short_number enable row level security;
alter table codes.short_number force row level security;
create policy short_number_system on codes.short_number using (kernel.is_system());

alter table codes.attempt enable row level security;
alter table codes.attempt force row level security;
create policy attempt_system on codes.attempt using (kernel.is_system());
