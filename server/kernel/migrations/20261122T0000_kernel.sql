-- The ground that every room stands on: row level security context, tree of nodes, audit chains, outbox, idempotency.
create extension if not exists ltree;
create extension if not exists pg_trgm;
create extension if not exists pgcrypto;
create extension if not exists btree_gist;

create schema kernel;
grant usage on schema kernel to gonghui_app;

-- The row level security context of the running transaction. Unset means nothing is visible; '*' is the server itself.
create function kernel.scope() returns ltree[] language sql stable parallel safe as $$
  select case current_setting('app.scope', true)
    when '*' then array[''::ltree]
    when '' then '{}'::ltree[]
    else string_to_array(current_setting('app.scope', true), ',')::ltree[]
  end
$$;
create function kernel.reach() returns ltree[] language sql stable parallel safe as $$
  select case current_setting('app.reach', true)
    when '' then '{}'::ltree[]
    else string_to_array(current_setting('app.reach', true), ',')::ltree[]
  end
$$;
create function kernel.person() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.person', true), '')::uuid
$$;
create function kernel.is_system() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('app.scope', true) = '*', false)
$$;

-- How this database was made ('demo': 'true' | 'false', 'epoch'): written once, read at start.
create table kernel.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
grant select, insert, update on kernel.setting to gonghui_app;

-- The tree. Labels never change; a path is the chain of labels from the root.
create table kernel.node (
  id uuid primary key,
  parent_id uuid references kernel.node (id),
  label bigint generated always as identity unique,
  path ltree not null unique,
  created_at timestamptz not null default now()
);
create index node_path_gist on kernel.node using gist (path);
create index node_parent on kernel.node (parent_id);
grant select, insert, update on kernel.node to gonghui_app;

-- Audit: several hash chains, so that no two busy things wait for one head.
create table kernel.audit_chain (
  chain text primary key,
  seq bigint not null,
  hash bytea not null
) with (fillfactor = 50);
grant select, insert, update on kernel.audit_chain to gonghui_app;

create table kernel.audit_record (
  chain text not null,
  seq bigint not null,
  at timestamptz not null,
  node ltree not null,
  actor text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  payload text not null,
  hash bytea not null,
  primary key (chain, seq, at)
) partition by range (at);
create table kernel.audit_record_other partition of kernel.audit_record default;
create index audit_record_at on kernel.audit_record (at desc);
-- "Whom did this account look at?" is asked of years of records.
create index audit_record_actor on kernel.audit_record (actor, at desc);
create index audit_record_object on kernel.audit_record (object_type, object_id, at desc);
grant select, insert on kernel.audit_record to gonghui_app;
alter table kernel.audit_record enable row level security;
alter table kernel.audit_record force row level security;
create policy audit_read on kernel.audit_record for select using (kernel.scope() @> node);
create policy audit_write on kernel.audit_record for insert with check (true);

-- Heads signed with a key that never lies in the database; the same lines go to a file and to the log.
create table kernel.audit_checkpoint (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  heads text not null,
  key_id text not null,
  signature bytea not null
);
grant select, insert on kernel.audit_checkpoint to gonghui_app;

-- The hash of one record; the verifier computes the same from the stored columns.
create function kernel.audit_hash(prev bytea, chain text, seq bigint, at timestamptz, node ltree, actor text, action text,
  object_type text, object_id text, payload text) returns bytea language sql immutable parallel safe as $$
  select sha256(prev || convert_to(concat_ws(E'\n', chain, seq::text,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), node::text, actor, action, object_type, object_id, payload), 'UTF8'))
$$;

-- Appends one record to a chain, in the caller's transaction. The chain's head row is the lock.
create function kernel.audit(p_chain text, p_node ltree, p_actor text, p_action text, p_object_type text, p_object_id text,
  p_payload text) returns void language plpgsql as $$
declare
  v_seq bigint;
  v_prev bytea;
  v_at timestamptz := clock_timestamp();
  v_hash bytea;
begin
  select seq, hash into v_seq, v_prev from kernel.audit_chain where chain = p_chain for update;
  if not found then
    insert into kernel.audit_chain (chain, seq, hash) values (p_chain, 0, sha256(convert_to(p_chain, 'UTF8')))
      on conflict do nothing;
    select seq, hash into v_seq, v_prev from kernel.audit_chain where chain = p_chain for update;
  end if;
  v_seq := v_seq + 1;
  v_hash := kernel.audit_hash(v_prev, p_chain, v_seq, v_at, p_node, p_actor, p_action, p_object_type, p_object_id, p_payload);
  insert into kernel.audit_record (chain, seq, at, node, actor, action, object_type, object_id, payload, hash)
    values (p_chain, v_seq, v_at, p_node, p_actor, p_action, p_object_type, p_object_id, p_payload, v_hash);
  update kernel.audit_chain set seq = v_seq, hash = v_hash where chain = p_chain;
end $$;

-- Outbox: a fact and its event commit together. `position` is given by the one dispatcher, so readers can resume after it.
create table kernel.outbox (
  id uuid primary key,
  topic text not null,
  node ltree not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  position bigint unique,
  attempts integer not null default 0,
  last_error text
);
create index outbox_waiting on kernel.outbox (created_at, id) where position is null;
create sequence kernel.outbox_position;
grant select, insert, update, delete on kernel.outbox to gonghui_app;
grant usage on sequence kernel.outbox_position to gonghui_app;
alter table kernel.outbox enable row level security;
alter table kernel.outbox force row level security;
create policy outbox_read on kernel.outbox for select using (kernel.scope() @> node);
create policy outbox_write on kernel.outbox for insert with check (true);
create policy outbox_dispatch on kernel.outbox for update using (kernel.is_system());
create policy outbox_prune on kernel.outbox for delete using (kernel.is_system());

create function kernel.announce(p_id uuid, p_topic text, p_node ltree, p_payload jsonb) returns void language sql as $$
  insert into kernel.outbox (id, topic, node, payload) values (p_id, p_topic, p_node, p_payload)
$$;

-- Answers of writes that have no key of their own: only effects are stored, in the transaction of the effect.
create table kernel.idempotency (
  principal text not null,
  operation text not null,
  key text not null,
  fingerprint bytea not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (principal, operation, key)
);
create index idempotency_age on kernel.idempotency (created_at);
grant select, insert, update, delete on kernel.idempotency to gonghui_app;
