-- Who is or was a member of one union: asked before a union that an import made is taken away with it, and when a union is closed.
create index membership_organisation on membership.membership (organisation_id);
-- Moves find their rows as a range of paths; nobody else may use an index on them behind row level security.
drop index membership.membership_node;
create index membership_node on membership.membership (node);

-- As before. As an operator PostgreSQL took the reader's place to hold one in a thousand people, and sorted a county rather than read a
-- page in order; within `case` it takes every second.
create or replace view membership.person_in_sight as
  select id, node, member_number, pinyin collate "C" as pinyin, initials collate "C" as initials, name collate "C" as name,
    substr(name, 2) collate "C" as name_second,
    (case when strpos(name, '·') > 0 then split_part(name, '·', 2) else substr(name, 3) end) collate "C" as name_third,
    replace(pinyin, ' ', '') collate "C" as spelled
  from membership.person
  where left_at is null and case when (select kernel.scope()) @> node then true else false end;
