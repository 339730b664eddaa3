-- Voucher campaigns, the merchants that take them, and what happens at their tills.
create schema benefits;
grant usage on schema benefits to gonghui_app;

-- A campaign of vouchers. "running" and "ended" are not stored: they follow from the dates.
create table benefits.campaign (
  id uuid primary key,
  organisation_id uuid not null,
  node ltree not null,
  title text not null check (length(title) between 1 and 60),
  theme text not null default '',
  tags text[] not null default '{}',
  description text not null default '',
  rules text[] not null default '{}',
  cover_colour text,
  budget_fen bigint not null check (budget_fen >= 0),
  fund_source_id uuid,
  starts_on date not null,
  ends_on date not null,
  recurrence text,
  first_opens_at timestamptz not null,
  mode text not null check (mode in ('grab', 'draw', 'first_come')),
  entry_minutes integer not null check (entry_minutes between 0 and 44640),
  open_minutes integer not null check (open_minutes between 1 and 44640),
  eligibility jsonb not null default '[]',
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'paused', 'rejected')),
  reason text,
  created_by uuid,
  -- The name as it was when it was done: whoever reads later may not be allowed to look the account up.
  created_by_name text,
  -- Everybody who changed it since: whoever had a hand in it never checks it.
  edited_by uuid[] not null default '{}',
  submitted_by uuid,
  submitted_at timestamptz,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamptz,
  -- Goes up with every change: who approves says which one they have read.
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (ends_on >= starts_on),
  -- Public money opens only after a second person has looked.
  check (state not in ('approved', 'paused') or (checked_by is not null and fund_source_id is not null)),
  check (checked_by is null or submitted_by is null or checked_by <> submitted_by),
  check (checked_by is null or created_by is null or checked_by <> created_by)
);
create index campaign_node on benefits.campaign using gist (node);
grant select, insert, update on benefits.campaign to gonghui_app;
alter table benefits.campaign enable row level security;
alter table benefits.campaign force row level security;
create policy campaign_staff on benefits.campaign using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy campaign_published on benefits.campaign for select
  using (state in ('approved', 'paused') and kernel.reach() <@ node);

-- One denomination of a campaign. Exactly the amounts of its type are set.
create table benefits.voucher_kind (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  node ltree not null,
  position smallint not null,
  title text not null check (length(title) between 1 and 40),
  benefit_type text not null check (benefit_type in ('threshold', 'half', 'fixed')),
  min_spend_fen bigint,
  off_fen bigint,
  max_off_fen bigint,
  value_fen bigint,
  valid_days integer not null check (valid_days between 1 and 366),
  offline_allowed boolean not null default false,
  offline_limit integer not null default 0 check (offline_limit between 0 and 200),
  stock_per_round integer not null check (stock_per_round between 1 and 10000000),
  per_person integer not null default 1 check (per_person between 1 and 100),
  cap_id uuid not null,
  check (case benefit_type
    when 'threshold' then off_fen > 0 and min_spend_fen >= off_fen and max_off_fen is null and value_fen is null
    when 'half' then max_off_fen > 0 and min_spend_fen is null and off_fen is null and value_fen is null
    else value_fen > 0 and min_spend_fen is null and off_fen is null and max_off_fen is null end)
);
create index voucher_kind_campaign on benefits.voucher_kind (campaign_id, position);
grant select, insert, update, delete on benefits.voucher_kind to gonghui_app;
alter table benefits.voucher_kind enable row level security;
alter table benefits.voucher_kind force row level security;
create policy kind_staff on benefits.voucher_kind using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy kind_published on benefits.voucher_kind for select using (exists (
  select from benefits.campaign c where c.id = campaign_id and c.state in ('approved', 'paused') and kernel.reach() <@ c.node));

-- One occurrence of a campaign, made when the campaign is approved.
create table benefits.round (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  node ltree not null,
  number integer not null check (number > 0),
  entry_opens_at timestamptz,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  -- When its releases were closed for good and the money of what nobody took went back.
  settled_at timestamptz,
  unique (campaign_id, opens_at),
  unique (campaign_id, number)
);
create index round_unsettled on benefits.round (closes_at) where settled_at is null;
grant select, insert on benefits.round to gonghui_app;
grant update (settled_at) on benefits.round to gonghui_app;
alter table benefits.round enable row level security;
alter table benefits.round force row level security;
create policy round_staff on benefits.round using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy round_published on benefits.round for select using (kernel.reach() <@ node);

-- What one round releases of one kind.
create table benefits.round_release (
  release_id uuid primary key,
  round_id uuid not null references benefits.round (id),
  kind_id uuid not null references benefits.voucher_kind (id),
  node ltree not null,
  unique (round_id, kind_id)
);
create index round_release_kind on benefits.round_release (kind_id);
grant select, insert on benefits.round_release to gonghui_app;
alter table benefits.round_release enable row level security;
alter table benefits.round_release force row level security;
create policy round_release_staff on benefits.round_release
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy round_release_published on benefits.round_release for select using (kernel.reach() <@ node);

