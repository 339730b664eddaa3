-- Who is in the register, as dated differences: how many more or fewer each union had from a day on, by employment form, sex, state
-- and whether they are verified, and how many came and went that day. The figures of any day are the sum of all before it; nothing
-- is counted from the people. Differences are only added, so that no two transactions wait for one counter, and folded together
-- from time to time (as member_tally).
create table membership.member_figure (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references membership.organisation (id),
  node ltree not null,
  day date not null,
  form text not null,
  -- Empty where nobody wrote it down.
  sex text not null,
  state text not null,
  verified boolean not null,
  -- Primary memberships that hold.
  change integer not null default 0,
  -- Of those: taken in, and gone; and the same between unions.
  joined integer not null default 0,
  gone integer not null default 0,
  moved_in integer not null default 0,
  moved_out integer not null default 0
);
create index member_figure_organisation on membership.member_figure (organisation_id, day)
  include (form, sex, state, verified, change, joined, gone, moved_in, moved_out);
grant select, insert, update, delete on membership.member_figure to gonghui_app;
alter table membership.member_figure enable row level security;
alter table membership.member_figure force row level security;
create policy member_figure_scope on membership.member_figure
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

-- What has been until now: what each membership was before its end is what its last change says.
insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined, gone, moved_in, moved_out)
  select e.organisation_id, e.node, e.day, p.employment_form, coalesce(p.sex, ''), e.state, p.verified_at is not null,
    sum(e.change), sum(e.joined), sum(e.gone), sum(e.moved_in), sum(e.moved_out)
  from membership.person p join (
    select m.*, h.state as held,
      exists (select from membership.membership b where b.person_id = m.person_id and b.state = 'transferred' and b.id <> m.id
        and b.valid_to >= m.valid_from - 1 and b.valid_from <= m.valid_from) as follows
    from membership.membership m cross join lateral (select case when m.valid_to is null then m.state else coalesce(
        (select c.from_state from membership.state_change c where c.membership_id = m.id order by c.at desc limit 1), 'active') end) h (state)
    where m.is_primary) m on m.person_id = p.id
  cross join lateral (
    values (m.organisation_id, m.node, m.valid_from, m.held, 1, (not m.follows)::int, 0, m.follows::int, 0),
      (m.organisation_id, m.node, m.valid_to, m.held, -1, 0, (m.state <> 'transferred')::int, 0, (m.state = 'transferred')::int)
  ) e (organisation_id, node, day, state, change, joined, gone, moved_in, moved_out)
  where e.day is not null
  group by 1, 2, 3, 4, 5, 6, 7;

-- The triggers see all while they write: a member who goes to another union is no longer seen by whoever lets them go.

-- Thousands come in one statement.
create function membership.figure_new_members() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined, moved_in)
    select a.organisation_id, a.node, a.valid_from, p.employment_form, coalesce(p.sex, ''), a.state, p.verified_at is not null,
      count(*), count(*) filter (where not f.follows), count(*) filter (where f.follows)
    from after a join membership.person p on p.id = a.person_id
      cross join lateral (select exists (select from membership.membership b where b.person_id = a.person_id
        and b.state = 'transferred' and b.valid_to >= a.valid_from - 1) as follows) f
    where a.is_primary and a.valid_to is null
    group by 1, 2, 3, 4, 5, 6, 7;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger figure_new_members after insert on membership.membership
  referencing new table as after for each statement execute function membership.figure_new_members();

-- One that ends counts until its last day, one that changes is otherwise from today on. Becoming the primary one, or no longer, is
-- a move between unions.
create function membership.figure_changed_member() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
  v_held boolean := old.is_primary and old.valid_to is null;
  v_holds boolean := new.is_primary and new.valid_to is null;
begin
  perform set_config('app.scope', '*', true);
  if v_held then
    insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, gone, moved_out)
      select old.organisation_id, old.node, coalesce(new.valid_to, v_today), p.employment_form, coalesce(p.sex, ''), old.state,
        p.verified_at is not null, -1, (not v_holds and new.valid_to is not null and new.state <> 'transferred')::int,
        (new.state = 'transferred' or (new.valid_to is null and not v_holds) or old.organisation_id <> new.organisation_id)::int
      from membership.person p where p.id = old.person_id;
  end if;
  if v_holds then
    insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, moved_in)
      select new.organisation_id, new.node, v_today, p.employment_form, coalesce(p.sex, ''), new.state, p.verified_at is not null,
        1, (not v_held or old.organisation_id <> new.organisation_id)::int
      from membership.person p where p.id = new.person_id;
  end if;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger figure_changed_member after update of state, valid_to, is_primary, organisation_id, person_id on membership.membership
  for each row when ((old.state, old.valid_to, old.is_primary, old.organisation_id, old.person_id)
    is distinct from (new.state, new.valid_to, new.is_primary, new.organisation_id, new.person_id))
  execute function membership.figure_changed_member();

-- An import that is taken back has never been.
create function membership.figure_removed_members() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change, joined)
    select b.organisation_id, b.node, b.valid_from, p.employment_form, coalesce(p.sex, ''), b.state, p.verified_at is not null,
      -count(*), -count(*)
    from before b join membership.person p on p.id = b.person_id where b.is_primary and b.valid_to is null
    group by 1, 2, 3, 4, 5, 6, 7;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger figure_removed_members after delete on membership.membership
  referencing old table as before for each statement execute function membership.figure_removed_members();

create function membership.figure_changed_person() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', '*', true);
  insert into membership.member_figure (organisation_id, node, day, form, sex, state, verified, change)
    select m.organisation_id, m.node, (clock_timestamp() at time zone 'Asia/Shanghai')::date, f.form, coalesce(f.sex, ''), m.state,
      f.verified, f.change
    from membership.membership m cross join (
      values (old.employment_form, old.sex, old.verified_at is not null, -1),
        (new.employment_form, new.sex, new.verified_at is not null, 1)) f (form, sex, verified, change)
    where m.person_id = new.id and m.is_primary and m.valid_to is null;
  perform set_config('app.scope', v_scope, true);
  return null;
end $$;
create trigger figure_changed_person after update of employment_form, sex, verified_at on membership.person
  for each row when ((old.employment_form, old.sex, old.verified_at is null)
    is distinct from (new.employment_form, new.sex, new.verified_at is null))
  execute function membership.figure_changed_person();
