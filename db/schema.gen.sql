-- Made by npm run db from the migrations; do not edit.

create table activities.absence (
  claim_id uuid not null,
  session_id uuid not null,
  series_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  missed_at timestamp with time zone not null,
  excuse text,
  excuse_state text,
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  constraint absence_check CHECK (((excuse IS NULL) = (excuse_state IS NULL))),
  constraint absence_excuse_check CHECK (((length(excuse) >= 2) AND (length(excuse) <= 300))),
  constraint absence_excuse_state_check CHECK ((excuse_state = ANY (ARRAY['asked'::text, 'accepted'::text, 'refused'::text]))),
  constraint absence_pkey PRIMARY KEY (claim_id),
  constraint absence_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id),
  constraint absence_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id)
);
CREATE INDEX absence_asked ON activities.absence USING btree (series_id) WHERE (excuse_state = 'asked'::text);
CREATE INDEX absence_person ON activities.absence USING btree (series_id, person_id, missed_at DESC);
CREATE INDEX absence_session ON activities.absence USING btree (session_id);
alter table activities.absence enable row level security;
alter table activities.absence force row level security;
create policy absence_own on activities.absence for select using ((person_id = kernel.person()));
create policy absence_scope on activities.absence for all using ((kernel.scope() @> node));
create policy owner_moves on activities.absence for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table activities.absence_rule (
  id uuid not null,
  series_id uuid not null,
  node ltree not null,
  valid_from date not null,
  absences integer not null,
  within_days integer not null,
  effect text not null,
  rounds integer not null,
  made_by text not null,
  made_at timestamp with time zone default clock_timestamp() not null,
  constraint absence_rule_absences_check CHECK (((absences >= 1) AND (absences <= 50))),
  constraint absence_rule_effect_check CHECK ((effect = ANY (ARRAY['entry'::text, 'weight'::text, 'none'::text]))),
  constraint absence_rule_pkey PRIMARY KEY (id),
  constraint absence_rule_rounds_check CHECK (((rounds >= 1) AND (rounds <= 52))),
  constraint absence_rule_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id),
  constraint absence_rule_series_id_valid_from_key UNIQUE (series_id, valid_from),
  constraint absence_rule_within_days_check CHECK (((within_days >= 1) AND (within_days <= 730)))
);
alter table activities.absence_rule enable row level security;
alter table activities.absence_rule force row level security;
create policy absence_rule_reach on activities.absence_rule for select using ((kernel.reach() <@ node));
create policy absence_rule_scope on activities.absence_rule for all using ((kernel.scope() @> node));
create policy owner_moves on activities.absence_rule for all using (true) with check (true);
grant insert, select to gonghui_app;

create table activities.answer (
  claim_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  asked_at timestamp with time zone,
  going boolean,
  answered_at timestamp with time zone,
  constraint answer_check CHECK (((going IS NULL) = (answered_at IS NULL))),
  constraint answer_pkey PRIMARY KEY (claim_id),
  constraint answer_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id)
);
CREATE INDEX answer_person ON activities.answer USING btree (person_id);
CREATE INDEX answer_session ON activities.answer USING btree (session_id);
alter table activities.answer enable row level security;
alter table activities.answer force row level security;
create policy answer_own on activities.answer for select using ((person_id = kernel.person()));
create policy answer_scope on activities.answer for all using ((kernel.scope() @> node));
create policy owner_moves on activities.answer for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table activities.bar (
  id uuid not null,
  series_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  rule_id uuid not null,
  effect text not null,
  absences integer not null,
  days integer not null,
  claims uuid[] not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  lifted_at timestamp with time zone,
  constraint bar_effect_check CHECK ((effect = ANY (ARRAY['entry'::text, 'weight'::text]))),
  constraint bar_pkey PRIMARY KEY (id),
  constraint bar_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES activities.absence_rule(id),
  constraint bar_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id)
);
CREATE INDEX bar_person ON activities.bar USING btree (person_id, series_id) WHERE (lifted_at IS NULL);
CREATE INDEX bar_person_all ON activities.bar USING btree (person_id);
alter table activities.bar enable row level security;
alter table activities.bar force row level security;
create policy bar_own on activities.bar for select using ((person_id = kernel.person()));
create policy bar_scope on activities.bar for all using ((kernel.scope() @> node));
create policy owner_moves on activities.bar for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table activities.change (
  id uuid not null,
  session_id uuid not null,
  node ltree not null,
  kind text not null,
  reason text not null,
  touched integer not null,
  detail jsonb default '{}'::jsonb not null,
  made_by text not null,
  made_at timestamp with time zone default clock_timestamp() not null,
  waiting integer default 0 not null,
  constraint change_kind_check CHECK ((kind = ANY (ARRAY['film'::text, 'time'::text, 'cancelled'::text, 'hall'::text, 'reseated'::text]))),
  constraint change_pkey PRIMARY KEY (id),
  constraint change_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 300))),
  constraint change_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id),
  constraint change_touched_check CHECK ((touched >= 0)),
  constraint change_waiting_check CHECK ((waiting >= 0))
);
CREATE INDEX change_session ON activities.change USING btree (session_id, id);
alter table activities.change enable row level security;
alter table activities.change force row level security;
create policy change_scope on activities.change for all using ((kernel.scope() @> node));
create policy owner_moves on activities.change for all using (true) with check (true);
grant insert, select to gonghui_app;

create table activities.check_in (
  id uuid not null,
  claim_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  door_id uuid not null,
  way text not null,
  entered_at timestamp with time zone not null,
  offline boolean default false not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  undone_at timestamp with time zone,
  constraint check_in_door_id_fkey FOREIGN KEY (door_id) REFERENCES activities.door(id),
  constraint check_in_pkey PRIMARY KEY (id),
  constraint check_in_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id),
  constraint check_in_way_check CHECK ((way = ANY (ARRAY['code'::text, 'number'::text, 'seat'::text, 'list'::text])))
);
CREATE UNIQUE INDEX check_in_once ON activities.check_in USING btree (claim_id) WHERE (undone_at IS NULL);
CREATE INDEX check_in_person ON activities.check_in USING btree (person_id);
CREATE INDEX check_in_session ON activities.check_in USING btree (session_id) WHERE (undone_at IS NULL);
alter table activities.check_in enable row level security;
alter table activities.check_in force row level security;
create policy check_in_own on activities.check_in for select using ((person_id = kernel.person()));
create policy check_in_scope on activities.check_in for all using ((kernel.scope() @> node));
create policy owner_moves on activities.check_in for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table activities.door (
  id uuid not null,
  node ltree not null,
  hall_id uuid not null,
  day date not null,
  name text not null,
  paired_by text not null,
  paired_at timestamp with time zone default clock_timestamp() not null,
  until_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint door_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
  constraint door_pkey PRIMARY KEY (id)
);
CREATE INDEX door_hall ON activities.door USING btree (hall_id, day);
alter table activities.door enable row level security;
alter table activities.door force row level security;
create policy door_scope on activities.door for all using ((kernel.scope() @> node));
create policy owner_moves on activities.door for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table activities.door_code (
  code_hash bytea not null,
  node ltree not null,
  hall_id uuid not null,
  day date not null,
  made_by uuid,
  uses_left integer not null,
  expires_at timestamp with time zone not null,
  constraint door_code_pkey PRIMARY KEY (code_hash),
  constraint door_code_uses_left_check CHECK ((uses_left >= 0))
);
alter table activities.door_code enable row level security;
alter table activities.door_code force row level security;
create policy door_code_scope on activities.door_code for all using ((kernel.scope() @> node));
create policy owner_moves on activities.door_code for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table activities.door_entry (
  door_id uuid not null,
  local_id uuid not null,
  session_id uuid not null,
  claim_id uuid not null,
  node ltree not null,
  entered_at timestamp with time zone not null,
  outcome text not null,
  problem text,
  first_at timestamp with time zone,
  first_door text,
  brought_at timestamp with time zone default clock_timestamp() not null,
  constraint door_entry_check CHECK (((outcome = 'double'::text) = (first_at IS NOT NULL))),
  constraint door_entry_check1 CHECK (((outcome = 'refused'::text) = (problem IS NOT NULL))),
  constraint door_entry_door_id_fkey FOREIGN KEY (door_id) REFERENCES activities.door(id),
  constraint door_entry_outcome_check CHECK ((outcome = ANY (ARRAY['entered'::text, 'double'::text, 'refused'::text]))),
  constraint door_entry_pkey PRIMARY KEY (door_id, local_id),
  constraint door_entry_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id)
);
CREATE INDEX door_entry_session ON activities.door_entry USING btree (session_id);
alter table activities.door_entry enable row level security;
alter table activities.door_entry force row level security;
create policy door_entry_scope on activities.door_entry for all using ((kernel.scope() @> node));
create policy owner_moves on activities.door_entry for all using (true) with check (true);
grant insert, select to gonghui_app;

create table activities.film (
  id uuid not null,
  node ltree not null,
  organisation_id uuid not null,
  title text not null,
  minutes integer,
  language text default ''::text not null,
  about text default ''::text not null,
  poster_file_id uuid,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint film_minutes_check CHECK (((minutes >= 1) AND (minutes <= 600))),
  constraint film_pkey PRIMARY KEY (id),
  constraint film_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)))
);
CREATE INDEX film_node ON activities.film USING gist (node);
CREATE INDEX film_title ON activities.film USING btree (title);
alter table activities.film enable row level security;
alter table activities.film force row level security;
create policy film_reach on activities.film for select using ((kernel.reach() <@ node));
create policy film_scope on activities.film for all using ((kernel.scope() @> node));
create policy owner_moves on activities.film for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table activities.past_year (
  series_id uuid not null,
  year integer not null,
  node ltree not null,
  sessions integer not null,
  charters integer default 0 not null,
  attendances integer not null,
  persons integer,
  other_events integer default 0 not null,
  source text not null,
  entered_by text not null,
  entered_at timestamp with time zone default clock_timestamp() not null,
  constraint past_year_attendances_check CHECK ((attendances >= 0)),
  constraint past_year_check CHECK (((charters >= 0) AND (charters <= sessions))),
  constraint past_year_other_events_check CHECK ((other_events >= 0)),
  constraint past_year_persons_check CHECK ((persons >= 0)),
  constraint past_year_pkey PRIMARY KEY (series_id, year),
  constraint past_year_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id),
  constraint past_year_sessions_check CHECK ((sessions >= 0)),
  constraint past_year_source_check CHECK (((length(source) >= 2) AND (length(source) <= 200))),
  constraint past_year_year_check CHECK (((year >= 1949) AND (year <= 2100)))
);
alter table activities.past_year enable row level security;
alter table activities.past_year force row level security;
create policy owner_moves on activities.past_year for all using (true) with check (true);
create policy past_year_scope on activities.past_year for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table activities.plan (
  id uuid not null,
  node ltree not null,
  organisation_id uuid not null,
  series_id uuid not null,
  title text not null,
  starts_on date not null,
  ends_on date not null,
  state text default 'draft'::text not null,
  reason text,
  revision integer default 1 not null,
  created_by uuid,
  created_by_name text,
  edited_by uuid[] default '{}'::uuid[] not null,
  submitted_by uuid,
  checked_by uuid,
  checked_by_name text,
  approved_by uuid,
  approved_by_name text,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint plan_check CHECK ((ends_on >= starts_on)),
  constraint plan_check1 CHECK (((state <> ALL (ARRAY['checked'::text, 'approved'::text])) OR (checked_by IS NOT NULL))),
  constraint plan_check2 CHECK (((state <> 'approved'::text) OR ((approved_by IS NOT NULL) AND (approved_by <> checked_by)))),
  constraint plan_check3 CHECK (((checked_by IS NULL) OR (submitted_by IS NULL) OR (checked_by <> submitted_by))),
  constraint plan_check4 CHECK (((approved_by IS NULL) OR (submitted_by IS NULL) OR (approved_by <> submitted_by))),
  constraint plan_check5 CHECK (((checked_by IS NULL) OR (NOT (checked_by = ANY (edited_by))))),
  constraint plan_check6 CHECK (((approved_by IS NULL) OR (NOT (approved_by = ANY (edited_by))))),
  constraint plan_pkey PRIMARY KEY (id),
  constraint plan_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id),
  constraint plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'checked'::text, 'approved'::text, 'rejected'::text]))),
  constraint plan_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)))
);
CREATE INDEX plan_node ON activities.plan USING gist (node);
CREATE INDEX plan_series ON activities.plan USING btree (series_id, starts_on DESC);
alter table activities.plan enable row level security;
alter table activities.plan force row level security;
create policy owner_moves on activities.plan for all using (true) with check (true);
create policy plan_scope on activities.plan for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table activities.priority (
  claim_id uuid not null,
  series_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  reason text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  constraint priority_check CHECK ((from_at < until_at)),
  constraint priority_pkey PRIMARY KEY (claim_id),
  constraint priority_reason_check CHECK ((reason = ANY (ARRAY['cancelled'::text, 'changed'::text]))),
  constraint priority_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id),
  constraint priority_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id)
);
CREATE INDEX priority_person ON activities.priority USING btree (person_id, series_id);
alter table activities.priority enable row level security;
alter table activities.priority force row level security;
create policy owner_moves on activities.priority for all using (true) with check (true);
create policy priority_own on activities.priority for select using ((person_id = kernel.person()));
create policy priority_scope on activities.priority for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table activities.reminder (
  claim_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  minutes_before integer not null,
  remind_at timestamp with time zone not null,
  reminded_at timestamp with time zone,
  constraint reminder_minutes_before_check CHECK (((minutes_before >= 10) AND (minutes_before <= 1440))),
  constraint reminder_pkey PRIMARY KEY (claim_id),
  constraint reminder_session_id_fkey FOREIGN KEY (session_id) REFERENCES activities.session(id)
);
CREATE INDEX reminder_due ON activities.reminder USING btree (remind_at) WHERE (reminded_at IS NULL);
CREATE INDEX reminder_person ON activities.reminder USING btree (person_id);
CREATE INDEX reminder_session ON activities.reminder USING btree (session_id);
alter table activities.reminder enable row level security;
alter table activities.reminder force row level security;
create policy owner_moves on activities.reminder for all using (true) with check (true);
create policy reminder_own on activities.reminder for select using ((person_id = kernel.person()));
create policy reminder_scope on activities.reminder for all using ((kernel.scope() @> node));
grant delete, insert, select, update to gonghui_app;

create table activities.series (
  id uuid not null,
  node ltree not null,
  organisation_id uuid not null,
  kind text not null,
  title text not null,
  about text default ''::text not null,
  hall_id uuid not null,
  slots jsonb not null,
  round_rule text not null,
  round_time text not null,
  mode text not null,
  entry_minutes integer not null,
  seats_per_session integer not null,
  seats_per_week integer,
  give_back_minutes integer not null,
  ask_minutes integer,
  doors_minutes integer not null,
  shift_tag text,
  shift_percent integer default 0 not null,
  shift_spill_minutes integer default 1440 not null,
  award_percent integer default 0 not null,
  award_spill_minutes integer default 1440 not null,
  eligibility jsonb default '[]'::jsonb not null,
  state text default 'active'::text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  shift_time text,
  constraint series_ask_minutes_check CHECK (((ask_minutes >= 15) AND (ask_minutes <= 1440))),
  constraint series_award_percent_check CHECK (((award_percent >= 0) AND (award_percent <= 90))),
  constraint series_award_spill_minutes_check CHECK (((award_spill_minutes >= 0) AND (award_spill_minutes <= 20160))),
  constraint series_check CHECK (((shift_percent + award_percent) <= 90)),
  constraint series_check1 CHECK (((shift_tag IS NULL) = (shift_percent = 0))),
  constraint series_doors_minutes_check CHECK (((doors_minutes >= 10) AND (doors_minutes <= 480))),
  constraint series_entry_minutes_check CHECK (((entry_minutes >= 0) AND (entry_minutes <= 44640))),
  constraint series_give_back_minutes_check CHECK (((give_back_minutes >= 0) AND (give_back_minutes <= 10080))),
  constraint series_kind_check CHECK ((kind = 'showing'::text)),
  constraint series_mode_check CHECK ((mode = ANY (ARRAY['grab'::text, 'draw'::text, 'first_come'::text]))),
  constraint series_pkey PRIMARY KEY (id),
  constraint series_round_time_check CHECK ((round_time ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint series_seats_per_session_check CHECK (((seats_per_session >= 1) AND (seats_per_session <= 20))),
  constraint series_seats_per_week_check CHECK (((seats_per_week >= 1) AND (seats_per_week <= 50))),
  constraint series_shift_percent_check CHECK (((shift_percent >= 0) AND (shift_percent <= 90))),
  constraint series_shift_spill_minutes_check CHECK (((shift_spill_minutes >= 0) AND (shift_spill_minutes <= 20160))),
  constraint series_shift_tag_check CHECK (((length(shift_tag) >= 1) AND (length(shift_tag) <= 40))),
  constraint series_shift_time_check CHECK ((shift_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
  constraint series_state_check CHECK ((state = ANY (ARRAY['active'::text, 'ended'::text]))),
  constraint series_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)))
);
CREATE INDEX series_node ON activities.series USING gist (node);
alter table activities.series enable row level security;
alter table activities.series force row level security;
create policy owner_moves on activities.series for all using (true) with check (true);
create policy series_reach on activities.series for select using ((kernel.reach() <@ node));
create policy series_scope on activities.series for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table activities.session (
  id uuid not null,
  node ltree not null,
  organisation_id uuid not null,
  series_id uuid not null,
  plan_id uuid,
  film_id uuid,
  hall_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  opens_at timestamp with time zone,
  state text default 'planned'::text not null,
  reason text,
  audience text default 'open'::text not null,
  audience_node ltree not null,
  audience_organisation_id uuid,
  release_id uuid,
  booking_id uuid,
  seat_map_version integer,
  seats jsonb default '[]'::jsonb not null,
  sequence integer default 0 not null,
  moved_at timestamp with time zone,
  asked_at timestamp with time zone,
  settled_at timestamp with time zone,
  created_at timestamp with time zone default clock_timestamp() not null,
  edition integer default 1 not null,
  constraint session_audience_check CHECK ((audience = ANY (ARRAY['open'::text, 'charter'::text]))),
  constraint session_check CHECK ((ends_at > starts_at)),
  constraint session_check1 CHECK (((audience = 'charter'::text) = (audience_organisation_id IS NOT NULL))),
  constraint session_check2 CHECK (((state <> 'scheduled'::text) OR ((booking_id IS NOT NULL) AND (release_id IS NOT NULL)))),
  constraint session_film_id_fkey FOREIGN KEY (film_id) REFERENCES activities.film(id),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES activities.plan(id),
  constraint session_release_id_key UNIQUE (release_id),
  constraint session_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id),
  constraint session_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'scheduled'::text, 'cancelled'::text])))
);
CREATE INDEX session_audience ON activities.session USING gist (audience_node);
CREATE INDEX session_node ON activities.session USING gist (node);
CREATE INDEX session_plan ON activities.session USING btree (plan_id);
CREATE INDEX session_series ON activities.session USING btree (series_id, starts_at);
CREATE INDEX session_starts ON activities.session USING btree (starts_at);
CREATE INDEX session_unsettled ON activities.session USING btree (ends_at) WHERE ((state = 'scheduled'::text) AND (settled_at IS NULL));
alter table activities.session enable row level security;
alter table activities.session force row level security;
create policy owner_moves on activities.session for all using (true) with check (true);
create policy session_reach on activities.session for select using (((state <> 'planned'::text) AND (kernel.reach() <@ audience_node)));
create policy session_scope on activities.session for all using ((kernel.scope() @> node));
grant delete, insert, select, update to gonghui_app;

create table activities.week_cap (
  series_id uuid not null,
  week date not null,
  max_units integer not null,
  cap_id uuid not null,
  node ltree not null,
  constraint week_cap_pkey PRIMARY KEY (series_id, week, max_units),
  constraint week_cap_series_id_fkey FOREIGN KEY (series_id) REFERENCES activities.series(id)
);
alter table activities.week_cap enable row level security;
alter table activities.week_cap force row level security;
create policy owner_moves on activities.week_cap for all using (true) with check (true);
create policy week_cap_scope on activities.week_cap for all using ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.agreement (
  id uuid not null,
  merchant_id uuid not null,
  node ltree not null,
  contract_number text default ''::text not null,
  starts_on date not null,
  ends_on date,
  legal_name text default ''::text not null,
  credit_code text default ''::text not null,
  credit_code_reason text,
  invoice_kind text default 'ordinary'::text not null,
  invoice_title text default ''::text not null,
  invoice_details text default ''::text not null,
  scan_file_id uuid,
  provisional boolean default false not null,
  state text default 'draft'::text not null,
  reason text,
  revision integer default 1 not null,
  created_by uuid,
  created_by_name text,
  edited_by uuid[] default '{}'::uuid[] not null,
  submitted_by uuid,
  submitted_at timestamp with time zone,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamp with time zone,
  terminated_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint agreement_check CHECK ((provisional OR (ends_on IS NOT NULL))),
  constraint agreement_check1 CHECK ((ends_on >= starts_on)),
  constraint agreement_check2 CHECK ((provisional OR (state <> ALL (ARRAY['submitted'::text, 'approved'::text, 'terminated'::text])) OR ((contract_number <> ''::text) AND (legal_name <> ''::text) AND (credit_code <> ''::text)))),
  constraint agreement_check3 CHECK ((provisional OR (state <> ALL (ARRAY['approved'::text, 'terminated'::text])) OR (checked_by IS NOT NULL))),
  constraint agreement_check4 CHECK (((checked_by IS NULL) OR (submitted_by IS NULL) OR (checked_by <> submitted_by))),
  constraint agreement_check5 CHECK (((checked_by IS NULL) OR (created_by IS NULL) OR (checked_by <> created_by))),
  constraint agreement_check6 CHECK (((checked_by IS NULL) OR (NOT (checked_by = ANY (edited_by))))),
  constraint agreement_check7 CHECK (((state = 'terminated'::text) = (terminated_at IS NOT NULL))),
  constraint agreement_contract_number_check CHECK ((length(contract_number) <= 60)),
  constraint agreement_credit_code_check CHECK ((length(credit_code) <= 30)),
  constraint agreement_invoice_kind_check CHECK ((invoice_kind = ANY (ARRAY['ordinary'::text, 'special'::text]))),
  constraint agreement_legal_name_check CHECK ((length(legal_name) <= 100)),
  constraint agreement_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint agreement_no_overlap EXCLUDE USING gist (merchant_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((state = 'approved'::text)),
  constraint agreement_pkey PRIMARY KEY (id),
  constraint agreement_scan_file_id_fkey FOREIGN KEY (scan_file_id) REFERENCES kernel.file(id),
  constraint agreement_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'refused'::text, 'terminated'::text])))
);
CREATE INDEX agreement_merchant ON benefits.agreement USING btree (merchant_id, starts_on);
alter table benefits.agreement enable row level security;
alter table benefits.agreement force row level security;
create policy agreement_scope on benefits.agreement for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.agreement for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.audit_bundle (
  id uuid not null,
  campaign_id uuid not null,
  node ltree not null,
  state text default 'queued'::text not null,
  done integer default 0 not null,
  steps integer default 1 not null,
  full_names boolean default false not null,
  reason text default ''::text not null,
  bytes bigint,
  sha256 bytea,
  failed_checks integer,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone,
  constraint audit_bundle_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint audit_bundle_check CHECK (((NOT full_names) OR (length(reason) >= 2))),
  constraint audit_bundle_check1 CHECK (((state = 'ready'::text) = ((sha256 IS NOT NULL) AND (state = 'ready'::text)))),
  constraint audit_bundle_pkey PRIMARY KEY (id),
  constraint audit_bundle_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'building'::text, 'ready'::text, 'failed'::text, 'gone'::text])))
);
CREATE INDEX audit_bundle_campaign ON benefits.audit_bundle USING btree (campaign_id, id);
CREATE INDEX audit_bundle_expiry ON benefits.audit_bundle USING btree (expires_at) WHERE (state = 'ready'::text);
alter table benefits.audit_bundle enable row level security;
alter table benefits.audit_bundle force row level security;
create policy audit_bundle_staff on benefits.audit_bundle for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.audit_bundle for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.award (
  id uuid not null,
  campaign_id uuid not null,
  release_id uuid not null,
  node ltree not null,
  reason text not null,
  state text default 'proposed'::text not null,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  import_id uuid,
  constraint award_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint award_check CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
  constraint award_check1 CHECK (((decided_by IS NULL) OR (decided_by <> created_by))),
  constraint award_pkey PRIMARY KEY (id),
  constraint award_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 300))),
  constraint award_release_id_fkey FOREIGN KEY (release_id) REFERENCES benefits.round_release(release_id),
  constraint award_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'given'::text, 'refused'::text])))
);
CREATE INDEX award_campaign ON benefits.award USING btree (campaign_id, id);
CREATE INDEX award_import ON benefits.award USING btree (import_id) WHERE (import_id IS NOT NULL);
alter table benefits.award enable row level security;
alter table benefits.award force row level security;
create policy award_staff on benefits.award for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.award for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.award_person (
  award_id uuid not null,
  person_id uuid not null,
  "position" integer not null,
  node ltree not null,
  key uuid not null,
  outcome text,
  claim_id uuid,
  constraint award_person_award_id_fkey FOREIGN KEY (award_id) REFERENCES benefits.award(id),
  constraint award_person_check CHECK (((claim_id IS NOT NULL) = (NOT (outcome IS DISTINCT FROM 'granted'::text)))),
  constraint award_person_claim_id_key UNIQUE (claim_id),
  constraint award_person_key_key UNIQUE (key),
  constraint award_person_pkey PRIMARY KEY (award_id, person_id)
);
CREATE INDEX award_person_person ON benefits.award_person USING btree (person_id);
alter table benefits.award_person enable row level security;
alter table benefits.award_person force row level security;
create policy award_person_staff on benefits.award_person for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.award_person for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.bank_account (
  id uuid not null,
  merchant_id uuid not null,
  node ltree not null,
  agreement_id uuid,
  bank_name text not null,
  holder text not null,
  account_sealed bytea not null,
  account_tail text not null,
  from_on date not null,
  reason text default ''::text not null,
  state text default 'asked'::text not null,
  asked_by uuid,
  asked_by_name text,
  asked_at timestamp with time zone default clock_timestamp() not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  refusal text,
  constraint bank_account_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES benefits.agreement(id),
  constraint bank_account_agreement_id_key UNIQUE (agreement_id),
  constraint bank_account_bank_name_check CHECK (((length(bank_name) >= 1) AND (length(bank_name) <= 80))),
  constraint bank_account_check CHECK (((state = 'asked'::text) = (decided_at IS NULL))),
  constraint bank_account_check1 CHECK (((agreement_id IS NOT NULL) OR (state <> 'approved'::text) OR (decided_by IS NOT NULL))),
  constraint bank_account_check2 CHECK (((decided_by IS NULL) OR (asked_by IS NULL) OR (decided_by <> asked_by))),
  constraint bank_account_check3 CHECK (((state <> 'refused'::text) OR (refusal <> ''::text))),
  constraint bank_account_holder_check CHECK (((length(holder) >= 1) AND (length(holder) <= 100))),
  constraint bank_account_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint bank_account_pkey PRIMARY KEY (id),
  constraint bank_account_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'refused'::text])))
);
CREATE UNIQUE INDEX bank_account_asked ON benefits.bank_account USING btree (merchant_id) WHERE ((state = 'asked'::text) AND (agreement_id IS NULL));
CREATE INDEX bank_account_merchant ON benefits.bank_account USING btree (merchant_id, from_on) WHERE (state = 'approved'::text);
alter table benefits.bank_account enable row level security;
alter table benefits.bank_account force row level security;
create policy bank_account_scope on benefits.bank_account for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.bank_account for all using (true) with check (true);
grant delete, insert, select to gonghui_app;

create table benefits.campaign (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  title text not null,
  theme text default ''::text not null,
  tags text[] default '{}'::text[] not null,
  description text default ''::text not null,
  rules text[] default '{}'::text[] not null,
  cover_colour text,
  budget_fen bigint not null,
  fund_source_id uuid,
  starts_on date not null,
  ends_on date not null,
  recurrence text,
  first_opens_at timestamp with time zone not null,
  mode text not null,
  entry_minutes integer not null,
  open_minutes integer not null,
  eligibility jsonb default '[]'::jsonb not null,
  state text default 'draft'::text not null,
  reason text,
  created_by uuid,
  created_by_name text,
  edited_by uuid[] default '{}'::uuid[] not null,
  submitted_by uuid,
  submitted_at timestamp with time zone,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamp with time zone,
  revision integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  cover_file_id uuid,
  awaits text,
  approved_by uuid,
  approved_by_name text,
  paused_by uuid,
  paused_by_name text,
  paused_by_checker boolean default false not null,
  vouchers_stopped boolean default false not null,
  awards_checked boolean default true not null,
  constraint campaign_approved_by_another CHECK (((approved_by IS NULL) OR ((approved_by <> checked_by) AND ((submitted_by IS NULL) OR (approved_by <> submitted_by)) AND ((created_by IS NULL) OR (approved_by <> created_by))))),
  constraint campaign_awaits CHECK (((state = 'submitted'::text) = (awaits IS NOT NULL))),
  constraint campaign_awaits_check CHECK ((awaits = ANY (ARRAY['checked'::text, 'approved'::text]))),
  constraint campaign_budget_fen_check CHECK ((budget_fen >= 0)),
  constraint campaign_check CHECK ((ends_on >= starts_on)),
  constraint campaign_check1 CHECK (((state <> ALL (ARRAY['approved'::text, 'paused'::text])) OR ((checked_by IS NOT NULL) AND (fund_source_id IS NOT NULL)))),
  constraint campaign_check2 CHECK (((checked_by IS NULL) OR (submitted_by IS NULL) OR (checked_by <> submitted_by))),
  constraint campaign_check3 CHECK (((checked_by IS NULL) OR (created_by IS NULL) OR (checked_by <> created_by))),
  constraint campaign_cover_file_id_fkey FOREIGN KEY (cover_file_id) REFERENCES kernel.file(id),
  constraint campaign_entry_minutes_check CHECK (((entry_minutes >= 0) AND (entry_minutes <= 44640))),
  constraint campaign_mode_check CHECK ((mode = ANY (ARRAY['grab'::text, 'draw'::text, 'first_come'::text]))),
  constraint campaign_open_minutes_check CHECK (((open_minutes >= 1) AND (open_minutes <= 44640))),
  constraint campaign_pkey PRIMARY KEY (id),
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'paused'::text, 'rejected'::text]))),
  constraint campaign_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)))
);
CREATE INDEX campaign_node ON benefits.campaign USING gist (node);
alter table benefits.campaign enable row level security;
alter table benefits.campaign force row level security;
create policy campaign_published on benefits.campaign for select using (((state = ANY (ARRAY['approved'::text, 'paused'::text])) AND (kernel.reach() <@ node)));
create policy campaign_staff on benefits.campaign for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.campaign for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.campaign_goal (
  campaign_id uuid not null,
  node ltree not null,
  expected_spending_fen bigint,
  partners text[] default '{}'::text[] not null,
  highlights text[] default '{}'::text[] not null,
  channels text[] default '{}'::text[] not null,
  updated_by_name text not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint campaign_goal_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint campaign_goal_channels_check CHECK ((cardinality(channels) <= 20)),
  constraint campaign_goal_expected_spending_fen_check CHECK ((expected_spending_fen > 0)),
  constraint campaign_goal_highlights_check CHECK ((cardinality(highlights) <= 20)),
  constraint campaign_goal_partners_check CHECK ((cardinality(partners) <= 20)),
  constraint campaign_goal_pkey PRIMARY KEY (campaign_id)
);
alter table benefits.campaign_goal enable row level security;
alter table benefits.campaign_goal force row level security;
create policy campaign_goal_staff on benefits.campaign_goal for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.campaign_goal for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.campaign_store (
  campaign_id uuid not null,
  store_id uuid not null,
  node ltree not null,
  campaign_node ltree not null,
  withdrawn_at timestamp with time zone,
  constraint campaign_store_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint campaign_store_pkey PRIMARY KEY (campaign_id, store_id),
  constraint campaign_store_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id)
);
CREATE INDEX campaign_store_store ON benefits.campaign_store USING btree (store_id);
alter table benefits.campaign_store enable row level security;
alter table benefits.campaign_store force row level security;
create policy campaign_store_member on benefits.campaign_store for select using ((kernel.reach() <@ campaign_node));
create policy campaign_store_merchant on benefits.campaign_store for select using ((kernel.scope() @> node));
create policy campaign_store_union on benefits.campaign_store for all using ((kernel.scope() @> campaign_node)) with check ((kernel.scope() @> campaign_node));
create policy owner_moves on benefits.campaign_store for all using (true) with check (true);
grant delete, insert, select to gonghui_app;

