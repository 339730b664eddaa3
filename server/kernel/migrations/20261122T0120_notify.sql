-- What people are told: the in-app inbox, and text messages, which lie here sealed because they carry one-time passwords.
create table kernel.inbox_message (
  id uuid primary key,
  person_id uuid not null,
  -- Also the key of its text; "params" are the values in it.
  kind text not null,
  params jsonb not null default '{}',
  -- Text written by a person, when the kind has none of its own.
  title text,
  body text,
  link text,
  -- The same thing told twice appears once.
  dedupe text,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  unique (person_id, dedupe)
);
create index inbox_message_person on kernel.inbox_message (person_id, id desc);
create index inbox_message_unread on kernel.inbox_message (person_id) where read_at is null;
grant select, insert, update (read_at), delete on kernel.inbox_message to gonghui_app;
alter table kernel.inbox_message enable row level security;
alter table kernel.inbox_message force row level security;
create policy inbox_own on kernel.inbox_message for select
  using (person_id = kernel.person() or kernel.is_system());
create policy inbox_read on kernel.inbox_message for update using (person_id = kernel.person() or kernel.is_system());
create policy inbox_write on kernel.inbox_message for insert with check (true);
create policy inbox_prune on kernel.inbox_message for delete using (kernel.is_system());

create table kernel.sms_message (
  id uuid primary key,
  node ltree,
  template text not null,
  phone_index bytea not null,
  phone_sealed bytea not null,
  -- Forgotten once a message that is never repeated has gone out.
  params_sealed bytea,
  -- True for one-time passwords: handed to the provider at most once.
  only_once boolean not null,
  expires_at timestamptz,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'given_up')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  channel text,
  error text,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
) with (fillfactor = 80);
create index sms_message_due on kernel.sms_message (next_attempt_at) where state = 'queued';
create index sms_message_sending on kernel.sms_message (lease_until) where state = 'sending';
create index sms_message_age on kernel.sms_message (created_at);
grant select, insert, update, delete on kernel.sms_message to gonghui_app;
alter table kernel.sms_message enable row level security;
alter table kernel.sms_message force row level security;
create policy sms_write on kernel.sms_message for insert with check (true);
create policy sms_read on kernel.sms_message for select using (kernel.is_system());
create policy sms_send on kernel.sms_message for update using (kernel.is_system());
create policy sms_prune on kernel.sms_message for delete using (kernel.is_system());
