-- A fourth entrance: a phone at the door of a hall, for one day.
alter table kernel.session drop constraint session_entrance_check;
alter table kernel.session add constraint session_entrance_check check (entrance in ('member', 'staff', 'till', 'door'));
