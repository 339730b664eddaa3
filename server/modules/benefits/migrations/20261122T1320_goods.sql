-- Goods that a merchant offers for a campaign's vouchers, how often they were looked at, and how many were sold with one.
create table benefits.goods (
  id uuid primary key,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  node ltree not null,
  -- Null: in every store of the merchant that takes the vouchers.
  store_id uuid references benefits.store (id),
  campaign_id uuid not null references benefits.campaign (id),
  campaign_node ltree not null,
  -- Null: every kind of the campaign.
  kind_id uuid references benefits.voucher_kind (id),
  name text not null check (length(name) between 1 and 60),
  origin text not null check (length(origin) between 1 and 40),
  price_fen bigint not null check (price_fen > 0),
  unit text not null default '' check (length(unit) <= 20),
  about text not null default '' check (length(about) <= 2000),
  picture_file_id uuid references kernel.file (id),
  starts_on date not null,
  ends_on date not null,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'refused', 'withdrawn')),
  reason text,
  revision integer not null default 1,
  -- A clerk at the till, or the union's staff on the merchant's behalf.
  entered_by_clerk uuid references benefits.clerk (id),
  entered_by uuid,
  entered_by_name text,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check (ends_on >= starts_on),
  check ((entered_by_clerk is null) <> (entered_by is null)),
  check (state <> 'approved' or (picture_file_id is not null and checked_by is not null)),
  check (checked_by is null or entered_by is null or checked_by <> entered_by)
);
create index goods_merchant on benefits.goods (merchant_id);
create index goods_campaign on benefits.goods using gist (campaign_node);
grant select, insert, update on benefits.goods to gonghui_app;
alter table benefits.goods enable row level security;
alter table benefits.goods force row level security;
create policy goods_merchant on benefits.goods using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy goods_union on benefits.goods for select using (kernel.scope() @> campaign_node);
create policy goods_published on benefits.goods for select
  using (state = 'approved' and kernel.reach() <@ campaign_node);

-- How often goods were looked at on a day, each member counted once.
create table benefits.goods_views (
  goods_id uuid not null references benefits.goods (id),
  viewed_on date not null,
  node ltree not null,
  views integer not null check (views > 0),
  primary key (goods_id, viewed_on)
);
grant select, insert, update on benefits.goods_views to gonghui_app;
alter table benefits.goods_views enable row level security;
alter table benefits.goods_views force row level security;
create policy goods_views_scope on benefits.goods_views
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Who was counted today, as a keyed mark that is another one for every goods and day; swept away when the day is over.
create table benefits.goods_viewer (
  goods_id uuid not null references benefits.goods (id),
  viewed_on date not null,
  node ltree not null,
  mark bytea not null,
  primary key (goods_id, viewed_on, mark)
);
grant select, insert, delete on benefits.goods_viewer to gonghui_app;
alter table benefits.goods_viewer enable row level security;
alter table benefits.goods_viewer force row level security;
create policy goods_viewer_scope on benefits.goods_viewer
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- What was sold with a redemption; a redemption that was undone no longer counts.
create table benefits.goods_sale (
  redemption_id uuid not null references benefits.redemption (id),
  goods_id uuid not null references benefits.goods (id),
  node ltree not null,
  campaign_node ltree not null,
  quantity integer not null check (quantity between 1 and 999),
  price_fen bigint not null check (price_fen > 0),
  primary key (redemption_id, goods_id)
);
create index goods_sale_goods on benefits.goods_sale (goods_id);
grant select, insert on benefits.goods_sale to gonghui_app;
alter table benefits.goods_sale enable row level security;
alter table benefits.goods_sale force row level security;
create policy goods_sale_merchant on benefits.goods_sale
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy goods_sale_union on benefits.goods_sale for select using (kernel.scope() @> campaign_node);