create table benefits.change_request (
  id uuid not null,
  campaign_id uuid not null,
  node ltree not null,
  changes jsonb not null,
  reason text not null,
  notice text default ''::text not null,
  state text default 'asked'::text not null,
  awaits text,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  checked_by uuid,
  settled_at timestamp with time zone,
  done jsonb,
  constraint change_request_awaits_check CHECK ((awaits = ANY (ARRAY['checked'::text, 'approved'::text]))),
  constraint change_request_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint change_request_check CHECK (((state = 'asked'::text) = (awaits IS NOT NULL))),
  constraint change_request_check1 CHECK (((state = 'asked'::text) = (settled_at IS NULL))),
  constraint change_request_check2 CHECK ((checked_by <> asked_by)),
  constraint change_request_notice_check CHECK ((length(notice) <= 200)),
  constraint change_request_pkey PRIMARY KEY (id),
  constraint change_request_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 300))),
  constraint change_request_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'applied'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX change_request_campaign ON benefits.change_request USING btree (campaign_id, asked_at);
CREATE INDEX change_request_open ON benefits.change_request USING gist (node) WHERE (state = 'asked'::text);
alter table benefits.change_request enable row level security;
alter table benefits.change_request force row level security;
create policy change_request_staff on benefits.change_request for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.change_request for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.clerk (
  id uuid not null,
  merchant_id uuid not null,
  node ltree not null,
  name text not null,
  phone_sealed bytea not null,
  phone_index bytea not null,
  phone_tail text not null,
  pin_hash text,
  pin_failures smallint default 0 not null,
  pin_locked_until timestamp with time zone,
  state text default 'active'::text not null,
  created_at timestamp with time zone default now() not null,
  manager boolean default false not null,
  constraint clerk_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint clerk_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
  constraint clerk_pkey PRIMARY KEY (id),
  constraint clerk_state_check CHECK ((state = ANY (ARRAY['active'::text, 'left'::text])))
);
CREATE UNIQUE INDEX clerk_once ON benefits.clerk USING btree (merchant_id, phone_index) WHERE (state = 'active'::text);
CREATE INDEX clerk_phone ON benefits.clerk USING btree (phone_index);
alter table benefits.clerk enable row level security;
alter table benefits.clerk force row level security;
create policy clerk_scope on benefits.clerk for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.clerk for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.fund_change (
  id uuid not null,
  source_id uuid not null,
  node ltree not null,
  amount_fen bigint not null,
  kind text not null,
  reason text not null,
  document text not null,
  file_id uuid,
  state text default 'asked'::text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  decision_note text,
  constraint fund_change_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint fund_change_check CHECK (((kind = 'corrected'::text) OR (amount_fen > 0))),
  constraint fund_change_check1 CHECK ((((state = 'asked'::text) = (decided_by IS NULL)) AND ((decided_by IS NULL) = (decided_at IS NULL)))),
  constraint fund_change_check2 CHECK ((decided_by <> asked_by)),
  constraint fund_change_document_check CHECK (((length(document) >= 2) AND (length(document) <= 100))),
  constraint fund_change_file_id_fkey FOREIGN KEY (file_id) REFERENCES kernel.file(id),
  constraint fund_change_kind_check CHECK ((kind = ANY (ARRAY['added'::text, 'corrected'::text]))),
  constraint fund_change_pkey PRIMARY KEY (id),
  constraint fund_change_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 300))),
  constraint fund_change_source_id_fkey FOREIGN KEY (source_id) REFERENCES funds.source(id),
  constraint fund_change_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'refused'::text])))
);
CREATE INDEX fund_change_node ON benefits.fund_change USING gist (node);
CREATE INDEX fund_change_source ON benefits.fund_change USING btree (source_id);
alter table benefits.fund_change enable row level security;
alter table benefits.fund_change force row level security;
create policy fund_change_scope on benefits.fund_change for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.fund_change for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.goods (
  id uuid not null,
  merchant_id uuid not null,
  node ltree not null,
  store_id uuid,
  campaign_id uuid not null,
  campaign_node ltree not null,
  kind_id uuid,
  name text not null,
  origin text not null,
  price_fen bigint not null,
  unit text default ''::text not null,
  about text default ''::text not null,
  picture_file_id uuid,
  starts_on date not null,
  ends_on date not null,
  state text default 'draft'::text not null,
  reason text,
  revision integer default 1 not null,
  entered_by_clerk uuid,
  entered_by uuid,
  entered_by_name text,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamp with time zone,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint goods_about_check CHECK ((length(about) <= 2000)),
  constraint goods_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint goods_check CHECK ((ends_on >= starts_on)),
  constraint goods_check1 CHECK (((entered_by_clerk IS NULL) <> (entered_by IS NULL))),
  constraint goods_check2 CHECK (((state <> 'approved'::text) OR ((picture_file_id IS NOT NULL) AND (checked_by IS NOT NULL)))),
  constraint goods_check3 CHECK (((checked_by IS NULL) OR (entered_by IS NULL) OR (checked_by <> entered_by))),
  constraint goods_entered_by_clerk_fkey FOREIGN KEY (entered_by_clerk) REFERENCES benefits.clerk(id),
  constraint goods_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES benefits.voucher_kind(id),
  constraint goods_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint goods_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint goods_origin_check CHECK (((length(origin) >= 1) AND (length(origin) <= 40))),
  constraint goods_picture_file_id_fkey FOREIGN KEY (picture_file_id) REFERENCES kernel.file(id),
  constraint goods_pkey PRIMARY KEY (id),
  constraint goods_price_fen_check CHECK ((price_fen > 0)),
  constraint goods_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint goods_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id),
  constraint goods_unit_check CHECK ((length(unit) <= 20))
);
CREATE INDEX goods_campaign ON benefits.goods USING gist (campaign_node);
CREATE INDEX goods_merchant ON benefits.goods USING btree (merchant_id);
alter table benefits.goods enable row level security;
alter table benefits.goods force row level security;
create policy goods_merchant on benefits.goods for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy goods_published on benefits.goods for select using (((state = 'approved'::text) AND (kernel.reach() <@ campaign_node)));
create policy goods_union on benefits.goods for select using ((kernel.scope() @> campaign_node));
create policy owner_moves on benefits.goods for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.goods_sale (
  redemption_id uuid not null,
  goods_id uuid not null,
  node ltree not null,
  campaign_node ltree not null,
  quantity integer not null,
  price_fen bigint not null,
  constraint goods_sale_goods_id_fkey FOREIGN KEY (goods_id) REFERENCES benefits.goods(id),
  constraint goods_sale_pkey PRIMARY KEY (redemption_id, goods_id),
  constraint goods_sale_price_fen_check CHECK ((price_fen > 0)),
  constraint goods_sale_quantity_check CHECK (((quantity >= 1) AND (quantity <= 999))),
  constraint goods_sale_redemption_id_fkey FOREIGN KEY (redemption_id) REFERENCES benefits.redemption(id)
);
CREATE INDEX goods_sale_goods ON benefits.goods_sale USING btree (goods_id);
alter table benefits.goods_sale enable row level security;
alter table benefits.goods_sale force row level security;
create policy goods_sale_merchant on benefits.goods_sale for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy goods_sale_union on benefits.goods_sale for select using ((kernel.scope() @> campaign_node));
create policy owner_moves on benefits.goods_sale for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.goods_viewer (
  goods_id uuid not null,
  viewed_on date not null,
  node ltree not null,
  mark bytea not null,
  constraint goods_viewer_goods_id_fkey FOREIGN KEY (goods_id) REFERENCES benefits.goods(id),
  constraint goods_viewer_pkey PRIMARY KEY (goods_id, viewed_on, mark)
);
alter table benefits.goods_viewer enable row level security;
alter table benefits.goods_viewer force row level security;
create policy goods_viewer_scope on benefits.goods_viewer for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.goods_viewer for all using (true) with check (true);
grant delete, insert, select to gonghui_app;

create table benefits.goods_views (
  goods_id uuid not null,
  viewed_on date not null,
  node ltree not null,
  views integer not null,
  constraint goods_views_goods_id_fkey FOREIGN KEY (goods_id) REFERENCES benefits.goods(id),
  constraint goods_views_pkey PRIMARY KEY (goods_id, viewed_on),
  constraint goods_views_views_check CHECK ((views > 0))
);
alter table benefits.goods_views enable row level security;
alter table benefits.goods_views force row level security;
create policy goods_views_scope on benefits.goods_views for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.goods_views for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.merchant (
  organisation_id uuid not null,
  node ltree not null,
  trade_name text not null,
  badge boolean default false not null,
  agreement_until date,
  state text default 'active'::text not null,
  created_at timestamp with time zone default now() not null,
  constraint merchant_node_key UNIQUE (node),
  constraint merchant_pkey PRIMARY KEY (organisation_id),
  constraint merchant_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text]))),
  constraint merchant_trade_name_check CHECK (((length(trade_name) >= 1) AND (length(trade_name) <= 60)))
);
CREATE INDEX merchant_node ON benefits.merchant USING gist (node);
alter table benefits.merchant enable row level security;
alter table benefits.merchant force row level security;
create policy merchant_of_campaign on benefits.merchant for select using ((EXISTS ( SELECT
   FROM benefits.store s
  WHERE (s.merchant_id = merchant.organisation_id))));
create policy merchant_scope on benefits.merchant for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.merchant for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.merchant_application (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  legal_name text not null,
  trade_name text not null,
  credit_code text not null,
  credit_code_reason text,
  contact_name text not null,
  phone_sealed bytea not null,
  phone_index bytea not null,
  phone_tail text not null,
  trade text not null,
  stores jsonb not null,
  licence_file_id uuid,
  state text default 'submitted'::text not null,
  reason text,
  submitted_at timestamp with time zone default clock_timestamp() not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  merchant_id uuid,
  import_id uuid,
  bank_name text,
  bank_holder text,
  bank_sealed bytea,
  constraint merchant_application_bank CHECK ((num_nonnulls(bank_name, bank_holder, bank_sealed) = ANY (ARRAY[0, 3]))),
  constraint merchant_application_check CHECK (((state = 'submitted'::text) = (decided_at IS NULL))),
  constraint merchant_application_check1 CHECK (((state = 'accepted'::text) = (merchant_id IS NOT NULL))),
  constraint merchant_application_check2 CHECK (((state <> 'refused'::text) OR (reason <> ''::text))),
  constraint merchant_application_contact_name_check CHECK (((length(contact_name) >= 1) AND (length(contact_name) <= 40))),
  constraint merchant_application_credit_code_check CHECK (((length(credit_code) >= 1) AND (length(credit_code) <= 30))),
  constraint merchant_application_legal_name_check CHECK (((length(legal_name) >= 1) AND (length(legal_name) <= 100))),
  constraint merchant_application_licence_file_id_fkey FOREIGN KEY (licence_file_id) REFERENCES kernel.file(id),
  constraint merchant_application_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint merchant_application_pkey PRIMARY KEY (id),
  constraint merchant_application_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'accepted'::text, 'refused'::text]))),
  constraint merchant_application_stores_check CHECK (((jsonb_array_length(stores) >= 1) AND (jsonb_array_length(stores) <= 50))),
  constraint merchant_application_trade_check CHECK (((length(trade) >= 1) AND (length(trade) <= 40))),
  constraint merchant_application_trade_name_check CHECK (((length(trade_name) >= 1) AND (length(trade_name) <= 60)))
);
CREATE INDEX merchant_application_import ON benefits.merchant_application USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX merchant_application_node ON benefits.merchant_application USING gist (node);
CREATE UNIQUE INDEX merchant_application_open ON benefits.merchant_application USING btree (organisation_id, credit_code, phone_index) WHERE (state = 'submitted'::text);
CREATE INDEX merchant_application_phone ON benefits.merchant_application USING btree (phone_index);
alter table benefits.merchant_application enable row level security;
alter table benefits.merchant_application force row level security;
create policy merchant_application_kept on benefits.merchant_application for delete using (((import_id IS NOT NULL) AND (state = 'submitted'::text)));
create policy merchant_application_scope on benefits.merchant_application for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.merchant_application for all using (true) with check (true);
grant delete, insert, select to gonghui_app;

create table benefits.notice (
  id uuid not null,
  campaign_id uuid not null,
  release_id uuid,
  node ltree not null,
  title text not null,
  contact_name text not null,
  contact_line text not null,
  starts_on date not null,
  ends_on date not null,
  rows jsonb not null,
  people integer not null,
  state text not null,
  reason text,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone,
  constraint notice_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint notice_check CHECK ((ends_on >= starts_on)),
  constraint notice_check1 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  constraint notice_contact_line_check CHECK ((contact_line <> ''::text)),
  constraint notice_contact_name_check CHECK ((contact_name <> ''::text)),
  constraint notice_people_check CHECK ((people > 0)),
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_release_id_fkey FOREIGN KEY (release_id) REFERENCES benefits.round_release(release_id),
  constraint notice_rows_check CHECK ((jsonb_typeof(rows) = 'array'::text)),
  constraint notice_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'published'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint notice_title_check CHECK (((length(title) >= 1) AND (length(title) <= 80)))
);
CREATE INDEX notice_campaign ON benefits.notice USING btree (campaign_id, id);
CREATE INDEX notice_ending ON benefits.notice USING btree (ends_on) WHERE (state = 'published'::text);
alter table benefits.notice enable row level security;
alter table benefits.notice force row level security;
create policy notice_staff on benefits.notice for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.notice for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.office (
  node ltree not null,
  organisation_id uuid not null,
  people smallint not null,
  changed_by uuid,
  changed_at timestamp with time zone default clock_timestamp() not null,
  constraint office_people_check CHECK ((people = ANY (ARRAY[2, 3]))),
  constraint office_pkey PRIMARY KEY (node)
);
alter table benefits.office enable row level security;
alter table benefits.office force row level security;
create policy office_below on benefits.office for select using ((kernel.scope() <@ node));
create policy office_scope on benefits.office for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.office for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table benefits.offline_discrepancy (
  id uuid not null,
  till_id uuid not null,
  store_id uuid not null,
  clerk_id uuid,
  node ltree not null,
  campaign_node ltree,
  local_id text not null,
  claim_id uuid,
  amount_fen bigint not null,
  accepted_at timestamp with time zone not null,
  synced_at timestamp with time zone default now() not null,
  outcome text not null,
  problem text not null,
  handled_at timestamp with time zone,
  handled_by uuid,
  handled_by_name text,
  handling_note text,
  borne_by text,
  borne_fen bigint,
  borne_campaign_id uuid,
  borne_kind_id uuid,
  constraint discrepancy_borne CHECK ((((borne_by IS NULL) OR (handled_at IS NOT NULL)) AND ((NOT (borne_by IS DISTINCT FROM 'union'::text)) = (borne_fen IS NOT NULL)) AND ((borne_fen IS NULL) = (borne_campaign_id IS NULL)) AND ((borne_fen IS NULL) = (borne_kind_id IS NULL)))),
  constraint offline_discrepancy_borne_by_check CHECK ((borne_by = ANY (ARRAY['merchant'::text, 'union'::text]))),
  constraint offline_discrepancy_borne_campaign_id_fkey FOREIGN KEY (borne_campaign_id) REFERENCES benefits.campaign(id),
  constraint offline_discrepancy_borne_fen_check CHECK ((borne_fen > 0)),
  constraint offline_discrepancy_borne_kind_id_fkey FOREIGN KEY (borne_kind_id) REFERENCES benefits.voucher_kind(id),
  constraint offline_discrepancy_check CHECK ((((handled_at IS NULL) = (handling_note IS NULL)) AND ((handled_at IS NULL) = (handled_by IS NULL)))),
  constraint offline_discrepancy_outcome_check CHECK ((outcome = ANY (ARRAY['double'::text, 'refused'::text]))),
  constraint offline_discrepancy_pkey PRIMARY KEY (id),
  constraint offline_discrepancy_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id),
  constraint offline_discrepancy_till_id_fkey FOREIGN KEY (till_id) REFERENCES benefits.till(id),
  constraint offline_discrepancy_till_id_local_id_key UNIQUE (till_id, local_id)
);
CREATE INDEX discrepancy_open ON benefits.offline_discrepancy USING btree (id) WHERE (handled_at IS NULL);
alter table benefits.offline_discrepancy enable row level security;
alter table benefits.offline_discrepancy force row level security;
create policy discrepancy_merchant on benefits.offline_discrepancy for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy discrepancy_union on benefits.offline_discrepancy for select using ((kernel.scope() @> campaign_node));
create policy owner_moves on benefits.offline_discrepancy for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.old_article (
  redemption_id uuid not null,
  campaign_id uuid not null,
  node ltree not null,
  campaign_node ltree not null,
  kind text not null,
  number text not null,
  number_key text not null,
  released_at timestamp with time zone,
  constraint old_article_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint old_article_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40))),
  constraint old_article_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60))),
  constraint old_article_number_key_check CHECK ((number_key <> ''::text)),
  constraint old_article_pkey PRIMARY KEY (redemption_id),
  constraint old_article_redemption_id_fkey FOREIGN KEY (redemption_id) REFERENCES benefits.redemption(id)
);
CREATE UNIQUE INDEX old_article_once ON benefits.old_article USING btree (campaign_id, number_key) WHERE (released_at IS NULL);
alter table benefits.old_article enable row level security;
alter table benefits.old_article force row level security;
create policy old_article_merchant on benefits.old_article for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy old_article_union on benefits.old_article for select using ((kernel.scope() @> campaign_node));
create policy owner_moves on benefits.old_article for all using (true) with check (true);
grant insert, select to gonghui_app;

create table benefits.pairing_code (
  code_hash bytea not null,
  store_id uuid not null,
  node ltree not null,
  made_by uuid,
  made_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint pairing_code_pkey PRIMARY KEY (code_hash),
  constraint pairing_code_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id)
);
alter table benefits.pairing_code enable row level security;
alter table benefits.pairing_code force row level security;
create policy owner_moves on benefits.pairing_code for all using (true) with check (true);
create policy pairing_code_scope on benefits.pairing_code for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table benefits.paper_ticket (
  id uuid not null,
  claim_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  code_hash bytea not null,
  printed_by uuid not null,
  printed_at timestamp with time zone default clock_timestamp() not null,
  voided_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint paper_ticket_check CHECK (((voided_at IS NULL) OR (used_at IS NULL))),
  constraint paper_ticket_code_hash_check CHECK ((octet_length(code_hash) = 32)),
  constraint paper_ticket_code_hash_key UNIQUE (code_hash),
  constraint paper_ticket_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX paper_ticket_live ON benefits.paper_ticket USING btree (claim_id) WHERE ((voided_at IS NULL) AND (used_at IS NULL));
CREATE INDEX paper_ticket_person ON benefits.paper_ticket USING btree (person_id);
alter table benefits.paper_ticket enable row level security;
alter table benefits.paper_ticket force row level security;
create policy owner_moves on benefits.paper_ticket for all using (true) with check (true);
create policy paper_ticket_staff on benefits.paper_ticket for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.past_year (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  year integer not null,
  theme text not null,
  issued_fen bigint not null,
  redeemed_fen bigint,
  spending_fen bigint,
  vouchers integer,
  source text not null,
  entered_by_name text not null,
  entered_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by_name text,
  constraint past_year_check CHECK (((withdrawn_at IS NULL) = (withdrawn_by_name IS NULL))),
  constraint past_year_issued_fen_check CHECK ((issued_fen >= 0)),
  constraint past_year_pkey PRIMARY KEY (id),
  constraint past_year_redeemed_fen_check CHECK ((redeemed_fen >= 0)),
  constraint past_year_source_check CHECK (((length(source) >= 2) AND (length(source) <= 200))),
  constraint past_year_spending_fen_check CHECK ((spending_fen >= 0)),
  constraint past_year_theme_check CHECK (((length(theme) >= 1) AND (length(theme) <= 60))),
  constraint past_year_vouchers_check CHECK ((vouchers >= 0)),
  constraint past_year_year_check CHECK (((year >= 1980) AND (year <= 2200)))
);
CREATE INDEX past_year_node ON benefits.past_year USING gist (node);
alter table benefits.past_year enable row level security;
alter table benefits.past_year force row level security;
create policy owner_moves on benefits.past_year for all using (true) with check (true);
create policy past_year_scope on benefits.past_year for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.plaque (
  id uuid not null,
  number text not null,
  merchant_id uuid not null,
  store_id uuid not null,
  node ltree not null,
  title text not null,
  issued_by uuid,
  issued_by_name text,
  issued_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone,
  withdrawal_reason text,
  constraint plaque_check CHECK (((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))),
  constraint plaque_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint plaque_number_check CHECK ((number ~ '^[A-HJKMNP-Z2-9]{10}$'::text)),
  constraint plaque_number_key UNIQUE (number),
  constraint plaque_pkey PRIMARY KEY (id),
  constraint plaque_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id),
  constraint plaque_title_check CHECK (((length(title) >= 1) AND (length(title) <= 40)))
);
CREATE INDEX plaque_merchant ON benefits.plaque USING btree (merchant_id);
CREATE UNIQUE INDEX plaque_one_per_store ON benefits.plaque USING btree (store_id) WHERE (withdrawn_at IS NULL);
alter table benefits.plaque enable row level security;
alter table benefits.plaque force row level security;
create policy owner_moves on benefits.plaque for all using (true) with check (true);
create policy plaque_scope on benefits.plaque for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.receipt_photo (
  id uuid not null,
  redemption_id uuid not null,
  file_id uuid not null,
  node ltree not null,
  campaign_node ltree not null,
  till_id uuid not null,
  clerk_id uuid,
  at timestamp with time zone default clock_timestamp() not null,
  constraint receipt_photo_clerk_id_fkey FOREIGN KEY (clerk_id) REFERENCES benefits.clerk(id),
  constraint receipt_photo_file_id_key UNIQUE (file_id),
  constraint receipt_photo_pkey PRIMARY KEY (id),
  constraint receipt_photo_redemption_id_fkey FOREIGN KEY (redemption_id) REFERENCES benefits.redemption(id),
  constraint receipt_photo_till_id_fkey FOREIGN KEY (till_id) REFERENCES benefits.till(id)
);
CREATE INDEX receipt_photo_redemption ON benefits.receipt_photo USING btree (redemption_id);
alter table benefits.receipt_photo enable row level security;
alter table benefits.receipt_photo force row level security;
create policy owner_moves on benefits.receipt_photo for all using (true) with check (true);
create policy receipt_photo_merchant on benefits.receipt_photo for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy receipt_photo_union on benefits.receipt_photo for select using ((kernel.scope() @> campaign_node));
grant insert, select to gonghui_app;

create table benefits.redemption (
  id uuid not null,
  claim_id uuid not null,
  campaign_id uuid not null,
  kind_id uuid not null,
  person_id uuid not null,
  campaign_node ltree not null,
  node ltree not null,
  merchant_id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  clerk_id uuid not null,
  amount_fen bigint not null,
  off_fen bigint not null,
  receipt text,
  redeemed_at timestamp with time zone not null,
  request_key text not null,
  request_hash bytea not null,
  local_id text,
  accepted_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by uuid,
  undo_reason text,
  goods_back_fen bigint default 0 not null,
  reissued_at timestamp with time zone,
  constraint redemption_amount_fen_check CHECK ((amount_fen > 0)),
  constraint redemption_amounts UNIQUE (id, amount_fen, off_fen),
  constraint redemption_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint redemption_check CHECK (((off_fen > 0) AND (off_fen <= amount_fen))),
  constraint redemption_check1 CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
  constraint redemption_check2 CHECK (((undone_by IS NULL) OR (undone_by <> clerk_id))),
  constraint redemption_check3 CHECK (((goods_back_fen >= 0) AND (goods_back_fen <= amount_fen))),
  constraint redemption_clerk_id_fkey FOREIGN KEY (clerk_id) REFERENCES benefits.clerk(id),
  constraint redemption_ends_once CHECK (((undone_at IS NULL) OR ((goods_back_fen = 0) AND (reissued_at IS NULL)))),
  constraint redemption_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES benefits.voucher_kind(id),
  constraint redemption_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint redemption_pkey PRIMARY KEY (id),
  constraint redemption_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id),
  constraint redemption_till_id_fkey FOREIGN KEY (till_id) REFERENCES benefits.till(id),
  constraint redemption_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES benefits.clerk(id)
);
CREATE INDEX redemption_campaign ON benefits.redemption USING btree (campaign_id, redeemed_at);
CREATE UNIQUE INDEX redemption_local ON benefits.redemption USING btree (till_id, local_id) WHERE (local_id IS NOT NULL);
CREATE UNIQUE INDEX redemption_one_per_claim ON benefits.redemption USING btree (claim_id) WHERE ((undone_at IS NULL) AND (reissued_at IS NULL));
CREATE INDEX redemption_person ON benefits.redemption USING btree (person_id);
CREATE INDEX redemption_receipt ON benefits.redemption USING btree (merchant_id, lower(receipt)) WHERE (receipt IS NOT NULL);
CREATE UNIQUE INDEX redemption_request ON benefits.redemption USING btree (till_id, request_key);
CREATE INDEX redemption_store_day ON benefits.redemption USING btree (store_id, redeemed_at);
CREATE INDEX redemption_taken ON benefits.redemption USING btree (till_id, COALESCE(accepted_at, redeemed_at));
alter table benefits.redemption enable row level security;
alter table benefits.redemption force row level security;
create policy owner_moves on benefits.redemption for all using (true) with check (true);
create policy redemption_merchant on benefits.redemption for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy redemption_own on benefits.redemption for select using ((person_id = kernel.person()));
create policy redemption_union on benefits.redemption for select using ((kernel.scope() @> campaign_node));
grant insert, select to gonghui_app;

create table benefits.rehearsal (
  id uuid not null,
  campaign_id uuid not null,
  node ltree not null,
  play_root ltree not null,
  play_campaign_id uuid not null,
  play_store_id uuid not null,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamp with time zone default clock_timestamp() not null,
  opens_at timestamp with time zone not null,
  ends_by timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by_name text,
  phones smallint not null,
  entered smallint,
  won smallint,
  redeemed smallint,
  constraint rehearsal_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint rehearsal_check CHECK ((ends_by > opens_at)),
  constraint rehearsal_check1 CHECK ((((ended_at IS NULL) = (entered IS NULL)) AND ((ended_at IS NULL) = (won IS NULL)) AND ((ended_at IS NULL) = (redeemed IS NULL)))),
  constraint rehearsal_check2 CHECK (((ended_by_name IS NULL) OR (ended_at IS NOT NULL))),
  constraint rehearsal_phones_check CHECK (((phones >= 1) AND (phones <= 20))),
  constraint rehearsal_pkey PRIMARY KEY (id),
  constraint rehearsal_play_campaign_id_fkey FOREIGN KEY (play_campaign_id) REFERENCES benefits.campaign(id),
  constraint rehearsal_play_root_key UNIQUE (play_root),
  constraint rehearsal_play_store_id_fkey FOREIGN KEY (play_store_id) REFERENCES benefits.store(id)
);
CREATE INDEX rehearsal_campaign ON benefits.rehearsal USING btree (campaign_id, started_at DESC);
CREATE INDEX rehearsal_due ON benefits.rehearsal USING btree (ends_by) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX rehearsal_one_at_a_time ON benefits.rehearsal USING btree (campaign_id) WHERE (ended_at IS NULL);
alter table benefits.rehearsal enable row level security;
alter table benefits.rehearsal force row level security;
create policy owner_moves on benefits.rehearsal for all using (true) with check (true);
create policy rehearsal_scope on benefits.rehearsal for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.rehearsal_phone (
  rehearsal_id uuid not null,
  number smallint not null,
  node ltree not null,
  person_id uuid not null,
  renewals integer default 0 not null,
  link_hash bytea not null,
  link_until timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint rehearsal_phone_link_hash_key UNIQUE (link_hash),
  constraint rehearsal_phone_number_check CHECK (((number >= 1) AND (number <= 20))),
  constraint rehearsal_phone_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint rehearsal_phone_pkey PRIMARY KEY (rehearsal_id, number),
  constraint rehearsal_phone_rehearsal_id_fkey FOREIGN KEY (rehearsal_id) REFERENCES benefits.rehearsal(id)
);
alter table benefits.rehearsal_phone enable row level security;
alter table benefits.rehearsal_phone force row level security;
create policy owner_moves on benefits.rehearsal_phone for all using (true) with check (true);
create policy rehearsal_phone_scope on benefits.rehearsal_phone for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant delete, insert, select to gonghui_app;

create table benefits.reversal (
  id uuid not null,
  redemption_id uuid not null,
  kind text default 'goods_returned'::text not null,
  outcome text not null,
  claim_id uuid not null,
  campaign_id uuid not null,
  campaign_node ltree not null,
  node ltree not null,
  merchant_id uuid not null,
  store_id uuid not null,
  till_id uuid not null,
  clerk_id uuid not null,
  second_clerk_id uuid,
  amount_fen bigint not null,
  taken_off_fen bigint not null,
  goods_fen bigint not null,
  off_fen bigint not null,
  valid_until timestamp with time zone,
  reason text not null,
  at timestamp with time zone default date_trunc('milliseconds'::text, clock_timestamp()) not null,
  request_key text not null,
  constraint reversal_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint reversal_check CHECK (((goods_fen > 0) AND (goods_fen <= amount_fen))),
  constraint reversal_check1 CHECK (((off_fen > 0) AND (off_fen <= taken_off_fen) AND (off_fen <= goods_fen))),
  constraint reversal_check2 CHECK (((outcome = 'reissued'::text) = (valid_until IS NOT NULL))),
  constraint reversal_check3 CHECK (((outcome = 'clawed_back'::text) OR (off_fen = taken_off_fen))),
  constraint reversal_check4 CHECK (((second_clerk_id IS NULL) OR (second_clerk_id <> clerk_id))),
  constraint reversal_clerk_id_fkey FOREIGN KEY (clerk_id) REFERENCES benefits.clerk(id),
  constraint reversal_kind_check CHECK ((kind = 'goods_returned'::text)),
  constraint reversal_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint reversal_outcome_check CHECK ((outcome = ANY (ARRAY['clawed_back'::text, 'reissued'::text]))),
  constraint reversal_pkey PRIMARY KEY (id),
  constraint reversal_reason_check CHECK ((reason <> ''::text)),
  constraint reversal_redemption_id_amount_fen_taken_off_fen_fkey FOREIGN KEY (redemption_id, amount_fen, taken_off_fen) REFERENCES benefits.redemption(id, amount_fen, off_fen),
  constraint reversal_redemption_id_key UNIQUE (redemption_id),
  constraint reversal_second_clerk_id_fkey FOREIGN KEY (second_clerk_id) REFERENCES benefits.clerk(id),
  constraint reversal_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id),
  constraint reversal_till_id_fkey FOREIGN KEY (till_id) REFERENCES benefits.till(id),
  constraint reversal_till_id_request_key_key UNIQUE (till_id, request_key)
);
CREATE INDEX reversal_campaign ON benefits.reversal USING btree (campaign_id, at);
CREATE INDEX reversal_merchant ON benefits.reversal USING btree (merchant_id, at);
CREATE INDEX reversal_store ON benefits.reversal USING btree (store_id, at);
alter table benefits.reversal enable row level security;
alter table benefits.reversal force row level security;
create policy owner_moves on benefits.reversal for all using (true) with check (true);
create policy reversal_merchant on benefits.reversal for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy reversal_union on benefits.reversal for select using ((kernel.scope() @> campaign_node));
grant insert, select to gonghui_app;

