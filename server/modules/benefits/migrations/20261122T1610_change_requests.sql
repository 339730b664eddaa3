-- What changes after a campaign was approved is asked for by one person and passed by others, as the campaign itself was.
create table benefits.change_request (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  node ltree not null,
  -- What is to be otherwise: budget, stock, audience, days, rounds, stores, going on.
  changes jsonb not null,
  reason text not null check (length(reason) between 1 and 300),
  -- What the members whom it touches are told.
  notice text not null default '' check (length(notice) <= 200),
  state text not null default 'asked' check (state in ('asked', 'applied', 'refused', 'withdrawn')),
  awaits text check (awaits in ('checked', 'approved')),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null default clock_timestamp(),
  checked_by uuid,
  settled_at timestamptz,
  check ((state = 'asked') = (awaits is not null)),
  check ((state = 'asked') = (settled_at is null)),
  check (checked_by <> asked_by)
);
create index change_request_campaign on benefits.change_request (campaign_id, asked_at);
create index change_request_open on benefits.change_request using gist (node) where state = 'asked';
grant select, insert on benefits.change_request to gonghui_app;
grant update (state, awaits, checked_by, settled_at) on benefits.change_request to gonghui_app;
alter table benefits.change_request enable row level security;
alter table benefits.change_request force row level security;
create policy change_request_staff on benefits.change_request
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Units added were asked for in a table of their own, by one person and allowed by another.
insert into benefits.change_request (id, campaign_id, node, changes, reason, state, awaits, asked_by, asked_by_name, asked_at,
    checked_by, settled_at)
  select t.id, t.campaign_id, t.node,
    jsonb_build_object('stock', jsonb_build_array(
      jsonb_build_object('kindId', t.kind_id, 'roundId', t.round_id, 'units', t.units))),
    t.reason, case t.state when 'approved' then 'applied' when 'rejected' then 'refused' else 'asked' end,
    case t.state when 'asked' then 'approved' end, t.asked_by, coalesce(a.name, '–'), t.asked_at,
    nullif(t.decided_by, t.asked_by), t.decided_at
  from benefits.top_up t left join kernel.staff_account a on a.id = t.asked_by;
drop table benefits.top_up;

-- A store that was taken off the list keeps its row: what its tills took without network before stands.
alter table benefits.campaign_store add column withdrawn_at timestamptz;
grant update (withdrawn_at) on benefits.campaign_store to gonghui_app;

-- Rounds that are put off or go on longer.
grant update (entry_opens_at, opens_at, closes_at) on benefits.round to gonghui_app;

-- Who stopped a campaign, whether as one of those who check, and whether vouchers in hand rest meanwhile.
alter table benefits.campaign
  add column paused_by uuid,
  add column paused_by_name text,
  add column paused_by_checker boolean not null default false,
  add column vouchers_stopped boolean not null default false;
