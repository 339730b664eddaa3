-- How many came in by which door on which day; figures of nobody. Slots, so that a crowd at noon does not wait for one row.
create table kernel.entry_count (
  day date not null,
  channel text not null check (channel ~ '^[a-z0-9][a-z0-9_-]{0,29}$'),
  slot smallint not null check (slot between 0 and 15),
  entries integer not null check (entries > 0),
  primary key (day, channel, slot)
) with (fillfactor = 70);
grant select, insert, update on kernel.entry_count to gonghui_app;
