-- Who may come in: sessions by the hash of their token, one-time passwords, limits, staff accounts and their duties on subtrees.

-- Sessions belong to no organisation. Only the token's SHA-256 is here, so a copy of this table opens nothing.
create table kernel.session (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  entrance text not null check (entrance in ('member', 'staff', 'till')),
  principal_id uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  idle interval not null,
  expires_at timestamptz not null,
  -- The absolute end; null when only idleness ends it.
  ends_at timestamptz,
  clerk_id uuid,
  clerk_until timestamptz,
  revoked_at timestamptz,
  revoked_reason text,
  check ((clerk_id is null) = (clerk_until is null)),
  check (clerk_id is null or entrance = 'till')
) with (fillfactor = 80);
create index session_principal on kernel.session (principal_id) where revoked_at is null;
create index session_expiry on kernel.session (expires_at);
grant select, insert, update, delete on kernel.session to gonghui_app;

-- One live code per phone and purpose: asking again replaces it. Rows exist for unknown phones too, so that both answer alike.
create table kernel.one_time_password (
  phone_index bytea not null,
  purpose text not null,
  id uuid not null,
  code_hmac bytea not null,
  tries_left smallint not null check (tries_left between 0 and 5),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  primary key (phone_index, purpose)
) with (fillfactor = 80);
create index one_time_password_expiry on kernel.one_time_password (expires_at);
grant select, insert, update, delete on kernel.one_time_password to gonghui_app;
alter table kernel.one_time_password enable row level security;
alter table kernel.one_time_password force row level security;
create policy one_time_password_system on kernel.one_time_password using (kernel.is_system());

-- What was done how often: a log per key for small limits (true sliding windows), one counter per day for large ones.
create table kernel.limit_event (
  key text not null,
  at timestamptz not null default clock_timestamp()
);
create index limit_event_key on kernel.limit_event (key, at desc);
create index limit_event_age on kernel.limit_event (at);
grant select, insert, delete on kernel.limit_event to gonghui_app;
create table kernel.limit_counter (
  key text not null,
  day date not null,
  count integer not null,
  primary key (key, day)
);
grant select, insert, update, delete on kernel.limit_counter to gonghui_app;

-- Seconds to wait until `p_key` is below every limit again (0: now). Limit i is p_limits[i] events in p_windows[i] seconds.
create function kernel.limit_wait(p_key text, p_windows integer[], p_limits integer[]) returns integer language plpgsql stable as $$
declare
  v_wait integer := 0;
  v_at timestamptz;
begin
  for i in 1 .. cardinality(p_windows) loop
    select at into v_at from kernel.limit_event
      where key = p_key and at > statement_timestamp() - make_interval(secs => p_windows[i])
      order by at desc offset greatest(p_limits[i] - 1, 0) limit 1;
    if found then
      v_wait := greatest(v_wait, 1,
        ceil(extract(epoch from v_at + make_interval(secs => p_windows[i]) - statement_timestamp()))::integer);
    end if;
  end loop;
  return v_wait;
end $$;

-- Counts one event when every limit allows it and answers 0; else counts nothing and answers the seconds to wait.
create function kernel.limit_take(p_key text, p_windows integer[], p_limits integer[]) returns integer language plpgsql as $$
declare
  v_wait integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('limit:' || p_key, 0));
  v_wait := kernel.limit_wait(p_key, p_windows, p_limits);
  if v_wait = 0 then
    insert into kernel.limit_event (key) values (p_key);
  end if;
  return v_wait;
end $$;

-- Addresses from which a member has signed in, as keyed hashes: a factory's gate, not a stranger's.
create table kernel.known_address (
  address_index bytea primary key,
  seen_at timestamptz not null default clock_timestamp()
);
grant select, insert, update, delete on kernel.known_address to gonghui_app;

create table kernel.staff_account (
  id uuid primary key,
  node ltree not null,
  node_id uuid not null references kernel.node (id),
  login text not null check (login = lower(login) and login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name text not null check (name <> ''),
  password_hash text not null,
  -- True while the password is one that somebody else has seen (made by an administrator or by the command).
  password_temporary boolean not null default false,
  totp_secret bytea,
  -- The last time step accepted: one code opens one session.
  totp_step bigint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz
);
create unique index staff_account_login on kernel.staff_account (login);
create index staff_account_node on kernel.staff_account using gist (node);
grant select, insert, update on kernel.staff_account to gonghui_app;
alter table kernel.staff_account enable row level security;
alter table kernel.staff_account force row level security;
create policy staff_account_scope on kernel.staff_account using (kernel.scope() @> node);

create table kernel.staff_recovery_code (
  account_id uuid not null references kernel.staff_account (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
grant select, insert, update, delete on kernel.staff_recovery_code to gonghui_app;
alter table kernel.staff_recovery_code enable row level security;
alter table kernel.staff_recovery_code force row level security;
create policy staff_recovery_code_system on kernel.staff_recovery_code using (kernel.is_system());

-- Between the password and the second factor. Only the ticket's hash is stored; `totp_secret` is the one being enrolled.
create table kernel.staff_ticket (
  id uuid primary key,
  ticket_hash bytea not null unique,
  account_id uuid not null references kernel.staff_account (id),
  totp_secret bytea,
  tries_left smallint not null default 5 check (tries_left between 0 and 5),
  expires_at timestamptz not null
);
create index staff_ticket_expiry on kernel.staff_ticket (expires_at);
grant select, insert, update, delete on kernel.staff_ticket to gonghui_app;
alter table kernel.staff_ticket enable row level security;
alter table kernel.staff_ticket force row level security;
create policy staff_ticket_system on kernel.staff_ticket using (kernel.is_system());

-- A duty held on a node and everything below it, for a time, given by somebody.
create table kernel.duty_grant (
  id uuid primary key,
  account_id uuid not null references kernel.staff_account (id),
  duty text not null,
  node ltree not null,
  node_id uuid not null references kernel.node (id),
  valid_from timestamptz not null default clock_timestamp(),
  valid_until timestamptz,
  granted_by text not null,
  granted_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz,
  check (valid_until is null or valid_until > valid_from)
);
create unique index duty_grant_once on kernel.duty_grant (account_id, duty, node_id) where revoked_at is null;
create index duty_grant_node on kernel.duty_grant using gist (node);
grant select, insert, update on kernel.duty_grant to gonghui_app;
alter table kernel.duty_grant enable row level security;
alter table kernel.duty_grant force row level security;
create policy duty_grant_scope on kernel.duty_grant using (kernel.scope() @> node);

-- Puts a node under its parent (null: a root) and gives its path. Labels come from one sequence and never change.
create function kernel.add_node(p_id uuid, p_parent uuid) returns ltree language plpgsql as $$
declare
  v_label bigint := nextval('kernel.node_label_seq');
  v_parent ltree;
  v_path ltree;
begin
  if p_parent is not null then
    select path into strict v_parent from kernel.node where id = p_parent;
  end if;
  v_path := coalesce(v_parent, ''::ltree) || v_label::text::ltree;
  insert into kernel.node (id, parent_id, label, path) overriding system value values (p_id, p_parent, v_label, v_path);
  return v_path;
end $$;
grant usage on sequence kernel.node_label_seq to gonghui_app;
