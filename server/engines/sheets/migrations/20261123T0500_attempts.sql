-- An import whose work ended a process again and again is given up, not tried for ever.
alter table sheets.import add column attempts smallint not null default 0;
