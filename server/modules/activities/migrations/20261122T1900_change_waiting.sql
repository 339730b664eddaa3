-- A change of a session tells those who wait for a seat too; how many is kept beside the tickets.
alter table activities.change add column waiting integer not null default 0 check (waiting >= 0);
