-- A planned move that could not be done on its day waits for whoever places the organisation; the next plan takes it away.
alter table membership.organisation add column move_failed_at timestamptz, add column move_failed_why text,
  add check ((move_failed_at is null) = (move_failed_why is null));
create index organisation_move_failed on membership.organisation (move_failed_at) where move_failed_at is not null;
