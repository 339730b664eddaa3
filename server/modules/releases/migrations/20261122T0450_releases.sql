-- What is released when, to whom and by which rule. A release is one quota (same id) with its shares, offered at a time.
create schema releases;
grant usage on schema releases to gonghui_app;

create table releases.release (
  id uuid primary key,
  node ltree not null,
  kind text not null,
  subject_id uuid not null,
  campaign_id uuid,
  round_id uuid not null,
  title text not null check (length(title) between 1 and 100),
  subtitle text not null default '',
  unit_fen bigint,
  eligibility jsonb not null default '[]',
  weights jsonb not null default '[]',
  caps jsonb not null default '[]',
  entry_opens_at timestamptz,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  rehearsal boolean not null default false,
  published_at timestamptz not null default now()
);
create index release_opens on releases.release (opens_at);
create index release_campaign on releases.release (campaign_id, opens_at);
create index release_subject on releases.release (subject_id, opens_at);
grant select, insert, update on releases.release to gonghui_app;
alter table releases.release enable row level security;
alter table releases.release force row level security;
create policy release_scope on releases.release using (kernel.scope() @> node);
create policy release_reach on releases.release for select using (kernel.reach() <@ node);

-- Whose share a share is: a branch of the tree or a group of people by tag.
create table releases.share (
  quota_id uuid primary key,
  release_id uuid not null references releases.release (id),
  node ltree not null,
  branch ltree,
  tag text,
  title text not null,
  check ((branch is null) <> (tag is null))
);
create index share_release on releases.share (release_id);
grant select, insert on releases.share to gonghui_app;
alter table releases.share enable row level security;
alter table releases.share force row level security;
create policy share_scope on releases.share using (kernel.scope() @> node);
create policy share_reach on releases.share for select using (kernel.reach() <@ node);

create table releases.reminder (
  release_id uuid not null references releases.release (id),
  person_id uuid not null,
  remind_at timestamptz not null,
  reminded_at timestamptz,
  primary key (release_id, person_id)
);
create index reminder_due on releases.reminder (remind_at) where reminded_at is null;
grant select, insert, update, delete on releases.reminder to gonghui_app;
alter table releases.reminder enable row level security;
alter table releases.reminder force row level security;
create policy reminder_own on releases.reminder using (person_id = kernel.person() or kernel.is_system());

-- What one process saw of one release in one second; the monitor adds the processes up.
create table releases.sample (
  release_id uuid not null,
  at timestamptz not null,
  process text not null,
  node ltree not null,
  requests integer not null,
  entries integer not null,
  granted integer not null,
  refused jsonb not null,
  -- Counts of answers by the upper border of their time in milliseconds: 5, 10, 20, 50, 100, 200, 500, 1000, 2000, more.
  latency integer[] not null,
  primary key (release_id, at, process)
);
create index sample_age on releases.sample (at);
grant select, insert, delete on releases.sample to gonghui_app;
alter table releases.sample enable row level security;
alter table releases.sample force row level security;
create policy sample_scope on releases.sample using (kernel.scope() @> node);
