-- An import can be taken back: who came with it, and of whom nothing else knows yet, goes again.
grant delete on membership.person, membership.membership to gonghui_app;
create policy person_removed_by_undo on membership.person as restrictive for delete using (source = 'import');
create policy membership_removed_by_undo on membership.membership as restrictive for delete
  using (exists (select 1 from membership.person p where p.id = person_id and p.source = 'import'));
