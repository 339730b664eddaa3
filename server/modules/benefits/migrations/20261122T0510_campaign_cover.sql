-- A campaign may show a cover picture.
alter table benefits.campaign add column cover_file_id uuid references kernel.file (id);
