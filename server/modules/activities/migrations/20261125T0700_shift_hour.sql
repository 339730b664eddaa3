-- The hour at which the share of shift workers opens, where the round's hour does not fit them.
alter table activities.series add column shift_time text check (shift_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
