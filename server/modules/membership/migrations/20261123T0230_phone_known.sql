-- A number is given to somebody else after a while. When it was last known to be the person's, and whether its holder says it is not.
alter table membership.person
  add column phone_known_at timestamptz not null default clock_timestamp(),
  add column phone_disputed_at timestamptz;
create index person_phone_disputed on membership.person (phone_disputed_at) where phone_disputed_at is not null and left_at is null;
