-- Money that is added to a fund source or corrected, what campaigns were meant to move, and the years before this system.

-- Asked for by one person with a document, allowed by another; the books change with the yes.
create table benefits.fund_change (
  id uuid primary key,
  source_id uuid not null references funds.source (id),
  node ltree not null,
  -- Below zero: takes from what is free.
  amount_fen bigint not null check (amount_fen <> 0),
  kind text not null check (kind in ('added', 'corrected')),
  reason text not null check (length(reason) between 2 and 300),
  document text not null check (length(document) between 2 and 100),
  file_id uuid references kernel.file (id),
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused')),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  check (kind = 'corrected' or amount_fen > 0),
  check ((state = 'asked') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check (decided_by <> asked_by)
);
create index fund_change_node on benefits.fund_change using gist (node);
create index fund_change_source on benefits.fund_change (source_id);
grant select, insert on benefits.fund_change to gonghui_app;
grant update (state, decided_by, decided_by_name, decided_at, decision_note) on benefits.fund_change to gonghui_app;
alter table benefits.fund_change enable row level security;
alter table benefits.fund_change force row level security;
create policy fund_change_scope on benefits.fund_change
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- What a campaign was meant to move, with whom, and by what means: read beside what it moved.
create table benefits.campaign_goal (
  campaign_id uuid primary key references benefits.campaign (id),
  node ltree not null,
  expected_spending_fen bigint check (expected_spending_fen > 0),
  partners text[] not null default '{}' check (cardinality(partners) <= 20),
  highlights text[] not null default '{}' check (cardinality(highlights) <= 20),
  channels text[] not null default '{}' check (cardinality(channels) <= 20),
  updated_by_name text not null,
  updated_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on benefits.campaign_goal to gonghui_app;
alter table benefits.campaign_goal enable row level security;
alter table benefits.campaign_goal force row level security;
create policy campaign_goal_staff on benefits.campaign_goal
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- A year before this system, as somebody read it in a report. Never changed: a wrong row is withdrawn and written again.
create table benefits.past_year (
  id uuid primary key,
  organisation_id uuid not null,
  node ltree not null,
  year integer not null check (year between 1980 and 2200),
  theme text not null check (length(theme) between 1 and 60),
  issued_fen bigint not null check (issued_fen >= 0),
  redeemed_fen bigint check (redeemed_fen >= 0),
  spending_fen bigint check (spending_fen >= 0),
  vouchers integer check (vouchers >= 0),
  source text not null check (length(source) between 2 and 200),
  entered_by_name text not null,
  entered_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  check ((withdrawn_at is null) = (withdrawn_by_name is null))
);
create index past_year_node on benefits.past_year using gist (node);
grant select, insert on benefits.past_year to gonghui_app;
grant update (withdrawn_at, withdrawn_by_name) on benefits.past_year to gonghui_app;
alter table benefits.past_year enable row level security;
alter table benefits.past_year force row level security;
create policy past_year_scope on benefits.past_year using (kernel.scope() @> node) with check (kernel.scope() @> node);
