-- Accounts that nobody uses close themselves, after notice; those closed so may be opened again.
alter table kernel.staff_account
  add column signed_in_at timestamptz,
  add column idle_noticed_at timestamptz,
  add column closed_idle boolean not null default false,
  add check (not closed_idle or disabled_at is not null);
