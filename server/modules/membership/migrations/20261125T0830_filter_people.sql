-- The list of people may show those alone who are members, who are not, whose membership is in a state, or who are verified.
create or replace view membership.person_in_sight as
  select id, node, member_number, pinyin collate "C" as pinyin, initials collate "C" as initials, name collate "C" as name,
    substr(name, 2) collate "C" as name_second, (case when strpos(name, '·') > 0 then split_part(name, '·', 2) else substr(name, 3) end)
      collate "C" as name_third,
    replace(pinyin, ' ', '') collate "C" as spelled, verified_at
  from membership.person
  where left_at is null and (select kernel.scope()) @> node;
create index membership_in_state on membership.membership (state, person_id)
  where valid_to is null and is_primary and state <> 'active';
