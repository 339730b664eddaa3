-- Settlement: what a union owes each merchant for a period, in lines that finance pays and nobody can change afterwards.

-- One period of a union's campaigns, settled with every merchant that took their vouchers.
create table benefits.settlement (
  id uuid primary key,
  organisation_id uuid not null,
  node ltree not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  -- Everything that happened before this moment and stands on no statement yet. What comes later goes to the next period.
  cut_off timestamptz not null,
  -- Empty: every campaign of the union.
  campaign_ids uuid[] not null default '{}',
  merchants integer not null default 0,
  drafted integer not null default 0 check (drafted <= merchants),
  state text not null default 'drafting' check (state in ('drafting', 'drafted')),
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null default clock_timestamp()
);
create index settlement_node on benefits.settlement using gist (node);
grant select, insert on benefits.settlement to gonghui_app;
grant update (merchants, drafted, state) on benefits.settlement to gonghui_app;
alter table benefits.settlement enable row level security;
alter table benefits.settlement force row level security;
create policy settlement_scope on benefits.settlement using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- The numbers of a union's statements in a year have no gap: taken in the statement's own transaction, never given back.
create table benefits.statement_counter (
  node ltree not null,
  year integer not null,
  last integer not null,
  primary key (node, year)
);
grant select, insert, update on benefits.statement_counter to gonghui_app;
alter table benefits.statement_counter enable row level security;
alter table benefits.statement_counter force row level security;
create policy statement_counter_scope on benefits.statement_counter
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- What a union owes one merchant for one period. node: the union that pays.
create table benefits.statement (
  id uuid primary key,
  settlement_id uuid not null references benefits.settlement (id),
  node ltree not null,
  merchant_id uuid not null references benefits.merchant (organisation_id),
  merchant_node ltree not null,
  year integer not null,
  sequence integer not null check (sequence > 0),
  number text not null,
  -- Goes up whenever the lines are made again.
  revision integer not null default 1,
  state text not null default 'draft' check (state in
    ('draft', 'sent', 'disputed', 'confirmed', 'reviewed', 'approved', 'paid', 'locked', 'void')),
  lines integer not null default 0,
  amount_fen bigint not null default 0,
  total_fen bigint not null default 0,
  -- Of the lines in their order; set when they are frozen, which is when the merchant gets them.
  digest bytea,
  -- Legal name, credit code, contract and account as they were when the merchant confirmed.
  payee jsonb,
  account_change jsonb,
  confirmed_at timestamptz,
  confirmed_by uuid references benefits.clerk (id),
  confirmed_by_name text,
  invoice_number text check (length(invoice_number) between 1 and 40),
  invoice_on date,
  invoice_file_id uuid references kernel.file (id),
  paid_on date,
  bank_reference text,
  drafted_by uuid,
  drafted_by_name text not null,
  created_at timestamptz not null default clock_timestamp(),
  unique (settlement_id, merchant_id),
  unique (node, year, sequence),
  check ((invoice_number is null) = (invoice_on is null)),
  -- Nobody has agreed to lines that may still change, and nothing is paid without a date and the bank's reference.
  check (state in ('draft', 'void') or digest is not null),
  check (state not in ('confirmed', 'reviewed', 'approved', 'paid', 'locked') or (confirmed_at is not null and payee is not null)),
  check ((state in ('paid', 'locked')) = (paid_on is not null and bank_reference is not null))
);
create index statement_node on benefits.statement using gist (node);
create index statement_merchant on benefits.statement (merchant_id, created_at);
grant select, insert on benefits.statement to gonghui_app;
grant update (revision, state, lines, amount_fen, total_fen, digest, payee, account_change, confirmed_at, confirmed_by,
  confirmed_by_name, invoice_number, invoice_on, invoice_file_id, paid_on, bank_reference) on benefits.statement to gonghui_app;
alter table benefits.statement enable row level security;
alter table benefits.statement force row level security;
create policy statement_union on benefits.statement using (kernel.scope() @> node) with check (kernel.scope() @> node);
-- The merchant sees what was sent to it, never a draft.
create policy statement_merchant on benefits.statement for select
  using (kernel.scope() @> merchant_node and digest is not null);

