-- What happens at a time in a hall: series of sessions (a weekly cinema), their plans, doors, attendance and absences.
create schema activities;
grant usage on schema activities to gonghui_app;

-- A programme that repeats: when its sessions are, when their seats are released, and the rules for them.
create table activities.series (
  id uuid primary key,
  node ltree not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('showing')),
  title text not null check (length(title) between 1 and 60),
  about text not null default '',
  hall_id uuid not null,
  -- [{rule, time, minutes}]: an RFC 5545 rule by days, a time of day and a length.
  slots jsonb not null,
  -- When rounds open: the last opening before a session releases its seats.
  round_rule text not null,
  round_time text not null check (round_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  mode text not null check (mode in ('grab', 'draw', 'first_come')),
  entry_minutes integer not null check (entry_minutes between 0 and 44640),
  seats_per_session integer not null check (seats_per_session between 1 and 20),
  seats_per_week integer check (seats_per_week between 1 and 50),
  -- Minutes before the start: until when a seat may be given back, when holders are asked, when the doors open.
  give_back_minutes integer not null check (give_back_minutes between 0 and 10080),
  ask_minutes integer check (ask_minutes between 15 and 1440),
  doors_minutes integer not null check (doors_minutes between 10 and 480),
  -- Shares of the seats: people with a tag, and direct awards; what they leave spills so many minutes before the start.
  shift_tag text check (length(shift_tag) between 1 and 40),
  shift_percent integer not null default 0 check (shift_percent between 0 and 90),
  shift_spill_minutes integer not null default 1440 check (shift_spill_minutes between 0 and 20160),
  award_percent integer not null default 0 check (award_percent between 0 and 90),
  award_spill_minutes integer not null default 1440 check (award_spill_minutes between 0 and 20160),
  eligibility jsonb not null default '[]',
  state text not null default 'active' check (state in ('active', 'ended')),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  check (shift_percent + award_percent <= 90),
  check ((shift_tag is null) = (shift_percent = 0))
);
create index series_node on activities.series using gist (node);
grant select, insert, update on activities.series to gonghui_app;
alter table activities.series enable row level security;
alter table activities.series force row level security;
create policy series_scope on activities.series using (kernel.scope() @> node);
create policy series_reach on activities.series for select using (kernel.reach() <@ node);

-- What follows from absences, from a day on: rules are added, never changed, so that each absence is judged by the rule of its day.
create table activities.absence_rule (
  id uuid primary key,
  series_id uuid not null references activities.series (id),
  node ltree not null,
  valid_from date not null,
  absences integer not null check (absences between 1 and 50),
  within_days integer not null check (within_days between 1 and 730),
  -- entry: not in the next rounds; weight: half the tickets of the others in a draw for as long; none: nothing follows.
  effect text not null check (effect in ('entry', 'weight', 'none')),
  rounds integer not null check (rounds between 1 and 52),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  unique (series_id, valid_from)
);
grant select, insert on activities.absence_rule to gonghui_app;
alter table activities.absence_rule enable row level security;
alter table activities.absence_rule force row level security;
create policy absence_rule_scope on activities.absence_rule using (kernel.scope() @> node);
create policy absence_rule_reach on activities.absence_rule for select using (kernel.reach() <@ node);

create table activities.film (
  id uuid primary key,
  node ltree not null,
  organisation_id uuid not null,
  title text not null check (length(title) between 1 and 60),
  minutes integer check (minutes between 1 and 600),
  language text not null default '',
  about text not null default '',
  poster_file_id uuid,
  created_at timestamptz not null default clock_timestamp()
);
create index film_node on activities.film using gist (node);
create index film_title on activities.film (title);
grant select, insert, update on activities.film to gonghui_app;
alter table activities.film enable row level security;
alter table activities.film force row level security;
create policy film_scope on activities.film using (kernel.scope() @> node);
create policy film_reach on activities.film for select using (kernel.reach() <@ node);

