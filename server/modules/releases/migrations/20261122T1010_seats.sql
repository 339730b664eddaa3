-- Seats of releases: shares whose units are only awarded, and codes for people who want to sit together.
alter table releases.share add column award boolean not null default false;
alter table releases.share drop constraint share_check;
alter table releases.share add constraint share_whose check (num_nonnulls(branch, tag) + award::integer = 1);

-- A code that one person makes and tells those who shall sit beside them. It says nothing of who they are.
create table releases.party (
  id uuid primary key,
  release_id uuid not null references releases.release (id),
  code text not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  unique (release_id, code),
  unique (release_id, made_by)
);
grant select, insert on releases.party to gonghui_app;
alter table releases.party enable row level security;
alter table releases.party force row level security;
create policy party_server on releases.party using (kernel.is_system());