-- One amount. redemption: a voucher taken. undo, reversal: it was taken back, or its goods were. difference: accepted without
-- network, no voucher behind it, and the union bears it.
create table benefits.statement_line (
  id uuid primary key,
  statement_id uuid not null references benefits.statement (id),
  node ltree not null,
  merchant_node ltree not null,
  position integer not null check (position > 0),
  kind text not null check (kind in ('redemption', 'undo', 'reversal', 'difference')),
  -- The redemption, the reversal or the discrepancy that this line is about.
  source_id uuid not null,
  -- The redemption that this line takes back.
  corrects_id uuid,
  at timestamptz not null,
  -- Happened before the period and is on no earlier statement.
  late boolean not null,
  store_id uuid not null,
  store_name text not null,
  clerk_name text not null,
  claim_id uuid not null,
  kind_id uuid not null,
  kind_title text not null,
  face_fen bigint not null,
  campaign_id uuid not null,
  campaign_title text not null,
  fund_source_id uuid not null,
  fund_name text not null,
  quota_id uuid,
  amount_fen bigint not null,
  off_fen bigint not null check (off_fen <> 0),
  receipt text,
  offline boolean not null,
  note text,
  hash bytea not null,
  unique (statement_id, position),
  -- Nothing is paid twice.
  constraint statement_line_once unique (kind, source_id),
  check ((kind in ('undo', 'reversal')) = (corrects_id is not null)),
  check ((kind in ('undo', 'reversal')) = (off_fen < 0))
);
create index statement_line_corrects on benefits.statement_line (corrects_id) where corrects_id is not null;
create index statement_line_campaign on benefits.statement_line (campaign_id);
grant select, insert, delete on benefits.statement_line to gonghui_app;
alter table benefits.statement_line enable row level security;
alter table benefits.statement_line force row level security;
create policy statement_line_union on benefits.statement_line
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy statement_line_merchant on benefits.statement_line for select
  using (kernel.scope() @> merchant_node and exists (
    select from benefits.statement s where s.id = statement_id and s.digest is not null));

-- Lines that somebody was shown stay as they are; only a draft's come and go.
create function benefits.keep_frozen() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if exists (select from benefits.statement s
      where s.id = coalesce(new.statement_id, old.statement_id) and s.digest is not null) then
    raise exception 'benefits.statement_frozen' using errcode = 'GB001';
  end if;
  perform set_config('app.scope', v_scope, true);
  return coalesce(new, old);
end $$;
create trigger keep_frozen before insert or update or delete on benefits.statement_line
  for each row execute function benefits.keep_frozen();

-- What the merchant does not agree with, and what the union said to it.
create table benefits.statement_dispute (
  id uuid primary key,
  statement_id uuid not null references benefits.statement (id),
  node ltree not null,
  merchant_node ltree not null,
  revision integer not null,
  -- The line, by what it is about, since lines are made again; null: something is missing.
  line_kind text,
  source_id uuid,
  position integer,
  reason text not null check (length(reason) between 2 and 300),
  raised_by uuid not null references benefits.clerk (id),
  raised_by_name text not null,
  raised_at timestamptz not null default clock_timestamp(),
  answer text,
  -- The line is taken off; it stays open for a later period.
  left_out boolean not null default false,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  check ((line_kind is null) = (source_id is null) and (source_id is null) = (position is null)),
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  check (not left_out or (answer is not null and source_id is not null))
);
create index statement_dispute_statement on benefits.statement_dispute (statement_id);
grant select, insert on benefits.statement_dispute to gonghui_app;
grant update (answer, left_out, answered_by, answered_by_name, answered_at) on benefits.statement_dispute to gonghui_app;
alter table benefits.statement_dispute enable row level security;
alter table benefits.statement_dispute force row level security;
create policy statement_dispute_union on benefits.statement_dispute
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy statement_dispute_merchant on benefits.statement_dispute for select using (kernel.scope() @> merchant_node);

-- Every step of a statement, by whom, with the digest of the lines that were before their eyes.
create table benefits.statement_step (
  id uuid primary key,
  statement_id uuid not null references benefits.statement (id),
  node ltree not null,
  merchant_node ltree not null,
  revision integer not null,
  step text not null,
  by_clerk boolean not null,
  by_id uuid,
  by_name text not null,
  note text,
  total_fen bigint not null,
  digest bytea,
  at timestamptz not null default clock_timestamp()
);
create index statement_step_statement on benefits.statement_step (statement_id, id);
grant select, insert on benefits.statement_step to gonghui_app;
alter table benefits.statement_step enable row level security;
alter table benefits.statement_step force row level security;
create policy statement_step_union on benefits.statement_step
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy statement_step_merchant on benefits.statement_step for select
  using (kernel.scope() @> merchant_node and digest is not null);

-- Who bears what was accepted without network; what the union bears is paid on a statement.
alter table benefits.offline_discrepancy
  add column borne_by text check (borne_by in ('merchant', 'union')),
  add column borne_fen bigint check (borne_fen > 0),
  add column borne_campaign_id uuid references benefits.campaign (id),
  add column borne_kind_id uuid references benefits.voucher_kind (id),
  add constraint discrepancy_borne check (
    (borne_by is null or handled_at is not null)
    and (borne_by is not distinct from 'union') = (borne_fen is not null)
    and (borne_fen is null) = (borne_campaign_id is null) and (borne_fen is null) = (borne_kind_id is null));
grant update (borne_by, borne_fen, borne_campaign_id, borne_kind_id) on benefits.offline_discrepancy to gonghui_app;
