-- What people ask about their own file: that it be put right, and that the account be closed.
create table membership.correction (
  id uuid primary key,
  person_id uuid not null references membership.person (id),
  -- Where the file lies; goes along with it while an answer is waited for.
  node ltree not null,
  field text not null check (field in ('name', 'employer_name', 'work_type', 'skill_level', 'title', 'education', 'ethnicity',
    'politics', 'other')),
  -- Sealed; destroyed with the account.
  said bytea,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'withdrawn')),
  answer text check (answer <> ''),
  asked_at timestamptz not null default clock_timestamp(),
  answered_at timestamptz,
  check ((state = 'waiting') = (answered_at is null)),
  check (state <> 'waiting' or said is not null),
  check (state <> 'refused' or answer is not null)
);
create unique index correction_once on membership.correction (person_id, field) where state = 'waiting';
create index correction_person on membership.correction (person_id, asked_at desc);
create index correction_node on membership.correction using gist (node) where state = 'waiting';
grant select, insert, update on membership.correction to gonghui_app;
alter table membership.correction enable row level security;
alter table membership.correction force row level security;
create policy correction_scope on membership.correction
  using ((select kernel.scope()) @> node or person_id = (select kernel.person())) with check ((select kernel.scope()) @> node);

-- An account is closed after a time in which its owner can take that back. The row stays: it says what was destroyed, and when.
create table membership.closing (
  id uuid primary key,
  person_id uuid not null references membership.person (id),
  node ltree not null,
  state text not null default 'waiting' check (state in ('waiting', 'taken_back', 'done')),
  asked_at timestamptz not null default clock_timestamp(),
  due_on date not null,
  ended_at timestamptz,
  check ((state = 'waiting') = (ended_at is null))
);
create unique index closing_once on membership.closing (person_id) where state = 'waiting';
create index closing_due on membership.closing (due_on) where state = 'waiting';
grant select, insert, update on membership.closing to gonghui_app;
alter table membership.closing enable row level security;
alter table membership.closing force row level security;
create policy closing_scope on membership.closing
  using ((select kernel.scope()) @> node or person_id = (select kernel.person())) with check ((select kernel.scope()) @> node);