create table benefits.round (
  id uuid not null,
  campaign_id uuid not null,
  node ltree not null,
  number integer not null,
  entry_opens_at timestamp with time zone,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint round_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint round_campaign_id_number_key UNIQUE (campaign_id, number),
  constraint round_campaign_id_opens_at_key UNIQUE (campaign_id, opens_at),
  constraint round_check CHECK ((closes_at > opens_at)),
  constraint round_number_check CHECK ((number > 0)),
  constraint round_pkey PRIMARY KEY (id)
);
CREATE INDEX round_unsettled ON benefits.round USING btree (closes_at) WHERE (settled_at IS NULL);
alter table benefits.round enable row level security;
alter table benefits.round force row level security;
create policy owner_moves on benefits.round for all using (true) with check (true);
create policy round_published on benefits.round for select using ((kernel.reach() <@ node));
create policy round_staff on benefits.round for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.round_release (
  release_id uuid not null,
  round_id uuid not null,
  kind_id uuid not null,
  node ltree not null,
  constraint round_release_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES benefits.voucher_kind(id),
  constraint round_release_pkey PRIMARY KEY (release_id),
  constraint round_release_round_id_fkey FOREIGN KEY (round_id) REFERENCES benefits.round(id),
  constraint round_release_round_id_kind_id_key UNIQUE (round_id, kind_id)
);
CREATE INDEX round_release_kind ON benefits.round_release USING btree (kind_id);
alter table benefits.round_release enable row level security;
alter table benefits.round_release force row level security;
create policy owner_moves on benefits.round_release for all using (true) with check (true);
create policy round_release_published on benefits.round_release for select using ((kernel.reach() <@ node));
create policy round_release_staff on benefits.round_release for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.settlement (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  from_day date not null,
  to_day date not null,
  cut_off timestamp with time zone not null,
  campaign_ids uuid[] default '{}'::uuid[] not null,
  merchants integer default 0 not null,
  drafted integer default 0 not null,
  state text default 'drafting'::text not null,
  created_by uuid,
  created_by_name text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint settlement_check CHECK ((to_day >= from_day)),
  constraint settlement_check1 CHECK ((drafted <= merchants)),
  constraint settlement_pkey PRIMARY KEY (id),
  constraint settlement_state_check CHECK ((state = ANY (ARRAY['drafting'::text, 'drafted'::text])))
);
CREATE INDEX settlement_node ON benefits.settlement USING gist (node);
alter table benefits.settlement enable row level security;
alter table benefits.settlement force row level security;
create policy owner_moves on benefits.settlement for all using (true) with check (true);
create policy settlement_scope on benefits.settlement for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.shift (
  id uuid not null,
  till_id uuid not null,
  store_id uuid not null,
  merchant_id uuid not null,
  node ltree not null,
  clerk_id uuid not null,
  opened_at timestamp with time zone default clock_timestamp() not null,
  closed_at timestamp with time zone,
  closed_by uuid,
  taken_over_by uuid,
  figures jsonb,
  slips_counted integer,
  not_sent integer,
  note text,
  constraint shift_check CHECK ((((closed_at IS NULL) = (figures IS NULL)) AND ((closed_at IS NULL) = (slips_counted IS NULL)) AND ((closed_at IS NULL) = (not_sent IS NULL)) AND ((closed_at IS NULL) = (closed_by IS NULL)))),
  constraint shift_check1 CHECK ((closed_at >= opened_at)),
  constraint shift_check2 CHECK (((closed_at IS NOT NULL) OR ((note IS NULL) AND (taken_over_by IS NULL)))),
  constraint shift_check3 CHECK (((taken_over_by IS NULL) OR (taken_over_by <> clerk_id))),
  constraint shift_clerk_id_fkey FOREIGN KEY (clerk_id) REFERENCES benefits.clerk(id),
  constraint shift_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES benefits.clerk(id),
  constraint shift_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint shift_not_sent_check CHECK ((not_sent >= 0)),
  constraint shift_pkey PRIMARY KEY (id),
  constraint shift_slips_counted_check CHECK ((slips_counted >= 0)),
  constraint shift_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id),
  constraint shift_taken_over_by_fkey FOREIGN KEY (taken_over_by) REFERENCES benefits.clerk(id),
  constraint shift_till_id_fkey FOREIGN KEY (till_id) REFERENCES benefits.till(id)
);
CREATE INDEX shift_merchant ON benefits.shift USING btree (merchant_id, id);
CREATE UNIQUE INDEX shift_open_once ON benefits.shift USING btree (till_id, clerk_id) WHERE (closed_at IS NULL);
CREATE INDEX shift_store ON benefits.shift USING btree (store_id, opened_at);
alter table benefits.shift enable row level security;
alter table benefits.shift force row level security;
create policy owner_moves on benefits.shift for all using (true) with check (true);
create policy shift_scope on benefits.shift for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.statement (
  id uuid not null,
  settlement_id uuid not null,
  node ltree not null,
  merchant_id uuid not null,
  merchant_node ltree not null,
  year integer not null,
  sequence integer not null,
  number text not null,
  revision integer default 1 not null,
  state text default 'draft'::text not null,
  lines integer default 0 not null,
  amount_fen bigint default 0 not null,
  total_fen bigint default 0 not null,
  digest bytea,
  payee jsonb,
  account_change jsonb,
  confirmed_at timestamp with time zone,
  confirmed_by uuid,
  confirmed_by_name text,
  invoice_number text,
  invoice_on date,
  invoice_file_id uuid,
  paid_on date,
  bank_reference text,
  drafted_by uuid,
  drafted_by_name text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint statement_check CHECK (((invoice_number IS NULL) = (invoice_on IS NULL))),
  constraint statement_check1 CHECK (((state = ANY (ARRAY['draft'::text, 'void'::text])) OR (digest IS NOT NULL))),
  constraint statement_check2 CHECK (((state <> ALL (ARRAY['confirmed'::text, 'reviewed'::text, 'approved'::text, 'paid'::text, 'locked'::text])) OR ((confirmed_at IS NOT NULL) AND (payee IS NOT NULL)))),
  constraint statement_check3 CHECK (((state = ANY (ARRAY['paid'::text, 'locked'::text])) = ((paid_on IS NOT NULL) AND (bank_reference IS NOT NULL)))),
  constraint statement_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES benefits.clerk(id),
  constraint statement_invoice_file_id_fkey FOREIGN KEY (invoice_file_id) REFERENCES kernel.file(id),
  constraint statement_invoice_number_check CHECK (((length(invoice_number) >= 1) AND (length(invoice_number) <= 40))),
  constraint statement_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint statement_node_year_sequence_key UNIQUE (node, year, sequence),
  constraint statement_pkey PRIMARY KEY (id),
  constraint statement_sequence_check CHECK ((sequence > 0)),
  constraint statement_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES benefits.settlement(id),
  constraint statement_settlement_id_merchant_id_key UNIQUE (settlement_id, merchant_id),
  constraint statement_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'disputed'::text, 'confirmed'::text, 'reviewed'::text, 'approved'::text, 'paid'::text, 'locked'::text, 'void'::text])))
);
CREATE INDEX statement_merchant ON benefits.statement USING btree (merchant_id, created_at);
CREATE INDEX statement_node ON benefits.statement USING gist (node);
alter table benefits.statement enable row level security;
alter table benefits.statement force row level security;
create policy owner_moves on benefits.statement for all using (true) with check (true);
create policy statement_merchant on benefits.statement for select using (((kernel.scope() @> merchant_node) AND (digest IS NOT NULL)));
create policy statement_union on benefits.statement for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.statement_counter (
  node ltree not null,
  year integer not null,
  last integer not null,
  constraint statement_counter_pkey PRIMARY KEY (node, year)
);
alter table benefits.statement_counter enable row level security;
alter table benefits.statement_counter force row level security;
create policy owner_moves on benefits.statement_counter for all using (true) with check (true);
create policy statement_counter_scope on benefits.statement_counter for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table benefits.statement_dispute (
  id uuid not null,
  statement_id uuid not null,
  node ltree not null,
  merchant_node ltree not null,
  revision integer not null,
  line_kind text,
  source_id uuid,
  "position" integer,
  reason text not null,
  raised_by uuid not null,
  raised_by_name text not null,
  raised_at timestamp with time zone default clock_timestamp() not null,
  answer text,
  left_out boolean default false not null,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamp with time zone,
  constraint statement_dispute_check CHECK ((((line_kind IS NULL) = (source_id IS NULL)) AND ((source_id IS NULL) = ("position" IS NULL)))),
  constraint statement_dispute_check1 CHECK ((((answer IS NULL) = (answered_by IS NULL)) AND ((answer IS NULL) = (answered_at IS NULL)))),
  constraint statement_dispute_check2 CHECK (((NOT left_out) OR ((answer IS NOT NULL) AND (source_id IS NOT NULL)))),
  constraint statement_dispute_pkey PRIMARY KEY (id),
  constraint statement_dispute_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES benefits.clerk(id),
  constraint statement_dispute_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 300))),
  constraint statement_dispute_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES benefits.statement(id)
);
CREATE INDEX statement_dispute_statement ON benefits.statement_dispute USING btree (statement_id);
alter table benefits.statement_dispute enable row level security;
alter table benefits.statement_dispute force row level security;
create policy owner_moves on benefits.statement_dispute for all using (true) with check (true);
create policy statement_dispute_merchant on benefits.statement_dispute for select using ((kernel.scope() @> merchant_node));
create policy statement_dispute_union on benefits.statement_dispute for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.statement_line (
  id uuid not null,
  statement_id uuid not null,
  node ltree not null,
  merchant_node ltree not null,
  "position" integer not null,
  kind text not null,
  source_id uuid not null,
  corrects_id uuid,
  at timestamp with time zone not null,
  late boolean not null,
  store_id uuid not null,
  store_name text not null,
  clerk_name text not null,
  claim_id uuid not null,
  kind_id uuid not null,
  kind_title text not null,
  face_fen bigint not null,
  campaign_id uuid not null,
  campaign_title text not null,
  fund_source_id uuid not null,
  fund_name text not null,
  quota_id uuid,
  amount_fen bigint not null,
  off_fen bigint not null,
  receipt text,
  offline boolean not null,
  note text,
  hash bytea not null,
  constraint statement_line_check CHECK (((kind = ANY (ARRAY['undo'::text, 'reversal'::text])) = (corrects_id IS NOT NULL))),
  constraint statement_line_check1 CHECK (((kind = ANY (ARRAY['undo'::text, 'reversal'::text])) = (off_fen < 0))),
  constraint statement_line_kind_check CHECK ((kind = ANY (ARRAY['redemption'::text, 'undo'::text, 'reversal'::text, 'difference'::text]))),
  constraint statement_line_off_fen_check CHECK ((off_fen <> 0)),
  constraint statement_line_once UNIQUE (kind, source_id),
  constraint statement_line_pkey PRIMARY KEY (id),
  constraint statement_line_position_check CHECK (("position" > 0)),
  constraint statement_line_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES benefits.statement(id),
  constraint statement_line_statement_id_position_key UNIQUE (statement_id, "position")
);
CREATE INDEX statement_line_campaign ON benefits.statement_line USING btree (campaign_id);
CREATE INDEX statement_line_corrects ON benefits.statement_line USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);
alter table benefits.statement_line enable row level security;
alter table benefits.statement_line force row level security;
create policy owner_moves on benefits.statement_line for all using (true) with check (true);
create policy statement_line_merchant on benefits.statement_line for select using (((kernel.scope() @> merchant_node) AND (EXISTS ( SELECT
   FROM benefits.statement s
  WHERE ((s.id = statement_line.statement_id) AND (s.digest IS NOT NULL))))));
create policy statement_line_union on benefits.statement_line for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant delete, insert, select to gonghui_app;

create table benefits.statement_step (
  id uuid not null,
  statement_id uuid not null,
  node ltree not null,
  merchant_node ltree not null,
  revision integer not null,
  step text not null,
  by_clerk boolean not null,
  by_id uuid,
  by_name text not null,
  note text,
  total_fen bigint not null,
  digest bytea,
  at timestamp with time zone default clock_timestamp() not null,
  file_id uuid,
  constraint statement_step_file_id_fkey FOREIGN KEY (file_id) REFERENCES kernel.file(id),
  constraint statement_step_pkey PRIMARY KEY (id),
  constraint statement_step_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES benefits.statement(id)
);
CREATE INDEX statement_step_statement ON benefits.statement_step USING btree (statement_id, id);
alter table benefits.statement_step enable row level security;
alter table benefits.statement_step force row level security;
create policy owner_moves on benefits.statement_step for all using (true) with check (true);
create policy statement_step_merchant on benefits.statement_step for select using (((kernel.scope() @> merchant_node) AND (digest IS NOT NULL)));
create policy statement_step_union on benefits.statement_step for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.store (
  id uuid not null,
  merchant_id uuid not null,
  node ltree not null,
  name text not null,
  address text default ''::text not null,
  phone text default ''::text not null,
  state text default 'open'::text not null,
  closed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  "position" text default ''::text not null,
  constraint store_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint store_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES benefits.merchant(organisation_id),
  constraint store_merchant_id_name_key UNIQUE (merchant_id, name),
  constraint store_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint store_pkey PRIMARY KEY (id),
  constraint store_position_check CHECK ((length("position") <= 60)),
  constraint store_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE INDEX store_node ON benefits.store USING gist (node);
alter table benefits.store enable row level security;
alter table benefits.store force row level security;
create policy owner_moves on benefits.store for all using (true) with check (true);
create policy store_of_campaign on benefits.store for select using ((EXISTS ( SELECT
   FROM benefits.campaign_store s
  WHERE (s.store_id = store.id))));
create policy store_scope on benefits.store for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table benefits.store_suspension (
  id uuid not null,
  store_id uuid not null,
  node ltree not null,
  reason text not null,
  from_at timestamp with time zone default clock_timestamp() not null,
  until_at timestamp with time zone,
  made_by uuid,
  made_by_name text,
  lifted_at timestamp with time zone,
  lifted_by uuid,
  lifted_by_name text,
  constraint store_suspension_check CHECK ((until_at > from_at)),
  constraint store_suspension_check1 CHECK ((lifted_at >= from_at)),
  constraint store_suspension_once EXCLUDE USING gist (store_id WITH =, tstzrange(from_at, LEAST(until_at, lifted_at)) WITH &&),
  constraint store_suspension_pkey PRIMARY KEY (id),
  constraint store_suspension_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 200))),
  constraint store_suspension_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id)
);
alter table benefits.store_suspension enable row level security;
alter table benefits.store_suspension force row level security;
create policy owner_moves on benefits.store_suspension for all using (true) with check (true);
create policy store_suspension_of_campaign on benefits.store_suspension for select using ((EXISTS ( SELECT
   FROM benefits.campaign_store s
  WHERE (s.store_id = store_suspension.store_id))));
create policy store_suspension_scope on benefits.store_suspension for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table benefits.till (
  id uuid not null,
  store_id uuid not null,
  node ltree not null,
  device_name text not null,
  paired_at timestamp with time zone default now() not null,
  paired_by text not null,
  retired_at timestamp with time zone,
  constraint till_device_name_check CHECK (((length(device_name) >= 1) AND (length(device_name) <= 60))),
  constraint till_pkey PRIMARY KEY (id),
  constraint till_store_id_fkey FOREIGN KEY (store_id) REFERENCES benefits.store(id)
);
CREATE INDEX till_store ON benefits.till USING btree (store_id);
alter table benefits.till enable row level security;
alter table benefits.till force row level security;
create policy owner_moves on benefits.till for all using (true) with check (true);
create policy till_scope on benefits.till for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table benefits.till_check (
  token_hash bytea not null,
  till_id uuid not null,
  node ltree not null,
  claim_id uuid not null,
  person_id uuid not null,
  use text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint till_check_pkey PRIMARY KEY (token_hash),
  constraint till_check_till_id_fkey FOREIGN KEY (till_id) REFERENCES benefits.till(id)
);
CREATE INDEX till_check_age ON benefits.till_check USING btree (expires_at);
alter table benefits.till_check enable row level security;
alter table benefits.till_check force row level security;
create policy owner_moves on benefits.till_check for all using (true) with check (true);
create policy till_check_scope on benefits.till_check for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant delete, insert, select, update to gonghui_app;

create table benefits.till_rule (
  campaign_id uuid not null,
  node ltree not null,
  receipt text default 'none'::text not null,
  return_outcome text default 'claw_back'::text not null,
  return_partial text default 'recalculate'::text not null,
  return_days integer default 30 not null,
  reissue_days integer default 7 not null,
  reissue_beyond_end boolean default false not null,
  second_from_fen bigint default 5000 not null,
  constraint till_rule_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint till_rule_pkey PRIMARY KEY (campaign_id),
  constraint till_rule_receipt_check CHECK ((receipt = ANY (ARRAY['none'::text, 'number'::text, 'photo'::text, 'both'::text]))),
  constraint till_rule_reissue_days_check CHECK (((reissue_days >= 1) AND (reissue_days <= 366))),
  constraint till_rule_return_days_check CHECK (((return_days >= 0) AND (return_days <= 366))),
  constraint till_rule_return_outcome_check CHECK ((return_outcome = ANY (ARRAY['claw_back'::text, 'reissue'::text]))),
  constraint till_rule_return_partial_check CHECK ((return_partial = ANY (ARRAY['recalculate'::text, 'proportional'::text, 'refuse'::text]))),
  constraint till_rule_second_from_fen_check CHECK ((second_from_fen >= 0))
);
alter table benefits.till_rule enable row level security;
alter table benefits.till_rule force row level security;
create policy owner_moves on benefits.till_rule for all using (true) with check (true);
create policy till_rule_staff on benefits.till_rule for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table benefits.union_quota (
  kind_id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  units integer not null,
  spill_minutes integer not null,
  constraint union_quota_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES benefits.voucher_kind(id) DEFERRABLE INITIALLY DEFERRED,
  constraint union_quota_pkey PRIMARY KEY (kind_id, organisation_id),
  constraint union_quota_spill_minutes_check CHECK (((spill_minutes >= 1) AND (spill_minutes <= 44640))),
  constraint union_quota_units_check CHECK ((units > 0))
);
CREATE INDEX union_quota_organisation ON benefits.union_quota USING btree (organisation_id);
alter table benefits.union_quota enable row level security;
alter table benefits.union_quota force row level security;
create policy owner_moves on benefits.union_quota for all using (true) with check (true);
create policy union_quota_staff on benefits.union_quota for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant delete, insert, select, update to gonghui_app;

create table benefits.voucher_kind (
  id uuid not null,
  campaign_id uuid not null,
  node ltree not null,
  "position" smallint not null,
  title text not null,
  benefit_type text not null,
  min_spend_fen bigint,
  off_fen bigint,
  max_off_fen bigint,
  value_fen bigint,
  valid_days integer not null,
  offline_allowed boolean default false not null,
  offline_limit integer default 0 not null,
  stock_per_round integer not null,
  per_person integer default 1 not null,
  cap_id uuid not null,
  trade_in boolean default false not null,
  shares jsonb default '[]'::jsonb not null,
  constraint trade_in_needs_network CHECK ((NOT (trade_in AND offline_allowed))),
  constraint voucher_kind_benefit_type_check CHECK ((benefit_type = ANY (ARRAY['threshold'::text, 'half'::text, 'fixed'::text]))),
  constraint voucher_kind_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES benefits.campaign(id),
  constraint voucher_kind_check CHECK (
CASE benefit_type
    WHEN 'threshold'::text THEN ((off_fen > 0) AND (min_spend_fen >= off_fen) AND (max_off_fen IS NULL) AND (value_fen IS NULL))
    WHEN 'half'::text THEN ((max_off_fen > 0) AND (min_spend_fen IS NULL) AND (off_fen IS NULL) AND (value_fen IS NULL))
    ELSE ((value_fen > 0) AND (min_spend_fen IS NULL) AND (off_fen IS NULL) AND (max_off_fen IS NULL))
END),
  constraint voucher_kind_offline_limit_check CHECK (((offline_limit >= 0) AND (offline_limit <= 200))),
  constraint voucher_kind_per_person_check CHECK (((per_person >= 1) AND (per_person <= 100))),
  constraint voucher_kind_pkey PRIMARY KEY (id),
  constraint voucher_kind_shares_check CHECK ((jsonb_typeof(shares) = 'array'::text)),
  constraint voucher_kind_stock_per_round_check CHECK (((stock_per_round >= 1) AND (stock_per_round <= 10000000))),
  constraint voucher_kind_title_check CHECK (((length(title) >= 1) AND (length(title) <= 40))),
  constraint voucher_kind_valid_days_check CHECK (((valid_days >= 1) AND (valid_days <= 366)))
);
CREATE INDEX voucher_kind_campaign ON benefits.voucher_kind USING btree (campaign_id, "position");
alter table benefits.voucher_kind enable row level security;
alter table benefits.voucher_kind force row level security;
create policy kind_published on benefits.voucher_kind for select using ((EXISTS ( SELECT
   FROM benefits.campaign c
  WHERE ((c.id = voucher_kind.campaign_id) AND (c.state = ANY (ARRAY['approved'::text, 'paused'::text])) AND (kernel.reach() <@ c.node)))));
create policy kind_staff on benefits.voucher_kind for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on benefits.voucher_kind for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table codes.attempt (
  till_id uuid not null,
  wrong_at timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  constraint attempt_pkey PRIMARY KEY (till_id),
  constraint attempt_wrong_at_check CHECK ((cardinality(wrong_at) <= 10))
);
alter table codes.attempt enable row level security;
alter table codes.attempt force row level security;
create policy attempt_system on codes.attempt for all using (kernel.is_system());
grant insert, select, update to gonghui_app;

create table codes.device (
  id bytea not null,
  person_id uuid not null,
  algorithm text not null,
  public_key bytea not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  not_after timestamp with time zone not null,
  constraint device_algorithm_check CHECK ((algorithm = ANY (ARRAY['Ed25519'::text, 'P-256'::text]))),
  constraint device_id_check CHECK ((octet_length(id) = 8)),
  constraint device_person_id_fkey FOREIGN KEY (person_id) REFERENCES codes.holder(person_id),
  constraint device_person_id_public_key_key UNIQUE (person_id, public_key),
  constraint device_pkey PRIMARY KEY (id),
  constraint device_public_key_check CHECK ((octet_length(public_key) = ANY (ARRAY[32, 33])))
);
alter table codes.device enable row level security;
alter table codes.device force row level security;
create policy device_own on codes.device for all using (((person_id = kernel.person()) OR kernel.is_system()));
grant insert, select, update to gonghui_app;

create table codes.holder (
  person_id uuid not null,
  handle bytea not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint holder_handle_check CHECK ((octet_length(handle) = 16)),
  constraint holder_handle_key UNIQUE (handle),
  constraint holder_pkey PRIMARY KEY (person_id)
);
alter table codes.holder enable row level security;
alter table codes.holder force row level security;
create policy holder_own on codes.holder for all using (((person_id = kernel.person()) OR kernel.is_system()));
grant insert, select, update to gonghui_app;

create table codes.revocation (
  id uuid not null,
  person_id uuid not null,
  device_id bytea,
  at timestamp with time zone default clock_timestamp() not null,
  constraint revocation_device_id_fkey FOREIGN KEY (device_id) REFERENCES codes.device(id),
  constraint revocation_pkey PRIMARY KEY (id)
);
CREATE INDEX revocation_person ON codes.revocation USING btree (person_id);
alter table codes.revocation enable row level security;
alter table codes.revocation force row level security;
create policy revocation_read on codes.revocation for select using (((person_id = kernel.person()) OR kernel.is_system()));
create policy revocation_write on codes.revocation for insert with check (true);
grant insert, select to gonghui_app;

create table codes.short_number (
  mark bytea not null,
  id uuid not null,
  person_id uuid not null,
  purpose text not null,
  subject uuid,
  expires_at timestamp with time zone not null,
  constraint short_number_check CHECK (((purpose = 'identify'::text) = (subject IS NULL))),
  constraint short_number_id_key UNIQUE (id),
  constraint short_number_mark_check CHECK ((octet_length(mark) = 16)),
  constraint short_number_pkey PRIMARY KEY (mark),
  constraint short_number_purpose_check CHECK ((purpose = ANY (ARRAY['identify'::text, 'redeem'::text, 'enter'::text])))
);
CREATE INDEX short_number_expiry ON codes.short_number USING btree (expires_at);
CREATE INDEX short_number_person ON codes.short_number USING btree (person_id);
alter table codes.short_number enable row level security;
alter table codes.short_number force row level security;
create policy short_number_system on codes.short_number for all using (kernel.is_system());
grant delete, insert, select, update to gonghui_app;

create table codes.use (
  hash bytea not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint use_hash_check CHECK ((octet_length(hash) = 32)),
  constraint use_pkey PRIMARY KEY (hash)
);
CREATE INDEX use_age ON codes.use USING btree (at);
alter table codes.use enable row level security;
alter table codes.use force row level security;
create policy use_prune on codes.use for delete using (kernel.is_system());
create policy use_read on codes.use for select using (kernel.is_system());
create policy use_write on codes.use for insert with check (true);
grant delete, insert, select to gonghui_app;

create table deadlines.calendar_day (
  day date not null,
  year integer not null,
  kind text not null,
  name text default ''::text not null,
  constraint calendar_day_check CHECK ((EXTRACT(year FROM day) = (year)::numeric)),
  constraint calendar_day_kind_check CHECK ((kind = ANY (ARRAY['free'::text, 'worked'::text]))),
  constraint calendar_day_name_check CHECK ((length(name) <= 40)),
  constraint calendar_day_pkey PRIMARY KEY (day),
  constraint calendar_day_year_fkey FOREIGN KEY (year) REFERENCES deadlines.calendar_year(year)
);
CREATE INDEX calendar_day_year ON deadlines.calendar_day USING btree (year, day);
grant delete, insert, select to gonghui_app;

create table deadlines.calendar_year (
  year integer not null,
  source text not null,
  provisional boolean not null,
  edition integer default 1 not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint calendar_year_pkey PRIMARY KEY (year),
  constraint calendar_year_source_check CHECK (((length(source) >= 1) AND (length(source) <= 200))),
  constraint calendar_year_year_check CHECK (((year >= 2000) AND (year <= 2099)))
);
grant insert, select, update to gonghui_app;

