-- Goods brought back after the undo window: what a campaign says about them, and what became of each redemption.

-- What a campaign asks of a till. A campaign without a row follows the defaults.
create table benefits.till_rule (
  campaign_id uuid primary key references benefits.campaign (id),
  node ltree not null,
  -- What the till keeps of the shop's receipt. It never keeps a member waiting: what is missing is asked for at the end of the shift.
  receipt text not null default 'none' check (receipt in ('none', 'number', 'photo', 'both')),
  -- The whole subsidy comes back: the voucher is void, or the member has it again.
  return_outcome text not null default 'claw_back' check (return_outcome in ('claw_back', 'reissue')),
  -- A part of the goods comes back: the discount of what was kept, the goods' share of it, or not at all.
  return_partial text not null default 'recalculate' check (return_partial in ('recalculate', 'proportional', 'refuse')),
  return_days integer not null default 30 check (return_days between 0 and 366),
  reissue_days integer not null default 7 check (reissue_days between 1 and 366),
  reissue_beyond_end boolean not null default false,
  -- From this much of the subsidy on a second person gives a PIN too.
  second_from_fen bigint not null default 5000 check (second_from_fen >= 0)
);
grant select, insert, update on benefits.till_rule to gonghui_app;
alter table benefits.till_rule enable row level security;
alter table benefits.till_rule force row level security;
create policy till_rule_staff on benefits.till_rule
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Who may answer for the merchant at its tills.
alter table benefits.clerk add column manager boolean not null default false;

-- How much of the bill has been brought back so far, and when the voucher was given to its member again.
alter table benefits.redemption
  add column goods_back_fen bigint not null default 0 check (goods_back_fen between 0 and amount_fen),
  add column reissued_at timestamptz,
  add constraint redemption_amounts unique (id, amount_fen, off_fen),
  -- What goods were brought back for is not undone as well.
  add constraint redemption_ends_once check (undone_at is null or (goods_back_fen = 0 and reissued_at is null));
grant update (goods_back_fen, reissued_at) on benefits.redemption to gonghui_app;
-- A voucher that its member has again is redeemed once more.
drop index benefits.redemption_one_per_claim;
create unique index redemption_one_per_claim on benefits.redemption (claim_id)
  where undone_at is null and reissued_at is null;

-- What came back of a redemption's subsidy: once, and never more than was taken off. The merchant owes it.
create table benefits.reversal (
  id uuid primary key,
  redemption_id uuid not null unique,
  kind text not null default 'goods_returned' check (kind in ('goods_returned')),
  outcome text not null check (outcome in ('clawed_back', 'reissued')),
  claim_id uuid not null,
  campaign_id uuid not null references benefits.campaign (id),
  campaign_node ltree not null,
  node ltree not null,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  store_id uuid not null references benefits.store (id),
  till_id uuid not null references benefits.till (id),
  clerk_id uuid not null references benefits.clerk (id),
  second_clerk_id uuid references benefits.clerk (id),
  -- The redemption's own figures, so that the database compares with them.
  amount_fen bigint not null,
  taken_off_fen bigint not null,
  -- All goods of this bill that were brought back, and what of the subsidy came back; the member is paid the rest.
  goods_fen bigint not null check (goods_fen > 0 and goods_fen <= amount_fen),
  off_fen bigint not null check (off_fen > 0 and off_fen <= taken_off_fen and off_fen <= goods_fen),
  -- Until when the member may use the voucher that was given again.
  valid_until timestamptz,
  reason text not null check (reason <> ''),
  at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  request_key text not null,
  foreign key (redemption_id, amount_fen, taken_off_fen) references benefits.redemption (id, amount_fen, off_fen),
  unique (till_id, request_key),
  check ((outcome = 'reissued') = (valid_until is not null)),
  -- A voucher is given again only when all that it cost has come back.
  check (outcome = 'clawed_back' or off_fen = taken_off_fen),
  check (second_clerk_id is null or second_clerk_id <> clerk_id)
);
create index reversal_store on benefits.reversal (store_id, at);
create index reversal_campaign on benefits.reversal (campaign_id, at);
create index reversal_merchant on benefits.reversal (merchant_id, at);
grant select, insert on benefits.reversal to gonghui_app;
alter table benefits.reversal enable row level security;
alter table benefits.reversal force row level security;
create policy reversal_merchant on benefits.reversal
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy reversal_union on benefits.reversal for select using (kernel.scope() @> campaign_node);
