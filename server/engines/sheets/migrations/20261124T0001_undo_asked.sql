-- Where a union wants a second person before rows go into its register, it wants one before they are taken out again.
alter table sheets.import drop constraint import_state_check;
alter table sheets.import add constraint import_state_check check (state in ('reading', 'mapping', 'checking', 'review', 'submitted',
  'applying', 'applied', 'undo_asked', 'undoing', 'undone', 'failed', 'withdrawn'));
alter table sheets.import add column undone_by uuid;
-- How many rows of this check named somebody of another union: what that tells is counted against the account's day.
alter table sheets.import add column elsewhere integer not null default 0;
