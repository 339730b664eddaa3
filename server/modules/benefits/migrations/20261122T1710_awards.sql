-- Direct awards: units of an award share for members who are named, with the reason; and vouchers on paper for who has no phone.
create table benefits.award (
  id uuid primary key,
  campaign_id uuid not null references benefits.campaign (id),
  release_id uuid not null references benefits.round_release (release_id),
  node ltree not null,
  reason text not null check (length(reason) between 1 and 300),
  state text not null default 'proposed' check (state in ('proposed', 'given', 'refused')),
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null default clock_timestamp(),
  -- Null while it waits for the second person, and for one that needed none.
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  check ((state = 'proposed') = (decided_at is null)),
  check (decided_by is null or decided_by <> created_by)
);
create index award_campaign on benefits.award (campaign_id, id);
grant select, insert on benefits.award to gonghui_app;
grant update (state, decided_by, decided_by_name, decided_at) on benefits.award to gonghui_app;
alter table benefits.award enable row level security;
alter table benefits.award force row level security;
create policy award_staff on benefits.award using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Whom it names, and what became of each: granted, or why not.
create table benefits.award_person (
  award_id uuid not null references benefits.award (id),
  person_id uuid not null,
  position integer not null,
  node ltree not null,
  -- The key of the claim: giving twice gives once.
  key uuid not null unique,
  outcome text,
  claim_id uuid unique,
  primary key (award_id, person_id),
  check ((claim_id is not null) = (outcome is not distinct from 'granted'))
);
create index award_person_person on benefits.award_person (person_id);
grant select, insert on benefits.award_person to gonghui_app;
grant update (outcome, claim_id) on benefits.award_person to gonghui_app;
alter table benefits.award_person enable row level security;
alter table benefits.award_person force row level security;
create policy award_person_staff on benefits.award_person
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- A voucher printed for its holder. Only the hash of its code is kept; a new print voids the one before.
create table benefits.paper_ticket (
  id uuid primary key,
  claim_id uuid not null,
  person_id uuid not null,
  node ltree not null,
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  printed_by uuid not null,
  printed_at timestamptz not null default clock_timestamp(),
  voided_at timestamptz,
  used_at timestamptz,
  check (voided_at is null or used_at is null)
);
create unique index paper_ticket_live on benefits.paper_ticket (claim_id) where voided_at is null and used_at is null;
create index paper_ticket_person on benefits.paper_ticket (person_id);
grant select, insert on benefits.paper_ticket to gonghui_app;
grant update (voided_at, used_at) on benefits.paper_ticket to gonghui_app;
alter table benefits.paper_ticket enable row level security;
alter table benefits.paper_ticket force row level security;
create policy paper_ticket_staff on benefits.paper_ticket
  using (kernel.scope() @> node) with check (kernel.scope() @> node);
