-- People who stand in the register twice: a work list of pairs to look at, and the merges that came of it.

-- The letters of a spelled name in one order: 张伟, Zhang Wei and Wei Zhang are looked at together.
create function membership.sound_key(p_pinyin text) returns text language sql immutable parallel safe as $$
  select string_agg(sign, '' order by sign) from regexp_split_to_table(replace(lower(p_pinyin), ' ', ''), '') sign
$$;

-- The lowest node that both lie on or below.
create function membership.above_both(p_a ltree, p_b ltree) returns ltree language sql immutable parallel safe as $$
  select case when p_a @> p_b then p_a when p_b @> p_a then p_b else lca(p_a, p_b) end
$$;

create table membership.duplicate (
  id uuid primary key,
  first_id uuid not null references membership.person (id) on delete cascade,
  second_id uuid not null references membership.person (id) on delete cascade,
  -- What lay above both when they were compared.
  node ltree not null,
  score smallint not null check (score between 0 and 100),
  -- What speaks for one person and against it: codes with their points.
  reasons jsonb not null,
  -- 'apart' is remembered: whoever was said to be somebody else is not offered again.
  state text not null default 'open' check (state in ('open', 'later', 'apart', 'merged')),
  decided_by text,
  decided_at timestamptz,
  found_at timestamptz not null default clock_timestamp(),
  check (first_id < second_id),
  check ((state = 'open') = (decided_by is null)),
  unique (first_id, second_id)
);
create index duplicate_second on membership.duplicate (second_id);
create index duplicate_order on membership.duplicate (state, score desc, id);
create index duplicate_node on membership.duplicate using gist (node);
grant select, insert, update, delete on membership.duplicate to gonghui_app;
alter table membership.duplicate enable row level security;
alter table membership.duplicate force row level security;
create policy duplicate_scope on membership.duplicate
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);

create table membership.merge (
  id uuid primary key,
  -- Who stays, and whose file was closed for it.
  person_id uuid not null references membership.person (id),
  merged_id uuid not null references membership.person (id),
  -- What lay above both: whoever answers for it may take the merge back.
  node ltree not null,
  -- Where the one who stays was before.
  node_before ltree not null,
  -- What was taken over, and what stood there before; numbers sealed for this row.
  taken text[] not null,
  before jsonb not null,
  phone bytea,
  id_number bytea,
  -- Memberships that ended by it: whose they were, and their state before.
  ended jsonb not null default '[]',
  -- Rows of every room that followed.
  moved jsonb not null default '{}',
  reason text not null check (reason <> ''),
  by_label text not null,
  at timestamptz not null default clock_timestamp(),
  undone_at timestamptz,
  undone_by text,
  -- What had changed since and was left.
  kept text[] not null default '{}',
  check (person_id <> merged_id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index merge_once on membership.merge (merged_id) where undone_at is null;
create index merge_person on membership.merge (person_id);
create index merge_order on membership.merge (at desc, id);
create index merge_node on membership.merge using gist (node);
grant select, insert, update on membership.merge to gonghui_app;
alter table membership.merge enable row level security;
alter table membership.merge force row level security;
create policy merge_scope on membership.merge
  using ((select kernel.scope()) @> node) with check ((select kernel.scope()) @> node);