-- More units for one kind, asked for by one person and allowed by another.
create table benefits.top_up (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  kind_id uuid not null references benefits.voucher_kind (id),
  -- Null: every round that has not closed yet.
  round_id uuid references benefits.round (id),
  node ltree not null,
  units integer not null check (units > 0),
  reason text not null check (reason <> ''),
  state text not null default 'asked' check (state in ('asked', 'approved', 'rejected')),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  check ((state = 'asked') = (decided_by is null)),
  check (state <> 'approved' or decided_by <> asked_by)
);
create index top_up_campaign on benefits.top_up (campaign_id);
grant select, insert on benefits.top_up to gonghui_app;
grant update (state, decided_by, decided_at) on benefits.top_up to gonghui_app;
alter table benefits.top_up enable row level security;
alter table benefits.top_up force row level security;
create policy top_up_staff on benefits.top_up using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- What an organisation of kind merchant has agreed with the union; its registered name is the organisation's.
create table benefits.merchant (
  organisation_id uuid primary key,
  node ltree not null unique,
  trade_name text not null check (length(trade_name) between 1 and 60),
  badge boolean not null default false,
  agreement_until date,
  state text not null default 'active' check (state in ('active', 'suspended')),
  created_at timestamptz not null default now()
);
create index merchant_node on benefits.merchant using gist (node);
grant select, insert, update on benefits.merchant to gonghui_app;
alter table benefits.merchant enable row level security;
alter table benefits.merchant force row level security;
create policy merchant_scope on benefits.merchant using (kernel.scope() @> node) with check (kernel.scope() @> node);

create table benefits.store (
  id uuid primary key,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  node ltree not null,
  name text not null check (length(name) between 1 and 60),
  address text not null default '',
  phone text not null default '',
  state text not null default 'open' check (state in ('open', 'closed')),
  -- What a till took without network before this moment is still honoured.
  closed_at timestamptz,
  created_at timestamptz not null default now(),
  unique (merchant_id, name),
  check ((state = 'closed') = (closed_at is not null))
);
create index store_node on benefits.store using gist (node);
grant select, insert, update on benefits.store to gonghui_app;
alter table benefits.store enable row level security;
alter table benefits.store force row level security;
create policy store_scope on benefits.store using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Where a campaign's vouchers are taken. Seen by the union that gives and by the merchant that takes.
create table benefits.campaign_store (
  campaign_id uuid not null references benefits.campaign (id),
  store_id uuid not null references benefits.store (id),
  node ltree not null,
  campaign_node ltree not null,
  primary key (campaign_id, store_id)
);
create index campaign_store_store on benefits.campaign_store (store_id);
grant select, insert, delete on benefits.campaign_store to gonghui_app;
alter table benefits.campaign_store enable row level security;
alter table benefits.campaign_store force row level security;
create policy campaign_store_union on benefits.campaign_store
  using (kernel.scope() @> campaign_node) with check (kernel.scope() @> campaign_node);
create policy campaign_store_merchant on benefits.campaign_store for select using (kernel.scope() @> node);
create policy campaign_store_member on benefits.campaign_store for select using (kernel.reach() <@ campaign_node);
-- Whoever sees a campaign's list sees the stores on it, and whose they are.
create policy store_of_campaign on benefits.store for select using (exists (
  select from benefits.campaign_store s where s.store_id = id));
create policy merchant_of_campaign on benefits.merchant for select using (exists (
  select from benefits.store s where s.merchant_id = organisation_id));

-- Who works at a merchant's tills. The phone is sealed; the PIN is set by the clerk with a one-time password.
create table benefits.clerk (
  id uuid primary key,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  node ltree not null,
  name text not null check (length(name) between 1 and 40),
  phone_sealed bytea not null,
  phone_index bytea not null,
  phone_tail text not null,
  pin_hash text,
  pin_failures smallint not null default 0,
  pin_locked_until timestamptz,
  state text not null default 'active' check (state in ('active', 'left')),
  created_at timestamptz not null default now()
);
-- Who left may come back; what they did before stays with the earlier row.
create unique index clerk_once on benefits.clerk (merchant_id, phone_index) where state = 'active';
create index clerk_phone on benefits.clerk (phone_index);
grant select, insert, update on benefits.clerk to gonghui_app;
alter table benefits.clerk enable row level security;
alter table benefits.clerk force row level security;
create policy clerk_scope on benefits.clerk using (kernel.scope() @> node) with check (kernel.scope() @> node);