create table deadlines.clock (
  id uuid not null,
  object_type text not null,
  object_id uuid not null,
  node ltree not null,
  kind text not null,
  days integer not null,
  from_on date not null,
  due_on date not null,
  started_at timestamp with time zone default clock_timestamp() not null,
  paused_on date,
  stopped_on date,
  constraint clock_check CHECK ((due_on >= from_on)),
  constraint clock_check1 CHECK (((paused_on IS NULL) OR (paused_on >= from_on))),
  constraint clock_check2 CHECK (((stopped_on IS NULL) OR (stopped_on >= from_on))),
  constraint clock_days_check CHECK (((days >= 0) AND (days <= 1000))),
  constraint clock_kind_check CHECK ((kind ~ '^[a-z][a-z_]*$'::text)),
  constraint clock_object_type_check CHECK ((object_type ~ '^[a-z][a-z_]*$'::text)),
  constraint clock_pkey PRIMARY KEY (id)
);
CREATE INDEX clock_due ON deadlines.clock USING btree (due_on) WHERE ((stopped_on IS NULL) AND (paused_on IS NULL));
CREATE INDEX clock_node ON deadlines.clock USING gist (node);
CREATE INDEX clock_object ON deadlines.clock USING btree (object_type, object_id);
CREATE UNIQUE INDEX clock_running ON deadlines.clock USING btree (object_type, object_id, kind) WHERE (stopped_on IS NULL);
alter table deadlines.clock enable row level security;
alter table deadlines.clock force row level security;
create policy clock_scope on deadlines.clock for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on deadlines.clock for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table decisions.decision (
  id uuid not null,
  object_type text not null,
  object_id uuid not null,
  node ltree not null,
  revision integer not null,
  step text not null,
  verdict text not null,
  note text default ''::text not null,
  file_id uuid,
  decided_by uuid not null,
  decided_by_name text not null,
  distinct_from text[] default '{}'::text[] not null,
  not_by uuid[] default '{}'::uuid[] not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint decision_check CHECK (((verdict = 'passed'::text) OR (note <> ''::text))),
  constraint decision_check1 CHECK ((NOT (step = ANY (distinct_from)))),
  constraint decision_check2 CHECK ((NOT (decided_by = ANY (not_by)))),
  constraint decision_decided_by_name_check CHECK ((decided_by_name <> ''::text)),
  constraint decision_file_id_fkey FOREIGN KEY (file_id) REFERENCES kernel.file(id),
  constraint decision_note_check CHECK ((length(note) <= 500)),
  constraint decision_object_type_check CHECK ((object_type ~ '^[a-z][a-z_]*$'::text)),
  constraint decision_object_type_object_id_revision_step_key UNIQUE (object_type, object_id, revision, step),
  constraint decision_pkey PRIMARY KEY (id),
  constraint decision_revision_check CHECK ((revision > 0)),
  constraint decision_step_check CHECK ((step ~ '^[a-z][a-z_]*$'::text)),
  constraint decision_verdict_check CHECK ((verdict = ANY (ARRAY['passed'::text, 'refused'::text])))
);
CREATE INDEX decision_by ON decisions.decision USING btree (decided_by, at);
CREATE INDEX decision_file ON decisions.decision USING btree (file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX decision_node ON decisions.decision USING gist (node);
alter table decisions.decision enable row level security;
alter table decisions.decision force row level security;
create policy decision_scope on decisions.decision for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on decisions.decision for all using (true) with check (true);
grant insert, select to gonghui_app;

create table funds.account (
  id uuid not null,
  source_id uuid not null,
  node ltree not null,
  kind text not null,
  constraint account_kind_check CHECK ((kind = ANY (ARRAY['granted'::text, 'budget'::text, 'set_aside'::text, 'held'::text, 'issued'::text, 'redeemed'::text, 'lapsed'::text, 'returned'::text, 'compensated'::text, 'paid'::text]))),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_source_id_fkey FOREIGN KEY (source_id) REFERENCES funds.source(id),
  constraint account_source_id_kind_key UNIQUE (source_id, kind)
);
alter table funds.account enable row level security;
alter table funds.account force row level security;
create policy account_scope on funds.account for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on funds.account for all using (true) with check (true);
grant insert, select to gonghui_app;

create table funds.entry (
  id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  node ltree not null,
  kind text not null,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount_fen bigint not null,
  quota_id uuid,
  reference_type text not null,
  reference_id text not null,
  reverses_id uuid,
  constraint entry_amount_fen_check CHECK ((amount_fen > 0)),
  constraint entry_check CHECK ((credit_account_id <> debit_account_id)),
  constraint entry_pkey PRIMARY KEY (id),
  constraint entry_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES funds.entry(id),
  constraint entry_reverses_id_key UNIQUE (reverses_id)
);
CREATE INDEX entry_credit ON funds.entry USING btree (credit_account_id, quota_id) INCLUDE (amount_fen);
CREATE INDEX entry_debit ON funds.entry USING btree (debit_account_id, quota_id) INCLUDE (amount_fen);
CREATE INDEX entry_quota ON funds.entry USING btree (quota_id, at) WHERE (quota_id IS NOT NULL);
CREATE INDEX entry_reference ON funds.entry USING btree (reference_type, reference_id);
alter table funds.entry enable row level security;
alter table funds.entry force row level security;
create policy entry_scope on funds.entry for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on funds.entry for all using (true) with check (true);
grant insert, select to gonghui_app;

create table funds.reconciliation (
  id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  day date not null,
  source_id uuid not null,
  node ltree not null,
  quotas integer not null,
  balanced boolean not null,
  differences jsonb not null,
  constraint reconciliation_pkey PRIMARY KEY (id),
  constraint reconciliation_source_id_fkey FOREIGN KEY (source_id) REFERENCES funds.source(id)
);
CREATE INDEX reconciliation_source ON funds.reconciliation USING btree (source_id, day DESC);
alter table funds.reconciliation enable row level security;
alter table funds.reconciliation force row level security;
create policy owner_moves on funds.reconciliation for all using (true) with check (true);
create policy reconciliation_scope on funds.reconciliation for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table funds.source (
  id uuid not null,
  node ltree not null,
  name text not null,
  year integer not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  budget_item text default ''::text not null,
  constraint source_budget_item_check CHECK ((length(budget_item) <= 60)),
  constraint source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint source_pkey PRIMARY KEY (id),
  constraint source_year_check CHECK (((year >= 2000) AND (year <= 2200)))
);
CREATE INDEX source_node ON funds.source USING gist (node);
alter table funds.source enable row level security;
alter table funds.source force row level security;
create policy owner_moves on funds.source for all using (true) with check (true);
create policy source_scope on funds.source for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table kernel.audit_chain (
  chain text not null,
  seq bigint not null,
  hash bytea not null,
  constraint audit_chain_pkey PRIMARY KEY (chain)
);
grant insert, select, update to gonghui_app;

create table kernel.audit_checkpoint (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  heads text not null,
  key_id text not null,
  signature bytea not null,
  constraint audit_checkpoint_pkey PRIMARY KEY (id)
);
grant insert, select to gonghui_app;

create table kernel.audit_record (
  chain text not null,
  seq bigint not null,
  at timestamp with time zone not null,
  node ltree not null,
  actor text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  payload text not null,
  hash bytea not null,
  constraint audit_record_one_line CHECK ((strpos(concat(chain, actor, action, object_type, object_id), '
'::text) = 0)),
  constraint audit_record_pkey PRIMARY KEY (chain, seq, at)
);
CREATE INDEX audit_record_actor ON ONLY kernel.audit_record USING btree (actor, at DESC);
CREATE INDEX audit_record_at ON ONLY kernel.audit_record USING btree (at DESC, chain DESC, seq DESC) INCLUDE (node);
CREATE INDEX audit_record_object ON ONLY kernel.audit_record USING btree (object_type, object_id, at DESC);
alter table kernel.audit_record enable row level security;
alter table kernel.audit_record force row level security;
create policy audit_read on kernel.audit_record for select using ((( SELECT kernel.with_former(kernel.scope()) AS with_former) @> node));
create policy audit_write on kernel.audit_record for insert with check (true);
grant insert, select to gonghui_app;

create table kernel.audit_subject (
  object_type text not null,
  object_id uuid not null,
  chain text not null,
  seq bigint not null,
  node ltree not null,
  constraint audit_subject_pkey PRIMARY KEY (object_id, chain, seq)
);
alter table kernel.audit_subject enable row level security;
alter table kernel.audit_subject force row level security;
create policy audit_subject_read on kernel.audit_subject for select using ((( SELECT kernel.with_former(kernel.scope()) AS with_former) @> node));
create policy audit_subject_write on kernel.audit_subject for insert with check (true);
grant insert, select to gonghui_app;

create table kernel.duty_grant (
  id uuid not null,
  account_id uuid not null,
  duty text not null,
  node ltree not null,
  node_id uuid not null,
  valid_from timestamp with time zone default clock_timestamp() not null,
  valid_until timestamp with time zone,
  granted_by text not null,
  granted_at timestamp with time zone default clock_timestamp() not null,
  revoked_at timestamp with time zone,
  during tstzrange default tstzrange(valid_from,
CASE
    WHEN ((revoked_at IS NULL) AND (valid_until IS NULL)) THEN NULL::timestamp with time zone
    ELSE GREATEST(valid_from, LEAST(revoked_at, valid_until))
END),
  constraint duty_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES kernel.staff_account(id),
  constraint duty_grant_apart EXCLUDE USING gist (account_id WITH =, kernel.kept_apart(duty) WITH <>, during WITH &&) WHERE (((kernel.kept_apart(duty) IS NOT NULL) AND (granted_by !~ '^system:'::text))),
  constraint duty_grant_check CHECK (((valid_until IS NULL) OR (valid_until > valid_from))),
  constraint duty_grant_node_id_fkey FOREIGN KEY (node_id) REFERENCES kernel.node(id),
  constraint duty_grant_once EXCLUDE USING gist (account_id WITH =, duty WITH =, node_id WITH =, during WITH &&),
  constraint duty_grant_pkey PRIMARY KEY (id)
);
CREATE INDEX duty_grant_ending ON kernel.duty_grant USING btree (valid_until) WHERE ((revoked_at IS NULL) AND (valid_until IS NOT NULL));
CREATE INDEX duty_grant_node ON kernel.duty_grant USING gist (node);
alter table kernel.duty_grant enable row level security;
alter table kernel.duty_grant force row level security;
create policy duty_grant_scope on kernel.duty_grant for all using ((kernel.scope() @> node));
create policy owner_moves on kernel.duty_grant for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table kernel.entry_count (
  day date not null,
  channel text not null,
  slot smallint not null,
  entries integer not null,
  constraint entry_count_channel_check CHECK ((channel ~ '^[a-z0-9][a-z0-9_-]{0,29}$'::text)),
  constraint entry_count_entries_check CHECK ((entries > 0)),
  constraint entry_count_pkey PRIMARY KEY (day, channel, slot),
  constraint entry_count_slot_check CHECK (((slot >= 0) AND (slot <= 15)))
);
grant insert, select, update to gonghui_app;

create table kernel.file (
  id uuid not null,
  node ltree not null,
  purpose text not null,
  name text not null,
  media_type text not null,
  bytes integer not null,
  width integer,
  height integer,
  sha256 bytea not null,
  created_by uuid,
  created_at timestamp with time zone default clock_timestamp() not null,
  stored_at timestamp with time zone,
  attached_to text,
  released_at timestamp with time zone,
  published boolean default false not null,
  dropped_at timestamp with time zone,
  constraint file_bytes_check CHECK ((bytes > 0)),
  constraint file_check CHECK (((NOT published) OR (attached_to IS NOT NULL))),
  constraint file_check1 CHECK (((attached_to IS NULL) OR ((stored_at IS NOT NULL) AND (dropped_at IS NULL)))),
  constraint file_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text]))),
  constraint file_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint file_pkey PRIMARY KEY (id),
  constraint file_sha256_check CHECK ((length(sha256) = 32))
);
CREATE INDEX file_attached ON kernel.file USING btree (attached_to) WHERE (attached_to IS NOT NULL);
CREATE INDEX file_loose ON kernel.file USING btree (COALESCE(released_at, created_at)) WHERE (attached_to IS NULL);
CREATE INDEX file_node ON kernel.file USING gist (node);
alter table kernel.file enable row level security;
alter table kernel.file force row level security;
create policy file_published on kernel.file for select using ((published AND (kernel.reach() <@ node)));
create policy file_staff on kernel.file for all using ((kernel.scope() @> node)) with check ((kernel.scope() @> node));
create policy owner_moves on kernel.file for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table kernel.hand_over (
  id uuid not null,
  node ltree not null,
  predecessor_id uuid not null,
  successor_id uuid not null,
  node_ids uuid[] not null,
  begins_at timestamp with time zone not null,
  duties integer not null,
  waiting integer not null,
  begun integer not null,
  ended integer not null,
  reason text not null,
  handed_by text not null,
  handed_by_name text not null,
  handed_at timestamp with time zone default clock_timestamp() not null,
  predecessor_read_at timestamp with time zone,
  successor_read_at timestamp with time zone,
  constraint hand_over_check CHECK ((predecessor_id <> successor_id)),
  constraint hand_over_duties_check CHECK ((duties > 0)),
  constraint hand_over_pkey PRIMARY KEY (id),
  constraint hand_over_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES kernel.staff_account(id),
  constraint hand_over_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES kernel.staff_account(id)
);
CREATE INDEX hand_over_predecessor ON kernel.hand_over USING btree (predecessor_id);
CREATE INDEX hand_over_successor ON kernel.hand_over USING btree (successor_id);
alter table kernel.hand_over enable row level security;
alter table kernel.hand_over force row level security;
create policy hand_over_scope on kernel.hand_over for all using (((( SELECT kernel.scope() AS scope) @> node) OR ((( SELECT current_setting('app.principal'::text, true) AS current_setting) = ('staff:'::text || predecessor_id)) OR (( SELECT current_setting('app.principal'::text, true) AS current_setting) = ('staff:'::text || successor_id))))) with check (((( SELECT kernel.scope() AS scope) @> node) OR ((( SELECT current_setting('app.principal'::text, true) AS current_setting) = ('staff:'::text || predecessor_id)) OR (( SELECT current_setting('app.principal'::text, true) AS current_setting) = ('staff:'::text || successor_id)))));
create policy owner_moves on kernel.hand_over for all using (true) with check (true);
grant insert, select to gonghui_app;

create table kernel.idempotency (
  principal text not null,
  operation text not null,
  key text not null,
  fingerprint bytea not null,
  answer jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_pkey PRIMARY KEY (principal, operation, key)
);
CREATE INDEX idempotency_age ON kernel.idempotency USING btree (created_at);
alter table kernel.idempotency enable row level security;
alter table kernel.idempotency force row level security;
create policy idempotency_own on kernel.idempotency for all using ((kernel.is_system() OR (principal = ( SELECT current_setting('app.principal'::text, true) AS current_setting)))) with check ((kernel.is_system() OR (principal = ( SELECT current_setting('app.principal'::text, true) AS current_setting))));
grant delete, insert, select, update to gonghui_app;

create table kernel.inbox_message (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  params jsonb default '{}'::jsonb not null,
  title text,
  body text,
  link text,
  dedupe text,
  created_at timestamp with time zone default clock_timestamp() not null,
  read_at timestamp with time zone,
  constraint inbox_message_person_id_dedupe_key UNIQUE (person_id, dedupe),
  constraint inbox_message_pkey PRIMARY KEY (id)
);
CREATE INDEX inbox_message_person ON kernel.inbox_message USING btree (person_id, id DESC);
CREATE INDEX inbox_message_unread ON kernel.inbox_message USING btree (person_id) WHERE (read_at IS NULL);
alter table kernel.inbox_message enable row level security;
alter table kernel.inbox_message force row level security;
create policy inbox_own on kernel.inbox_message for select using (((person_id = kernel.person()) OR kernel.is_system()));
create policy inbox_prune on kernel.inbox_message for delete using (kernel.is_system());
create policy inbox_read on kernel.inbox_message for update using (((person_id = kernel.person()) OR kernel.is_system()));
create policy inbox_write on kernel.inbox_message for insert with check (true);
grant delete, insert, select to gonghui_app;

create table kernel.known_address (
  address_index bytea not null,
  seen_at timestamp with time zone default clock_timestamp() not null,
  constraint known_address_pkey PRIMARY KEY (address_index)
);
grant delete, insert, select, update to gonghui_app;

create table kernel.limit_counter (
  key text not null,
  day date not null,
  count integer not null,
  constraint limit_counter_pkey PRIMARY KEY (key, day)
);
grant delete, insert, select, update to gonghui_app;

create table kernel.limit_event (
  key text not null,
  at timestamp with time zone default clock_timestamp() not null
);
CREATE INDEX limit_event_age ON kernel.limit_event USING btree (at);
CREATE INDEX limit_event_key ON kernel.limit_event USING btree (key, at DESC);
grant delete, insert, select to gonghui_app;

create table kernel.node (
  id uuid not null,
  parent_id uuid,
  label bigint generated always as identity not null,
  path ltree not null,
  created_at timestamp with time zone default now() not null,
  play boolean default false not null,
  constraint node_label_key UNIQUE (label),
  constraint node_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES kernel.node(id),
  constraint node_path_key UNIQUE (path),
  constraint node_pkey PRIMARY KEY (id)
);
CREATE INDEX node_parent ON kernel.node USING btree (parent_id);
CREATE INDEX node_path_gist ON kernel.node USING gist (path);
grant insert, select, update to gonghui_app;

create table kernel.node_move (
  id bigint generated always as identity not null,
  node_id uuid not null,
  from_path text not null,
  to_path text not null,
  was_moved boolean not null,
  moved_at timestamp with time zone default clock_timestamp() not null,
  constraint node_move_node_id_fkey FOREIGN KEY (node_id) REFERENCES kernel.node(id),
  constraint node_move_pkey PRIMARY KEY (id)
);
CREATE INDEX node_move_at ON kernel.node_move USING btree (moved_at);
CREATE INDEX node_move_node ON kernel.node_move USING btree (node_id);
grant select to gonghui_app;

create table kernel.one_time_password (
  phone_index bytea not null,
  purpose text not null,
  id uuid not null,
  code_hmac bytea not null,
  tries_left smallint not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  constraint one_time_password_pkey PRIMARY KEY (phone_index, purpose),
  constraint one_time_password_tries_left_check CHECK (((tries_left >= 0) AND (tries_left <= 5)))
);
CREATE INDEX one_time_password_expiry ON kernel.one_time_password USING btree (expires_at);
alter table kernel.one_time_password enable row level security;
alter table kernel.one_time_password force row level security;
create policy one_time_password_system on kernel.one_time_password for all using (kernel.is_system());
grant delete, insert, select, update to gonghui_app;

create table kernel.outbox (
  id uuid not null,
  topic text not null,
  node ltree not null,
  payload jsonb not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  "position" bigint,
  attempts integer default 0 not null,
  last_error text,
  delivered_at timestamp with time zone,
  next_attempt_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint outbox_pkey PRIMARY KEY (id),
  constraint outbox_position_key UNIQUE ("position")
);
CREATE INDEX outbox_delivered ON kernel.outbox USING btree (delivered_at) WHERE (delivered_at IS NOT NULL);
CREATE INDEX outbox_undelivered ON kernel.outbox USING btree ("position") WHERE (("position" IS NOT NULL) AND (delivered_at IS NULL));
CREATE INDEX outbox_waiting ON kernel.outbox USING btree (created_at, id) WHERE ("position" IS NULL);
alter table kernel.outbox enable row level security;
alter table kernel.outbox force row level security;
create policy outbox_dispatch on kernel.outbox for update using (kernel.is_system());
create policy outbox_prune on kernel.outbox for delete using (kernel.is_system());
create policy outbox_read on kernel.outbox for select using ((kernel.scope() @> node));
create policy outbox_write on kernel.outbox for insert with check (true);
create policy owner_moves on kernel.outbox for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table kernel.session (
  id uuid not null,
  token_hash bytea not null,
  entrance text not null,
  principal_id uuid not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  seen_at timestamp with time zone default clock_timestamp() not null,
  idle interval not null,
  expires_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  clerk_id uuid,
  clerk_until timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_reason text,
  play boolean default false not null,
  constraint session_check CHECK (((clerk_id IS NULL) = (clerk_until IS NULL))),
  constraint session_check1 CHECK (((clerk_id IS NULL) OR (entrance = 'till'::text))),
  constraint session_entrance_check CHECK ((entrance = ANY (ARRAY['member'::text, 'staff'::text, 'till'::text, 'door'::text]))),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint session_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX session_expiry ON kernel.session USING btree (expires_at);
CREATE INDEX session_principal ON kernel.session USING btree (principal_id) WHERE (revoked_at IS NULL);
grant delete, insert, select, update to gonghui_app;

create table kernel.setting (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint setting_pkey PRIMARY KEY (key)
);
grant insert, select, update to gonghui_app;

create table kernel.sms_message (
  id uuid not null,
  node ltree,
  template text not null,
  phone_index bytea not null,
  phone_sealed bytea not null,
  params_sealed bytea,
  only_once boolean not null,
  expires_at timestamp with time zone,
  state text default 'queued'::text not null,
  attempts integer default 0 not null,
  next_attempt_at timestamp with time zone default clock_timestamp() not null,
  lease_until timestamp with time zone,
  channel text,
  error text,
  created_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  constraint sms_message_pkey PRIMARY KEY (id),
  constraint sms_message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'given_up'::text])))
);
CREATE INDEX sms_message_age ON kernel.sms_message USING btree (created_at);
CREATE INDEX sms_message_due ON kernel.sms_message USING btree (next_attempt_at) WHERE (state = 'queued'::text);
CREATE INDEX sms_message_sending ON kernel.sms_message USING btree (lease_until) WHERE (state = 'sending'::text);
alter table kernel.sms_message enable row level security;
alter table kernel.sms_message force row level security;
create policy owner_moves on kernel.sms_message for all using (true) with check (true);
create policy sms_prune on kernel.sms_message for delete using (kernel.is_system());
create policy sms_read on kernel.sms_message for select using (kernel.is_system());
create policy sms_send on kernel.sms_message for update using (kernel.is_system());
create policy sms_write on kernel.sms_message for insert with check (true);
grant delete, insert, select, update to gonghui_app;

create table kernel.staff_account (
  id uuid not null,
  node ltree not null,
  node_id uuid not null,
  login text not null,
  name text not null,
  password_hash text not null,
  password_temporary boolean default false not null,
  totp_secret bytea,
  totp_step bigint default 0 not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  disabled_at timestamp with time zone,
  signed_in_at timestamp with time zone,
  idle_noticed_at timestamp with time zone,
  closed_idle boolean default false not null,
  constraint staff_account_check CHECK (((NOT closed_idle) OR (disabled_at IS NOT NULL))),
  constraint staff_account_login_check CHECK (((login = lower(login)) AND (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'::text))),
  constraint staff_account_name_check CHECK ((name <> ''::text)),
  constraint staff_account_node_id_fkey FOREIGN KEY (node_id) REFERENCES kernel.node(id),
  constraint staff_account_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX staff_account_login ON kernel.staff_account USING btree (login);
CREATE INDEX staff_account_node ON kernel.staff_account USING gist (node);
alter table kernel.staff_account enable row level security;
alter table kernel.staff_account force row level security;
create policy owner_moves on kernel.staff_account for all using (true) with check (true);
create policy staff_account_scope on kernel.staff_account for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table kernel.staff_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  linked_at timestamp with time zone default clock_timestamp() not null,
  constraint staff_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES kernel.staff_account(id),
  constraint staff_identity_account_id_issuer_key UNIQUE (account_id, issuer),
  constraint staff_identity_pkey PRIMARY KEY (issuer, subject)
);
alter table kernel.staff_identity enable row level security;
alter table kernel.staff_identity force row level security;
create policy staff_identity_system on kernel.staff_identity for all using (kernel.is_system());
grant delete, insert, select to gonghui_app;

create table kernel.staff_recovery_code (
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint staff_recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES kernel.staff_account(id),
  constraint staff_recovery_code_pkey PRIMARY KEY (account_id, code_hash)
);
alter table kernel.staff_recovery_code enable row level security;
alter table kernel.staff_recovery_code force row level security;
create policy staff_recovery_code_system on kernel.staff_recovery_code for all using (kernel.is_system());
grant delete, insert, select, update to gonghui_app;

create table kernel.staff_ticket (
  id uuid not null,
  ticket_hash bytea not null,
  account_id uuid not null,
  totp_secret bytea,
  tries_left smallint default 5 not null,
  expires_at timestamp with time zone not null,
  constraint staff_ticket_account_id_fkey FOREIGN KEY (account_id) REFERENCES kernel.staff_account(id),
  constraint staff_ticket_pkey PRIMARY KEY (id),
  constraint staff_ticket_ticket_hash_key UNIQUE (ticket_hash),
  constraint staff_ticket_tries_left_check CHECK (((tries_left >= 0) AND (tries_left <= 5)))
);
CREATE INDEX staff_ticket_expiry ON kernel.staff_ticket USING btree (expires_at);
alter table kernel.staff_ticket enable row level security;
alter table kernel.staff_ticket force row level security;
create policy staff_ticket_system on kernel.staff_ticket for all using (kernel.is_system());
grant delete, insert, select, update to gonghui_app;

create table membership.application (
  id uuid not null,
  organisation_id uuid,
  node ltree,
  state text default 'draft'::text not null,
  channel text not null,
  phone bytea,
  phone_index bytea not null,
  id_kind text default 'resident_id'::text not null,
  id_number bytea,
  id_index bytea,
  name text default ''::text not null,
  employment_form text default 'platform'::text not null,
  employer_name text default ''::text not null,
  platform_name text default ''::text not null,
  district_id uuid,
  union_reason text,
  consent_version text,
  consented_at timestamp with time zone,
  revision integer default 1 not null,
  submitted_at timestamp with time zone,
  decided_at timestamp with time zone,
  reason text,
  appeal text,
  appealed_at timestamp with time zone,
  person_id uuid,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  destroyed_at timestamp with time zone,
  invitation_id uuid,
  identity_source text,
  identity_verdict text,
  identity_at timestamp with time zone,
  constraint application_appeal_check CHECK ((length(appeal) <= 500)),
  constraint application_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'code'::text, 'invitation'::text, 'office'::text]))),
  constraint application_check CHECK (((organisation_id IS NULL) = (node IS NULL))),
  constraint application_check1 CHECK (((state = ANY (ARRAY['draft'::text, 'withdrawn'::text])) OR ((node IS NOT NULL) AND (consented_at IS NOT NULL) AND (submitted_at IS NOT NULL)))),
  constraint application_check2 CHECK (((state <> ALL (ARRAY['waiting'::text, 'appealing'::text])) OR ((phone IS NOT NULL) AND (id_number IS NOT NULL) AND (id_index IS NOT NULL)))),
  constraint application_check3 CHECK (((state = 'approved'::text) = (person_id IS NOT NULL))),
  constraint application_check4 CHECK (((state <> 'refused'::text) OR (reason <> ''::text))),
  constraint application_check5 CHECK ((((identity_source IS NULL) = (identity_verdict IS NULL)) AND ((identity_source IS NULL) = (identity_at IS NULL)))),
  constraint application_district_id_fkey FOREIGN KEY (district_id) REFERENCES membership.organisation(id),
  constraint application_employer_name_check CHECK ((length(employer_name) <= 120)),
  constraint application_employment_form_check CHECK ((employment_form = ANY (ARRAY['standard'::text, 'dispatched'::text, 'flexible'::text, 'platform'::text, 'retired'::text]))),
  constraint application_id_kind_check CHECK ((id_kind = ANY (ARRAY['resident_id'::text, 'passport'::text, 'hk_macao_permit'::text, 'taiwan_permit'::text, 'foreign_residence'::text]))),
  constraint application_identity_source_check CHECK ((identity_source = 'demo'::text)),
  constraint application_identity_verdict_check CHECK ((identity_verdict = ANY (ARRAY['matches'::text, 'differs'::text, 'unavailable'::text]))),
  constraint application_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES membership.invitation(id),
  constraint application_name_check CHECK ((length(name) <= 60)),
  constraint application_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint application_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint application_pkey PRIMARY KEY (id),
  constraint application_platform_name_check CHECK ((length(platform_name) <= 60)),
  constraint application_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'refused'::text, 'appealing'::text, 'approved'::text, 'withdrawn'::text]))),
  constraint application_union_reason_check CHECK ((union_reason = ANY (ARRAY['employer'::text, 'platform'::text, 'district'::text, 'invited'::text, 'chosen'::text])))
);
CREATE INDEX application_answered ON membership.application USING btree (submitted_at DESC, id DESC) WHERE (state = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text]));
CREATE INDEX application_invitation ON membership.application USING btree (invitation_id) WHERE (invitation_id IS NOT NULL);
CREATE INDEX application_node ON membership.application USING gist (node);
CREATE UNIQUE INDEX application_once ON membership.application USING btree (phone_index) WHERE (state = ANY (ARRAY['draft'::text, 'waiting'::text, 'appealing'::text]));
CREATE INDEX application_organisation ON membership.application USING btree (organisation_id, submitted_at DESC, id DESC);
CREATE INDEX application_person ON membership.application USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX application_phone ON membership.application USING btree (phone_index, created_at DESC);
CREATE INDEX application_waiting ON membership.application USING btree (submitted_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'appealing'::text]));
alter table membership.application enable row level security;
alter table membership.application force row level security;
create policy application_scope on membership.application for all using ((kernel.is_system() OR ((state <> 'draft'::text) AND (( SELECT kernel.scope() AS scope) @> node)))) with check ((kernel.is_system() OR ((state <> 'draft'::text) AND (( SELECT kernel.scope() AS scope) @> node))));
create policy owner_moves on membership.application for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table membership.closing (
  id uuid not null,
  person_id uuid not null,
  node ltree not null,
  state text default 'waiting'::text not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  due_on date not null,
  ended_at timestamp with time zone,
  constraint closing_check CHECK (((state = 'waiting'::text) = (ended_at IS NULL))),
  constraint closing_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint closing_pkey PRIMARY KEY (id),
  constraint closing_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken_back'::text, 'done'::text])))
);
CREATE INDEX closing_due ON membership.closing USING btree (due_on) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX closing_once ON membership.closing USING btree (person_id) WHERE (state = 'waiting'::text);
CREATE INDEX closing_person_all ON membership.closing USING btree (person_id);
alter table membership.closing enable row level security;
alter table membership.closing force row level security;
create policy closing_scope on membership.closing for all using (((( SELECT kernel.scope() AS scope) @> node) OR (person_id = ( SELECT kernel.person() AS person)))) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.closing for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table membership.correction (
  id uuid not null,
  person_id uuid not null,
  node ltree not null,
  field text not null,
  said bytea,
  state text default 'waiting'::text not null,
  answer text,
  asked_at timestamp with time zone default clock_timestamp() not null,
  answered_at timestamp with time zone,
  constraint correction_answer_check CHECK ((answer <> ''::text)),
  constraint correction_check CHECK (((state = 'waiting'::text) = (answered_at IS NULL))),
  constraint correction_check1 CHECK (((state <> 'waiting'::text) OR (said IS NOT NULL))),
  constraint correction_check2 CHECK (((state <> 'refused'::text) OR (answer IS NOT NULL))),
  constraint correction_field_check CHECK ((field = ANY (ARRAY['name'::text, 'employer_name'::text, 'work_type'::text, 'skill_level'::text, 'title'::text, 'education'::text, 'ethnicity'::text, 'politics'::text, 'other'::text]))),
  constraint correction_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint correction_pkey PRIMARY KEY (id),
  constraint correction_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX correction_node ON membership.correction USING gist (node) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX correction_once ON membership.correction USING btree (person_id, field) WHERE (state = 'waiting'::text);
CREATE INDEX correction_person ON membership.correction USING btree (person_id, asked_at DESC);
alter table membership.correction enable row level security;
alter table membership.correction force row level security;
create policy correction_scope on membership.correction for all using (((( SELECT kernel.scope() AS scope) @> node) OR (person_id = ( SELECT kernel.person() AS person)))) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.correction for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table membership.duplicate (
  id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  node ltree not null,
  score smallint not null,
  reasons jsonb not null,
  state text default 'open'::text not null,
  decided_by text,
  decided_at timestamp with time zone,
  found_at timestamp with time zone default clock_timestamp() not null,
  constraint duplicate_check CHECK ((first_id < second_id)),
  constraint duplicate_check1 CHECK (((state = 'open'::text) = (decided_by IS NULL))),
  constraint duplicate_first_id_fkey FOREIGN KEY (first_id) REFERENCES membership.person(id) ON DELETE CASCADE,
  constraint duplicate_first_id_second_id_key UNIQUE (first_id, second_id),
  constraint duplicate_pkey PRIMARY KEY (id),
  constraint duplicate_score_check CHECK (((score >= 0) AND (score <= 100))),
  constraint duplicate_second_id_fkey FOREIGN KEY (second_id) REFERENCES membership.person(id) ON DELETE CASCADE,
  constraint duplicate_state_check CHECK ((state = ANY (ARRAY['open'::text, 'later'::text, 'apart'::text, 'merged'::text])))
);
CREATE INDEX duplicate_node ON membership.duplicate USING gist (node);
CREATE INDEX duplicate_order ON membership.duplicate USING btree (state, score DESC, id);
CREATE INDEX duplicate_second ON membership.duplicate USING btree (second_id);
alter table membership.duplicate enable row level security;
alter table membership.duplicate force row level security;
create policy duplicate_scope on membership.duplicate for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.duplicate for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.identity_check (
  person_id uuid not null,
  id uuid not null,
  source text not null,
  verdict text not null,
  by_label text not null,
  run_id uuid,
  at timestamp with time zone default clock_timestamp() not null,
  constraint identity_check_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint identity_check_pkey PRIMARY KEY (person_id, id),
  constraint identity_check_run_id_fkey FOREIGN KEY (run_id) REFERENCES membership.identity_run(id),
  constraint identity_check_source_check CHECK ((source = ANY (ARRAY['papers'::text, 'demo'::text]))),
  constraint identity_check_verdict_check CHECK ((verdict = ANY (ARRAY['matches'::text, 'differs'::text, 'unavailable'::text])))
);
CREATE INDEX identity_check_run ON membership.identity_check USING btree (run_id, verdict) WHERE (run_id IS NOT NULL);
alter table membership.identity_check enable row level security;
alter table membership.identity_check force row level security;
create policy identity_check_scope on membership.identity_check for all using ((( SELECT kernel.is_system() AS is_system) OR (person_id = ( SELECT kernel.person() AS person)) OR (( SELECT kernel.scope() AS scope) @> ( SELECT p.node
   FROM membership.person p
  WHERE (p.id = identity_check.person_id))))) with check ((( SELECT kernel.is_system() AS is_system) OR (( SELECT kernel.scope() AS scope) @> ( SELECT p.node
   FROM membership.person p
  WHERE (p.id = identity_check.person_id)))));
grant insert, select to gonghui_app;

create table membership.identity_run (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  state text default 'running'::text not null,
  source text not null,
  total integer not null,
  matches integer default 0 not null,
  differs integer default 0 not null,
  unavailable integer default 0 not null,
  after_person uuid,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  constraint identity_run_check CHECK (((state = 'running'::text) = (ended_at IS NULL))),
  constraint identity_run_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint identity_run_pkey PRIMARY KEY (id),
  constraint identity_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text]))),
  constraint identity_run_total_check CHECK ((total >= 0))
);
CREATE INDEX identity_run_node ON membership.identity_run USING gist (node);
CREATE UNIQUE INDEX identity_run_once ON membership.identity_run USING btree (organisation_id) WHERE (state = 'running'::text);
alter table membership.identity_run enable row level security;
alter table membership.identity_run force row level security;
create policy identity_run_scope on membership.identity_run for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.identity_run for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table membership.invitation (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  code text not null,
  note text default ''::text not null,
  phone_index bytea,
  phone_masked text,
  most integer,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  constraint invitation_check CHECK (((phone_index IS NULL) = (phone_masked IS NULL))),
  constraint invitation_code_check CHECK ((code ~ '^[A-Za-z0-9_-]{16}$'::text)),
  constraint invitation_code_key UNIQUE (code),
  constraint invitation_most_check CHECK ((most > 0)),
  constraint invitation_note_check CHECK ((length(note) <= 100)),
  constraint invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint invitation_pkey PRIMARY KEY (id)
);
CREATE INDEX invitation_node ON membership.invitation USING gist (node);
alter table membership.invitation enable row level security;
alter table membership.invitation force row level security;
create policy invitation_scope on membership.invitation for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.invitation for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table membership.kindness_consent (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  given_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone,
  constraint kindness_consent_check CHECK ((withdrawn_at >= given_at)),
  constraint kindness_consent_kind_check CHECK ((kind = ANY (ARRAY['birthday'::text, 'condolence'::text]))),
  constraint kindness_consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint kindness_consent_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX kindness_consent_open ON membership.kindness_consent USING btree (kind, person_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX kindness_consent_person ON membership.kindness_consent USING btree (person_id);
alter table membership.kindness_consent enable row level security;
alter table membership.kindness_consent force row level security;
create policy kindness_consent_own on membership.kindness_consent for all using (((person_id = ( SELECT kernel.person() AS person)) OR ( SELECT kernel.is_system() AS is_system))) with check (((person_id = ( SELECT kernel.person() AS person)) OR ( SELECT kernel.is_system() AS is_system)));
grant insert, select to gonghui_app;

create table membership.member_figure (
  id bigint generated always as identity not null,
  organisation_id uuid not null,
  node ltree not null,
  day date not null,
  form text not null,
  sex text not null,
  state text not null,
  verified boolean not null,
  change integer default 0 not null,
  joined integer default 0 not null,
  gone integer default 0 not null,
  moved_in integer default 0 not null,
  moved_out integer default 0 not null,
  constraint member_figure_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint member_figure_pkey PRIMARY KEY (id)
);
CREATE INDEX member_figure_organisation ON membership.member_figure USING btree (organisation_id, day) INCLUDE (form, sex, state, verified, change, joined, gone, moved_in, moved_out);
alter table membership.member_figure enable row level security;
alter table membership.member_figure force row level security;
create policy member_figure_scope on membership.member_figure for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.member_figure for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.member_tally (
  id bigint generated always as identity not null,
  organisation_id uuid not null,
  node ltree not null,
  change integer not null,
  constraint member_tally_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint member_tally_pkey PRIMARY KEY (id)
);
CREATE INDEX member_tally_organisation ON membership.member_tally USING btree (organisation_id) INCLUDE (change);
alter table membership.member_tally enable row level security;
alter table membership.member_tally force row level security;
create policy member_tally_scope on membership.member_tally for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.member_tally for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.membership (
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  is_primary boolean not null,
  state text default 'active'::text not null,
  valid_from date not null,
  valid_to date,
  basis text,
  constraint membership_basis_check CHECK ((basis = ANY (ARRAY['workplace'::text, 'residence'::text, 'platform'::text]))),
  constraint membership_check CHECK (((state = ANY (ARRAY['active'::text, 'transferring'::text, 'retained'::text, 'suspended'::text])) = (valid_to IS NULL))),
  constraint membership_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint membership_pkey PRIMARY KEY (id),
  constraint membership_state_check CHECK ((state = ANY (ARRAY['active'::text, 'transferring'::text, 'retained'::text, 'suspended'::text, 'resigned'::text, 'expelled'::text, 'closed'::text, 'transferred'::text])))
);
CREATE INDEX membership_further ON membership.membership USING btree (organisation_id) INCLUDE (person_id) WHERE ((valid_to IS NULL) AND (NOT is_primary));
CREATE INDEX membership_in_state ON membership.membership USING btree (state, person_id) WHERE ((valid_to IS NULL) AND is_primary AND (state <> 'active'::text));
CREATE INDEX membership_node ON membership.membership USING btree (node);
CREATE UNIQUE INDEX membership_once ON membership.membership USING btree (person_id, organisation_id) WHERE (valid_to IS NULL);
CREATE INDEX membership_organisation ON membership.membership USING btree (organisation_id);
CREATE INDEX membership_person ON membership.membership USING btree (person_id);
CREATE UNIQUE INDEX membership_primary ON membership.membership USING btree (person_id) WHERE (is_primary AND (valid_to IS NULL));
alter table membership.membership enable row level security;
alter table membership.membership force row level security;
create policy membership_removed_by_undo on membership.membership for delete using ((EXISTS ( SELECT 1
   FROM membership.person p
  WHERE ((p.id = membership.person_id) AND (p.source = 'import'::text)))));
create policy membership_scope on membership.membership for all using (((( SELECT kernel.scope() AS scope) @> node) OR (person_id = ( SELECT kernel.person() AS person)))) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy membership_taken_back on membership.membership for delete using ((EXISTS ( SELECT
   FROM membership.person p
  WHERE ((p.id = membership.person_id) AND (p.member_number IS NULL)))));
create policy owner_moves on membership.membership for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.merge (
  id uuid not null,
  person_id uuid not null,
  merged_id uuid not null,
  node ltree not null,
  node_before ltree not null,
  taken text[] not null,
  before jsonb not null,
  phone bytea,
  id_number bytea,
  ended jsonb default '[]'::jsonb not null,
  moved jsonb default '{}'::jsonb not null,
  reason text not null,
  by_label text not null,
  at timestamp with time zone default clock_timestamp() not null,
  undone_at timestamp with time zone,
  undone_by text,
  kept text[] default '{}'::text[] not null,
  constraint merge_check CHECK ((person_id <> merged_id)),
  constraint merge_check1 CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
  constraint merge_merged_id_fkey FOREIGN KEY (merged_id) REFERENCES membership.person(id),
  constraint merge_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint merge_pkey PRIMARY KEY (id),
  constraint merge_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX merge_node ON membership.merge USING gist (node);
CREATE UNIQUE INDEX merge_once ON membership.merge USING btree (merged_id) WHERE (undone_at IS NULL);
CREATE INDEX merge_order ON membership.merge USING btree (at DESC, id);
CREATE INDEX merge_person ON membership.merge USING btree (person_id);
alter table membership.merge enable row level security;
alter table membership.merge force row level security;
create policy merge_scope on membership.merge for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.merge for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.organisation (
  id uuid not null,
  node ltree not null,
  kind text not null,
  name text not null,
  short_name text not null,
  pinyin text not null,
  initials text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  credit_code text,
  credit_code_doubt text,
  credit_code_reason text,
  region_code text,
  region_revision text,
  industry text,
  unit_type text,
  class text,
  marks text[] default '{}'::text[] not null,
  new_form boolean default (marks && ARRAY['new_form'::text, 'courier'::text, 'delivery'::text, 'ride_hailing'::text, 'trucking'::text, 'streaming'::text]),
  address text,
  phone text,
  founded_on date,
  legal_person boolean,
  term_from date,
  term_years smallint,
  election_on date,
  state text default 'active'::text not null,
  opened_on date default ((clock_timestamp() AT TIME ZONE 'Asia/Shanghai'::text))::date not null,
  closed_on date,
  successor_id uuid,
  election_due date default COALESCE(election_on, ((term_from + make_interval(years => (term_years)::integer)))::date),
  election_reminded_for date,
  election_reminded_days smallint,
  election_reminded_at timestamp with time zone,
  move_failed_at timestamp with time zone,
  move_failed_why text,
  constraint organisation_check CHECK (((move_failed_at IS NULL) = (move_failed_why IS NULL))),
  constraint organisation_class_check CHECK ((class = ANY (ARRAY['leading'::text, 'rising'::text, 'catching_up'::text]))),
  constraint organisation_closed CHECK (((state = 'closed'::text) = (closed_on IS NOT NULL))),
  constraint organisation_credit_code_check CHECK ((credit_code <> ''::text)),
  constraint organisation_credit_code_doubt_check CHECK ((credit_code_doubt = ANY (ARRAY['length'::text, 'sign'::text, 'check'::text, 'not_of_unions'::text, 'of_unions'::text]))),
  constraint organisation_doubt_of_code CHECK (((credit_code IS NOT NULL) OR (credit_code_doubt IS NULL))),
  constraint organisation_id_fkey FOREIGN KEY (id) REFERENCES kernel.node(id),
  constraint organisation_industry_check CHECK ((industry ~ '^[A-T]$'::text)),
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['national'::text, 'province'::text, 'city'::text, 'county'::text, 'township'::text, 'base'::text, 'joint'::text, 'regional'::text, 'industry'::text, 'association'::text, 'alliance'::text, 'overseas'::text, 'enterprise'::text, 'merchant'::text, 'school'::text, 'venue'::text, 'hospital'::text, 'other'::text]))),
  constraint organisation_marks_check CHECK ((marks <@ ARRAY['new_form'::text, 'courier'::text, 'delivery'::text, 'ride_hailing'::text, 'trucking'::text, 'streaming'::text, 'domestic_service'::text, 'platform'::text, 'construction'::text, 'migrant'::text])),
  constraint organisation_name_check CHECK ((name <> ''::text)),
  constraint organisation_node_key UNIQUE (node),
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_region_code_check CHECK ((region_code ~ '^\d{6}$'::text)),
  constraint organisation_region_whole CHECK (((region_code IS NULL) = (region_revision IS NULL))),
  constraint organisation_short_name_check CHECK ((short_name <> ''::text)),
  constraint organisation_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'active'::text, 'closed'::text]))),
  constraint organisation_successor CHECK (((successor_id IS NULL) OR (state = 'closed'::text))),
  constraint organisation_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES membership.organisation(id),
  constraint organisation_term_whole CHECK (((term_from IS NULL) = (term_years IS NULL))),
  constraint organisation_term_years_check CHECK ((term_years = ANY (ARRAY[3, 5]))),
  constraint organisation_unit_type_check CHECK ((unit_type = ANY (ARRAY['state_owned'::text, 'collective'::text, 'private'::text, 'hmt_invested'::text, 'foreign_invested'::text, 'individual'::text, 'government'::text, 'public_institution'::text, 'social_organisation'::text, 'village'::text, 'other'::text])))
);
CREATE INDEX organisation_credit_code ON membership.organisation USING btree (credit_code) WHERE (credit_code IS NOT NULL);
CREATE INDEX organisation_election ON membership.organisation USING btree (election_due) WHERE ((state <> 'closed'::text) AND (election_due IS NOT NULL));
CREATE INDEX organisation_move_failed ON membership.organisation USING btree (move_failed_at) WHERE (move_failed_at IS NOT NULL);
CREATE INDEX organisation_node_gist ON membership.organisation USING gist (node);
alter table membership.organisation enable row level security;
alter table membership.organisation force row level security;
create policy organisation_insert on membership.organisation for insert with check ((( SELECT kernel.scope() AS scope) @> node));
create policy organisation_read on membership.organisation for select using (((( SELECT kernel.scope() AS scope) @> node) OR (node @> ( SELECT kernel.scope() AS scope)) OR (node @> ( SELECT kernel.reach() AS reach))));
create policy organisation_update on membership.organisation for update using ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.organisation for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table membership.organisation_link (
  id uuid not null,
  kind text not null,
  from_id uuid not null,
  to_id uuid not null,
  from_node ltree not null,
  to_node ltree not null,
  valid_from date not null,
  valid_to date,
  grants_sight boolean default false not null,
  agreement text,
  note text,
  created_by text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  ended_by text,
  end_reason text,
  constraint organisation_link_check CHECK ((from_id <> to_id)),
  constraint organisation_link_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint organisation_link_check2 CHECK (((NOT grants_sight) OR (kind = 'industry'::text))),
  constraint organisation_link_from_id_fkey FOREIGN KEY (from_id) REFERENCES membership.organisation(id),
  constraint organisation_link_kind_check CHECK ((kind = ANY (ARRAY['affiliation'::text, 'industry'::text, 'alliance'::text, 'co_building'::text, 'pairing'::text]))),
  constraint organisation_link_once EXCLUDE USING gist (kind WITH =, from_id WITH =, to_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE ((kind <> 'affiliation'::text)),
  constraint organisation_link_one_affiliation EXCLUDE USING gist (from_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE ((kind = 'affiliation'::text)),
  constraint organisation_link_pkey PRIMARY KEY (id),
  constraint organisation_link_to_id_fkey FOREIGN KEY (to_id) REFERENCES membership.organisation(id)
);
CREATE INDEX organisation_link_ahead ON membership.organisation_link USING btree (valid_from) WHERE (kind = 'affiliation'::text);
CREATE INDEX organisation_link_from ON membership.organisation_link USING btree (from_id, kind);
CREATE INDEX organisation_link_sight ON membership.organisation_link USING btree (to_id) WHERE grants_sight;
CREATE INDEX organisation_link_to ON membership.organisation_link USING btree (to_id, kind, valid_from);
alter table membership.organisation_link enable row level security;
alter table membership.organisation_link force row level security;
create policy organisation_link_scope on membership.organisation_link for all using (((( SELECT kernel.scope() AS scope) @> from_node) OR (( SELECT kernel.scope() AS scope) @> to_node))) with check (((( SELECT kernel.scope() AS scope) @> from_node) OR (( SELECT kernel.scope() AS scope) @> to_node)));
create policy owner_moves on membership.organisation_link for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.organisation_version (
  organisation_id uuid not null,
  node ltree not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  kind text not null,
  region_code text,
  industry text,
  unit_type text,
  class text,
  new_form boolean not null,
  state text not null,
  constraint organisation_version_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
  constraint organisation_version_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint organisation_version_pkey PRIMARY KEY (organisation_id, valid_from)
);
CREATE INDEX organisation_version_node ON membership.organisation_version USING gist (node);
CREATE UNIQUE INDEX organisation_version_now ON membership.organisation_version USING btree (organisation_id) WHERE (valid_to IS NULL);
alter table membership.organisation_version enable row level security;
alter table membership.organisation_version force row level security;
create policy organisation_version_scope on membership.organisation_version for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on membership.organisation_version for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table membership.people_export (
  id uuid not null,
  number integer default nextval('membership.people_export_number'::regclass) not null,
  node_id uuid not null,
  node ltree not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone default clock_timestamp() not null,
  sealed_query bytea,
  query_kind text,
  columns text[] not null,
  plain text[] default '{}'::text[] not null,
  format text not null,
  purpose text not null,
  people integer not null,
  needs_second boolean not null,
  state text not null,
  problem text,
  rows_done integer default 0 not null,
  bytes bigint default 0 not null,
  attempts smallint default 0 not null,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  ready_at timestamp with time zone,
  kept_until timestamp with time zone not null,
  sealed_key bytea,
  constraint people_export_check CHECK ((plain <@ columns)),
  constraint people_export_check1 CHECK (((plain = '{}'::text[]) OR (purpose <> ''::text))),
  constraint people_export_check2 CHECK (((NOT needs_second) OR (plain <> '{}'::text[]))),
  constraint people_export_check3 CHECK (((sealed_key IS NOT NULL) = (state = ANY (ARRAY['waiting'::text, 'making'::text, 'ready'::text])))),
  constraint people_export_columns_check CHECK ((cardinality(columns) > 0)),
  constraint people_export_format_check CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text]))),
  constraint people_export_node_id_fkey FOREIGN KEY (node_id) REFERENCES kernel.node(id),
  constraint people_export_number_key UNIQUE (number),
  constraint people_export_pkey PRIMARY KEY (id),
  constraint people_export_query_kind_check CHECK ((query_kind = ANY (ARRAY['name'::text, 'letters'::text, 'phone'::text, 'resident_id'::text]))),
  constraint people_export_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'making'::text, 'ready'::text, 'refused'::text, 'withdrawn'::text, 'failed'::text, 'destroyed'::text])))
);
CREATE INDEX people_export_asked ON membership.people_export USING btree (asked_by, asked_at);
CREATE INDEX people_export_node ON membership.people_export USING gist (node);
CREATE INDEX people_export_retention ON membership.people_export USING btree (kept_until) WHERE (sealed_key IS NOT NULL);
CREATE INDEX people_export_working ON membership.people_export USING btree (leased_until) WHERE (state = 'making'::text);
alter table membership.people_export enable row level security;
alter table membership.people_export force row level security;
create policy owner_moves on membership.people_export for all using (true) with check (true);
create policy people_export_scope on membership.people_export for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select, update to gonghui_app;

