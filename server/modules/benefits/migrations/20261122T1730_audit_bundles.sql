-- Audit bundles: one archive of everything of a campaign, built by a job, kept encrypted for some days. Only that it was asked for,
-- by whom and why, stays.
create table benefits.audit_bundle (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  node ltree not null,
  state text not null default 'queued' check (state in ('queued', 'building', 'ready', 'failed', 'gone')),
  done integer not null default 0,
  steps integer not null default 1,
  full_names boolean not null default false,
  reason text not null default '',
  bytes bigint,
  sha256 bytea,
  failed_checks integer,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  expires_at timestamptz,
  -- Whole names are shown to nobody without a reason.
  check (not full_names or length(reason) >= 2),
  check ((state = 'ready') = (sha256 is not null and state = 'ready'))
);
create index audit_bundle_campaign on benefits.audit_bundle (campaign_id, id);
create index audit_bundle_expiry on benefits.audit_bundle (expires_at) where state = 'ready';
grant select, insert on benefits.audit_bundle to gonghui_app;
grant update (state, done, steps, bytes, sha256, failed_checks, finished_at, expires_at) on benefits.audit_bundle to gonghui_app;
alter table benefits.audit_bundle enable row level security;
alter table benefits.audit_bundle force row level security;
create policy audit_bundle_staff on benefits.audit_bundle using (kernel.scope() @> node) with check (kernel.scope() @> node);
