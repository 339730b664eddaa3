-- Merchants that a list brings in wait like those who applied themselves, with the account that the list names.
alter table benefits.merchant_application
  add column import_id uuid,
  add column bank_name text,
  add column bank_holder text,
  add column bank_sealed bytea,
  add constraint merchant_application_bank check (num_nonnulls(bank_name, bank_holder, bank_sealed) in (0, 3));
create index merchant_application_import on benefits.merchant_application (import_id) where import_id is not null;
-- A list that is taken back takes along what nobody has decided.
grant delete on benefits.merchant_application to gonghui_app;
create policy merchant_application_kept on benefits.merchant_application as restrictive for delete
  using (import_id is not null and state = 'submitted');
