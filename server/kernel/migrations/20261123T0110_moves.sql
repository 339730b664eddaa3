-- A node moves under another parent: its path and the paths on all rows below it follow, the audit keeps what was true then.

-- Where every node below a moved one stood before: the audit written there is still read by whoever answers for the node now.
-- As text, since these are no places of rows.
create table kernel.node_move (
  id bigint generated always as identity primary key,
  node_id uuid not null references kernel.node (id),
  from_path text not null,
  to_path text not null,
  -- The one that was put elsewhere; the others lie below it.
  was_moved boolean not null,
  moved_at timestamptz not null default clock_timestamp()
);
create index node_move_node on kernel.node_move (node_id);
create index node_move_at on kernel.node_move (moved_at);
grant select on kernel.node_move to gonghui_app;

-- These paths, and all that nodes below them had before.
create function kernel.with_former(p_paths ltree[]) returns ltree[] language sql stable parallel safe as $$
  select p_paths || array(select distinct m.from_path::ltree from kernel.node_move m
    join kernel.node n on n.id = m.node_id where n.path <@ any (p_paths))
$$;
drop policy audit_read on kernel.audit_record;
create policy audit_read on kernel.audit_record for select using ((select kernel.with_former(kernel.scope())) @> node);

-- Where a path lies after what was at p_old has gone to p_new; elsewhere it stays.
create function kernel.repath(p_path ltree, p_old ltree, p_new ltree) returns ltree language sql immutable parallel safe as $$
  select case
    when p_path = p_old then p_new
    when p_path <@ p_old then p_new || subpath(p_path, nlevel(p_old))
    else p_path
  end
$$;

-- Every table with paths, by the catalogue, so that those of rooms to come are among them. The audit is history; kernel.node is
-- moved by itself.
create function kernel.tables_with_paths() returns table (name regclass, paths text[], documents text[]) language sql stable as $$
  select c.oid::regclass, array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'ltree'::regtype),
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'jsonb'::regtype), '{}')
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
    and c.oid not in ('kernel.node'::regclass, 'kernel.audit_record'::regclass)
  group by c.oid having bool_or(a.atttypid = 'ltree'::regtype)
$$;

-- Re-paths all rows; gives how many. In documents, paths are what stands under "node" (rules of eligibility).
create function kernel.repath_rows(p_old ltree, p_new ltree) returns bigint language plpgsql as $$
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
      (select string_agg(format('%I <@ $1', path), ' or ') from unnest(v_table.paths) path)) using p_old, p_new;
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

-- Puts a node, and all below it, under another parent; gives how many rows were moved with it. Moves go one after another, so that
-- two of them never make a circle. Runs as the owner: a move touches rows that no app role may change, such as entries of books.
create function kernel.move_node(p_id uuid, p_parent uuid) returns bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_old ltree;
  v_parent ltree;
  v_new ltree;
  v_play boolean;
  v_rows bigint;
begin
  perform set_config('app.scope', '*', true);
  perform pg_advisory_xact_lock(hashtextextended('kernel.move_node', 0));
  select path, play into strict v_old, v_play from kernel.node where id = p_id;
  select path, play or v_play into strict v_parent, v_play from kernel.node where id = p_parent;
  if v_play then
    raise exception 'kernel.play_does_not_move' using errcode = 'GM001';
  end if;
  if v_parent <@ v_old then
    raise exception 'kernel.under_itself' using errcode = 'GM002';
  end if;
  v_new := v_parent || subpath(v_old, -1);
  if v_new = v_old then
    perform set_config('app.scope', v_scope, true);
    return 0;
  end if;
  -- Whoever adds below one of these waits, and is added below the new path.
  perform 1 from kernel.node where path <@ v_old order by path for update;
  insert into kernel.node_move (node_id, from_path, to_path, was_moved)
    select id, path, kernel.repath(path, v_old, v_new), id = p_id from kernel.node where path <@ v_old;
  update kernel.node set path = kernel.repath(path, v_old, v_new), parent_id = case when id = p_id then p_parent else parent_id end
    where path <@ v_old;
  v_rows := kernel.repath_rows(v_old, v_new);
  perform pg_notify('node_moved', v_old::text);
  perform set_config('app.scope', v_scope, true);
  return v_rows;
end $$;
revoke execute on function kernel.move_node(uuid, uuid) from public;
grant execute on function kernel.move_node(uuid, uuid) to gonghui_app;

-- What was written with an old path by somebody who had read it before the move: follows too. Gives how many rows.
create function kernel.settle_moves(p_since interval) returns bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_move record;
  v_all bigint := 0;
begin
  perform set_config('app.scope', '*', true);
  perform pg_advisory_xact_lock(hashtextextended('kernel.move_node', 0));
  for v_move in select m.from_path::ltree as old, n.path as now from kernel.node_move m join kernel.node n on n.id = m.node_id
      where m.was_moved and m.moved_at > clock_timestamp() - p_since and m.from_path::ltree <> n.path
      order by m.id loop
    v_all := v_all + kernel.repath_rows(v_move.old, v_move.now);
  end loop;
  perform set_config('app.scope', v_scope, true);
  return v_all;
end $$;
revoke execute on function kernel.settle_moves(interval) from public;
grant execute on function kernel.settle_moves(interval) to gonghui_app;

-- The owner, who is also bound by row level security, may follow a move on every table with paths; and where a path is part of a
-- foreign key, both sides move before it is looked at. Called after each migration.
create function kernel.let_owner_move() returns void language plpgsql as $$
declare
  v_table record;
  v_key record;
begin
  for v_key in select k.conrelid::regclass as name, k.conname from pg_constraint k where k.contype = 'f' and not k.condeferrable
      and k.conparentid = 0 and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey)
        and a.atttypid = 'ltree'::regtype) loop
    execute format('alter table %s alter constraint %I deferrable', v_key.name, v_key.conname);
  end loop;
  for v_table in select t.name from kernel.tables_with_paths() t join pg_class c on c.oid = t.name
      where c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = t.name and p.polname = 'owner_moves') loop
    execute format('create policy owner_moves on %s to %I using (true) with check (true)', v_table.name, current_user);
  end loop;
end $$;

-- The parent's path cannot change until this node is there.
create or replace function kernel.add_node(p_id uuid, p_parent uuid) returns ltree language plpgsql as $$
declare
  v_label bigint := nextval('kernel.node_label_seq');
  v_parent ltree;
  v_play boolean := false;
  v_path ltree;
begin
  if p_parent is not null then
    select path, play into strict v_parent, v_play from kernel.node where id = p_parent for key share;
  end if;
  v_path := coalesce(v_parent, ''::ltree) || v_label::text::ltree;
  insert into kernel.node (id, parent_id, label, path, play) overriding system value
    values (p_id, p_parent, v_label, v_path, v_play);
  return v_path;
end $$;
