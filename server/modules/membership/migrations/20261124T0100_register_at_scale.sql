-- Millions of people are listed and searched without reading them all (decision 29). Every search is the beginning of something that
-- an index holds in its order, so that a page reads a page; the place is in each index, so that people elsewhere are passed over
-- without being fetched.
drop index membership.person_order;
create index person_order on membership.person (pinyin collate "C", id) include (node) where left_at is null;
-- A union, or a few: in the order of the list.
create index person_union on membership.person (node, pinyin collate "C", id) include (name) where left_at is null;
-- The name from its first, its second, its third sign: 王小明, 小明, 明; 买买提·吐尔逊 also from its dot.
create index person_name on membership.person (name collate "C", id) include (node) where left_at is null;
create index person_name_second on membership.person ((substr(name, 2)) collate "C", id) include (name, node)
  where left_at is null;
create index person_name_third on membership.person
  ((case when strpos(name, '·') > 0 then split_part(name, '·', 2) else substr(name, 3) end) collate "C", id) include (name, node)
  where left_at is null;
-- wangxiaoming, wxm.
create index person_spelled on membership.person ((replace(pinyin, ' ', '')) collate "C", id) include (pinyin, node)
  where left_at is null;
create index person_initials on membership.person (initials collate "C", id) include (pinyin, node) where left_at is null;
-- Asked by nobody: behind row level security no operator of ltree may use an index. A move finds its rows by person_union.
drop index membership.person_node;

-- Who is served at a union and counted elsewhere.
create index membership_further on membership.membership (organisation_id) include (person_id)
  where valid_to is null and not is_primary;

-- Whom the reader may see, with what people are searched by. Runs as the owner and says itself what the policy says: behind the policy
-- PostgreSQL would look at every row before it looked at a name, since it trusts no operator that might tell what it has seen.
create view membership.person_in_sight as
  select id, node, member_number, pinyin collate "C" as pinyin, initials collate "C" as initials, name collate "C" as name,
    substr(name, 2) collate "C" as name_second, (case when strpos(name, '·') > 0 then split_part(name, '·', 2) else substr(name, 3) end)
      collate "C" as name_third,
    replace(pinyin, ' ', '') collate "C" as spelled
  from membership.person
  where left_at is null and (select kernel.scope()) @> node;
grant select on membership.person_in_sight to gonghui_app;
