-- A union asks people to join: by a link that ends, can be taken back, and says how many came by it.
create table membership.invitation (
  id uuid primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  -- What the link carries.
  code text not null unique check (code ~ '^[A-Za-z0-9_-]{16}$'),
  note text not null default '' check (length(note) <= 100),
  -- For one number only: its index, and what may be shown of it.
  phone_index bytea,
  phone_masked text,
  -- How many may hand in an application by it.
  most integer check (most > 0),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  check ((phone_index is null) = (phone_masked is null))
);
create index invitation_node on membership.invitation using gist (node);
grant select, insert, update on membership.invitation to gonghui_app;
alter table membership.invitation enable row level security;
alter table membership.invitation force row level security;
create policy invitation_scope on membership.invitation
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

alter table membership.application
  drop constraint application_channel_check,
  add constraint application_channel_check check (channel in ('page', 'code', 'invitation')),
  add column invitation_id uuid references membership.invitation (id);
create index application_invitation on membership.application (invitation_id) where invitation_id is not null;
