-- Who asked to become a merchant, what was agreed with those who are, where their money goes, their plaques, and stores
-- that the union withdraws for a time.
create table benefits.merchant_application (
  id uuid primary key,
  -- The union that was asked.
  organisation_id uuid not null,
  node ltree not null,
  legal_name text not null check (length(legal_name) between 1 and 100),
  trade_name text not null check (length(trade_name) between 1 and 60),
  credit_code text not null check (length(credit_code) between 1 and 30),
  -- Why a code that fails its check is right all the same.
  credit_code_reason text,
  contact_name text not null check (length(contact_name) between 1 and 40),
  phone_sealed bytea not null,
  phone_index bytea not null,
  phone_tail text not null,
  trade text not null check (length(trade) between 1 and 40),
  stores jsonb not null check (jsonb_array_length(stores) between 1 and 50),
  licence_file_id uuid references kernel.file (id),
  state text not null default 'submitted' check (state in ('submitted', 'accepted', 'refused')),
  reason text,
  submitted_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  merchant_id uuid references benefits.merchant (organisation_id),
  check ((state = 'submitted') = (decided_at is null)),
  check ((state = 'accepted') = (merchant_id is not null)),
  check (state <> 'refused' or reason <> '')
);
-- One at a time: who was refused may ask again.
create unique index merchant_application_open on benefits.merchant_application (organisation_id, credit_code)
  where state = 'submitted';
create index merchant_application_phone on benefits.merchant_application (phone_index);
create index merchant_application_node on benefits.merchant_application using gist (node);
grant select, insert on benefits.merchant_application to gonghui_app;
grant update (state, reason, decided_by, decided_by_name, decided_at, merchant_id)
  on benefits.merchant_application to gonghui_app;
alter table benefits.merchant_application enable row level security;
alter table benefits.merchant_application force row level security;
create policy merchant_application_scope on benefits.merchant_application
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- What union and merchant have signed. In force from its first to its last day, unless it was terminated before.
create table benefits.agreement (
  id uuid primary key,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  node ltree not null,
  contract_number text not null default '' check (length(contract_number) <= 60),
  starts_on date not null,
  ends_on date,
  legal_name text not null default '' check (length(legal_name) <= 100),
  credit_code text not null default '' check (length(credit_code) <= 30),
  credit_code_reason text,
  invoice_kind text not null default 'ordinary' check (invoice_kind in ('ordinary', 'special')),
  invoice_title text not null default '',
  invoice_details text not null default '',
  scan_file_id uuid references kernel.file (id),
  -- A merchant that took vouchers before its papers were here: without end, until an agreement takes its place.
  provisional boolean not null default false,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'refused', 'terminated')),
  reason text,
  revision integer not null default 1,
  created_by uuid,
  created_by_name text,
  edited_by uuid[] not null default '{}',
  submitted_by uuid,
  submitted_at timestamptz,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamptz,
  terminated_at timestamptz,
  created_at timestamptz not null default now(),
  check (provisional or ends_on is not null),
  check (ends_on >= starts_on),
  check (provisional or state not in ('submitted', 'approved', 'terminated')
    or (contract_number <> '' and legal_name <> '' and credit_code <> '')),
  -- Who wrote or handed in an agreement never allows it.
  check (provisional or state not in ('approved', 'terminated') or checked_by is not null),
  check (checked_by is null or submitted_by is null or checked_by <> submitted_by),
  check (checked_by is null or created_by is null or checked_by <> created_by),
  check (checked_by is null or not checked_by = any(edited_by)),
  check ((state = 'terminated') = (terminated_at is not null)),
  -- On any day at most one is in force.
  constraint agreement_no_overlap exclude using gist (merchant_id with =, daterange(starts_on, ends_on, '[]') with &&)
    where (state = 'approved')
);
create index agreement_merchant on benefits.agreement (merchant_id, starts_on);
grant select, insert, update on benefits.agreement to gonghui_app;
alter table benefits.agreement enable row level security;
alter table benefits.agreement force row level security;
create policy agreement_scope on benefits.agreement using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- True when an agreement of the merchant was, is or will be in force at an instant.
create function benefits.agreement_in_force(merchant uuid, at timestamptz) returns boolean language sql stable as $$
  select exists (select from benefits.agreement a where a.merchant_id = merchant
    and (a.state = 'approved' or (a.state = 'terminated' and at < a.terminated_at))
    and daterange(a.starts_on, a.ends_on, '[]') @> (at at time zone 'Asia/Shanghai')::date)
