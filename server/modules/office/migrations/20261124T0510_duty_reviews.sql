-- Once a quarter everybody's duties are looked at, line by line, by whoever answers for giving them.
create schema office;
grant usage on schema office to gonghui_app;

create table office.duty_review (
  id uuid primary key,
  -- The top of a tree: one review for all of it.
  node_id uuid not null references kernel.node (id),
  node ltree not null,
  quarter text not null check (quarter ~ '^\d{4}-Q[1-4]$'),
  opened_at timestamptz not null default clock_timestamp(),
  opened_by text not null,
  unique (node_id, quarter)
);
grant select, insert on office.duty_review to gonghui_app;
alter table office.duty_review enable row level security;
alter table office.duty_review force row level security;
-- Those below answer for their own lines of it.
create policy duty_review_read on office.duty_review for select
  using ((select kernel.scope()) @> node or node @> (select kernel.scope()));
create policy duty_review_insert on office.duty_review for insert with check ((select kernel.scope()) @> node);

create table office.duty_review_line (
  review_id uuid not null references office.duty_review (id),
  grant_id uuid not null references kernel.duty_grant (id),
  -- Where the duty is held.
  node ltree not null,
  node_id uuid not null,
  account_id uuid not null,
  -- As it was on the day of the review.
  account_name text not null,
  login text not null,
  duty text not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  granted_by text not null,
  signed_in_at timestamptz,
  -- Against the review before: 'first' when there was none.
  change text not null check (change in ('first', 'new', 'changed', 'same')),
  verdict text check (verdict in ('stays', 'ends_now', 'ends_on')),
  ends_on date,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  primary key (review_id, grant_id),
  check ((verdict is null) = (answered_at is null) and (answered_at is null) = (answered_by is null)),
  check ((verdict = 'ends_on') = (ends_on is not null) or (verdict is null and ends_on is null))
);
create index duty_review_line_node on office.duty_review_line using gist (node);
grant select, insert, update on office.duty_review_line to gonghui_app;
alter table office.duty_review_line enable row level security;
alter table office.duty_review_line force row level security;
create policy duty_review_line_scope on office.duty_review_line
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);
