-- When two files turn out to be one person, what rooms keep of the one follows to the other.

-- Every table whose rows belong to a person, by the catalogue, so that those of rooms to come are among them; and what tells its rows
-- apart beside the person. A table without a primary key is not among them.
create function kernel.tables_of_people() returns table (name regclass, keys text[]) language sql stable as $$
  select c.oid::regclass, array(select k.attname::text from pg_attribute k
    where k.attrelid = c.oid and k.attnum = any (i.indkey::smallint[]) and k.attname <> 'person_id' order by k.attnum)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id' and a.atttypid = 'uuid'::regtype and not a.attisdropped
    join pg_index i on i.indrelid = c.oid and i.indisprimary
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
$$;

-- Gives rows of p_from to p_to. Without p_only all of them, but for the tables in p_stay; with it those that an earlier call has named, as
-- long as they are what they were then. Gives by table the rows that went (key, and what the rest of the row was) and, under 'left', how
-- many stayed, because p_to has such a row already or because they have changed since.
-- Runs as the owner, since entries of books and redemptions are among them, which no app role may change; only for the server's own sight,
-- in which the use case has authorised it.
create function kernel.move_person_rows(p_from uuid, p_to uuid, p_stay text[], p_only jsonb) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_table record;
  v_row record;
  v_went jsonb;
  v_all jsonb := '{}';
  v_left jsonb := '{}';
  v_stayed integer;
begin
  if not kernel.is_system() then
    raise exception 'kernel.move_person_rows is for the server itself' using errcode = '42501';
  end if;
  for v_table in select * from kernel.tables_of_people() order by name::text loop
    continue when v_table.name::text = any (p_stay) or (p_only is not null and p_only -> v_table.name::text is null);
    v_went := '[]';
    v_stayed := 0;
    for v_row in execute format(
      'select t.ctid as place, md5((to_jsonb(t) - ''person_id'' - ''node'')::text) as was,
         coalesce((select jsonb_object_agg(k.key, k.value) from jsonb_each(to_jsonb(t)) k where k.key = any ($2)), ''{}'') as key
       from %s t where t.person_id = $1 for update of t', v_table.name)
      using p_from, v_table.keys loop
      continue when p_only is not null
        and not exists (select from jsonb_array_elements(p_only -> v_table.name::text) o where o -> 'key' = v_row.key);
      if p_only is not null and not p_only -> v_table.name::text @> jsonb_build_array(jsonb_build_object('key', v_row.key, 'was', v_row.was)) then
        v_stayed := v_stayed + 1;
        continue;
      end if;
      begin
        execute format('update %s set person_id = $1 where ctid = $2 and person_id = $3', v_table.name)
          using p_to, v_row.place, p_from;
        v_went := v_went || jsonb_build_object('key', v_row.key, 'was', v_row.was);
      exception when unique_violation or exclusion_violation then
        v_stayed := v_stayed + 1;
      end;
    end loop;
    if v_went <> '[]' then v_all := v_all || jsonb_build_object(v_table.name::text, v_went); end if;
    if v_stayed > 0 then v_left := v_left || jsonb_build_object(v_table.name::text, v_stayed); end if;
  end loop;
  return v_all || jsonb_build_object('left', v_left);
end $$;
revoke execute on function kernel.move_person_rows(uuid, uuid, text[], jsonb) from public;
grant execute on function kernel.move_person_rows(uuid, uuid, text[], jsonb) to gonghui_app;