-- The sessions of some weeks, written by one person and let through by two others.
create table activities.plan (
  id uuid primary key,
  node ltree not null,
  organisation_id uuid not null,
  series_id uuid not null references activities.series (id),
  title text not null check (length(title) between 1 and 60),
  starts_on date not null,
  ends_on date not null,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'checked', 'approved', 'rejected')),
  reason text,
  -- Goes up with every change: who checks or approves says which one they have read.
  revision integer not null default 1,
  created_by uuid,
  created_by_name text,
  edited_by uuid[] not null default '{}',
  submitted_by uuid,
  checked_by uuid,
  checked_by_name text,
  approved_by uuid,
  approved_by_name text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  check (ends_on >= starts_on),
  check (state not in ('checked', 'approved') or checked_by is not null),
  check (state <> 'approved' or (approved_by is not null and approved_by <> checked_by)),
  check (checked_by is null or submitted_by is null or checked_by <> submitted_by),
  check (approved_by is null or submitted_by is null or approved_by <> submitted_by),
  check (checked_by is null or not checked_by = any (edited_by)),
  check (approved_by is null or not approved_by = any (edited_by))
);
create index plan_node on activities.plan using gist (node);
create index plan_series on activities.plan (series_id, starts_on desc);
grant select, insert, update on activities.plan to gonghui_app;
alter table activities.plan enable row level security;
alter table activities.plan force row level security;
create policy plan_scope on activities.plan using (kernel.scope() @> node);

-- One occurrence: planned, then scheduled with its hall booked and its seats released; "over" follows from the time.
create table activities.session (
  id uuid primary key,
  node ltree not null,
  organisation_id uuid not null,
  series_id uuid not null references activities.series (id),
  plan_id uuid references activities.plan (id),
  film_id uuid references activities.film (id),
  hall_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- When its seats are released; null for a charter whose union hands in a list.
  opens_at timestamptz,
  state text not null default 'planned' check (state in ('planned', 'scheduled', 'cancelled')),
  reason text,
  audience text not null default 'open' check (audience in ('open', 'charter')),
  -- Whose members see it and may hold seats: the series' own node, or the branch of a charter.
  audience_node ltree not null,
  audience_organisation_id uuid,
  release_id uuid unique,
  booking_id uuid,
  seat_map_version integer,
  -- The seats as they were released: [{label, row, col, kind}].
  seats jsonb not null default '[]',
  -- Counts the moves; calendars take the entry with the higher number.
  sequence integer not null default 0,
  -- Who got a seat before this moment may give it back until the start without it being held against them.
  moved_at timestamptz,
  asked_at timestamptz,
  settled_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check (ends_at > starts_at),
  check ((audience = 'charter') = (audience_organisation_id is not null)),
  check (state <> 'scheduled' or (booking_id is not null and release_id is not null))
);
create index session_node on activities.session using gist (node);
create index session_audience on activities.session using gist (audience_node);
create index session_starts on activities.session (starts_at);
create index session_series on activities.session (series_id, starts_at);
create index session_plan on activities.session (plan_id);
create index session_unsettled on activities.session (ends_at) where state = 'scheduled' and settled_at is null;
grant select, insert, update, delete on activities.session to gonghui_app;
alter table activities.session enable row level security;
alter table activities.session force row level security;
create policy session_scope on activities.session using (kernel.scope() @> node);
create policy session_reach on activities.session for select
  using (state <> 'planned' and kernel.reach() <@ audience_node);

-- What was changed in a session that had been released, with how many it touched.
create table activities.change (
  id uuid primary key,
  session_id uuid not null references activities.session (id),
  node ltree not null,
  kind text not null check (kind in ('film', 'time', 'cancelled', 'hall', 'reseated')),
  reason text not null check (length(reason) between 2 and 300),
  touched integer not null check (touched >= 0),
  detail jsonb not null default '{}',
  made_by text not null,
  made_at timestamptz not null default clock_timestamp()
);
create index change_session on activities.change (session_id, id);
grant select, insert on activities.change to gonghui_app;
alter table activities.change enable row level security;
alter table activities.change force row level security;
create policy change_scope on activities.change using (kernel.scope() @> node);

