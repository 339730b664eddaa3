-- A transfer that was carried out and a file that was corrected are services, too.
alter table membership.service drop constraint service_kind_check,
  add constraint service_kind_check check (kind in ('voucher', 'activity', 'joining', 'transfer', 'correction'));
