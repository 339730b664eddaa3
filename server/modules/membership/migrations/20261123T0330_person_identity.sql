-- Which member somebody of a parent app is. The issuer's subject alone says who; `how` the first link was made is kept.
create table membership.person_identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null references membership.person (id),
  how text not null check (how in ('code', 'phone')),
  linked_at timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  unique (person_id, issuer)
);
grant select, insert, delete on membership.person_identity to gonghui_app;
alter table membership.person_identity enable row level security;
alter table membership.person_identity force row level security;
create policy person_identity_own on membership.person_identity using (kernel.is_system() or person_id = kernel.person());
