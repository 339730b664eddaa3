-- A play tree stands beside the union's own: what is rehearsed lies below a root of its own, and is seen in the play space only.
alter table kernel.node add column play boolean not null default false;
-- A session opened in the play space is none anywhere else.
alter table kernel.session add column play boolean not null default false;

-- What is put under a play node is play as well.
create or replace function kernel.add_node(p_id uuid, p_parent uuid) returns ltree language plpgsql as $$
declare
  v_label bigint := nextval('kernel.node_label_seq');
  v_parent ltree;
  v_play boolean := false;
  v_path ltree;
begin
  if p_parent is not null then
    select path, play into strict v_parent, v_play from kernel.node where id = p_parent;
  end if;
  v_path := coalesce(v_parent, ''::ltree) || v_label::text::ltree;
  insert into kernel.node (id, parent_id, label, path, play) overriding system value
    values (p_id, p_parent, v_label, v_path, v_play);
  return v_path;
end $$;

-- The root of a play tree; only roots are made play, everything else inherits it.
create function kernel.add_play_root(p_id uuid) returns ltree language plpgsql as $$
declare
  v_label bigint := nextval('kernel.node_label_seq');
  v_path ltree := v_label::text::ltree;
begin
  insert into kernel.node (id, parent_id, label, path, play) overriding system value
    values (p_id, null, v_label, v_path, true);
  return v_path;
end $$;
