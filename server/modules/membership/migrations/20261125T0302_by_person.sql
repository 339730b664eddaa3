-- Both are read by the person when two files become one.
create index application_person on membership.application (person_id) where person_id is not null;
create index closing_person_all on membership.closing (person_id);