-- One limit per person and week over all sessions of a series.
create table activities.week_cap (
  series_id uuid not null references activities.series (id),
  week date not null,
  max_units integer not null,
  cap_id uuid not null,
  node ltree not null,
  primary key (series_id, week, max_units)
);
grant select, insert on activities.week_cap to gonghui_app;
alter table activities.week_cap enable row level security;
alter table activities.week_cap force row level security;
create policy week_cap_scope on activities.week_cap using (kernel.scope() @> node);

-- "Going, or not?" as a holder was asked and answered.
create table activities.answer (
  claim_id uuid primary key,
  session_id uuid not null references activities.session (id),
  person_id uuid not null,
  node ltree not null,
  asked_at timestamptz,
  going boolean,
  answered_at timestamptz,
  check ((going is null) = (answered_at is null))
);
create index answer_session on activities.answer (session_id);
grant select, insert, update on activities.answer to gonghui_app;
alter table activities.answer enable row level security;
alter table activities.answer force row level security;
create policy answer_scope on activities.answer using (kernel.scope() @> node);
create policy answer_own on activities.answer for select using (person_id = kernel.person());

-- Reminders that the server keeps for phones whose browser cannot put anything into a calendar.
create table activities.reminder (
  claim_id uuid primary key,
  session_id uuid not null references activities.session (id),
  person_id uuid not null,
  node ltree not null,
  minutes_before integer not null check (minutes_before between 10 and 1440),
  remind_at timestamptz not null,
  reminded_at timestamptz
);
create index reminder_due on activities.reminder (remind_at) where reminded_at is null;
create index reminder_session on activities.reminder (session_id);
grant select, insert, update, delete on activities.reminder to gonghui_app;
alter table activities.reminder enable row level security;
alter table activities.reminder force row level security;
create policy reminder_scope on activities.reminder using (kernel.scope() @> node);
create policy reminder_own on activities.reminder for select using (person_id = kernel.person());

-- A phone that admits people to the sessions of one hall on one day.
create table activities.door (
  id uuid primary key,
  node ltree not null,
  hall_id uuid not null,
  day date not null,
  name text not null check (length(name) between 1 and 40),
  paired_by text not null,
  paired_at timestamptz not null default clock_timestamp(),
  until_at timestamptz not null,
  retired_at timestamptz
);
create index door_hall on activities.door (hall_id, day);
grant select, insert, update on activities.door to gonghui_app;
alter table activities.door enable row level security;
alter table activities.door force row level security;
create policy door_scope on activities.door using (kernel.scope() @> node);

create table activities.door_code (
  code_hash bytea primary key,
  node ltree not null,
  hall_id uuid not null,
  day date not null,
  made_by uuid,
  uses_left integer not null check (uses_left >= 0),
  expires_at timestamptz not null
);
grant select, insert, update, delete on activities.door_code to gonghui_app;
alter table activities.door_code enable row level security;
alter table activities.door_code force row level security;
create policy door_code_scope on activities.door_code using (kernel.scope() @> node);

-- Somebody came in. One live row per ticket, whatever the number of doors.
create table activities.check_in (
  id uuid primary key,
  claim_id uuid not null,
  session_id uuid not null references activities.session (id),
  person_id uuid not null,
  node ltree not null,
  door_id uuid not null references activities.door (id),
  way text not null check (way in ('code', 'number', 'seat', 'list')),
  entered_at timestamptz not null,
  -- True when a door without network let them in and told it later.
  offline boolean not null default false,
  recorded_at timestamptz not null default clock_timestamp(),
  undone_at timestamptz
);
create unique index check_in_once on activities.check_in (claim_id) where undone_at is null;
create index check_in_session on activities.check_in (session_id) where undone_at is null;
create index check_in_person on activities.check_in (person_id);
grant select, insert, update on activities.check_in to gonghui_app;
alter table activities.check_in enable row level security;
alter table activities.check_in force row level security;
create policy check_in_scope on activities.check_in using (kernel.scope() @> node);
create policy check_in_own on activities.check_in for select using (person_id = kernel.person());