create table membership.people_export_part (
  export_id uuid not null,
  number integer not null,
  node ltree not null,
  content bytea not null,
  constraint people_export_part_export_id_fkey FOREIGN KEY (export_id) REFERENCES membership.people_export(id),
  constraint people_export_part_pkey PRIMARY KEY (export_id, number)
);
alter table membership.people_export_part enable row level security;
alter table membership.people_export_part force row level security;
create policy owner_moves on membership.people_export_part for all using (true) with check (true);
create policy people_export_part_scope on membership.people_export_part for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant delete, insert, select to gonghui_app;

create table membership.person (
  id uuid not null,
  node ltree not null,
  member_number text,
  name text not null,
  pinyin text not null,
  initials text not null,
  phone bytea,
  phone_index bytea,
  sex text,
  birth_date date,
  employment_form text default 'standard'::text not null,
  tags text[] default '{}'::text[] not null,
  verified_at timestamp with time zone,
  left_at timestamp with time zone,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  id_kind text,
  id_number bytea,
  id_index bytea,
  ethnicity text,
  education text,
  politics text,
  household_kind text,
  work_type text,
  skill_level text,
  title text,
  employer_name text,
  remark text,
  source text default 'console'::text not null,
  phone_known_at timestamp with time zone default clock_timestamp() not null,
  phone_disputed_at timestamp with time zone,
  constraint person_employment_form_check CHECK ((employment_form = ANY (ARRAY['standard'::text, 'dispatched'::text, 'flexible'::text, 'platform'::text, 'retired'::text]))),
  constraint person_household_kind_check CHECK ((household_kind = ANY (ARRAY['urban'::text, 'rural'::text]))),
  constraint person_id_kind_check CHECK ((id_kind = ANY (ARRAY['resident_id'::text, 'passport'::text, 'hk_macao_permit'::text, 'taiwan_permit'::text, 'foreign_residence'::text]))),
  constraint person_id_whole CHECK ((((id_kind IS NULL) = (id_number IS NULL)) AND ((id_number IS NULL) = (id_index IS NULL)))),
  constraint person_member_number_key UNIQUE (member_number),
  constraint person_name_check CHECK ((name <> ''::text)),
  constraint person_phone_whole CHECK (((phone IS NULL) = (phone_index IS NULL))),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text])))
);
CREATE INDEX person_born ON membership.person USING btree (birth_date, pinyin) WHERE (left_at IS NULL);
CREATE UNIQUE INDEX person_id_number ON membership.person USING btree (id_index) WHERE (left_at IS NULL);
CREATE INDEX person_initials ON membership.person USING btree (initials COLLATE "C", id) INCLUDE (pinyin, node) WHERE (left_at IS NULL);
CREATE INDEX person_name ON membership.person USING btree (name COLLATE "C", id) INCLUDE (node) WHERE (left_at IS NULL);
CREATE INDEX person_name_second ON membership.person USING btree (substr(name, 2) COLLATE "C", id) INCLUDE (name, node) WHERE (left_at IS NULL);
CREATE INDEX person_name_third ON membership.person USING btree ((
CASE
    WHEN (strpos(name, '·'::text) > 0) THEN split_part(name, '·'::text, 2)
    ELSE substr(name, 3)
END) COLLATE "C", id) INCLUDE (name, node) WHERE (left_at IS NULL);
CREATE INDEX person_order ON membership.person USING btree (pinyin COLLATE "C", id) INCLUDE (node) WHERE (left_at IS NULL);
CREATE UNIQUE INDEX person_phone ON membership.person USING btree (phone_index) WHERE (left_at IS NULL);
CREATE INDEX person_phone_disputed ON membership.person USING btree (phone_disputed_at) WHERE ((phone_disputed_at IS NOT NULL) AND (left_at IS NULL));
CREATE INDEX person_spelled ON membership.person USING btree (replace(pinyin, ' '::text, ''::text) COLLATE "C", id) INCLUDE (pinyin, node) WHERE (left_at IS NULL);
CREATE INDEX person_union ON membership.person USING btree (node, pinyin COLLATE "C", id) INCLUDE (name) WHERE (left_at IS NULL);
CREATE INDEX person_without_membership ON membership.person USING btree (pinyin COLLATE "C", id) INCLUDE (node) WHERE ((left_at IS NULL) AND (member_number IS NULL));
alter table membership.person enable row level security;
alter table membership.person force row level security;
create policy owner_moves on membership.person for all using (true) with check (true);
create policy person_removed_by_undo on membership.person for delete using ((source = 'import'::text));
create policy person_scope on membership.person for all using (((( SELECT kernel.scope() AS scope) @> node) OR (id = ( SELECT kernel.person() AS person)))) with check ((( SELECT kernel.scope() AS scope) @> node));
grant delete, insert, select, update to gonghui_app;

create table membership.person_identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  how text not null,
  linked_at timestamp with time zone default clock_timestamp() not null,
  constraint person_identity_how_check CHECK ((how = ANY (ARRAY['code'::text, 'phone'::text]))),
  constraint person_identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint person_identity_person_id_issuer_key UNIQUE (person_id, issuer),
  constraint person_identity_pkey PRIMARY KEY (issuer, subject)
);
alter table membership.person_identity enable row level security;
alter table membership.person_identity force row level security;
create policy person_identity_ended on membership.person_identity for delete using ((EXISTS ( SELECT
   FROM membership.person p
  WHERE ((p.id = person_identity.person_id) AND (( SELECT kernel.scope() AS scope) @> p.node)))));
create policy person_identity_own on membership.person_identity for all using ((kernel.is_system() OR (person_id = kernel.person())));
create policy person_identity_seen on membership.person_identity for select using ((EXISTS ( SELECT
   FROM membership.person p
  WHERE ((p.id = person_identity.person_id) AND (( SELECT kernel.scope() AS scope) @> p.node)))));
grant delete, insert, select to gonghui_app;

-- view membership.person_in_sight
  id uuid
  node ltree
  member_number text
  pinyin text
  initials text
  name text
  name_second text
  name_third text
  spelled text
  verified_at timestamp with time zone

create table membership.registration (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  year integer not null,
  opens_on date not null,
  closes_on date not null,
  remind_on date,
  opened_by text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  announced_at timestamp with time zone,
  reminded_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  constraint registration_check CHECK ((closes_on >= opens_on)),
  constraint registration_check1 CHECK (((remind_on > opens_on) AND (remind_on <= closes_on))),
  constraint registration_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint registration_pkey PRIMARY KEY (id),
  constraint registration_year_check CHECK (((year >= 2020) AND (year <= 2100)))
);
CREATE INDEX registration_node ON membership.registration USING gist (node);
CREATE UNIQUE INDEX registration_once ON membership.registration USING btree (organisation_id, year) WHERE (cancelled_at IS NULL);
alter table membership.registration enable row level security;
alter table membership.registration force row level security;
create policy owner_moves on membership.registration for all using (true) with check (true);
create policy registration_insert on membership.registration for insert with check ((( SELECT kernel.scope() AS scope) @> node));
create policy registration_read on membership.registration for select using (((( SELECT kernel.scope() AS scope) @> node) OR (node @> ANY (kernel.scope()))));
create policy registration_update on membership.registration for update using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select, update to gonghui_app;

create table membership.registration_act (
  id uuid not null,
  registration_id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  act text not null,
  said text,
  reason text not null,
  people integer not null,
  by_name text not null,
  at timestamp with time zone default clock_timestamp() not null,
  undone_at timestamp with time zone,
  constraint registration_act_act_check CHECK ((act = ANY (ARRAY['confirm'::text, 'keep'::text, 'retain'::text, 'ask'::text]))),
  constraint registration_act_check CHECK (((act = 'confirm'::text) = (said IS NOT NULL))),
  constraint registration_act_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint registration_act_people_check CHECK ((people > 0)),
  constraint registration_act_pkey PRIMARY KEY (id),
  constraint registration_act_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 300))),
  constraint registration_act_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES membership.registration(id),
  constraint registration_act_said_check CHECK ((said = ANY (ARRAY['employed'::text, 'retired'::text, 'unemployed'::text])))
);
CREATE INDEX registration_act_node ON membership.registration_act USING gist (node);
CREATE INDEX registration_act_of ON membership.registration_act USING btree (registration_id, at DESC);
alter table membership.registration_act enable row level security;
alter table membership.registration_act force row level security;
create policy owner_moves on membership.registration_act for all using (true) with check (true);
create policy registration_act_scope on membership.registration_act for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select to gonghui_app;

create table membership.registration_entry (
  person_id uuid not null,
  year integer not null,
  said text,
  said_by text,
  said_at timestamp with time zone,
  said_act uuid,
  decision text,
  decided_at timestamp with time zone,
  decision_act uuid,
  constraint registration_entry_check CHECK ((((said IS NULL) = (said_by IS NULL)) AND ((said IS NULL) = (said_at IS NULL)))),
  constraint registration_entry_check1 CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint registration_entry_check2 CHECK (((said IS NOT NULL) OR (decision IS NOT NULL))),
  constraint registration_entry_decision_act_fkey FOREIGN KEY (decision_act) REFERENCES membership.registration_act(id),
  constraint registration_entry_decision_check CHECK ((decision = ANY (ARRAY['kept'::text, 'retained'::text, 'asked'::text]))),
  constraint registration_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id) ON DELETE CASCADE,
  constraint registration_entry_pkey PRIMARY KEY (person_id, year),
  constraint registration_entry_said_act_fkey FOREIGN KEY (said_act) REFERENCES membership.registration_act(id),
  constraint registration_entry_said_by_check CHECK ((said_by = ANY (ARRAY['member'::text, 'staff'::text, 'list'::text, 'joined'::text]))),
  constraint registration_entry_said_check CHECK ((said = ANY (ARRAY['employed'::text, 'retired'::text, 'unemployed'::text])))
);
CREATE INDEX registration_entry_decision_act ON membership.registration_entry USING btree (decision_act) WHERE (decision_act IS NOT NULL);
CREATE INDEX registration_entry_said_act ON membership.registration_entry USING btree (said_act) WHERE (said_act IS NOT NULL);
CREATE INDEX registration_entry_wish ON membership.registration_entry USING btree (year, person_id) WHERE ((said = ANY (ARRAY['retired'::text, 'unemployed'::text])) AND (decision IS NULL));
alter table membership.registration_entry enable row level security;
alter table membership.registration_entry force row level security;
create policy registration_entry_scope on membership.registration_entry for all using (((person_id = ( SELECT kernel.person() AS person)) OR (( SELECT kernel.scope() AS scope) @> ( SELECT p.node
   FROM membership.person p
  WHERE (p.id = registration_entry.person_id))))) with check ((( SELECT kernel.scope() AS scope) @> ( SELECT p.node
   FROM membership.person p
  WHERE (p.id = registration_entry.person_id))));
create policy registration_entry_server on membership.registration_entry for select using (( SELECT kernel.is_system() AS is_system));
grant delete, insert, select, update to gonghui_app;

create table membership.registration_tally (
  id bigint generated always as identity not null,
  organisation_id uuid not null,
  node ltree not null,
  year integer not null,
  said text not null,
  said_by text not null,
  counted boolean not null,
  change integer not null,
  constraint registration_tally_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint registration_tally_pkey PRIMARY KEY (id)
);
CREATE INDEX registration_tally_organisation ON membership.registration_tally USING btree (organisation_id, year) INCLUDE (said, said_by, counted, change);
alter table membership.registration_tally enable row level security;
alter table membership.registration_tally force row level security;
create policy owner_moves on membership.registration_tally for all using (true) with check (true);
create policy registration_tally_scope on membership.registration_tally for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant delete, insert, select, update to gonghui_app;

create table membership.service (
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  unit text not null,
  change smallint not null,
  counters uuid,
  source_type text not null,
  source_id uuid not null,
  title text not null,
  on_day date not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  constraint service_change_check CHECK ((change = ANY (ARRAY[1, '-1'::integer]))),
  constraint service_check CHECK (((counters IS NULL) = (change = 1))),
  constraint service_counters_fkey FOREIGN KEY (counters) REFERENCES membership.service(id),
  constraint service_counters_key UNIQUE (counters),
  constraint service_kind_check CHECK ((kind = ANY (ARRAY['voucher'::text, 'activity'::text, 'joining'::text, 'transfer'::text, 'correction'::text]))),
  constraint service_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint service_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint service_pkey PRIMARY KEY (id),
  constraint service_source_type_check CHECK ((source_type <> ''::text)),
  constraint service_unit_check CHECK ((unit = ANY (ARRAY['visit'::text, 'case'::text])))
);
CREATE INDEX service_person ON membership.service USING btree (person_id, on_day DESC, id DESC);
CREATE UNIQUE INDEX service_source ON membership.service USING btree (source_type, source_id) WHERE (counters IS NULL);
alter table membership.service enable row level security;
alter table membership.service force row level security;
create policy service_scope on membership.service for all using (((person_id = ( SELECT kernel.person() AS person)) OR (( SELECT kernel.scope() AS scope) @> ( SELECT o.node
   FROM membership.organisation o
  WHERE (o.id = service.organisation_id))))) with check ((( SELECT kernel.scope() AS scope) @> ( SELECT o.node
   FROM membership.organisation o
  WHERE (o.id = service.organisation_id))));
create policy service_server on membership.service for select using (( SELECT kernel.is_system() AS is_system));
grant insert, select to gonghui_app;

create table membership.service_tally (
  id bigint generated always as identity not null,
  organisation_id uuid not null,
  node ltree not null,
  month date not null,
  kind text not null,
  unit text not null,
  change integer not null,
  constraint service_tally_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint service_tally_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint service_tally_pkey PRIMARY KEY (id)
);
CREATE INDEX service_tally_organisation ON membership.service_tally USING btree (organisation_id, month) INCLUDE (kind, unit, change);
alter table membership.service_tally enable row level security;
alter table membership.service_tally force row level security;
create policy owner_moves on membership.service_tally for all using (true) with check (true);
create policy service_tally_scope on membership.service_tally for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant delete, insert, select, update to gonghui_app;

create table membership.state_change (
  id uuid not null,
  membership_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  from_state text not null,
  to_state text not null,
  on_day date not null,
  reason text not null,
  by_label text not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint state_change_check CHECK ((to_state <> from_state)),
  constraint state_change_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES membership.membership(id),
  constraint state_change_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint state_change_pkey PRIMARY KEY (id),
  constraint state_change_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX state_change_membership ON membership.state_change USING btree (membership_id, at);
CREATE INDEX state_change_node ON membership.state_change USING gist (node);
CREATE INDEX state_change_person ON membership.state_change USING btree (person_id, at);
alter table membership.state_change enable row level security;
alter table membership.state_change force row level security;
create policy owner_moves on membership.state_change for all using (true) with check (true);
create policy state_change_scope on membership.state_change for all using (((( SELECT kernel.scope() AS scope) @> node) OR (person_id = ( SELECT kernel.person() AS person)))) with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select, update to gonghui_app;

create table membership.transfer (
  id uuid not null,
  person_id uuid not null,
  from_id uuid not null,
  from_node ltree not null,
  to_id uuid not null,
  to_node ltree not null,
  state text not null,
  begun_by text not null,
  reason text not null,
  revision integer default 1 not null,
  refused_side text,
  refusal text,
  appeal text,
  appealed_sides text[] default '{}'::text[] not null,
  begun_at timestamp with time zone default clock_timestamp() not null,
  released_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint transfer_appeal_check CHECK (((length(appeal) >= 2) AND (length(appeal) <= 500))),
  constraint transfer_begun_by_check CHECK ((begun_by = ANY (ARRAY['member'::text, 'staff'::text]))),
  constraint transfer_check CHECK ((from_id <> to_id)),
  constraint transfer_check1 CHECK (((state <> ALL (ARRAY['refused'::text, 'appealing'::text])) OR ((refused_side IS NOT NULL) AND (refusal IS NOT NULL)))),
  constraint transfer_check2 CHECK (((state <> 'appealing'::text) OR (appeal IS NOT NULL))),
  constraint transfer_check3 CHECK (((state <> ALL (ARRAY['entering'::text, 'done'::text])) OR (released_at IS NOT NULL))),
  constraint transfer_check4 CHECK (((state = ANY (ARRAY['done'::text, 'withdrawn'::text, 'refused'::text])) = (ended_at IS NOT NULL))),
  constraint transfer_from_id_fkey FOREIGN KEY (from_id) REFERENCES membership.organisation(id),
  constraint transfer_person_id_fkey FOREIGN KEY (person_id) REFERENCES membership.person(id),
  constraint transfer_pkey PRIMARY KEY (id),
  constraint transfer_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 300))),
  constraint transfer_refusal_check CHECK ((refusal <> ''::text)),
  constraint transfer_refused_side_check CHECK ((refused_side = ANY (ARRAY['out'::text, 'in'::text]))),
  constraint transfer_state_check CHECK ((state = ANY (ARRAY['leaving'::text, 'entering'::text, 'refused'::text, 'appealing'::text, 'done'::text, 'withdrawn'::text]))),
  constraint transfer_to_id_fkey FOREIGN KEY (to_id) REFERENCES membership.organisation(id)
);
CREATE INDEX transfer_from ON membership.transfer USING gist (from_node);
CREATE UNIQUE INDEX transfer_once ON membership.transfer USING btree (person_id) WHERE (state = ANY (ARRAY['leaving'::text, 'entering'::text, 'appealing'::text]));
CREATE INDEX transfer_open ON membership.transfer USING btree (begun_at, id) WHERE (state = ANY (ARRAY['leaving'::text, 'entering'::text, 'appealing'::text]));
CREATE INDEX transfer_person ON membership.transfer USING btree (person_id, begun_at DESC);
CREATE INDEX transfer_to ON membership.transfer USING gist (to_node);
alter table membership.transfer enable row level security;
alter table membership.transfer force row level security;
create policy owner_moves on membership.transfer for all using (true) with check (true);
create policy transfer_scope on membership.transfer for all using (((( SELECT kernel.scope() AS scope) @> from_node) OR ((released_at IS NOT NULL) AND (( SELECT kernel.scope() AS scope) @> to_node)) OR (person_id = ( SELECT kernel.person() AS person)))) with check (((( SELECT kernel.scope() AS scope) @> from_node) OR (( SELECT kernel.scope() AS scope) @> to_node)));
grant insert, select, update to gonghui_app;

