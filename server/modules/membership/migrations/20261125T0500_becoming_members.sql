-- An undo takes the membership of whoever was on a list only before an import: without a number nobody is a member.
create policy membership_taken_back on membership.membership for delete
  using (exists (select from membership.person p where p.id = person_id and p.member_number is null));

-- A corrected day of joining is corrected in the figures of that day too: all that a membership adds to them is on the day it begins.
create function membership.figure_moved_begin() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined)
    select new.organisation_id, new.node, f.day, p.employment_form, coalesce(p.sex, ''), h.state, p.verified_at is not null,
      f.change, f.change
    from membership.person p cross join lateral (select case when new.valid_to is null then new.state else coalesce((select c.from_state
        from membership.state_change c where c.membership_id = new.id order by c.at desc limit 1), 'active') end) h (state) cross join (values (old.valid_from, -1), (new.valid_from, 1)) f (day, change)
    where p.id = new.person_id;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger figure_moved_begin after update of valid_from on membership.membership for each row
  when (old.valid_from is distinct from new.valid_from and new.is_primary)
  execute function membership.figure_moved_begin();
