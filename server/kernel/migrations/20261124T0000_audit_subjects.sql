-- One record may be about thousands: what an import does to people is written down in chunks, each linked into its chain once. Whoever asks
-- about one of the people finds the records here; what they say stands in the record, under the chain's hash.
create table kernel.audit_subject (
  object_type text not null,
  object_id uuid not null,
  chain text not null,
  seq bigint not null,
  -- Where the subject stood then: whoever answers for that place may read what the record says of it, and of nobody else.
  node ltree not null,
  primary key (object_id, chain, seq)
);
grant select, insert on kernel.audit_subject to gonghui_app;
alter table kernel.audit_subject enable row level security;
alter table kernel.audit_subject force row level security;
create policy audit_subject_read on kernel.audit_subject for select using ((select kernel.with_former(kernel.scope())) @> node);
create policy audit_subject_write on kernel.audit_subject for insert with check (true);

-- History, as the records are: a move leaves it where it was.
create or replace function kernel.tables_with_paths() returns table (name regclass, paths text[], documents text[]) language sql stable as $$
  select c.oid::regclass, array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'ltree'::regtype),
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.atttypid = 'jsonb'::regtype), '{}')
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
    and c.oid not in ('kernel.node'::regclass, 'kernel.audit_record'::regclass, 'kernel.audit_subject'::regclass)
  group by c.oid having bool_or(a.atttypid = 'ltree'::regtype)
$$;

-- One record about many: what it says of each stands under its id in p_payload.subjects.
create function kernel.audit_many(p_chain text, p_node ltree, p_actor text, p_action text, p_object_type text, p_object_id text,
  p_payload text, p_subject_type text, p_subjects uuid[], p_nodes ltree[]) returns void language plpgsql as $$
begin
  perform kernel.audit(p_chain, p_node, p_actor, p_action, p_object_type, p_object_id, p_payload);
  -- The chain's head is ours until the transaction ends: it is the record just written.
  insert into kernel.audit_subject (object_type, object_id, chain, seq, node)
    select p_subject_type, s.id, h.chain, h.seq, s.node
    from kernel.audit_chain h, unnest(p_subjects, p_nodes) as s (id, node) where h.chain = p_chain;
end $$;

-- What records about many say of this one: each as a record of its own, at the place where it stood then. Whoever answers for that place may
-- read it, though the act may be of a body above; nothing of the others comes with it.
create function kernel.audit_about(p_id uuid) returns setof kernel.audit_record language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_seen ltree[] := kernel.with_former(kernel.scope());
begin
  perform set_config('app.scope', '*', true);
  return query select r.chain, r.seq, r.at, s.node, r.actor, r.action, r.object_type, r.object_id,
      ((r.payload::jsonb - 'subjects') || (r.payload::jsonb -> 'subjects' -> p_id::text))::text, r.hash
    from kernel.audit_subject s join kernel.audit_record r on r.chain = s.chain and r.seq = s.seq
    where s.object_id = p_id and v_seen @> s.node;
  perform set_config('app.scope', v_scope, true);
end $$;
revoke execute on function kernel.audit_about(uuid) from public;
grant execute on function kernel.audit_about(uuid) to gonghui_app;