create table membership.union_setting (
  organisation_id uuid not null,
  node ltree not null,
  takes_applications boolean default true not null,
  retained_welfare boolean default false not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint union_setting_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES membership.organisation(id),
  constraint union_setting_pkey PRIMARY KEY (organisation_id)
);
CREATE INDEX union_setting_node ON membership.union_setting USING gist (node);
alter table membership.union_setting enable row level security;
alter table membership.union_setting force row level security;
create policy owner_moves on membership.union_setting for all using (true) with check (true);
create policy union_setting_scope on membership.union_setting for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select, update to gonghui_app;

create table office.duty_review (
  id uuid not null,
  node_id uuid not null,
  node ltree not null,
  quarter text not null,
  opened_at timestamp with time zone default clock_timestamp() not null,
  opened_by text not null,
  constraint duty_review_node_id_fkey FOREIGN KEY (node_id) REFERENCES kernel.node(id),
  constraint duty_review_node_id_quarter_key UNIQUE (node_id, quarter),
  constraint duty_review_pkey PRIMARY KEY (id),
  constraint duty_review_quarter_check CHECK ((quarter ~ '^\d{4}-Q[1-4]$'::text))
);
alter table office.duty_review enable row level security;
alter table office.duty_review force row level security;
create policy duty_review_insert on office.duty_review for insert with check ((( SELECT kernel.scope() AS scope) @> node));
create policy duty_review_read on office.duty_review for select using (((( SELECT kernel.scope() AS scope) @> node) OR (node @> ( SELECT kernel.scope() AS scope))));
create policy owner_moves on office.duty_review for all using (true) with check (true);
grant insert, select to gonghui_app;

create table office.duty_review_line (
  review_id uuid not null,
  grant_id uuid not null,
  node ltree not null,
  node_id uuid not null,
  account_id uuid not null,
  account_name text not null,
  login text not null,
  duty text not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone,
  granted_by text not null,
  signed_in_at timestamp with time zone,
  change text not null,
  verdict text,
  ends_on date,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamp with time zone,
  constraint duty_review_line_change_check CHECK ((change = ANY (ARRAY['first'::text, 'new'::text, 'changed'::text, 'same'::text]))),
  constraint duty_review_line_check CHECK ((((verdict IS NULL) = (answered_at IS NULL)) AND ((answered_at IS NULL) = (answered_by IS NULL)))),
  constraint duty_review_line_check1 CHECK ((((verdict = 'ends_on'::text) = (ends_on IS NOT NULL)) OR ((verdict IS NULL) AND (ends_on IS NULL)))),
  constraint duty_review_line_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES kernel.duty_grant(id),
  constraint duty_review_line_pkey PRIMARY KEY (review_id, grant_id),
  constraint duty_review_line_review_id_fkey FOREIGN KEY (review_id) REFERENCES office.duty_review(id),
  constraint duty_review_line_verdict_check CHECK ((verdict = ANY (ARRAY['stays'::text, 'ends_now'::text, 'ends_on'::text])))
);
CREATE INDEX duty_review_line_node ON office.duty_review_line USING gist (node);
alter table office.duty_review_line enable row level security;
alter table office.duty_review_line force row level security;
create policy duty_review_line_scope on office.duty_review_line for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on office.duty_review_line for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table places.booking (
  id uuid not null,
  hall_id uuid not null,
  node ltree not null,
  organisation_id uuid not null,
  organisation_node ltree not null,
  purpose text not null,
  title text not null,
  contact text default ''::text not null,
  note text default ''::text not null,
  state text not null,
  reason text default ''::text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  during tstzrange not null,
  seat_map_id uuid,
  reference_type text,
  reference_id uuid,
  made_by text not null,
  made_at timestamp with time zone default now() not null,
  decided_by text,
  decided_at timestamp with time zone,
  constraint booking_check CHECK ((starts_at < ends_at)),
  constraint booking_check1 CHECK (((lower(during) = starts_at) AND (upper(during) >= ends_at) AND lower_inc(during) AND (NOT upper_inc(during)))),
  constraint booking_check2 CHECK (((reference_type IS NULL) = (reference_id IS NULL))),
  constraint booking_check3 CHECK (((state <> ALL (ARRAY['refused'::text, 'cancelled'::text])) OR (reason <> ''::text))),
  constraint booking_contact_check CHECK ((length(contact) <= 40)),
  constraint booking_hall_id_node_fkey FOREIGN KEY (hall_id, node) REFERENCES places.hall(id, node) DEFERRABLE,
  constraint booking_no_overlap EXCLUDE USING gist (hall_id WITH =, during WITH &&) WHERE ((state = ANY (ARRAY['requested'::text, 'confirmed'::text]))),
  constraint booking_note_check CHECK ((length(note) <= 500)),
  constraint booking_pkey PRIMARY KEY (id),
  constraint booking_purpose_check CHECK ((purpose = ANY (ARRAY['showing'::text, 'charter'::text, 'meeting'::text, 'training'::text, 'closed'::text]))),
  constraint booking_reason_check CHECK ((length(reason) <= 300)),
  constraint booking_seat_map_id_hall_id_fkey FOREIGN KEY (seat_map_id, hall_id) REFERENCES places.seat_map(id, hall_id),
  constraint booking_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'confirmed'::text, 'refused'::text, 'cancelled'::text]))),
  constraint booking_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)))
);
CREATE INDEX booking_organisation ON places.booking USING gist (organisation_node);
CREATE UNIQUE INDEX booking_reference ON places.booking USING btree (reference_type, reference_id) WHERE (state = ANY (ARRAY['requested'::text, 'confirmed'::text]));
CREATE INDEX booking_requests ON places.booking USING btree (starts_at) WHERE (state = 'requested'::text);
CREATE INDEX booking_starts ON places.booking USING btree (hall_id, starts_at);
alter table places.booking enable row level security;
alter table places.booking force row level security;
create policy booking_scope on places.booking for all using (((kernel.scope() @> node) OR (kernel.scope() @> organisation_node)));
create policy owner_moves on places.booking for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table places.hall (
  id uuid not null,
  place_id uuid not null,
  node ltree not null,
  name text not null,
  turnaround_minutes integer not null,
  seat_map_id uuid,
  state text default 'open'::text not null,
  created_at timestamp with time zone default now() not null,
  constraint hall_id_node_key UNIQUE (id, node),
  constraint hall_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint hall_pkey PRIMARY KEY (id),
  constraint hall_place_id_name_key UNIQUE (place_id, name),
  constraint hall_place_id_node_fkey FOREIGN KEY (place_id, node) REFERENCES places.place(id, node) DEFERRABLE,
  constraint hall_seat_map_id_id_fkey FOREIGN KEY (seat_map_id, id) REFERENCES places.seat_map(id, hall_id),
  constraint hall_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint hall_turnaround_minutes_check CHECK (((turnaround_minutes >= 0) AND (turnaround_minutes <= 240)))
);
CREATE INDEX hall_node ON places.hall USING gist (node);
alter table places.hall enable row level security;
alter table places.hall force row level security;
create policy hall_below on places.hall for select using ((kernel.scope() <@ node));
create policy hall_reach on places.hall for select using ((kernel.reach() <@ node));
create policy hall_scope on places.hall for all using ((kernel.scope() @> node));
create policy owner_moves on places.hall for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table places.place (
  id uuid not null,
  organisation_id uuid not null,
  node ltree not null,
  kind text not null,
  name text not null,
  address text default ''::text not null,
  contact_phone text default ''::text not null,
  state text default 'open'::text not null,
  created_at timestamp with time zone default now() not null,
  constraint place_address_check CHECK ((length(address) <= 200)),
  constraint place_contact_phone_check CHECK ((length(contact_phone) <= 30)),
  constraint place_id_node_key UNIQUE (id, node),
  constraint place_kind_check CHECK ((kind = ANY (ARRAY['cinema'::text, 'hall'::text, 'other'::text]))),
  constraint place_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint place_organisation_id_name_key UNIQUE (organisation_id, name),
  constraint place_pkey PRIMARY KEY (id),
  constraint place_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE INDEX place_node ON places.place USING gist (node);
alter table places.place enable row level security;
alter table places.place force row level security;
create policy owner_moves on places.place for all using (true) with check (true);
create policy place_below on places.place for select using ((kernel.scope() <@ node));
create policy place_reach on places.place for select using ((kernel.reach() <@ node));
create policy place_scope on places.place for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table places.seat (
  seat_map_id uuid not null,
  node ltree not null,
  label text not null,
  row_no smallint not null,
  col_no smallint not null,
  kind text not null,
  constraint seat_col_no_check CHECK (((col_no >= 1) AND (col_no <= 80))),
  constraint seat_kind_check CHECK ((kind = ANY (ARRAY['seat'::text, 'wheelchair'::text, 'blocked'::text]))),
  constraint seat_label_check CHECK (((length(label) >= 1) AND (length(label) <= 20))),
  constraint seat_pkey PRIMARY KEY (seat_map_id, label),
  constraint seat_row_no_check CHECK (((row_no >= 1) AND (row_no <= 60))),
  constraint seat_seat_map_id_node_fkey FOREIGN KEY (seat_map_id, node) REFERENCES places.seat_map(id, node) DEFERRABLE,
  constraint seat_seat_map_id_row_no_col_no_key UNIQUE (seat_map_id, row_no, col_no)
);
alter table places.seat enable row level security;
alter table places.seat force row level security;
create policy owner_moves on places.seat for all using (true) with check (true);
create policy seat_below on places.seat for select using ((kernel.scope() <@ node));
create policy seat_reach on places.seat for select using ((kernel.reach() <@ node));
create policy seat_scope on places.seat for all using ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table places.seat_map (
  id uuid not null,
  hall_id uuid not null,
  node ltree not null,
  version integer not null,
  made_at timestamp with time zone default now() not null,
  made_by text not null,
  constraint seat_map_hall_id_node_fkey FOREIGN KEY (hall_id, node) REFERENCES places.hall(id, node) DEFERRABLE,
  constraint seat_map_hall_id_version_key UNIQUE (hall_id, version),
  constraint seat_map_id_hall_id_key UNIQUE (id, hall_id),
  constraint seat_map_id_node_key UNIQUE (id, node),
  constraint seat_map_pkey PRIMARY KEY (id),
  constraint seat_map_version_check CHECK ((version >= 1))
);
alter table places.seat_map enable row level security;
alter table places.seat_map force row level security;
create policy owner_moves on places.seat_map for all using (true) with check (true);
create policy seat_map_below on places.seat_map for select using ((kernel.scope() <@ node));
create policy seat_map_reach on places.seat_map for select using ((kernel.reach() <@ node));
create policy seat_map_scope on places.seat_map for all using ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table releases.party (
  id uuid not null,
  release_id uuid not null,
  code text not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint party_pkey PRIMARY KEY (id),
  constraint party_release_id_code_key UNIQUE (release_id, code),
  constraint party_release_id_fkey FOREIGN KEY (release_id) REFERENCES releases.release(id),
  constraint party_release_id_made_by_key UNIQUE (release_id, made_by)
);
alter table releases.party enable row level security;
alter table releases.party force row level security;
create policy party_server on releases.party for all using (kernel.is_system());
grant insert, select to gonghui_app;

create table releases.release (
  id uuid not null,
  node ltree not null,
  kind text not null,
  subject_id uuid not null,
  campaign_id uuid,
  round_id uuid not null,
  title text not null,
  subtitle text default ''::text not null,
  unit_fen bigint,
  eligibility jsonb default '[]'::jsonb not null,
  weights jsonb default '[]'::jsonb not null,
  caps jsonb default '[]'::jsonb not null,
  entry_opens_at timestamp with time zone,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  rehearsal boolean default false not null,
  published_at timestamp with time zone default now() not null,
  constraint release_pkey PRIMARY KEY (id),
  constraint release_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)))
);
CREATE INDEX release_campaign ON releases.release USING btree (campaign_id, opens_at);
CREATE INDEX release_opens ON releases.release USING btree (opens_at);
CREATE INDEX release_subject ON releases.release USING btree (subject_id, opens_at);
alter table releases.release enable row level security;
alter table releases.release force row level security;
create policy owner_moves on releases.release for all using (true) with check (true);
create policy release_reach on releases.release for select using ((kernel.reach() <@ node));
create policy release_scope on releases.release for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table releases.reminder (
  release_id uuid not null,
  person_id uuid not null,
  remind_at timestamp with time zone not null,
  reminded_at timestamp with time zone,
  constraint reminder_pkey PRIMARY KEY (release_id, person_id),
  constraint reminder_release_id_fkey FOREIGN KEY (release_id) REFERENCES releases.release(id)
);
CREATE INDEX reminder_due ON releases.reminder USING btree (remind_at) WHERE (reminded_at IS NULL);
alter table releases.reminder enable row level security;
alter table releases.reminder force row level security;
create policy reminder_own on releases.reminder for all using (((person_id = kernel.person()) OR kernel.is_system()));
grant delete, insert, select, update to gonghui_app;

create table releases.sample (
  release_id uuid not null,
  at timestamp with time zone not null,
  process text not null,
  node ltree not null,
  requests integer not null,
  entries integer not null,
  granted integer not null,
  refused jsonb not null,
  latency integer[] not null,
  constraint sample_pkey PRIMARY KEY (release_id, at, process)
);
CREATE INDEX sample_age ON releases.sample USING btree (at);
alter table releases.sample enable row level security;
alter table releases.sample force row level security;
create policy owner_moves on releases.sample for all using (true) with check (true);
create policy sample_scope on releases.sample for all using ((kernel.scope() @> node));
grant delete, insert, select to gonghui_app;

create table releases.share (
  quota_id uuid not null,
  release_id uuid not null,
  node ltree not null,
  branch ltree,
  tag text,
  title text not null,
  award boolean default false not null,
  constraint share_pkey PRIMARY KEY (quota_id),
  constraint share_release_id_fkey FOREIGN KEY (release_id) REFERENCES releases.release(id),
  constraint share_whose CHECK (((num_nonnulls(branch, tag) + (award)::integer) = 1))
);
CREATE INDEX share_release ON releases.share USING btree (release_id);
alter table releases.share enable row level security;
alter table releases.share force row level security;
create policy owner_moves on releases.share for all using (true) with check (true);
create policy share_reach on releases.share for select using ((kernel.reach() <@ node));
create policy share_scope on releases.share for all using ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table sheets.import (
  id uuid not null,
  node_id uuid not null,
  node ltree not null,
  kind text not null,
  file_name text not null,
  state text not null,
  sealed_key bytea,
  mapping jsonb,
  settled jsonb default '{}'::jsonb not null,
  options jsonb default '{}'::jsonb not null,
  rows_done integer default 0 not null,
  rows_total integer,
  problem jsonb,
  revision integer default 1 not null,
  created_by uuid not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  submitted_by uuid,
  applied_at timestamp with time zone,
  undone_at timestamp with time zone,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  destroy_on date not null,
  destroyed_at timestamp with time zone,
  attempts smallint default 0 not null,
  undone_by uuid,
  elsewhere integer default 0 not null,
  subject_id uuid,
  constraint import_check CHECK (((sealed_key IS NULL) = (destroyed_at IS NOT NULL))),
  constraint import_node_id_fkey FOREIGN KEY (node_id) REFERENCES kernel.node(id),
  constraint import_pkey PRIMARY KEY (id),
  constraint import_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'mapping'::text, 'checking'::text, 'review'::text, 'submitted'::text, 'applying'::text, 'applied'::text, 'undo_asked'::text, 'undoing'::text, 'undone'::text, 'failed'::text, 'withdrawn'::text])))
);
CREATE INDEX import_node ON sheets.import USING gist (node);
CREATE INDEX import_recent ON sheets.import USING btree (created_at DESC, id DESC);
CREATE INDEX import_retention ON sheets.import USING btree (destroy_on) WHERE (destroyed_at IS NULL);
CREATE INDEX import_working ON sheets.import USING btree (leased_until) WHERE (state = ANY (ARRAY['reading'::text, 'checking'::text, 'applying'::text, 'undoing'::text]));
alter table sheets.import enable row level security;
alter table sheets.import force row level security;
create policy import_scope on sheets.import for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on sheets.import for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table sheets.import_file (
  import_id uuid not null,
  node ltree not null,
  content bytea not null,
  constraint import_file_import_id_fkey FOREIGN KEY (import_id) REFERENCES sheets.import(id),
  constraint import_file_pkey PRIMARY KEY (import_id)
);
alter table sheets.import_file enable row level security;
alter table sheets.import_file force row level security;
create policy import_file_scope on sheets.import_file for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on sheets.import_file for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table sheets.line (
  import_id uuid not null,
  "row" integer not null,
  node ltree not null,
  outcome text not null,
  defects jsonb default '[]'::jsonb not null,
  notes jsonb default '[]'::jsonb not null,
  fields text[] default '{}'::text[] not null,
  candidates jsonb default '[]'::jsonb not null,
  decision text,
  target_id uuid,
  state text default 'open'::text not null,
  kept text[] default '{}'::text[] not null,
  sealed bytea not null,
  constraint line_decision_check CHECK ((decision = ANY (ARRAY['same'::text, 'new'::text, 'leave'::text]))),
  constraint line_import_id_fkey FOREIGN KEY (import_id) REFERENCES sheets.import(id),
  constraint line_outcome_check CHECK ((outcome = ANY (ARRAY['insert'::text, 'update'::text, 'unchanged'::text, 'conflict'::text, 'refused'::text]))),
  constraint line_pkey PRIMARY KEY (import_id, "row"),
  constraint line_state_check CHECK ((state = ANY (ARRAY['open'::text, 'applied'::text, 'stale'::text, 'undone'::text, 'kept'::text])))
);
CREATE INDEX line_outcome ON sheets.line USING btree (import_id, outcome, "row");
alter table sheets.line enable row level security;
alter table sheets.line force row level security;
create policy line_scope on sheets.line for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
create policy owner_moves on sheets.line for all using (true) with check (true);
grant delete, insert, select, update to gonghui_app;

create table sheets.remembered_mapping (
  node ltree not null,
  kind text not null,
  signature text not null,
  columns jsonb not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint remembered_mapping_pkey PRIMARY KEY (node, kind, signature)
);
alter table sheets.remembered_mapping enable row level security;
alter table sheets.remembered_mapping force row level security;
create policy owner_moves on sheets.remembered_mapping for all using (true) with check (true);
create policy remembered_mapping_scope on sheets.remembered_mapping for all using ((( SELECT kernel.scope() AS scope) @> node)) with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select, update to gonghui_app;

create table sheets.second_person (
  node ltree not null,
  wanted boolean not null,
  updated_at timestamp with time zone default clock_timestamp() not null,
  constraint second_person_pkey PRIMARY KEY (node)
);
alter table sheets.second_person enable row level security;
alter table sheets.second_person force row level security;
create policy owner_moves on sheets.second_person for all using (true) with check (true);
create policy second_person_change on sheets.second_person for update using ((( SELECT kernel.scope() AS scope) @> node));
create policy second_person_read on sheets.second_person for select using (((( SELECT kernel.scope() AS scope) @> node) OR (node @> ( SELECT kernel.scope() AS scope))));
create policy second_person_write on sheets.second_person for insert with check ((( SELECT kernel.scope() AS scope) @> node));
grant insert, select, update to gonghui_app;

create table stock.cap (
  id uuid not null,
  node ltree not null,
  scope text not null,
  label text not null,
  max_units integer not null,
  constraint cap_max_units_check CHECK ((max_units > 0)),
  constraint cap_pkey PRIMARY KEY (id),
  constraint cap_scope_check CHECK ((scope = ANY (ARRAY['round'::text, 'campaign'::text, 'season'::text])))
);
alter table stock.cap enable row level security;
alter table stock.cap force row level security;
create policy cap_reach on stock.cap for select using ((kernel.reach() <@ node));
create policy cap_scope on stock.cap for all using ((kernel.scope() @> node));
create policy owner_moves on stock.cap for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table stock.cap_use (
  cap_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  used integer not null,
  constraint cap_use_pkey PRIMARY KEY (cap_id, person_id),
  constraint cap_use_used_check CHECK ((used >= 0))
);
alter table stock.cap_use enable row level security;
alter table stock.cap_use force row level security;
create policy cap_use_own on stock.cap_use for select using ((person_id = kernel.person()));
create policy cap_use_scope on stock.cap_use for all using ((kernel.scope() @> node));
create policy owner_moves on stock.cap_use for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table stock.claim (
  id uuid not null,
  quota_id uuid not null,
  node ltree not null,
  person_id uuid not null,
  key uuid not null,
  number integer,
  state text not null,
  source text not null,
  unit_label text,
  created_at timestamp with time zone not null,
  granted_at timestamp with time zone,
  hold_until timestamp with time zone,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  ended_at timestamp with time zone,
  reason text,
  waiting_rank bigint,
  constraint claim_check CHECK (((state = 'held'::text) <= (hold_until IS NOT NULL))),
  constraint claim_check1 CHECK (((state = ANY (ARRAY['active'::text, 'redeemed'::text, 'lapsed'::text])) <= ((granted_at IS NOT NULL) AND (number IS NOT NULL)))),
  constraint claim_person_id_key_key UNIQUE (person_id, key),
  constraint claim_pkey PRIMARY KEY (id),
  constraint claim_source_check CHECK ((source = ANY (ARRAY['claim'::text, 'entry'::text, 'offer'::text, 'hold'::text, 'award'::text]))),
  constraint claim_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'active'::text, 'redeemed'::text, 'lapsed'::text, 'expired'::text, 'returned'::text])))
);
CREATE INDEX claim_held ON stock.claim USING btree (hold_until) WHERE (state = 'held'::text);
CREATE INDEX claim_lapsing ON stock.claim USING btree (valid_until, id) WHERE (state = 'active'::text);
CREATE UNIQUE INDEX claim_number ON stock.claim USING btree (quota_id, number);
CREATE INDEX claim_waiting ON stock.claim USING btree (quota_id, waiting_rank, id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX claim_waiting_once ON stock.claim USING btree (quota_id, person_id) WHERE (state = ANY (ARRAY['waiting'::text, 'held'::text]));
alter table stock.claim enable row level security;
alter table stock.claim force row level security;
create policy claim_own on stock.claim for select using ((person_id = kernel.person()));
create policy claim_scope on stock.claim for all using ((kernel.scope() @> node));
create policy owner_moves on stock.claim for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table stock.entry (
  quota_id uuid not null,
  person_id uuid not null,
  number bigint generated always as identity not null,
  share_id uuid,
  node ltree not null,
  weight smallint default 1 not null,
  at timestamp with time zone not null,
  place integer,
  outcome text,
  wishes text[],
  party uuid,
  revision integer default 0 not null,
  constraint entry_outcome_check CHECK ((outcome = ANY (ARRAY['won'::text, 'lost'::text, 'capped'::text, 'left'::text]))),
  constraint entry_pkey PRIMARY KEY (quota_id, person_id),
  constraint entry_weight_check CHECK (((weight >= 1) AND (weight <= 100))),
  constraint entry_wishes_check CHECK ((cardinality(wishes) <= 3))
);
CREATE INDEX entry_share ON stock.entry USING btree (quota_id, share_id) WHERE (share_id IS NOT NULL);
alter table stock.entry enable row level security;
alter table stock.entry force row level security;
create policy entry_own on stock.entry for select using ((person_id = kernel.person()));
create policy entry_scope on stock.entry for all using ((kernel.scope() @> node));
create policy owner_moves on stock.entry for all using (true) with check (true);
grant insert, select, update to gonghui_app;

create table stock.quota (
  id uuid not null,
  node ltree not null,
  round_id uuid not null,
  parent_id uuid,
  spill_at timestamp with time zone,
  spilled_at timestamp with time zone,
  mode text not null,
  state text default 'open'::text not null,
  capacity integer not null,
  taken integer default 0 not null,
  held integer default 0 not null,
  next_number integer default 1 not null,
  numbered boolean default false not null,
  waiting_list boolean default true not null,
  hold_seconds integer default 1800 not null,
  entry_opens_at timestamp with time zone,
  entry_closes_at timestamp with time zone,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  valid_days integer,
  secret_hash bytea,
  secret_published bytea,
  served_at timestamp with time zone,
  placed_at timestamp with time zone,
  entries integer,
  fund_source_id uuid,
  unit_fen bigint,
  created_at timestamp with time zone default now() not null,
  seated boolean default false not null,
  constraint quota_capacity_check CHECK ((capacity >= 0)),
  constraint quota_check CHECK ((opens_at < closes_at)),
  constraint quota_check1 CHECK ((valid_from < valid_until)),
  constraint quota_check2 CHECK (((mode = 'first_come'::text) = (entry_opens_at IS NULL))),
  constraint quota_check3 CHECK (((entry_opens_at IS NULL) = (entry_closes_at IS NULL))),
  constraint quota_check4 CHECK ((((mode = 'first_come'::text) = (secret_hash IS NULL)) OR (parent_id IS NOT NULL))),
  constraint quota_check5 CHECK ((entry_opens_at < entry_closes_at)),
  constraint quota_check6 CHECK ((numbered OR (NOT seated))),
  constraint quota_held_check CHECK ((held >= 0)),
  constraint quota_hold_seconds_check CHECK ((hold_seconds > 0)),
  constraint quota_mode_check CHECK ((mode = ANY (ARRAY['grab'::text, 'draw'::text, 'first_come'::text]))),
  constraint quota_never_oversold CHECK (((taken + held) <= capacity)),
  constraint quota_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES stock.quota(id),
  constraint quota_pkey PRIMARY KEY (id),
  constraint quota_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paused'::text, 'closed'::text]))),
  constraint quota_taken_check CHECK ((taken >= 0)),
  constraint quota_unit_fen_check CHECK ((unit_fen >= 0)),
  constraint quota_valid_days_check CHECK ((valid_days > 0))
);
CREATE INDEX quota_closes ON stock.quota USING btree (closes_at);
CREATE INDEX quota_parent ON stock.quota USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX quota_round ON stock.quota USING btree (round_id);
CREATE INDEX quota_unplaced ON stock.quota USING btree (entry_closes_at) WHERE ((entry_closes_at IS NOT NULL) AND (parent_id IS NULL) AND (placed_at IS NULL));
alter table stock.quota enable row level security;
alter table stock.quota force row level security;
create policy owner_moves on stock.quota for all using (true) with check (true);
create policy quota_reach on stock.quota for select using ((kernel.reach() <@ node));
create policy quota_scope on stock.quota for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table stock.quota_cap (
  quota_id uuid not null,
  cap_id uuid not null,
  constraint quota_cap_cap_id_fkey FOREIGN KEY (cap_id) REFERENCES stock.cap(id),
  constraint quota_cap_pkey PRIMARY KEY (quota_id, cap_id),
  constraint quota_cap_quota_id_fkey FOREIGN KEY (quota_id) REFERENCES stock.quota(id)
);
alter table stock.quota_cap enable row level security;
alter table stock.quota_cap force row level security;
create policy quota_cap_read on stock.quota_cap for select using (true);
create policy quota_cap_write on stock.quota_cap for insert with check (kernel.is_system());
grant insert, select to gonghui_app;

create table stock.refusal (
  quota_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  code text not null,
  params jsonb default '{}'::jsonb not null,
  times integer default 1 not null,
  at timestamp with time zone not null,
  constraint refusal_pkey PRIMARY KEY (quota_id, person_id)
);
alter table stock.refusal enable row level security;
alter table stock.refusal force row level security;
create policy owner_moves on stock.refusal for all using (true) with check (true);
create policy refusal_own on stock.refusal for select using ((person_id = kernel.person()));
create policy refusal_scope on stock.refusal for all using ((kernel.scope() @> node));
grant insert, select, update to gonghui_app;

create table stock.seating (
  quota_id uuid not null,
  node ltree not null,
  free jsonb not null,
  winners jsonb not null,
  seated_at timestamp with time zone not null,
  constraint seating_pkey PRIMARY KEY (quota_id),
  constraint seating_quota_id_fkey FOREIGN KEY (quota_id) REFERENCES stock.quota(id)
);
alter table stock.seating enable row level security;
alter table stock.seating force row level security;
create policy owner_moves on stock.seating for all using (true) with check (true);
create policy seating_reach on stock.seating for select using ((kernel.reach() <@ node));
create policy seating_scope on stock.seating for all using ((kernel.scope() @> node));
grant insert, select to gonghui_app;

create table stock.unit (
  quota_id uuid not null,
  ordinal integer not null,
  label text not null,
  claim_id uuid,
  node ltree not null,
  row_no smallint,
  col_no smallint,
  kind text default 'seat'::text not null,
  best integer not null,
  constraint unit_check CHECK (((row_no IS NULL) = (col_no IS NULL))),
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['seat'::text, 'wheelchair'::text]))),
  constraint unit_pkey PRIMARY KEY (quota_id, ordinal),
  constraint unit_quota_id_fkey FOREIGN KEY (quota_id) REFERENCES stock.quota(id),
  constraint unit_quota_id_label_key UNIQUE (quota_id, label)
);
CREATE UNIQUE INDEX unit_claim ON stock.unit USING btree (claim_id) WHERE (claim_id IS NOT NULL);
CREATE INDEX unit_free ON stock.unit USING btree (quota_id, best, ordinal) WHERE (claim_id IS NULL);
alter table stock.unit enable row level security;
alter table stock.unit force row level security;
create policy owner_moves on stock.unit for all using (true) with check (true);
create policy unit_reach on stock.unit for select using ((kernel.reach() <@ node));
create policy unit_scope on stock.unit for all using ((kernel.scope() @> node));
grant delete, insert, select, update to gonghui_app;

CREATE OR REPLACE FUNCTION benefits.agreement_in_force(merchant uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from benefits.agreement a where a.merchant_id = merchant
    and (a.state = 'approved' or (a.state = 'terminated' and at < a.terminated_at))
    and daterange(a.starts_on, a.ends_on, '[]') @> (at at time zone 'Asia/Shanghai')::date)
$function$;

CREATE OR REPLACE FUNCTION benefits.is_suspended(store uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from benefits.store_suspension u where u.store_id = store
    and u.from_at <= at and at < coalesce(least(u.until_at, u.lifted_at), 'infinity'))
$function$;

CREATE OR REPLACE FUNCTION benefits.keep_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'node' - 'merchant_node' = to_jsonb(old) - 'node' - 'merchant_node' then
    return new;
  end if;
  perform set_config('app.scope', '*', true);
  if exists (select from benefits.statement s
      where s.id = coalesce(new.statement_id, old.statement_id) and s.digest is not null) then
    raise exception 'benefits.statement_frozen' using errcode = 'GB001';
  end if;
  perform set_config('app.scope', v_scope, true);
  return coalesce(new, old);
end $function$;

CREATE OR REPLACE FUNCTION benefits.release_old_article()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.undone_at is not null or to_jsonb(new) ->> 'reissued_at' is not null then
    update benefits.old_article set released_at = clock_timestamp()
      where redemption_id = new.id and released_at is null;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION decisions.keep_apart()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_step text;
