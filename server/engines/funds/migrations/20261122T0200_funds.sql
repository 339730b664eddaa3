-- Double-entry money accounts per fund source: what was approved, set aside, issued, spent, and what came back.
create schema funds;
grant usage on schema funds to gonghui_app;

-- Money of one organisation for one purpose and year. The row is the lock of its budget, nothing else changes it.
create table funds.source (
  id uuid primary key,
  node ltree not null,
  name text not null check (length(name) between 1 and 200),
  year integer not null check (year between 2000 and 2200),
  created_at timestamptz not null default clock_timestamp()
);
create index source_node on funds.source using gist (node);
-- `for update` asks for the right to update some column.
grant select, insert, update (name) on funds.source to gonghui_app;

-- granted: where the approved money comes from (its balance is below zero by what was approved).
-- budget: approved and free. set_aside: reserved for a quota. held, issued: units in those states.
-- redeemed: spent. lapsed: issued and never used. returned: units that came back and are on offer again.
create table funds.account (
  id uuid primary key,
  source_id uuid not null references funds.source (id),
  node ltree not null,
  kind text not null
    check (kind in ('granted', 'budget', 'set_aside', 'held', 'issued', 'redeemed', 'lapsed', 'returned')),
  unique (source_id, kind)
);
grant select, insert on funds.account to gonghui_app;

-- One row is one transfer, so debits and credits cannot differ. Append-only; a correction is a new entry.
-- No foreign keys to accounts: each would lock a row that all quotas of a source share. funds.transfer looks them up,
-- and nobody may delete an account.
create table funds.entry (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  node ltree not null,
  kind text not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null check (credit_account_id <> debit_account_id),
  amount_fen bigint not null check (amount_fen > 0),
  quota_id uuid,
  reference_type text not null,
  reference_id text not null,
  reverses_id uuid unique references funds.entry (id)
);
create index entry_debit on funds.entry (debit_account_id, quota_id) include (amount_fen);
create index entry_credit on funds.entry (credit_account_id, quota_id) include (amount_fen);
create index entry_quota on funds.entry (quota_id, at) where quota_id is not null;
create index entry_reference on funds.entry (reference_type, reference_id);
grant select, insert on funds.entry to gonghui_app;

-- What the daily comparison with the stock engine found; append-only.
create table funds.reconciliation (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  day date not null,
  source_id uuid not null references funds.source (id),
  node ltree not null,
  quotas integer not null,
  balanced boolean not null,
  differences jsonb not null
);
create index reconciliation_source on funds.reconciliation (source_id, day desc);
grant select, insert on funds.reconciliation to gonghui_app;

alter table funds.source enable row level security;
alter table funds.source force row level security;
create policy source_scope on funds.source using (kernel.scope() @> node) with check (kernel.scope() @> node);
alter table funds.account enable row level security;
alter table funds.account force row level security;
create policy account_scope on funds.account using (kernel.scope() @> node) with check (kernel.scope() @> node);
alter table funds.entry enable row level security;
alter table funds.entry force row level security;
create policy entry_scope on funds.entry using (kernel.scope() @> node) with check (kernel.scope() @> node);
alter table funds.reconciliation enable row level security;
alter table funds.reconciliation force row level security;
create policy reconciliation_scope on funds.reconciliation
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

create function funds.account_id(p_source uuid, p_kind text) returns uuid language plpgsql stable as $$
declare
  v_id uuid;
begin
  select id into v_id from funds.account where source_id = p_source and kind = p_kind;
  if not found then
    raise exception 'funds.no_such_account' using errcode = 'GF002', detail = format('%s %s', p_source, p_kind);
  end if;
  return v_id;
end $$;

-- Approved and free money of a source.
create function funds.available(p_source uuid) returns bigint language sql stable as $$
  select coalesce((select sum(e.amount_fen) from funds.entry e where e.debit_account_id = a.id), 0)::bigint
    - coalesce((select sum(e.amount_fen) from funds.entry e where e.credit_account_id = a.id), 0)::bigint
  from funds.account a where a.source_id = p_source and a.kind = 'budget'
$$;

-- The one writer of entries. Taking from the budget waits for the source's row and cannot take more than there is;
-- no other posting waits for any row. It is the server's own act, hence '*': a till that redeems need not see the books.
create function funds.transfer(p_id uuid, p_source uuid, p_node ltree, p_kind text, p_from text, p_to text,
  p_amount bigint, p_quota uuid, p_reference_type text, p_reference_id text, p_reverses uuid)
  returns void language plpgsql as $$
declare
  v_available bigint;
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if p_from = 'budget' then
    perform 1 from funds.source where id = p_source for update;
    v_available := funds.available(p_source);
    if p_amount > v_available then
      raise exception 'funds.budget_exceeded' using errcode = 'GF001',
        detail = json_build_object('neededFen', p_amount, 'availableFen', v_available)::text;
    end if;
  end if;
  insert into funds.entry (id, node, kind, debit_account_id, credit_account_id, amount_fen, quota_id, reference_type,
      reference_id, reverses_id)
    values (p_id, p_node, p_kind, funds.account_id(p_source, p_to), funds.account_id(p_source, p_from), p_amount, p_quota,
      p_reference_type, p_reference_id, p_reverses);
  perform set_config('app.scope', v_scope, true);
end $$;

-- Moves money between two accounts of a source; to be called from another engine's statement. Nothing to move is fine.
create function funds.post(p_id uuid, p_source uuid, p_node ltree, p_from text, p_to text, p_amount bigint, p_quota uuid,
  p_reference_type text, p_reference_id text) returns void language plpgsql as $$
begin
  if p_amount = 0 then return; end if;
  perform funds.transfer(p_id, p_source, p_node, p_to, p_from, p_to, p_amount, p_quota, p_reference_type,
    p_reference_id, null);
end $$;
