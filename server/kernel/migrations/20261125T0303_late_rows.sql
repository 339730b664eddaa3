-- Every table of people has an index on the person, or one behind a column of few values (quota, release, series) through which
-- PostgreSQL skips: the statistics of a table that has just been filled must not talk it into reading the whole.
alter function kernel.move_person_rows(uuid, uuid, text[], jsonb) set enable_seqscan to off;

-- Which of these people have rows in any room, but for the tables in p_stay; as far as whoever asks may see them.
create function kernel.people_with_rows(p_ids uuid[], p_stay text[]) returns setof uuid
  language plpgsql stable set enable_seqscan to off as $$
declare
  v_table record;
begin
  for v_table in select * from kernel.tables_of_people() order by name::text loop
    continue when v_table.name::text = any (p_stay);
    return query execute format('select p from unnest($1) p where exists (select from %s t where t.person_id = p)', v_table.name)
      using p_ids;
  end loop;
end $$;