create table benefits.till (
  id uuid primary key,
  store_id uuid not null references benefits.store (id),
  node ltree not null,
  device_name text not null check (length(device_name) between 1 and 60),
  paired_at timestamptz not null default now(),
  paired_by text not null,
  retired_at timestamptz
);
create index till_store on benefits.till (store_id);
grant select, insert, update on benefits.till to gonghui_app;
alter table benefits.till enable row level security;
alter table benefits.till force row level security;
create policy till_scope on benefits.till using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Single use, fifteen minutes; only the hash is kept.
create table benefits.pairing_code (
  code_hash bytea primary key,
  store_id uuid not null references benefits.store (id),
  node ltree not null,
  made_by uuid,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
grant select, insert, update on benefits.pairing_code to gonghui_app;
alter table benefits.pairing_code enable row level security;
alter table benefits.pairing_code force row level security;
create policy pairing_code_scope on benefits.pairing_code
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- A code that a till has looked at: the clerk may type the amount without the code growing old. Spent with the code.
create table benefits.till_check (
  token_hash bytea primary key,
  till_id uuid not null references benefits.till (id),
  node ltree not null,
  claim_id uuid not null,
  person_id uuid not null,
  use text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index till_check_age on benefits.till_check (expires_at);
grant select, insert, update, delete on benefits.till_check to gonghui_app;
alter table benefits.till_check enable row level security;
alter table benefits.till_check force row level security;
create policy till_check_scope on benefits.till_check
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- What a merchant took. A fact; only an undo by a second clerk is ever added to it.
create table benefits.redemption (
  id uuid primary key,
  claim_id uuid not null,
  campaign_id uuid not null references benefits.campaign (id),
  kind_id uuid not null references benefits.voucher_kind (id),
  person_id uuid not null,
  campaign_node ltree not null,
  node ltree not null,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  store_id uuid not null references benefits.store (id),
  till_id uuid not null references benefits.till (id),
  clerk_id uuid not null references benefits.clerk (id),
  amount_fen bigint not null check (amount_fen > 0),
  off_fen bigint not null check (off_fen > 0 and off_fen <= amount_fen),
  receipt text,
  redeemed_at timestamptz not null,
  -- The till's own key of the request, and what it asked: a repeat gets the same answer for ever.
  request_key text not null,
  request_hash bytea not null,
  -- Set when it was accepted without network: the till's own number of it.
  local_id text,
  accepted_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references benefits.clerk (id),
  undo_reason text,
  check ((undone_at is null) = (undone_by is null)),
  -- The clerk who took it cannot take it back alone.
  check (undone_by is null or undone_by <> clerk_id)
);
create unique index redemption_one_per_claim on benefits.redemption (claim_id) where undone_at is null;
create unique index redemption_request on benefits.redemption (till_id, request_key);
create unique index redemption_local on benefits.redemption (till_id, local_id) where local_id is not null;
create index redemption_store_day on benefits.redemption (store_id, redeemed_at);
create index redemption_campaign on benefits.redemption (campaign_id, redeemed_at);
grant select, insert on benefits.redemption to gonghui_app;
grant update (undone_at, undone_by, undo_reason) on benefits.redemption to gonghui_app;
alter table benefits.redemption enable row level security;
alter table benefits.redemption force row level security;
create policy redemption_merchant on benefits.redemption
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy redemption_union on benefits.redemption for select using (kernel.scope() @> campaign_node);
create policy redemption_own on benefits.redemption for select using (person_id = kernel.person());

-- Accepted without network and not redeemable afterwards: shown to the merchant and to the union.
create table benefits.offline_discrepancy (
  id uuid primary key,
  till_id uuid not null references benefits.till (id),
  store_id uuid not null references benefits.store (id),
  clerk_id uuid,
  node ltree not null,
  campaign_node ltree,
  local_id text not null,
  claim_id uuid,
  amount_fen bigint not null,
  accepted_at timestamptz not null,
  synced_at timestamptz not null default now(),
  outcome text not null check (outcome in ('double', 'refused')),
  problem text not null,
  -- What the union settled with the merchant, and who did; written once.
  handled_at timestamptz,
  handled_by uuid,
  handled_by_name text,
  handling_note text,
  unique (till_id, local_id),
  check ((handled_at is null) = (handling_note is null) and (handled_at is null) = (handled_by is null))
);
create index discrepancy_open on benefits.offline_discrepancy (id) where handled_at is null;
grant select, insert on benefits.offline_discrepancy to gonghui_app;
grant update (handled_at, handled_by, handled_by_name, handling_note) on benefits.offline_discrepancy to gonghui_app;
alter table benefits.offline_discrepancy enable row level security;
alter table benefits.offline_discrepancy force row level security;
create policy discrepancy_merchant on benefits.offline_discrepancy
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy discrepancy_union on benefits.offline_discrepancy for select using (kernel.scope() @> campaign_node);
