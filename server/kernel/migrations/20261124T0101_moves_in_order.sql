-- All paths at or below one lie together in the order of paths, and end before this one: no label is between "12" and "12-".
create function kernel.behind(p_path ltree) returns ltree language sql immutable parallel safe strict as $$
  select (p_path::text || '-')::ltree
$$;

-- As before, and where an index has paths in their order a move finds its rows by that.
create or replace function kernel.repath_rows(p_old ltree, p_new ltree) returns bigint language plpgsql as $$
declare
  v_table record;
  v_rows bigint;
  v_all bigint := 0;
  v_column text;
begin
  set constraints all deferred;
  for v_table in select * from kernel.tables_with_paths() order by name::text loop
    execute format('update %s set %s where %s', v_table.name,
      (select string_agg(format('%1$I = kernel.repath(%1$I, $1, $2)', path), ', ') from unnest(v_table.paths) path),
      (select string_agg(format('(%1$I <@ $1 and %1$I >= $1 and %1$I < kernel.behind($1))', path), ' or ')
        from unnest(v_table.paths) path)) using p_old, p_new;
    get diagnostics v_rows = row_count;
    v_all := v_all + v_rows;
    continue when v_table.name::text like 'kernel.%';
    foreach v_column in array v_table.documents loop
      execute format('update %s set %2$I = regexp_replace(%2$I::text, $1, $2, %3$L)::jsonb where %2$I::text ~ $1',
        v_table.name, v_column, 'g')
        using '("node": ")' || replace(p_old::text, '.', '\.') || '(?=["\.])', '\1' || p_new::text;
    end loop;
  end loop;
  set constraints all immediate;
  return v_all;
end $$;
