-- What a sheet belongs to beside a union: the release whose awards it names, the session whose guests it lists.
alter table sheets.import add column subject_id uuid;
