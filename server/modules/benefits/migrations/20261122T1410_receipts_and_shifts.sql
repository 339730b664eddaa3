-- The shop's receipt beside a redemption, and the shifts of the clerks at a till.

-- A number that was not at hand when the voucher was taken is written once, later.
grant update (receipt) on benefits.redemption to gonghui_app;
create index redemption_receipt on benefits.redemption (merchant_id, lower(receipt)) where receipt is not null;
create index redemption_taken on benefits.redemption (till_id, (coalesce(accepted_at, redeemed_at)));

-- A photo of the shop's receipt; the bytes lie in the file storage. The till names it, so that a repeat adds none.
create table benefits.receipt_photo (
  id uuid primary key,
  redemption_id uuid not null references benefits.redemption (id),
  file_id uuid not null unique,
  node ltree not null,
  campaign_node ltree not null,
  till_id uuid not null references benefits.till (id),
  clerk_id uuid references benefits.clerk (id),
  at timestamptz not null default clock_timestamp()
);
create index receipt_photo_redemption on benefits.receipt_photo (redemption_id);
grant select, insert on benefits.receipt_photo to gonghui_app;
alter table benefits.receipt_photo enable row level security;
alter table benefits.receipt_photo force row level security;
create policy receipt_photo_merchant on benefits.receipt_photo
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy receipt_photo_union on benefits.receipt_photo for select using (kernel.scope() @> campaign_node);

-- One clerk's work at one till, from the first PIN to the count at the end.
create table benefits.shift (
  id uuid primary key,
  till_id uuid not null references benefits.till (id),
  store_id uuid not null references benefits.store (id),
  merchant_id uuid not null references benefits.merchant (organisation_id),
  node ltree not null,
  clerk_id uuid not null references benefits.clerk (id),
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  -- Who counted: the clerk, or the manager for one who left without.
  closed_by uuid references benefits.clerk (id),
  taken_over_by uuid references benefits.clerk (id),
  -- What the server knew at the close; what comes in later is told beside it.
  figures jsonb,
  slips_counted integer check (slips_counted >= 0),
  -- Taken without network and not yet sent, as the till told.
  not_sent integer check (not_sent >= 0),
  note text,
  check ((closed_at is null) = (figures is null) and (closed_at is null) = (slips_counted is null)
    and (closed_at is null) = (not_sent is null) and (closed_at is null) = (closed_by is null)),
  check (closed_at >= opened_at),
  check (closed_at is not null or (note is null and taken_over_by is null)),
  check (taken_over_by is null or taken_over_by <> clerk_id)
);
create unique index shift_open_once on benefits.shift (till_id, clerk_id) where closed_at is null;
create index shift_store on benefits.shift (store_id, opened_at);
create index shift_merchant on benefits.shift (merchant_id, id);
grant select, insert on benefits.shift to gonghui_app;
grant update (closed_at, closed_by, taken_over_by, figures, slips_counted, not_sent, note) on benefits.shift to gonghui_app;
alter table benefits.shift enable row level security;
alter table benefits.shift force row level security;
create policy shift_scope on benefits.shift using (kernel.scope() @> node) with check (kernel.scope() @> node);
