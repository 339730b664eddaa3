-- An import can be taken back: who came with it, and of whom nothing else knows yet, goes again.
grant delete on membership.person, membership.membership to gonghui_app;
create policy person_removed_by_undo on membership.person as restrictive for delete using (source = 'import');
create policy membership_removed_by_undo on membership.membership as restrictive for delete
  using (exists (select 1 from membership.person p where p.id = person_id and p.source = 'import'));
create function membership.untally_members() returns trigger language plpgsql as $$
begin
  insert into membership.member_tally (organisation_id, node, change)
    select organisation_id, node, -count(*) from before
    where is_primary and membership.counts_as_member(state) group by organisation_id, node;
  return null;
end $$;
create trigger tally_removed_members after delete on membership.membership
  referencing old table as before for each statement execute function membership.untally_members();
