-- Kindness only to whoever wants it: what a member has agreed to, from when until when. Off without a row.
create table membership.kindness_consent (
  id uuid primary key,
  person_id uuid not null references membership.person (id),
  kind text not null check (kind in ('birthday', 'condolence')),
  given_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz check (withdrawn_at >= given_at)
);
create unique index kindness_consent_open on membership.kindness_consent (kind, person_id) where withdrawn_at is null;
create index kindness_consent_person on membership.kindness_consent (person_id);
grant select, insert, update (withdrawn_at) on membership.kindness_consent to gonghui_app;
alter table membership.kindness_consent enable row level security;
alter table membership.kindness_consent force row level security;
-- No union lists whose birthday is when: the member's own, and the server's.
create policy kindness_consent_own on membership.kindness_consent
  using (person_id = (select kernel.person()) or (select kernel.is_system()))
  with check (person_id = (select kernel.person()) or (select kernel.is_system()));
