-- Two officers who change one planned session: the second reads that it was changed, instead of undoing the first unseen.
alter table activities.session add column edition integer not null default 1;