begin
  perform decisions.lock(new.object_type, new.object_id);
  perform set_config('app.scope', '*', true);
  select step into v_step from decisions.decision d
    where d.object_type = new.object_type and d.object_id = new.object_id and d.revision = new.revision
      and d.decided_by = new.decided_by and (d.step = any (new.distinct_from) or new.step = any (d.distinct_from))
    limit 1;
  if found then
    raise exception 'decisions.same_person' using errcode = 'GD001', detail = v_step;
  end if;
  select step into v_step from decisions.decision d
    where d.object_type = new.object_type and d.object_id = new.object_id and d.revision = new.revision
      and d.verdict = 'refused' and d.step <> new.step
    limit 1;
  if found then
    raise exception 'decisions.already_refused' using errcode = 'GD002', detail = v_step;
  end if;
  perform 1 from decisions.decision d
    where d.object_type = new.object_type and d.object_id = new.object_id and d.revision > new.revision;
  if found then
    raise exception 'decisions.superseded' using errcode = 'GD003';
  end if;
  perform set_config('app.scope', v_scope, true);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION decisions.lock(p_type text, p_id uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(hashtextextended(p_type || ':' || p_id::text, 7061))
$function$;

CREATE OR REPLACE FUNCTION funds.account_id(p_source uuid, p_kind text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  v_id uuid;
begin
  select id into v_id from funds.account where source_id = p_source and kind = p_kind;
  if not found then
    raise exception 'funds.no_such_account' using errcode = 'GF002', detail = format('%s %s', p_source, p_kind);
  end if;
  return v_id;
end $function$;

CREATE OR REPLACE FUNCTION funds.available(p_source uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((select sum(e.amount_fen) from funds.entry e where e.debit_account_id = a.id), 0)::bigint
    - coalesce((select sum(e.amount_fen) from funds.entry e where e.credit_account_id = a.id), 0)::bigint
  from funds.account a where a.source_id = p_source and a.kind = 'budget'
$function$;

CREATE OR REPLACE FUNCTION funds.post(p_id uuid, p_source uuid, p_node ltree, p_from text, p_to text, p_amount bigint, p_quota uuid, p_reference_type text, p_reference_id text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if p_amount = 0 then return; end if;
  perform funds.transfer(p_id, p_source, p_node, p_to, p_from, p_to, p_amount, p_quota, p_reference_type,
    p_reference_id, null);
end $function$;

CREATE OR REPLACE FUNCTION funds.transfer(p_id uuid, p_source uuid, p_node ltree, p_kind text, p_from text, p_to text, p_amount bigint, p_quota uuid, p_reference_type text, p_reference_id text, p_reverses uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_available bigint;
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if p_from = 'budget' then
    perform 1 from funds.source where id = p_source for update;
    v_available := funds.available(p_source);
    if p_amount > v_available then
      raise exception 'funds.budget_exceeded' using errcode = 'GF001',
        detail = json_build_object('neededFen', p_amount, 'availableFen', v_available)::text;
    end if;
  end if;
  insert into funds.entry (id, node, kind, debit_account_id, credit_account_id, amount_fen, quota_id, reference_type,
      reference_id, reverses_id)
    values (p_id, p_node, p_kind, funds.account_id(p_source, p_to), funds.account_id(p_source, p_from), p_amount, p_quota,
      p_reference_type, p_reference_id, p_reverses);
  perform set_config('app.scope', v_scope, true);
end $function$;

CREATE OR REPLACE FUNCTION kernel.add_node(p_id uuid, p_parent uuid)
 RETURNS ltree
 LANGUAGE plpgsql
AS $function$
declare
  v_label bigint := nextval('kernel.node_label_seq');
  v_parent ltree;
  v_play boolean := false;
  v_path ltree;
begin
  if p_parent is not null then
    select path, play into strict v_parent, v_play from kernel.node where id = p_parent for key share;
  end if;
  v_path := coalesce(v_parent, ''::ltree) || v_label::text::ltree;
  insert into kernel.node (id, parent_id, label, path, play) overriding system value
    values (p_id, p_parent, v_label, v_path, v_play);
  return v_path;
end $function$;

CREATE OR REPLACE FUNCTION kernel.add_play_root(p_id uuid)
 RETURNS ltree
 LANGUAGE plpgsql
AS $function$
declare
  v_label bigint := nextval('kernel.node_label_seq');
  v_path ltree := v_label::text::ltree;
begin
  insert into kernel.node (id, parent_id, label, path, play) overriding system value
    values (p_id, null, v_label, v_path, true);
  return v_path;
end $function$;

CREATE OR REPLACE FUNCTION kernel.announce(p_id uuid, p_topic text, p_node ltree, p_payload jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into kernel.outbox (id, topic, node, payload) values (p_id, p_topic, p_node, p_payload)
$function$;

CREATE OR REPLACE FUNCTION kernel.audit(p_chain text, p_node ltree, p_actor text, p_action text, p_object_type text, p_object_id text, p_payload text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_seq bigint;
  v_prev bytea;
  v_at timestamptz := clock_timestamp();
  v_hash bytea;
begin
  select seq, hash into v_seq, v_prev from kernel.audit_chain where chain = p_chain for update;
  if not found then
    insert into kernel.audit_chain (chain, seq, hash) values (p_chain, 0, sha256(convert_to(p_chain, 'UTF8')))
      on conflict do nothing;
    select seq, hash into v_seq, v_prev from kernel.audit_chain where chain = p_chain for update;
  end if;
  v_seq := v_seq + 1;
  v_hash := kernel.audit_hash(v_prev, p_chain, v_seq, v_at, p_node, p_actor, p_action, p_object_type, p_object_id, p_payload);
  insert into kernel.audit_record (chain, seq, at, node, actor, action, object_type, object_id, payload, hash)
    values (p_chain, v_seq, v_at, p_node, p_actor, p_action, p_object_type, p_object_id, p_payload, v_hash);
  update kernel.audit_chain set seq = v_seq, hash = v_hash where chain = p_chain;
end $function$;

CREATE OR REPLACE FUNCTION kernel.audit_about(p_id uuid)
 RETURNS SETOF kernel.audit_record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_seen ltree[] := kernel.with_former(kernel.scope());
begin
  perform set_config('app.scope', '*', true);
  return query select r.chain, r.seq, r.at, s.node, r.actor, r.action, r.object_type, r.object_id,
      ((r.payload::jsonb - 'subjects') || (r.payload::jsonb -> 'subjects' -> p_id::text))::text, r.hash
    from kernel.audit_subject s join kernel.audit_record r on r.chain = s.chain and r.seq = s.seq
    where s.object_id = p_id and v_seen @> s.node;
  perform set_config('app.scope', v_scope, true);
end $function$;

CREATE OR REPLACE FUNCTION kernel.audit_hash(prev bytea, chain text, seq bigint, at timestamp with time zone, node ltree, actor text, action text, object_type text, object_id text, payload text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select sha256(prev || convert_to(concat_ws(E'\n', chain, seq::text,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), node::text, actor, action, object_type, object_id, payload), 'UTF8'))
$function$;

CREATE OR REPLACE FUNCTION kernel.audit_many(p_chain text, p_node ltree, p_actor text, p_action text, p_object_type text, p_object_id text, p_payload text, p_subject_type text, p_subjects uuid[], p_nodes ltree[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform kernel.audit(p_chain, p_node, p_actor, p_action, p_object_type, p_object_id, p_payload);
  -- The chain's head is ours until the transaction ends: it is the record just written.
  insert into kernel.audit_subject (object_type, object_id, chain, seq, node)
    select p_subject_type, s.id, h.chain, h.seq, s.node
    from kernel.audit_chain h, unnest(p_subjects, p_nodes) as s (id, node) where h.chain = p_chain;
end $function$;

CREATE OR REPLACE FUNCTION kernel.behind(p_path ltree)
 RETURNS ltree
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select (p_path::text || '-')::ltree
$function$;

CREATE OR REPLACE FUNCTION kernel.is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(current_setting('app.scope', true) = '*', false)
$function$;

CREATE OR REPLACE FUNCTION kernel.kept_apart(duty text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case duty when 'system.administrator' then 'system' when 'security.administrator' then 'security'
    when 'administrator' then 'security' when 'auditor' then 'audit' end
$function$;

CREATE OR REPLACE FUNCTION kernel.let_owner_move()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_table record;
  v_key record;
begin
  for v_key in select k.conrelid::regclass as name, k.conname from pg_constraint k where k.contype = 'f' and not k.condeferrable
      and k.conparentid = 0 and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey)
        and a.atttypid = 'ltree'::regtype) loop
    execute format('alter table %s alter constraint %I deferrable', v_key.name, v_key.conname);
  end loop;
  for v_table in select t.name from kernel.tables_with_paths() t join pg_class c on c.oid = t.name
      where c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = t.name and p.polname = 'owner_moves') loop
    execute format('create policy owner_moves on %s to %I using (true) with check (true)', v_table.name, current_user);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION kernel.limit_take(p_key text, p_windows integer[], p_limits integer[])
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  v_wait integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('limit:' || p_key, 0));
  v_wait := kernel.limit_wait(p_key, p_windows, p_limits);
  if v_wait = 0 then
    insert into kernel.limit_event (key) values (p_key);
  end if;
  return v_wait;
end $function$;

CREATE OR REPLACE FUNCTION kernel.limit_wait(p_key text, p_windows integer[], p_limits integer[])
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  v_wait integer := 0;
  v_at timestamptz;
begin
  for i in 1 .. cardinality(p_windows) loop
    select at into v_at from kernel.limit_event
      where key = p_key and at > statement_timestamp() - make_interval(secs => p_windows[i])
      order by at desc offset greatest(p_limits[i] - 1, 0) limit 1;
    if found then
      v_wait := greatest(v_wait, 1,
        ceil(extract(epoch from v_at + make_interval(secs => p_windows[i]) - statement_timestamp()))::integer);
    end if;
  end loop;
  return v_wait;
end $function$;

CREATE OR REPLACE FUNCTION kernel.make_audit_partitions(p_ahead integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'kernel', 'public'
 SET lock_timeout TO '2s'
AS $function$
declare
  v_from timestamptz;
  v_to timestamptz;
  v_name text;
  v_made integer := 0;
begin
  for i in 0..least(p_ahead, 24) loop
    v_from := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
    v_to := v_from + interval '1 month';
    v_name := 'audit_record_' || to_char(v_from at time zone 'UTC', 'YYYYMM');
    continue when to_regclass('kernel.' || v_name) is not null;
    continue when exists (select from kernel.audit_record_other where at >= v_from and at < v_to);
    -- Attaching, unlike "create ... partition of", does not stop writers of other partitions.
    execute format('create table kernel.%I (like kernel.audit_record including defaults including constraints)', v_name);
    execute format('alter table kernel.audit_record attach partition kernel.%I for values from (%L) to (%L)', v_name, v_from, v_to);
    v_made := v_made + 1;
  end loop;
  return v_made;
end $function$;

CREATE OR REPLACE FUNCTION kernel.move_node(p_id uuid, p_parent uuid)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_old ltree;
  v_parent ltree;
  v_new ltree;
  v_play boolean;
  v_rows bigint;
begin
  perform set_config('app.scope', '*', true);
  perform pg_advisory_xact_lock(hashtextextended('kernel.move_node', 0));
  select path, play into strict v_old, v_play from kernel.node where id = p_id;
  select path, play or v_play into strict v_parent, v_play from kernel.node where id = p_parent;
  if v_play then
    raise exception 'kernel.play_does_not_move' using errcode = 'GM001';
  end if;
  if v_parent <@ v_old then
    raise exception 'kernel.under_itself' using errcode = 'GM002';
  end if;
  v_new := v_parent || subpath(v_old, -1);
  if v_new = v_old then
    perform set_config('app.scope', v_scope, true);
    return 0;
  end if;
  -- Whoever adds below one of these waits, and is added below the new path.
  perform 1 from kernel.node where path <@ v_old order by path for update;
  insert into kernel.node_move (node_id, from_path, to_path, was_moved)
    select id, path, kernel.repath(path, v_old, v_new), id = p_id from kernel.node where path <@ v_old;
  update kernel.node set path = kernel.repath(path, v_old, v_new), parent_id = case when id = p_id then p_parent else parent_id end
    where path <@ v_old;
  v_rows := kernel.repath_rows(v_old, v_new);
  perform pg_notify('node_moved', v_old::text);
  perform set_config('app.scope', v_scope, true);
  return v_rows;
end $function$;

CREATE OR REPLACE FUNCTION kernel.move_person_rows(p_from uuid, p_to uuid, p_stay text[], p_only jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
  v_table record;
  v_row record;
  v_went jsonb;
  v_all jsonb := '{}';
  v_left jsonb := '{}';
  v_stayed integer;
begin
  if not kernel.is_system() then
    raise exception 'kernel.move_person_rows is for the server itself' using errcode = '42501';
  end if;
  for v_table in select * from kernel.tables_of_people() order by name::text loop
    continue when v_table.name::text = any (p_stay) or (p_only is not null and p_only -> v_table.name::text is null);
    v_went := '[]';
    v_stayed := 0;
    for v_row in execute format(
      'select t.ctid as place, md5((to_jsonb(t) - ''person_id'' - ''node'')::text) as was,
         coalesce((select jsonb_object_agg(k.key, k.value) from jsonb_each(to_jsonb(t)) k where k.key = any ($2)), ''{}'') as key
       from %s t where t.person_id = $1 for update of t', v_table.name)
      using p_from, v_table.keys loop
      continue when p_only is not null
        and not exists (select from jsonb_array_elements(p_only -> v_table.name::text) o where o -> 'key' = v_row.key);
      if p_only is not null and not p_only -> v_table.name::text @> jsonb_build_array(jsonb_build_object('key', v_row.key, 'was', v_row.was)) then
        v_stayed := v_stayed + 1;
        continue;
      end if;
      begin
        execute format('update %s set person_id = $1 where ctid = $2 and person_id = $3', v_table.name)
          using p_to, v_row.place, p_from;
        v_went := v_went || jsonb_build_object('key', v_row.key, 'was', v_row.was);
      exception when unique_violation or exclusion_violation then
        v_stayed := v_stayed + 1;
      end;
    end loop;
    if v_went <> '[]' then v_all := v_all || jsonb_build_object(v_table.name::text, v_went); end if;
    if v_stayed > 0 then v_left := v_left || jsonb_build_object(v_table.name::text, v_stayed); end if;
  end loop;
  return v_all || jsonb_build_object('left', v_left);
end $function$;

CREATE OR REPLACE FUNCTION kernel.outbox_number(p_limit integer, p_patterns text[], p_notify boolean)
 RETURNS SETOF kernel.outbox
 LANGUAGE plpgsql
AS $function$
declare
  v_event kernel.outbox;
  v_body text;
begin
  for v_event in
    with waiting as materialized (
      select id from kernel.outbox where position is null order by created_at, id limit p_limit
    ), numbered as materialized (
      select id, nextval('kernel.outbox_position') as position from waiting
    ), done as (
      update kernel.outbox o set position = n.position,
        delivered_at = case when o.topic like any (p_patterns) then null else clock_timestamp() end
      from numbered n where o.id = n.id and o.position is null
      returning o.*
    ) select * from done order by position
  loop
    if p_notify then
      v_body := json_build_object('position', v_event.position, 'id', v_event.id, 'topic', v_event.topic,
        'node', v_event.node, 'at', v_event.created_at, 'payload', v_event.payload)::text;
      if octet_length(v_body) > 7000 then
        v_body := json_build_object('position', v_event.position)::text;
      end if;
      perform pg_notify('kernel_event', v_body);
    end if;
    return next v_event;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION kernel.people_with_rows(p_ids uuid[], p_stay text[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
declare
  v_table record;
begin
  for v_table in select * from kernel.tables_of_people() order by name::text loop
    continue when v_table.name::text = any (p_stay);
    return query execute format('select p from unnest($1) p where exists (select from %s t where t.person_id = p)', v_table.name)
      using p_ids;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION kernel.person()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select nullif(current_setting('app.person', true), '')::uuid
$function$;

CREATE OR REPLACE FUNCTION kernel.reach()
 RETURNS ltree[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select case current_setting('app.reach', true)
    when '' then '{}'::ltree[]
    else string_to_array(current_setting('app.reach', true), ',')::ltree[]
  end
$function$;

CREATE OR REPLACE FUNCTION kernel.repath(p_path ltree, p_old ltree, p_new ltree)
 RETURNS ltree
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case
    when p_path = p_old then p_new
    when p_path <@ p_old then p_new || subpath(p_path, nlevel(p_old))
    else p_path
  end
$function$;

CREATE OR REPLACE FUNCTION kernel.repath_rows(p_old ltree, p_new ltree)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  v_table record;
  v_rows bigint;
  v_all bigint := 0;
  v_column text;
begin
  set constraints all deferred;
  for v_table in select * from kernel.tables_with_paths() order by name::text loop
    execute format('update %s set %s where %s', v_table.name,
      (select string_agg(format('%1$I = kernel.repath(%1$I, $1, $2)', path), ', ') from unnest(v_table.paths) path),
      (select string_agg(format('(%1$I <@ $1 and %1$I >= $1 and %1$I < kernel.behind($1))', path), ' or ')
        from unnest(v_table.paths) path)) using p_old, p_new;
    get diagnostics v_rows = row_count;
    v_all := v_all + v_rows;
    continue when v_table.name::text like 'kernel.%';
    foreach v_column in array v_table.documents loop
      execute format('update %s set %2$I = regexp_replace(%2$I::text, $1, $2, %3$L)::jsonb where %2$I::text ~ $1',
        v_table.name, v_column, 'g')
        using '("node": ")' || replace(p_old::text, '.', '\.') || '(?=["\.])', '\1' || p_new::text;
    end loop;
  end loop;
  set constraints all immediate;
  return v_all;
end $function$;

CREATE OR REPLACE FUNCTION kernel.scope()
 RETURNS ltree[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select case current_setting('app.scope', true)
    when '*' then array[''::ltree]
    when '' then '{}'::ltree[]
    else string_to_array(current_setting('app.scope', true), ',')::ltree[]
  end
$function$;

CREATE OR REPLACE FUNCTION kernel.settle_moves(p_since interval)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_move record;
  v_all bigint := 0;
begin
  perform set_config('app.scope', '*', true);
  perform pg_advisory_xact_lock(hashtextextended('kernel.move_node', 0));
  for v_move in select m.from_path::ltree as old, n.path as now from kernel.node_move m join kernel.node n on n.id = m.node_id
      where m.was_moved and m.moved_at > clock_timestamp() - p_since and m.from_path::ltree <> n.path
      order by m.id loop
    v_all := v_all + kernel.repath_rows(v_move.old, v_move.now);
  end loop;
  perform set_config('app.scope', v_scope, true);
  return v_all;
end $function$;

CREATE OR REPLACE FUNCTION kernel.tables_of_people()
 RETURNS TABLE(name regclass, keys text[])
 LANGUAGE sql
 STABLE
AS $function$
  select c.oid::regclass, array(select k.attname::text from pg_attribute k
    where k.attrelid = c.oid and k.attnum = any (i.indkey::smallint[]) and k.attname <> 'person_id' order by k.attnum)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id' and a.atttypid = 'uuid'::regtype and not a.attisdropped
    join pg_index i on i.indrelid = c.oid and i.indisprimary
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
$function$;

CREATE OR REPLACE FUNCTION kernel.tables_with_paths()
 RETURNS TABLE(name regclass, paths text[], documents text[])
 LANGUAGE sql
 STABLE
AS $function$
  select c.oid::regclass, array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'ltree'::regtype),
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'jsonb'::regtype), '{}')
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
    and c.oid not in ('kernel.node'::regclass, 'kernel.audit_record'::regclass, 'kernel.audit_subject'::regclass)
  group by c.oid having bool_or(a.atttypid = 'ltree'::regtype)
$function$;

CREATE OR REPLACE FUNCTION kernel.uuidv7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
  select encode(
    set_byte(set_byte(
      overlay(uuid_send(gen_random_uuid()) placing
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112),
      8, (get_byte(uuid_send(gen_random_uuid()), 8) & 63) | 128), 'hex')::uuid
$function$;

CREATE OR REPLACE FUNCTION kernel.with_former(p_paths ltree[])
 RETURNS ltree[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select p_paths || array(select distinct m.from_path::ltree from kernel.node_move m
    join kernel.node n on n.id = m.node_id where n.path <@ any (p_paths))
$function$;

CREATE OR REPLACE FUNCTION membership.above_both(p_a ltree, p_b ltree)
 RETURNS ltree
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when p_a @> p_b then p_a when p_b @> p_a then p_b else lca(p_a, p_b) end
$function$;

CREATE OR REPLACE FUNCTION membership.counts_as_member(p_state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select p_state in ('active', 'transferring', 'suspended')
$function$;

CREATE OR REPLACE FUNCTION membership.figure_changed_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
  v_held boolean := old.is_primary and old.valid_to is null;
  v_holds boolean := new.is_primary and new.valid_to is null;
begin
  perform set_config('app.scope', '*', true);
  if v_held then
    insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, gone, moved_out)
      select old.organisation_id, old.node, coalesce(new.valid_to, v_today), p.employment_form, coalesce(p.sex, ''), old.state,
        p.verified_at is not null, -1, (not v_holds and new.valid_to is not null and new.state <> 'transferred')::int,
        (new.state = 'transferred' or (new.valid_to is null and not v_holds) or old.organisation_id <> new.organisation_id)::int
      from membership.person p where p.id = old.person_id;
  end if;
  if v_holds then
    insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, moved_in)
      select new.organisation_id, new.node, v_today, p.employment_form, coalesce(p.sex, ''), new.state, p.verified_at is not null,
        1, (not v_held or old.organisation_id <> new.organisation_id)::int
      from membership.person p where p.id = new.person_id;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.figure_changed_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change)
    select m.organisation_id, m.node, (clock_timestamp() at time zone 'Asia/Shanghai')::date, f.form, coalesce(f.sex, ''), m.state,
      f.verified, f.change
    from membership.membership m cross join (
      values (old.employment_form, old.sex, old.verified_at is not null, -1),
        (new.employment_form, new.sex, new.verified_at is not null, 1)) f (form, sex, verified, change)
    where m.person_id = new.id and m.is_primary and m.valid_to is null;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.figure_moved_begin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined)
    select new.organisation_id, new.node, f.day, p.employment_form, coalesce(p.sex, ''), h.state, p.verified_at is not null,
      f.change, f.change
    from membership.person p cross join lateral (select case when new.valid_to is null then new.state else coalesce((select c.from_state
        from membership.state_change c where c.membership_id = new.id order by c.at desc limit 1), 'active') end) h (state) cross join (values (old.valid_from, -1), (new.valid_from, 1)) f (day, change)
    where p.id = new.person_id;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.figure_new_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined, moved_in)
    select a.organisation_id, a.node, a.valid_from, p.employment_form, coalesce(p.sex, ''), a.state, p.verified_at is not null,
      count(*), count(*) filter (where not f.follows), count(*) filter (where f.follows)
    from after a join membership.person p on p.id = a.person_id
      cross join lateral (select exists (select from membership.membership b where b.person_id = a.person_id
        and b.state = 'transferred' and b.valid_to >= a.valid_from - 1) as follows) f
    where a.is_primary and a.valid_to is null
    group by 1, 2, 3, 4, 5, 6, 7;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.figure_removed_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined)
    select b.organisation_id, b.node, b.valid_from, p.employment_form, coalesce(p.sex, ''), b.state, p.verified_at is not null,
      -count(*), -count(*)
    from before b join membership.person p on p.id = b.person_id where b.is_primary and b.valid_to is null
    group by 1, 2, 3, 4, 5, 6, 7;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.has_welfare(p_state text, p_organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select p_state in ('active', 'transferring')
    or (p_state = 'retained' and exists (select from membership.union_setting s
      where s.organisation_id = p_organisation and s.retained_welfare))
$function$;

CREATE OR REPLACE FUNCTION membership.keep_organisation_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
  -- Being set up goes on until the end of its transaction.
  v_from date := case when tg_op = 'INSERT' or new.created_at >= transaction_timestamp() then new.opened_on else v_today end;
begin
  if tg_op = 'UPDATE' and (old.name, old.kind, old.region_code, old.industry, old.unit_type, old.class, old.marks, old.state)
      is not distinct from (new.name, new.kind, new.region_code, new.industry, new.unit_type, new.class, new.marks, new.state) then
    return null;
  end if;
  update membership.organisation_version set valid_to = v_from
    where organisation_id = new.id and valid_to is null and valid_from < v_from;
  insert into membership.organisation_version as v (organisation_id, node, valid_from, name, kind, region_code, industry, unit_type,
      class, new_form, state)
    values (new.id, new.node, v_from, new.name, new.kind, new.region_code, new.industry, new.unit_type, new.class, new.new_form,
      new.state)
    on conflict (organisation_id, valid_from) do update set name = excluded.name, kind = excluded.kind,
      region_code = excluded.region_code, industry = excluded.industry, unit_type = excluded.unit_type, class = excluded.class,
      new_form = excluded.new_form, state = excluded.state;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.measure_register()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  analyze (skip_locked) membership.person, membership.membership;
end $function$;

CREATE OR REPLACE FUNCTION membership.refuse_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from membership.organisation o
      where o.id in (select organisation_id from after where valid_to is null) and o.state = 'closed') then
    raise exception 'membership.organisation_closed' using errcode = 'GK001';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.register_new_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if exists (select from membership.registration) then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select a.organisation_id, a.node, e.year, e.said, e.said_by, membership.counts_as_member(a.state), count(*)
      from after a join membership.registration_entry e on e.person_id = a.person_id and e.said is not null
      where a.is_primary and a.valid_to is null group by 1, 2, 3, 4, 5, 6;
    insert into membership.registration_entry (person_id, year, said, said_by, said_at)
      select a.person_id, r.year, 'employed', 'joined', clock_timestamp()
      from after a join membership.registration r on r.node @> a.node and r.cancelled_at is null
        and a.valid_from between r.opens_on and greatest(r.closes_on, make_date(r.year, 12, 31))
      where a.is_primary and a.valid_to is null
        and not exists (select from membership.membership b where b.person_id = a.person_id and b.valid_from < r.opens_on)
      on conflict do nothing;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.sound_key(p_pinyin text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select string_agg(sign, '' order by sign) from regexp_split_to_table(replace(lower(p_pinyin), ' ', ''), '') sign
$function$;

CREATE OR REPLACE FUNCTION membership.tally_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into membership.member_tally (organisation_id, node, change)
      select organisation_id, node, count(*) from after
      where is_primary and membership.counts_as_member(state) group by organisation_id, node;
  else
    insert into membership.member_tally (organisation_id, node, change)
      select organisation_id, (array_agg(node) filter (where change > 0) || array_agg(node))[1], sum(change)
      from (
        select organisation_id, node, 1 as change from after where is_primary and membership.counts_as_member(state)
        union all
        select organisation_id, node, -1 from before where is_primary and membership.counts_as_member(state)
      ) differences
      group by organisation_id having sum(change) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.tally_registered()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if tg_op <> 'INSERT' then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select m.organisation_id, m.node, e.year, e.said, e.said_by, membership.counts_as_member(m.state), -count(*)
      from before e join membership.membership m on m.person_id = e.person_id and m.is_primary and m.valid_to is null
      where e.said is not null group by 1, 2, 3, 4, 5, 6;
  end if;
  if tg_op <> 'DELETE' then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select m.organisation_id, m.node, e.year, e.said, e.said_by, membership.counts_as_member(m.state), count(*)
      from after e join membership.membership m on m.person_id = e.person_id and m.is_primary and m.valid_to is null
      where e.said is not null group by 1, 2, 3, 4, 5, 6;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.tally_registered_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  if old.is_primary and old.valid_to is null then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select old.organisation_id, old.node, e.year, e.said, e.said_by, membership.counts_as_member(old.state), -1
      from membership.registration_entry e where e.person_id = old.person_id and e.said is not null;
  end if;
  if tg_op = 'UPDATE' and new.is_primary and new.valid_to is null then
    insert into membership.registration_tally (organisation_id, node, year, said, said_by, counted, change)
      select new.organisation_id, new.node, e.year, e.said, e.said_by, membership.counts_as_member(new.state), 1
      from membership.registration_entry e where e.person_id = new.person_id and e.said is not null;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.tally_services()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into membership.service_tally (organisation_id, node, month, kind, unit, change)
    select a.organisation_id, o.node, date_trunc('month', a.on_day)::date, a.kind, a.unit, sum(a.change)
    from after a join membership.organisation o on o.id = a.organisation_id group by 1, 2, 3, 4, 5;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION membership.untally_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into membership.member_tally (organisation_id, node, change)
    select organisation_id, node, -count(*) from before
    where is_primary and membership.counts_as_member(state) group by organisation_id, node;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION stock.assign_units(p_quota uuid, p_claims uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_labels text[] := stock.take_units(p_quota, p_claims);
begin
  update stock.claim c set unit_label = g.label from unnest(p_claims, v_labels) as g (claim, label) where c.id = g.claim;
end $function$;

CREATE OR REPLACE FUNCTION stock.claim_batch(p_quota uuid, p_scope text, p_actor text, p_persons uuid[], p_keys uuid[], p_ids uuid[], p_picks text[] DEFAULT NULL::text[], p_source text DEFAULT 'claim'::text)
 RETURNS TABLE(idx integer, outcome text, claim_id uuid, number integer, granted_at timestamp with time zone, unit_label text)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
declare
  q stock.quota;
  v_now timestamptz;
  v_refusal text;
  v_left integer;
  v_caps uuid[];
  v_max integer[];
  v_new integer[];
  v_granted integer[];
  v_allowed uuid[];
  v_ids uuid[];
  v_persons uuid[];
  v_family uuid[];
  v_strange integer[];
  v_occupied integer[];
  v_labels text[];
begin
  perform set_config('app.scope', p_scope, true);
  select * into q from stock.quota where id = p_quota for update;
  if not found then
    return query select i, 'missing', null::uuid, null::integer, null::timestamptz, null::text from generate_series(1, cardinality(p_persons)) i;
    return;
  end if;
  v_now := clock_timestamp();
  -- Caps may lie above the quota's node and keys may belong to other quotas; both count wherever they are.
  perform set_config('app.scope', '*', true);

  -- What these keys already mean, and the requests that are new. One by one through the key ("offset 0"): a plan made while the
  -- table was still empty would read all claims for every batch.
  select array_agg(r.idx order by r.idx) into v_new
  from unnest(p_persons, p_keys) with ordinality as r (person, key, idx)
  left join lateral (select c.id from stock.claim c where c.person_id = r.person and c.key = r.key offset 0) known on true
  where known.id is null;
  if v_new is null or cardinality(v_new) < cardinality(p_persons) then
    -- A release is one thing for its people: a claim on its share answers the same key on what is for everybody, and the other way.
    v_family := array(select id from stock.quota where id = coalesce(q.parent_id, q.id) or parent_id = coalesce(q.parent_id, q.id));
    return query select r.idx::integer, case when c.quota_id = any (v_family) and c.granted_at is not null then 'replay' else 'key_reused' end,
      c.id, c.number, c.granted_at, c.unit_label
    from unnest(p_persons, p_keys) with ordinality as r (person, key, idx)
    cross join lateral (select * from stock.claim m where m.person_id = r.person and m.key = r.key offset 0) c;
    if v_new is null then return; end if;
  end if;

  v_refusal := case
    when q.state = 'closed' or v_now >= least(q.closes_at, q.valid_until) then 'closed'
    when q.state = 'paused' then 'paused'
    -- What is awarded waits for no opening: it comes out of units that nobody competes for.
    when v_now < q.opens_at and p_source <> 'award' then 'not_open'
    when q.mode <> 'first_come' and q.served_at is null and p_source <> 'award' then 'drawing'
    when q.taken + q.held >= q.capacity then 'sold_out'
  end;
  if v_refusal is not null then
    return query select i, v_refusal, null::uuid, null::integer, null::timestamptz, null::text from unnest(v_new) i;
    return;
  end if;

  -- Seats that were named: there, free, and given to the first of the batch who names them.
  if p_picks is not null then
    select array_agg(n.i) filter (where u.label is null),
      array_agg(n.i) filter (where u.label is not null and (u.claim_id is not null or n.nth > 1)) into v_strange, v_occupied
    from (select i, p_picks[i] as label, row_number() over (partition by p_picks[i] order by i) as nth
      from unnest(v_new) i where p_picks[i] is not null) n
    left join lateral (select m.label, m.claim_id from stock.unit m where m.quota_id = p_quota and m.label = n.label offset 0) u on true;
    return query
      select i, 'no_such_seat', null::uuid, null::integer, null::timestamptz, null::text from unnest(v_strange) i
      union all
      select i, 'seat_taken', null::uuid, null::integer, null::timestamptz, null::text from unnest(v_occupied) i;
    v_new := array(select i from unnest(v_new) i
      where i <> all (coalesce(v_strange, '{}')) and i <> all (coalesce(v_occupied, '{}')) order by i);
    if cardinality(v_new) = 0 then return; end if;
  end if;

  v_left := q.capacity - q.taken - q.held;
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;

  if v_caps is null then
    v_granted := v_new[1:v_left];
  elsif cardinality(v_caps) = 1 and cardinality(v_new) <= v_left then
    with counted as (
      insert into stock.cap_use as u (cap_id, person_id, node, used)
      select v_caps[1], p_persons[i], q.node, 1 from unnest(v_new) i order by p_persons[i]
      on conflict (cap_id, person_id) do update set used = u.used + 1 where u.used < v_max[1]
      returning person_id
    )
    select array_agg(i order by i) into v_granted from unnest(v_new) i where p_persons[i] in (select person_id from counted);
  else
    v_allowed := stock.lock_caps(q.node, v_caps, v_max, array(select p_persons[i] from unnest(v_new) i));
    select array_agg(i order by i) into v_granted
    from (select i from unnest(v_new) i where p_persons[i] = any (v_allowed) order by i limit v_left) s;
    update stock.cap_use set used = used + 1
    where cap_id = any (v_caps) and person_id in (select p_persons[i] from unnest(v_granted) i);
  end if;
  v_granted := coalesce(v_granted, '{}');

  if cardinality(v_granted) > 0 then
    select array_agg(p_ids[i] order by i), array_agg(p_persons[i] order by i) into v_ids, v_persons from unnest(v_granted) i;
    if q.numbered then
      v_labels := stock.take_units(p_quota, v_ids, array(select p_picks[i] from unnest(v_granted) i order by i));
    end if;
    insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until, unit_label)
    select p_ids[g.i], p_quota, q.node, p_persons[g.i], p_keys[g.i], q.next_number + g.ord::integer - 1, 'active', p_source, v_now, v_now,
      q.valid_from, stock.valid_until(q, v_now), v_labels[g.ord]
    from unnest(v_granted) with ordinality as g (i, ord)
    order by p_persons[g.i], p_keys[g.i]; -- two batches that hold the same keys meet in one order and do not wait in a circle
    update stock.quota set taken = taken + cardinality(v_granted), next_number = next_number + cardinality(v_granted) where id = p_quota;
    perform stock.write_grant(q, v_ids, v_persons, p_source, p_actor);
  end if;

  return query
    select g.i, 'granted', p_ids[g.i], q.next_number + g.ord::integer - 1, v_now, v_labels[g.ord] from unnest(v_granted) with ordinality as g (i, ord)
    union all
    select i, case when v_allowed is not null and p_persons[i] = any (v_allowed) then 'sold_out' else 'capped' end,
      null::uuid, null::integer, null::timestamptz, null::text
    from unnest(v_new) i where i <> all (v_granted) and v_caps is not null
    union all
    select i, 'sold_out', null::uuid, null::integer, null::timestamptz, null::text
    from unnest(v_new) i where i <> all (v_granted) and v_caps is null;
end $function$;

CREATE OR REPLACE FUNCTION stock.enter_batch(p_quota uuid, p_scope text, p_persons uuid[], p_shares uuid[], p_weights smallint[], p_wishes text[] DEFAULT NULL::text[], p_parties uuid[] DEFAULT NULL::uuid[], p_leaving uuid[] DEFAULT '{}'::uuid[], p_follows integer[] DEFAULT NULL::integer[])
 RETURNS TABLE(idx integer, outcome text, number bigint, revision integer)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
declare
  q stock.quota;
  v_now timestamptz;
  v_refusal text;
begin
  perform set_config('app.scope', p_scope, true);
  -- Without the lock first: late-comers must not hold serving up with one share lock after the other.
  select * into q from stock.quota where id = p_quota;
  if q.served_at is null and clock_timestamp() < q.entry_closes_at then
    select * into q from stock.quota where id = p_quota for share;
  end if;
  v_now := clock_timestamp();
  v_refusal := case
    when q.id is null then 'missing'
    when q.mode = 'first_come' then 'no_window'
    when q.state = 'closed' then 'closed'
    when q.state = 'paused' then 'paused'
    when v_now < q.entry_opens_at then 'not_open'
    when v_now >= q.entry_closes_at or q.served_at is not null then 'entry_closed'
  end;
  if v_refusal is null then
    insert into stock.entry as e (quota_id, person_id, share_id, node, weight, at, wishes, party, revision)
    select p_quota, r.person, r.share, q.node, r.weight, v_now, string_to_array(r.wishes, e'\x1f'), r.party, coalesce(r.follows, -1) + 1
    from unnest(p_persons, p_shares, p_weights, p_wishes, p_parties, p_follows) as r (person, share, weight, wishes, party, follows)
    order by r.person -- the same people by two processes: one waits for the other, never in a circle
    -- Sent again: the place in the order stays, wishes and company are those of the last request that says any; one that says what it
    -- follows changes nothing else.
    on conflict (quota_id, person_id) do update set wishes = coalesce(excluded.wishes, e.wishes),
        party = case when e.person_id = any (p_leaving) then null else coalesce(excluded.party, e.party) end,
        revision = e.revision + 1
      where excluded.revision in (0, e.revision + 1)
        and (excluded.wishes is not null or excluded.party is not null or e.person_id = any (p_leaving));
  end if;
  return query
    select r.idx::integer,
      case when e.number is null then v_refusal
        -- Entered, but what was said does not stand: it came too late, or something else was said since.
        when e.wishes is distinct from coalesce(string_to_array(r.wishes, e'\x1f'), e.wishes)
          or e.party is distinct from case when r.person = any (p_leaving) then null else coalesce(r.party, e.party) end
          then coalesce(v_refusal, 'entry_changed')
        else 'entered' end,
      e.number, e.revision
    from unnest(p_persons, p_wishes, p_parties) with ordinality as r (person, wishes, party, idx)
    -- One by one through the key: a plan made while the table was still empty would read the whole window for every batch.
    left join lateral (select m.number, m.revision, m.wishes, m.party from stock.entry m
      where m.quota_id = p_quota and m.person_id = r.person offset 0) e on true;
end $function$;

CREATE OR REPLACE FUNCTION stock.grant_entries(p_root uuid, p_target uuid, p_winners uuid[], p_actor text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_now timestamptz := clock_timestamp();
  v_ids uuid[] := array(select kernel.uuidv7() from generate_series(1, cardinality(p_winners)));
begin
  if cardinality(p_winners) = 0 then return; end if;
  select * into q from stock.quota where id = p_target;
  insert into stock.claim (id, quota_id, node, person_id, key, number, state, source, created_at, granted_at, valid_from, valid_until)
  select v_ids[w.ord], p_target, q.node, w.p, v_ids[w.ord], q.next_number + w.ord::integer - 1, 'active', 'entry', v_now, v_now,
    q.valid_from, stock.valid_until(q, v_now)
  from unnest(p_winners) with ordinality as w (p, ord);
  update stock.entry set outcome = 'won' where quota_id = p_root and person_id = any (p_winners);
  update stock.quota set taken = taken + cardinality(p_winners), next_number = next_number + cardinality(p_winners) where id = p_target;
  -- Seats of a hall are chosen by the winners' wishes, in this transaction too: stock.seat_winners.
  if q.numbered and not q.seated then perform stock.assign_units(p_target, v_ids); end if;
  for i in 0 .. (cardinality(v_ids) - 1) / 1000 loop
    perform stock.write_grant(q, v_ids[i * 1000 + 1 : (i + 1) * 1000], p_winners[i * 1000 + 1 : (i + 1) * 1000], 'entry', p_actor);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION stock.holders(p_quotas uuid[], p_above integer[], p_below integer[])
 RETURNS TABLE(quota_id uuid, person_id uuid)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
begin
  perform set_config('app.scope', '*', true);
  return query select c.quota_id, c.person_id from unnest(p_quotas, p_above, p_below) as w (quota_id, above, below)
    join stock.claim c on c.quota_id = w.quota_id and c.number > w.above and c.number < w.below;
end $function$;

CREATE OR REPLACE FUNCTION stock.lapse(p_quota uuid, p_limit integer, p_actor text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_ids uuid[];
begin
  perform set_config('app.scope', '*', true);
  select * into q from stock.quota where id = p_quota for update;
  with due as (
    select id from stock.claim where quota_id = p_quota and state = 'active' and valid_until <= clock_timestamp()
    limit p_limit for update
  ), ended as (
    update stock.claim c set state = 'lapsed', ended_at = clock_timestamp() from due where c.id = due.id returning c.id
  )
  select array_agg(id) into v_ids from ended;
  if v_ids is null then return 0; end if;
  if q.fund_source_id is not null and q.unit_fen > 0 then
    perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'issued', 'lapsed', q.unit_fen * cardinality(v_ids), q.id,
      'stock.lapsed', v_ids[1]::text);
  end if;
  perform kernel.audit('quota:' || q.id, q.node, p_actor, 'stock.lapsed', 'quota', q.id::text,
    json_build_object('count', cardinality(v_ids), 'claims', v_ids)::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.lapsed', q.node, jsonb_build_object('quotaId', q.id, 'claims', v_ids));
  return cardinality(v_ids);
end $function$;

CREATE OR REPLACE FUNCTION stock.lock_caps(p_node ltree, p_caps uuid[], p_max integer[], p_persons uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  v_allowed uuid[];
begin
  -- "where false" changes nothing and yet locks the row that is there.
  insert into stock.cap_use as u (cap_id, person_id, node, used)
  select c, p, p_node, 0 from (select distinct p from unnest(p_persons) p) s cross join unnest(p_caps) c order by p, c
  on conflict (cap_id, person_id) do update set used = u.used where false;
  select array_agg(person_id) into v_allowed from (
    select r.person_id from unnest(p_persons) as r (person_id) cross join unnest(p_caps, p_max) as m (cap_id, max_units)
    cross join lateral (select k.used from stock.cap_use k where k.cap_id = m.cap_id and k.person_id = r.person_id offset 0) u
    group by r.person_id having bool_and(u.used < m.max_units)
  ) s;
  return coalesce(v_allowed, '{}');
end $function$;

CREATE OR REPLACE FUNCTION stock.looked_at(p_free bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ select p_free + 20 $function$;

CREATE OR REPLACE FUNCTION stock.note_refusals(p_quotas uuid[], p_nodes text[], p_persons uuid[], p_codes text[], p_times integer[], p_at timestamp with time zone[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('app.scope', '*', true);
  insert into stock.refusal as r (quota_id, node, person_id, code, times, at)
  select quota_id, node::ltree, person_id, code, times, at
  from unnest(p_quotas, p_nodes, p_persons, p_codes, p_times, p_at) as n (quota_id, node, person_id, code, times, at)
  order by quota_id, person_id
  on conflict (quota_id, person_id) do update set code = excluded.code, at = excluded.at, times = r.times + excluded.times;
end $function$;

CREATE OR REPLACE FUNCTION stock.offer_free(p_quota uuid, p_actor text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_now timestamptz := clock_timestamp();
  v_until timestamptz;
  v_left integer;
  v_caps uuid[];
  v_max integer[];
  v_turn uuid[];
  v_persons uuid[];
  v_allowed uuid[];
  v_offered uuid[];
  v_holders uuid[];
  v_capped uuid[];
  v_left_persons uuid[];
  v_total integer := 0;
begin
  select * into q from stock.quota where id = p_quota;
  if q.id is null or q.state <> 'open' or v_now >= least(q.closes_at, q.valid_until) or (q.mode <> 'first_come' and q.served_at is null) then
    return 0;
  end if;
  v_left := q.capacity - q.taken - q.held;
  v_until := least(v_now + make_interval(secs => q.hold_seconds), q.closes_at, q.valid_until);
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;
  while v_left > 0 loop
    -- A few more than there are units, since who is next may be capped meanwhile; their caps are locked in one pass.
    select array_agg(s.id order by s.waiting_rank, s.id), array_agg(s.person_id order by s.waiting_rank, s.id) into v_turn, v_persons
    from (select c.id, c.person_id, c.waiting_rank from stock.claim c where c.quota_id = p_quota and c.state = 'waiting'
      order by c.waiting_rank, c.id limit stock.looked_at(v_left)) s;
    exit when v_turn is null;
    v_allowed := case when v_caps is null then v_persons else stock.lock_caps(q.node, v_caps, v_max, v_persons) end;
    select array_agg(o.id order by o.ord), array_agg(o.person order by o.ord) into v_offered, v_holders
    from (select t.id, t.person, t.ord from unnest(v_turn, v_persons) with ordinality as t (id, person, ord)
      join unnest(v_allowed) a (person) on a.person = t.person order by t.ord limit v_left) o;
    -- Capped is who stood before the last one that was offered something, or everybody when not all was offered.
    select array_agg(t.id order by t.ord), array_agg(t.person order by t.ord) into v_capped, v_left_persons
    from unnest(v_turn, v_persons) with ordinality as t (id, person, ord)
    where t.person <> all (v_allowed)
      and (coalesce(cardinality(v_offered), 0) < v_left or t.ord < array_position(v_turn, v_offered[cardinality(v_offered)]));
    if v_capped is not null then
      update stock.claim set state = 'expired', ended_at = v_now, reason = 'capped' where id = any (v_capped);
      perform stock.tell_claims(q, p_actor, 'stock.left_waiting', v_capped, v_left_persons, '{"reason": "capped"}');
    end if;
    if v_offered is not null then
      update stock.cap_use set used = used + 1 where cap_id = any (v_caps) and person_id = any (v_holders);
      update stock.claim set state = 'held', hold_until = v_until where id = any (v_offered);
      update stock.quota set held = held + cardinality(v_offered) where id = p_quota;
      if q.numbered then perform stock.assign_units(p_quota, v_offered); end if;
      if q.fund_source_id is not null and q.unit_fen > 0 then
        perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'set_aside', 'held', q.unit_fen * cardinality(v_offered), q.id,
          'stock.offered', v_offered[1]::text);
      end if;
      perform stock.tell_claims(q, p_actor, 'stock.offered', v_offered, v_holders,
        jsonb_build_object('holdUntil', to_char(v_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')));
      v_total := v_total + cardinality(v_offered);
      v_left := v_left - cardinality(v_offered);
    end if;
  end loop;
  return v_total;
end $function$;

CREATE OR REPLACE FUNCTION stock.place(p_quota uuid, p_secret bytea)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_count integer;
  v_order uuid[];
begin
  perform set_config('app.scope', '*', true);
  -- One process at a time, and another turns to other windows; the quota's own row stays free for claims of what is left.
  if not pg_try_advisory_xact_lock(hashtextextended('stock.place ' || p_quota, 0)) then return null; end if;
  select * into q from stock.quota where id = p_quota;
  if q.served_at is null or q.placed_at is not null or sha256(p_secret) <> q.secret_hash then return null; end if;
  -- The order first, as an array: each entry is then found by its key, whatever the statistics of the table say at this moment.
  select array_agg(person_id order by ticket collate "C") into v_order from (
    select person_id, stock.ticket(p_secret, number, weight) as ticket from stock.entry where quota_id = p_quota
  ) t;
  update stock.entry e set place = o.place, outcome = coalesce(e.outcome, 'lost')
  from unnest(v_order) with ordinality as o (person_id, place)
  where e.quota_id = p_quota and e.person_id = o.person_id;
  get diagnostics v_count = row_count;
  update stock.quota set placed_at = clock_timestamp(), secret_published = p_secret, entries = v_count
  where id = p_quota and placed_at is null;
  -- Who went on the waiting list before the places were known stands there by their place too; the quota's row is held by now.
  update stock.claim c set waiting_rank = e.place from stock.entry e
  where c.quota_id = p_quota and c.state = 'waiting' and e.quota_id = p_quota and e.person_id = c.person_id;
  perform kernel.announce(kernel.uuidv7(), 'stock.placed', q.node, jsonb_build_object('quotaId', q.id, 'entries', v_count));
  return v_count;
end $function$;

CREATE OR REPLACE FUNCTION stock.return_all(p_quota uuid, p_reason text, p_actor text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_now timestamptz := clock_timestamp();
  v_caps uuid[];
  v_max integer[];
  v_active uuid[];
  v_held uuid[];
  v_holders uuid[];
  v_having uuid[];
begin
  select * into q from stock.quota where id = p_quota;
  v_having := array(select person_id from stock.claim where quota_id = p_quota and state in ('active', 'held'));
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_quota;
  if v_caps is not null then perform stock.lock_caps(q.node, v_caps, v_max, v_having); end if;
  with ended as (
    update stock.claim set state = 'returned', ended_at = v_now, reason = p_reason
    where quota_id = p_quota and state = 'active' returning id, person_id
  )
  select array_agg(id order by id), array_agg(person_id order by id) into v_active, v_holders from ended;
  with ended as (
    update stock.claim set state = 'expired', ended_at = v_now, reason = p_reason, hold_until = null
    where quota_id = p_quota and state = 'held' returning id
  )
  select array_agg(id) into v_held from ended;
  update stock.claim set state = 'expired', ended_at = v_now, reason = p_reason where quota_id = p_quota and state = 'waiting';
  if cardinality(v_having) = 0 then return 0; end if;
  if v_caps is not null then
    update stock.cap_use u set used = u.used - h.times
    from (select p, count(*)::integer as times from unnest(v_having) p group by p) h
    where u.cap_id = any (v_caps) and u.person_id = h.p;
  end if;
  update stock.unit set claim_id = null where quota_id = p_quota and claim_id = any (v_active || v_held);
  update stock.quota set taken = taken - coalesce(cardinality(v_active), 0), held = held - coalesce(cardinality(v_held), 0)
  where id = p_quota;
  if q.fund_source_id is not null and q.unit_fen > 0 then
    if v_active is not null then
      perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'issued', 'returned', q.unit_fen * cardinality(v_active), q.id,
        'stock.returned', v_active[1]::text);
    end if;
    if v_held is not null then
      perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'held', 'set_aside', q.unit_fen * cardinality(v_held), q.id,
        'stock.hold_ended', v_held[1]::text);
    end if;
  end if;
  if v_active is not null then
    perform stock.tell_claims(q, p_actor, 'stock.returned', v_active, v_holders, jsonb_build_object('reason', p_reason));
  end if;
  return cardinality(v_having);
end $function$;

CREATE OR REPLACE FUNCTION stock.seat_winners(p_quota uuid, p_claims uuid[], p_labels text[])
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
begin
  perform stock.take_units(p_quota, p_claims, p_labels);
  update stock.claim c set unit_label = w.label from unnest(p_claims, p_labels) as w (claim, label) where c.id = w.claim;
  return cardinality(p_claims);
end $function$;

CREATE OR REPLACE FUNCTION stock.serve(p_quota uuid, p_secret bytea, p_actor text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_share uuid;
  v_total integer := 0;
begin
  perform set_config('app.scope', '*', true);
  perform from stock.quota where id = p_quota or parent_id = p_quota order by id for update;
  select * into q from stock.quota where id = p_quota;
  if q.id is null or q.mode = 'first_come' or q.served_at is not null or q.state <> 'open'
    or clock_timestamp() < q.entry_closes_at or sha256(p_secret) <> q.secret_hash
    -- Paused, or all processes down, for so long that winners would get what is over already: left to whoever closes it.
    or clock_timestamp() >= q.valid_until then
    return null;
  end if;
  for v_share in select id from stock.quota where parent_id = p_quota and state = 'open' order by id loop
    v_total := v_total + stock.serve_from(p_quota, v_share, p_secret, p_actor);
  end loop;
  v_total := v_total + stock.serve_from(p_quota, p_quota, p_secret, p_actor);
  update stock.quota set served_at = clock_timestamp() where id = p_quota or parent_id = p_quota;
  perform kernel.audit('quota:' || q.id, q.node, p_actor, 'stock.served', 'quota', q.id::text, json_build_object('winners', v_total)::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.served', q.node, jsonb_build_object('quotaId', q.id, 'winners', v_total));
  return v_total;
end $function$;

CREATE OR REPLACE FUNCTION stock.serve_from(p_root uuid, p_target uuid, p_secret bytea, p_actor text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  q stock.quota;
  v_left integer;
  v_caps uuid[];
  v_max integer[];
  v_order uuid[];
  v_at integer := 1;
  v_turn uuid[];
  v_allowed uuid[];
  v_passed uuid[];
  v_winners uuid[];
  v_total integer := 0;
begin
  select array_agg(c.id order by c.id), array_agg(c.max_units order by c.id) into v_caps, v_max
  from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id where qc.quota_id = p_target;
  select * into q from stock.quota where id = p_target;
  v_left := q.capacity - q.taken - q.held;
  if v_left <= 0 then return 0; end if;
  if p_target = p_root then
    select array_agg(person_id order by ticket) into v_order from (
      select e.person_id, stock.ticket(p_secret, e.number, e.weight) collate "C" as ticket from stock.entry e
      where e.quota_id = p_root and e.outcome is null
      order by 2 limit case when v_caps is null then v_left end
    ) s;
  else
    -- A share by itself, through its index: two hundred shares must not read the whole window two hundred times.
    select array_agg(person_id order by ticket) into v_order from (
      select e.person_id, stock.ticket(p_secret, e.number, e.weight) collate "C" as ticket from stock.entry e
      where e.quota_id = p_root and e.share_id = p_target and e.outcome is null
      order by 2 limit case when v_caps is null then v_left end
    ) s;
  end if;
  while v_left > 0 and v_at <= coalesce(cardinality(v_order), 0) loop
    v_turn := v_order[v_at : v_at + greatest(v_left, 1000) - 1];
    v_at := v_at + cardinality(v_turn);
    v_allowed := case when v_caps is null then v_turn else stock.lock_caps(q.node, v_caps, v_max, v_turn) end;
    v_winners := array(select u.p from unnest(v_turn) with ordinality as u (p, ord) join unnest(v_allowed) a (p) on a.p = u.p
      order by ord limit v_left);
    if v_caps is not null then
      update stock.cap_use set used = used + 1 where cap_id = any (v_caps) and person_id = any (v_winners);
      -- Capped is who was passed over: stood before the last winner, or had a turn while there was something left.
      -- As an array, so that each entry is found by its key, whatever the statistics of the table say at this moment.
      v_passed := array(select u.p from unnest(v_turn) with ordinality as u (p, ord)
        where u.p <> all (v_allowed)
          and (cardinality(v_winners) < v_left or u.ord < array_position(v_turn, v_winners[cardinality(v_winners)])));
      if cardinality(v_passed) > 0 then
        update stock.entry set outcome = 'capped' where quota_id = p_root and person_id = any (v_passed);
      end if;
    end if;
    perform stock.grant_entries(p_root, p_target, v_winners, p_actor);
    v_total := v_total + cardinality(v_winners);
    v_left := v_left - cardinality(v_winners);
  end loop;
  return v_total;
end $function$;

CREATE OR REPLACE FUNCTION stock.snapshot()
 RETURNS TABLE(db_now timestamp with time zone, quota stock.quota)
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('app.scope', '*', true);
  return query select clock_timestamp(), p.q from (select 1) one left join (
    select q from stock.quota q
    where q.closes_at > now() - interval '10 minutes' and coalesce(q.entry_opens_at, q.opens_at) < now() + interval '1 hour'
    union all
    select q from stock.quota q
    where q.closes_at <= now() - interval '10 minutes' and q.entry_closes_at is not null and q.parent_id is null
      and q.placed_at is null and (q.served_at is not null or q.state <> 'closed' and q.valid_until > now())
  ) p on true;
end $function$;

CREATE OR REPLACE FUNCTION stock.take_units(p_quota uuid, p_claims uuid[], p_picks text[] DEFAULT NULL::text[])
 RETURNS text[]
 LANGUAGE plpgsql
AS $function$
declare
  v_unnamed uuid[];
  v_ordinals integer[];
  v_claims uuid[];
  v_labels text[];
begin
  select array_agg(c.id order by c.ord) into v_unnamed
  from unnest(p_claims, p_picks) with ordinality as c (id, label, ord) where c.label is null;
  select array_agg(t.ordinal order by t.ordinal), array_agg(t.claim order by t.ordinal) into v_ordinals, v_claims from (
    select free.ordinal, v_unnamed[free.n] as claim from (
      select u.ordinal, row_number() over (order by u.best, u.ordinal) as n from stock.unit u
      where u.quota_id = p_quota and u.claim_id is null and u.label <> all (array_remove(coalesce(p_picks, '{}'), null))
      order by u.best, u.ordinal limit coalesce(cardinality(v_unnamed), 0)
    ) free
    union all
    select u.ordinal, p.id from unnest(p_claims, p_picks) as p (id, label)
    cross join lateral (select m.ordinal, m.claim_id from stock.unit m where m.quota_id = p_quota and m.label = p.label offset 0) u
    where p.label is not null and u.claim_id is null
  ) t;
  if coalesce(cardinality(v_ordinals), 0) < cardinality(p_claims) then
    raise exception 'quota % has no free numbered unit', p_quota;
  end if;
  -- By the key again; width_bucket finds a value's place in a sorted array.
  with taken as (
    update stock.unit u set claim_id = v_claims[width_bucket(u.ordinal, v_ordinals)]
    where u.quota_id = p_quota and u.ordinal = any (v_ordinals) returning u.claim_id, u.label
  )
  select array_agg(t.label order by p.ord) into v_labels
  from unnest(p_claims) with ordinality as p (id, ord) join taken t on t.claim_id = p.id;
  return v_labels;
end $function$;

CREATE OR REPLACE FUNCTION stock.tell_claims(q stock.quota, p_actor text, p_action text, p_claims uuid[], p_persons uuid[], p_detail jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform kernel.audit('quota:' || q.id, q.node, p_actor, p_action,
    case when cardinality(p_claims) = 1 then 'claim' else 'quota' end,
    case when cardinality(p_claims) = 1 then p_claims[1] else q.id end::text,
    (p_detail || case when cardinality(p_claims) = 1 then '{}'
      else jsonb_build_object('count', cardinality(p_claims), 'claims', p_claims) end)::text);
  perform kernel.announce(kernel.uuidv7(), p_action, q.node,
    jsonb_build_object('quotaId', q.id, 'claimId', t.claim, 'personId', t.person) || p_detail)
  from unnest(p_claims, p_persons) with ordinality as t (claim, person, ord) order by t.ord;
end $function$;

CREATE OR REPLACE FUNCTION stock.ticket(p_secret bytea, p_number bigint, p_weight smallint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when p_weight = 1 then encode(hmac(convert_to(p_number::text, 'UTF8'), p_secret, 'sha256'), 'hex')
    else stock.weighted_ticket(p_secret, p_number, p_weight) end
$function$;

CREATE OR REPLACE FUNCTION stock.valid_until(q stock.quota, p_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when q.valid_days is null then q.valid_until
    -- In hours: a day of an interval is as long as the session's time zone makes it.
    else least(q.valid_until, greatest(p_at, q.valid_from) + make_interval(hours => q.valid_days * 24)) end
$function$;

CREATE OR REPLACE FUNCTION stock.weighted_ticket(p_secret bytea, p_number bigint, p_weight smallint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select min(encode(hmac(convert_to(case when t = 0 then p_number::text else p_number || ':' || t end, 'UTF8'), p_secret, 'sha256'), 'hex') collate "C")
  from generate_series(0, p_weight - 1) t
$function$;

CREATE OR REPLACE FUNCTION stock.write_grant(q stock.quota, p_claims uuid[], p_persons uuid[], p_source text, p_actor text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  v_count integer := cardinality(p_claims);
begin
  if v_count = 0 then return; end if;
  perform kernel.audit('quota:' || q.id, q.node, p_actor, 'stock.granted', 'quota', q.id::text,
    json_build_object('source', p_source, 'count', v_count, 'claims', p_claims)::text);
  perform kernel.announce(kernel.uuidv7(), 'stock.granted', q.node,
    jsonb_build_object('quotaId', q.id, 'source', p_source, 'claims', p_claims, 'persons', p_persons));
  if q.fund_source_id is not null and q.unit_fen > 0 then
    perform funds.post(kernel.uuidv7(), q.fund_source_id, q.node, 'set_aside', 'issued', q.unit_fen * v_count, q.id,
      'stock.granted', p_claims[1]::text);
  end if;
end $function$;

CREATE TRIGGER figure_changed_member AFTER UPDATE OF state, valid_to, is_primary, organisation_id, person_id ON membership.membership FOR EACH ROW WHEN ((((((old.state IS DISTINCT FROM new.state) OR (old.valid_to IS DISTINCT FROM new.valid_to)) OR (old.is_primary IS DISTINCT FROM new.is_primary)) OR (old.organisation_id IS DISTINCT FROM new.organisation_id)) OR (old.person_id IS DISTINCT FROM new.person_id))) EXECUTE FUNCTION membership.figure_changed_member();

CREATE TRIGGER figure_changed_person AFTER UPDATE OF employment_form, sex, verified_at ON membership.person FOR EACH ROW WHEN ((((old.employment_form IS DISTINCT FROM new.employment_form) OR (old.sex IS DISTINCT FROM new.sex)) OR ((old.verified_at IS NULL) IS DISTINCT FROM (new.verified_at IS NULL)))) EXECUTE FUNCTION membership.figure_changed_person();

CREATE TRIGGER figure_moved_begin AFTER UPDATE OF valid_from ON membership.membership FOR EACH ROW WHEN (((old.valid_from IS DISTINCT FROM new.valid_from) AND new.is_primary)) EXECUTE FUNCTION membership.figure_moved_begin();

CREATE TRIGGER figure_new_members AFTER INSERT ON membership.membership REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.figure_new_members();

CREATE TRIGGER figure_removed_members AFTER DELETE ON membership.membership REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION membership.figure_removed_members();

CREATE TRIGGER keep_apart BEFORE INSERT ON decisions.decision FOR EACH ROW EXECUTE FUNCTION decisions.keep_apart();

CREATE TRIGGER keep_frozen BEFORE INSERT OR DELETE OR UPDATE ON benefits.statement_line FOR EACH ROW EXECUTE FUNCTION benefits.keep_frozen();

CREATE TRIGGER keep_organisation_version AFTER INSERT OR UPDATE ON membership.organisation FOR EACH ROW EXECUTE FUNCTION membership.keep_organisation_version();

CREATE TRIGGER refuse_closed AFTER INSERT ON membership.membership REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.refuse_closed();

CREATE TRIGGER register_new_members AFTER INSERT ON membership.membership REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.register_new_members();

CREATE TRIGGER release_old_article AFTER UPDATE ON benefits.redemption FOR EACH ROW EXECUTE FUNCTION benefits.release_old_article();

CREATE TRIGGER tally_changed_members AFTER UPDATE ON membership.membership REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.tally_members();

CREATE TRIGGER tally_new_members AFTER INSERT ON membership.membership REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.tally_members();

CREATE TRIGGER tally_registered_changed AFTER UPDATE ON membership.registration_entry REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.tally_registered();

CREATE TRIGGER tally_registered_gone AFTER DELETE ON membership.membership FOR EACH ROW EXECUTE FUNCTION membership.tally_registered_member();

CREATE TRIGGER tally_registered_member AFTER UPDATE OF state, valid_to, is_primary, organisation_id, person_id ON membership.membership FOR EACH ROW WHEN ((((((old.state IS DISTINCT FROM new.state) OR (old.valid_to IS DISTINCT FROM new.valid_to)) OR (old.is_primary IS DISTINCT FROM new.is_primary)) OR (old.organisation_id IS DISTINCT FROM new.organisation_id)) OR (old.person_id IS DISTINCT FROM new.person_id))) EXECUTE FUNCTION membership.tally_registered_member();

CREATE TRIGGER tally_registered_new AFTER INSERT ON membership.registration_entry REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.tally_registered();

CREATE TRIGGER tally_registered_removed AFTER DELETE ON membership.registration_entry REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION membership.tally_registered();

CREATE TRIGGER tally_removed_members AFTER DELETE ON membership.membership REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION membership.untally_members();

CREATE TRIGGER tally_services AFTER INSERT ON membership.service REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION membership.tally_services();