$$;

-- Whoever took vouchers until now goes on: an agreement without papers and without end, which the console asks to complete.
insert into benefits.agreement (id, merchant_id, node, starts_on, provisional, state)
  select gen_random_uuid(), organisation_id, node, (created_at at time zone 'Asia/Shanghai')::date, true, 'approved'
  from benefits.merchant;

-- Where a merchant's money goes, from which day. A row is never changed: another account is another row, and needs a second
-- person; what was settled before keeps the row that it was settled with.
create table benefits.bank_account (
  id uuid primary key,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  node ltree not null,
  -- The agreement that it came with; null for a later change.
  agreement_id uuid unique references benefits.agreement (id),
  bank_name text not null check (length(bank_name) between 1 and 80),
  holder text not null check (length(holder) between 1 and 100),
  account_sealed bytea not null,
  account_tail text not null,
  from_on date not null,
  reason text not null default '',
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused')),
  asked_by uuid,
  asked_by_name text,
  asked_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  refusal text,
  check ((state = 'asked') = (decided_at is null)),
  check (agreement_id is not null or state <> 'approved' or decided_by is not null),
  check (decided_by is null or asked_by is null or decided_by <> asked_by),
  check (state <> 'refused' or refusal <> '')
);
create unique index bank_account_asked on benefits.bank_account (merchant_id)
  where state = 'asked' and agreement_id is null;
create index bank_account_merchant on benefits.bank_account (merchant_id, from_on) where state = 'approved';
grant select, insert, delete on benefits.bank_account to gonghui_app;
grant update (state, from_on, decided_by, decided_by_name, decided_at, refusal) on benefits.bank_account to gonghui_app;
alter table benefits.bank_account enable row level security;
alter table benefits.bank_account force row level security;
create policy bank_account_scope on benefits.bank_account
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- The sign on a store's door. Its number opens a public page, so it is drawn by chance and names nobody.
create table benefits.plaque (
  id uuid primary key,
  number text not null unique check (number ~ '^[A-HJKMNP-Z2-9]{10}$'),
  merchant_id uuid not null references benefits.merchant (organisation_id),
  store_id uuid not null references benefits.store (id),
  node ltree not null,
  title text not null check (length(title) between 1 and 40),
  issued_by uuid,
  issued_by_name text,
  issued_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  withdrawal_reason text,
  check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create unique index plaque_one_per_store on benefits.plaque (store_id) where withdrawn_at is null;
create index plaque_merchant on benefits.plaque (merchant_id);
grant select, insert on benefits.plaque to gonghui_app;
grant update (withdrawn_at, withdrawal_reason) on benefits.plaque to gonghui_app;
alter table benefits.plaque enable row level security;
alter table benefits.plaque force row level security;
create policy plaque_scope on benefits.plaque using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- The union withdraws one store, from a moment, until a moment or until further notice.
create table benefits.store_suspension (
  id uuid primary key,
  store_id uuid not null references benefits.store (id),
  node ltree not null,
  reason text not null check (length(reason) between 1 and 200),
  from_at timestamptz not null default clock_timestamp(),
  until_at timestamptz check (until_at > from_at),
  made_by uuid,
  made_by_name text,
  lifted_at timestamptz check (lifted_at >= from_at),
  lifted_by uuid,
  lifted_by_name text,
  constraint store_suspension_once exclude using gist
    (store_id with =, tstzrange(from_at, least(until_at, lifted_at)) with &&)
);
grant select, insert on benefits.store_suspension to gonghui_app;
grant update (lifted_at, lifted_by, lifted_by_name) on benefits.store_suspension to gonghui_app;
alter table benefits.store_suspension enable row level security;
alter table benefits.store_suspension force row level security;
create policy store_suspension_scope on benefits.store_suspension
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
-- Whoever is shown a campaign's stores is not shown those that are withdrawn.
create policy store_suspension_of_campaign on benefits.store_suspension for select using (exists (
  select from benefits.campaign_store s where s.store_id = store_suspension.store_id));

create function benefits.is_suspended(store uuid, at timestamptz) returns boolean language sql stable as $$
  select exists (select from benefits.store_suspension u where u.store_id = store
    and u.from_at <= at and at < coalesce(least(u.until_at, u.lifted_at), 'infinity'))
$$;

-- How to find a store where an address does not say it.
alter table benefits.store add column position text not null default '' check (length(position) <= 60);
