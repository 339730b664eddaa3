-- Who passed or refused which revision of what, in which step: nothing that binds the union is one person's alone.
create schema decisions;
grant usage on schema decisions to gonghui_app;

-- Append-only. One answer per step and revision: whoever answers second finds the first.
create table decisions.decision (
  id uuid primary key,
  -- A plan, a campaign, a statement: the engine does not know what.
  object_type text not null check (object_type ~ '^[a-z][a-z_]*$'),
  object_id uuid not null,
  node ltree not null,
  -- Goes up with every change and every new hand-in of the object: an answer holds for what was read.
  revision integer not null check (revision > 0),
  step text not null check (step ~ '^[a-z][a-z_]*$'),
  verdict text not null check (verdict in ('passed', 'refused')),
  note text not null default '' check (length(note) <= 500),
  file_id uuid references kernel.file (id),
  decided_by uuid not null,
  -- As it was then: whoever reads later may not be allowed to look the account up.
  decided_by_name text not null check (decided_by_name <> ''),
  -- Steps of the same revision that must be other people's, and accounts that had a hand in the object.
  distinct_from text[] not null default '{}',
  not_by uuid[] not null default '{}',
  at timestamptz not null default clock_timestamp(),
  unique (object_type, object_id, revision, step),
  -- Whoever gets a refusal must be told why.
  check (verdict = 'passed' or note <> ''),
  check (not step = any (distinct_from)),
  check (not decided_by = any (not_by))
);
create index decision_node on decisions.decision using gist (node);
create index decision_by on decisions.decision (decided_by, at);
create index decision_file on decisions.decision (file_id) where file_id is not null;
grant select, insert on decisions.decision to gonghui_app;
alter table decisions.decision enable row level security;
alter table decisions.decision force row level security;
create policy decision_scope on decisions.decision
  using (kernel.scope() @> node) with check (kernel.scope() @> node);

-- Lets one transaction after another decide about a thing.
create function decisions.lock(p_type text, p_id uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_type || ':' || p_id::text, 7061))
$$;

-- The last word, whoever inserts: other people in steps that must differ, whichever of the two came first; nothing after a
-- refusal; nothing about a revision that has been replaced. It sees all decisions: a guard that sees a part guards nothing.
create function decisions.keep_apart() returns trigger language plpgsql as $$
declare
  v_scope text := coalesce(current_setting('app.scope', true), '');
  v_step text;
begin
  perform decisions.lock(new.object_type, new.object_id);
  perform set_config('app.scope', '*', true);
  select step into v_step from decisions.decision d
    where d.object_type = new.object_type and d.object_id = new.object_id and d.revision = new.revision
      and d.decided_by = new.decided_by and (d.step = any (new.distinct_from) or new.step = any (d.distinct_from))
    limit 1;
  if found then
    raise exception 'decisions.same_person' using errcode = 'GD001', detail = v_step;
  end if;
  select step into v_step from decisions.decision d
    where d.object_type = new.object_type and d.object_id = new.object_id and d.revision = new.revision
      and d.verdict = 'refused' and d.step <> new.step
    limit 1;
  if found then
    raise exception 'decisions.already_refused' using errcode = 'GD002', detail = v_step;
  end if;
  perform 1 from decisions.decision d
    where d.object_type = new.object_type and d.object_id = new.object_id and d.revision > new.revision;
  if found then
    raise exception 'decisions.superseded' using errcode = 'GD003';
  end if;
  perform set_config('app.scope', v_scope, true);
  return new;
end $$;
create trigger keep_apart before insert on decisions.decision for each row execute function decisions.keep_apart();
