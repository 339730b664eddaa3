-- Publication of who got something: a page, a sheet and pictures for some days, names masked. The rows are written once, masked
-- already, and are gone when it ends.
create table benefits.notice (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  -- Null: everything of the campaign.
  release_id uuid references benefits.round_release (release_id),
  node ltree not null,
  title text not null check (length(title) between 1 and 80),
  contact_name text not null check (contact_name <> ''),
  contact_line text not null check (contact_line <> ''),
  starts_on date not null,
  ends_on date not null,
  rows jsonb not null check (jsonb_typeof(rows) = 'array'),
  people integer not null check (people > 0),
  state text not null check (state in ('proposed', 'published', 'refused', 'withdrawn')),
  reason text,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  check (ends_on >= starts_on),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index notice_campaign on benefits.notice (campaign_id, id);
create index notice_ending on benefits.notice (ends_on) where state = 'published';
grant select, insert on benefits.notice to gonghui_app;
grant update (ends_on, rows, state, reason, withdrawn_at) on benefits.notice to gonghui_app;
alter table benefits.notice enable row level security;
alter table benefits.notice force row level security;
create policy notice_staff on benefits.notice using (kernel.scope() @> node) with check (kernel.scope() @> node);
