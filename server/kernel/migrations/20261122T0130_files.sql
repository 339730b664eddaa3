-- Files that people bring in. The bytes lie in the file storage under the id; this says what they are and whose.
create table kernel.file (
  id uuid primary key,
  node ltree not null,
  -- What it is for, which decides what it may be and who may read it.
  purpose text not null,
  name text not null check (length(name) between 1 and 120),
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  bytes integer not null check (bytes > 0),
  width integer,
  height integer,
  sha256 bytea not null check (length(sha256) = 32),
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  -- The row comes first and says so when the bytes lie safely: nothing can be in the storage that no row knows.
  stored_at timestamptz,
  -- The thing that shows it, e.g. "campaign:<id>"; without one it is swept away after a day.
  attached_to text,
  released_at timestamptz,
  published boolean not null default false,
  -- Set before the bytes are removed, so that nobody attaches what is going.
  dropped_at timestamptz,
  check (not published or attached_to is not null),
  check (attached_to is null or (stored_at is not null and dropped_at is null))
);
create index file_attached on kernel.file (attached_to) where attached_to is not null;
create index file_loose on kernel.file (coalesce(released_at, created_at)) where attached_to is null;
create index file_node on kernel.file using gist (node);
grant select, insert, update, delete on kernel.file to gonghui_app;
alter table kernel.file enable row level security;
alter table kernel.file force row level security;
create policy file_staff on kernel.file using (kernel.scope() @> node) with check (kernel.scope() @> node);
create policy file_published on kernel.file for select using (published and kernel.reach() <@ node);
