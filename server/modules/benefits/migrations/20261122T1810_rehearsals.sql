-- Rehearsals: a campaign played once below a root of its own. Only these rows lie with the campaign itself.
create table benefits.rehearsal (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  -- The campaign's own node: who may read the campaign reads when it was rehearsed.
  node ltree not null,
  -- The play tree, and the copy that is played in it.
  play_root ltree not null unique,
  play_campaign_id uuid not null references benefits.campaign (id),
  play_store_id uuid not null references benefits.store (id),
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null default clock_timestamp(),
  opens_at timestamptz not null,
  -- When it ends by itself.
  ends_by timestamptz not null check (ends_by > opens_at),
  ended_at timestamptz,
  -- Null while it goes on, and when it ended by itself.
  ended_by_name text,
  phones smallint not null check (phones between 1 and 20),
  -- What became of it, written down at its end.
  entered smallint,
  won smallint,
  redeemed smallint,
  check ((ended_at is null) = (entered is null) and (ended_at is null) = (won is null)
    and (ended_at is null) = (redeemed is null)),
  check (ended_by_name is null or ended_at is not null)
);
create unique index rehearsal_one_at_a_time on benefits.rehearsal (campaign_id) where ended_at is null;
create index rehearsal_campaign on benefits.rehearsal (campaign_id, started_at desc);
create index rehearsal_due on benefits.rehearsal (ends_by) where ended_at is null;
grant select, insert on benefits.rehearsal to gonghui_app;
grant update (ended_at, ended_by_name, entered, won, redeemed) on benefits.rehearsal to gonghui_app;
alter table benefits.rehearsal enable row level security;
alter table benefits.rehearsal force row level security;
create policy rehearsal_scope on benefits.rehearsal using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- One phone of a rehearsal: a link signs it in once, within minutes, as a play person. Gone with the rehearsal's end.
create table benefits.rehearsal_phone (
  rehearsal_id uuid not null references benefits.rehearsal (id),
  number smallint not null check (number between 1 and 20),
  node ltree not null,
  person_id uuid not null references membership.person (id),
  -- Counts how often the link was made anew; the link follows from it and a key outside the database.
  renewals integer not null default 0,
  link_hash bytea not null unique,
  link_until timestamptz not null,
  taken_at timestamptz,
  primary key (rehearsal_id, number)
);
grant select, insert, delete on benefits.rehearsal_phone to gonghui_app;
grant update (renewals, link_hash, link_until, taken_at) on benefits.rehearsal_phone to gonghui_app;
alter table benefits.rehearsal_phone enable row level security;
alter table benefits.rehearsal_phone force row level security;
create policy rehearsal_phone_scope on benefits.rehearsal_phone
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
