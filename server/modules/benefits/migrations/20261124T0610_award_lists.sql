-- The list that an award came in with, so that taking the list back finds it.
alter table benefits.award add column import_id uuid;
create index award_import on benefits.award (import_id) where import_id is not null;
