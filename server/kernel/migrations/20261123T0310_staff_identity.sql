-- Whose account somebody of another identity service is. The subject alone says who; duties are still given here.
create table kernel.staff_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null references kernel.staff_account (id),
  linked_at timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  unique (account_id, issuer)
);
grant select, insert, delete on kernel.staff_identity to gonghui_app;
alter table kernel.staff_identity enable row level security;
alter table kernel.staff_identity force row level security;
create policy staff_identity_system on kernel.staff_identity using (kernel.is_system());