-- What a door brought in that it had decided without network, and what became of it: a repeat is told the first outcome.
create table activities.door_entry (
  door_id uuid not null references activities.door (id),
  local_id uuid not null,
  session_id uuid not null references activities.session (id),
  claim_id uuid not null,
  node ltree not null,
  entered_at timestamptz not null,
  outcome text not null check (outcome in ('entered', 'double', 'refused')),
  problem text,
  first_at timestamptz,
  first_door text,
  brought_at timestamptz not null default clock_timestamp(),
  primary key (door_id, local_id),
  check ((outcome = 'double') = (first_at is not null)),
  check ((outcome = 'refused') = (problem is not null))
);
create index door_entry_session on activities.door_entry (session_id);
grant select, insert on activities.door_entry to gonghui_app;
alter table activities.door_entry enable row level security;
alter table activities.door_entry force row level security;
create policy door_entry_scope on activities.door_entry using (kernel.scope() @> node);

-- Held a seat, neither came nor gave it back. An accepted excuse keeps the row and takes its weight.
create table activities.absence (
  claim_id uuid primary key,
  session_id uuid not null references activities.session (id),
  series_id uuid not null references activities.series (id),
  person_id uuid not null,
  node ltree not null,
  missed_at timestamptz not null,
  excuse text check (length(excuse) between 2 and 300),
  excuse_state text check (excuse_state in ('asked', 'accepted', 'refused')),
  answer text,
  answered_by text,
  answered_at timestamptz,
  check ((excuse is null) = (excuse_state is null))
);
create index absence_person on activities.absence (series_id, person_id, missed_at desc);
create index absence_session on activities.absence (session_id);
create index absence_asked on activities.absence (series_id) where excuse_state = 'asked';
grant select, insert, update, delete on activities.absence to gonghui_app;
alter table activities.absence enable row level security;
alter table activities.absence force row level security;
create policy absence_scope on activities.absence using (kernel.scope() @> node);
create policy absence_own on activities.absence for select using (person_id = kernel.person());

-- Left out of rounds that open after `from_at` and not after `until_at`, by a rule and with the absences that brought it.
create table activities.bar (
  id uuid primary key,
  series_id uuid not null references activities.series (id),
  person_id uuid not null,
  node ltree not null,
  rule_id uuid not null references activities.absence_rule (id),
  effect text not null check (effect in ('entry', 'weight')),
  absences integer not null,
  days integer not null,
  claims uuid[] not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  lifted_at timestamptz
);
create index bar_person on activities.bar (person_id, series_id) where lifted_at is null;
grant select, insert, update on activities.bar to gonghui_app;
alter table activities.bar enable row level security;
alter table activities.bar force row level security;
create policy bar_scope on activities.bar using (kernel.scope() @> node);
create policy bar_own on activities.bar for select using (person_id = kernel.person());

-- Years before this platform, entered by hand with where the figures come from.
create table activities.past_year (
  series_id uuid not null references activities.series (id),
  year integer not null check (year between 1949 and 2100),
  node ltree not null,
  sessions integer not null check (sessions >= 0),
  charters integer not null default 0 check (charters between 0 and sessions),
  attendances integer not null check (attendances >= 0),
  persons integer check (persons >= 0),
  other_events integer not null default 0 check (other_events >= 0),
  source text not null check (length(source) between 2 and 200),
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp(),
  primary key (series_id, year)
);
grant select, insert, update on activities.past_year to gonghui_app;
alter table activities.past_year enable row level security;
alter table activities.past_year force row level security;
create policy past_year_scope on activities.past_year using (kernel.scope() @> node);
