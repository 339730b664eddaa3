-- The register as unions keep it: the identity document, what the roster says, and people without a phone or a membership.
alter table membership.person
  alter column phone drop not null,
  alter column phone_index drop not null,
  alter column member_number drop not null,
  add column id_kind text check (id_kind in ('resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit', 'foreign_residence')),
  -- Sealed; found by the index of kind and number.
  add column id_number bytea,
  add column id_index bytea,
  add column ethnicity text,
  add column education text,
  add column politics text,
  add column household_kind text check (household_kind in ('urban', 'rural')),
  add column work_type text,
  add column skill_level text,
  add column title text,
  add column employer_name text,
  add column remark text,
  -- How the file came in: 'console', 'import', 'joining', ...
  add column source text not null default 'console',
  add constraint person_phone_whole check ((phone is null) = (phone_index is null)),
  add constraint person_id_whole check ((id_kind is null) = (id_number is null) and (id_number is null) = (id_index is null));
-- One human being, one file.
create unique index person_id_number on membership.person (id_index) where left_at is null;
-- The same name and birth day is perhaps the same person.
create index person_born on membership.person (birth_date, pinyin) where left_at is null;
