type Ask = (sql: string) => Promise<Record<string, unknown>[]>;

/** The migrations of a small imaginary server, with everything that makes restoring hard. */
export const migrations: [name: string, sql: string][] = [
  [
    "1_ground.sql",
    `create extension if not exists ltree;
    create schema yard;
    create function yard.scope() returns ltree[] language sql stable as $$
      select case current_setting('app.scope', true) when '*' then array[''::ltree]
        else string_to_array(current_setting('app.scope', true), ',')::ltree[] end $$;
    create function yard.is_system() returns boolean language sql stable as $$
      select coalesce(current_setting('app.scope', true) = '*', false) $$;
    create table yard.setting (key text primary key, value text not null);
    insert into yard.setting values ('seeded', 'by the migration');
    create table yard.person (
      id bigint generated always as identity primary key,
      node ltree not null, owner_id uuid, name text, photo bytea, tags text[], born date, seen timestamptz, spent numeric,
      length int generated always as (length(name)) stored);
    alter table yard.person enable row level security;
    alter table yard.person force row level security;
    create policy p on yard.person using (yard.scope() @> node or owner_id = gen_random_uuid());
    create table yard.secret (id int primary key, text text);
    alter table yard.secret enable row level security;
    alter table yard.secret force row level security;
    create policy p on yard.secret using (yard.is_system());`,
  ],
  [
    "2_circles.sql",
    `create table yard.team (id int primary key, captain_id int not null);
    create table yard.player (id int primary key, team_id int not null references yard.team (id));
    alter table yard.team add constraint captain foreign key (captain_id) references yard.player (id) deferrable initially deferred;
    create table yard.branch (id int primary key, parent_id int references yard.branch (id));
    create table yard.ledger (at timestamptz not null, player_id int references yard.player (id), fen bigint) partition by range (at);
    create table yard.ledger_other partition of yard.ledger default;
    create function yard.refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
    create trigger append_only before update or delete or truncate on yard.ledger for each statement execute function yard.refuse();
    create function yard.tally() returns trigger language plpgsql as $$ begin
      update yard.setting set value = (value::int + 1)::text where key = 'tally'; return new; end $$;
    create trigger tally after insert on yard.branch for each row execute function yard.tally();
    alter table yard.branch enable always trigger tally;
    create sequence yard.ticket;
    create table yard."Odd "" name" ("select" int unique deferrable initially deferred);
    create materialized view yard.total as select sum(fen) as fen from yard.ledger;`,
  ],
];

/** Rows for all of its tables, and what such a server makes while it runs. */
export const rows = `
  set app.scope = '*';
  insert into yard.setting values ('tally', '0');
  insert into yard.person (node, name, photo, tags, born, seen, spent)
    select text2ltree('1.' || i % 7), case i % 5 when 0 then null when 1 then E'a\\tb\\\\\\nc' else '张三' || i end,
      case when i % 3 = 0 then sha256(i::text::bytea) end, array['x', null, '"', '{}', 'y' || i], '2000-01-01'::date + i % 9999,
      timestamptz '2026-01-01' + i * interval '1.000001 s', i / 7.0
    from generate_series(1, 30000) i;
  insert into yard.person (node, name, photo) values ('', repeat('长', 400000), decode(repeat('00ff5c', 700000), 'hex'));
  insert into yard.secret values (1, 'visible to the server alone');
  begin;
  insert into yard.team values (1, 11), (2, 21);
  insert into yard.player values (11, 1), (21, 2), (12, 1);
  commit;
  insert into yard.branch values (9, null), (1, 9), (5, 1);
  create table yard.ledger_2026_11 partition of yard.ledger for values from ('2026-11-01') to ('2026-12-01') partition by list (player_id);
  create table yard.ledger_2026_11_all partition of yard.ledger_2026_11 default;
  insert into yard.ledger values ('2026-11-22', 11, 500), ('2020-01-01', 12, 9007199254740993);
  insert into yard."Odd "" name" values (1), (2);
  select nextval('yard.ticket') from generate_series(1, 41);
  refresh materialized view yard.total;`;

/** A digest of every table of the schema, read by the superuser whom no policy binds. */
export async function contentsOf(ask: Ask): Promise<unknown> {
  const tables = await ask(
    "select c.oid::regclass::text as name from pg_class c where relnamespace = 'yard'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  const digests = [];
  for (const { name } of tables) {
    const sql = `select count(*), md5(string_agg(md5(t::text), '' order by md5(t::text))) as digest from ${name} t`;
    digests.push({ name, ...(await ask(sql))[0] });
  }
  return digests;
}

/** Everything that is laid aside while loading. */
export async function rulesOf(ask: Ask): Promise<unknown> {
  return ask(
    `select conrelid::regclass::text as t, conname as n, pg_get_constraintdef(oid) as d from pg_constraint where connamespace = 'yard'::regnamespace
    union all select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal
    union all select oid::regclass::text, 'rls', relrowsecurity::text || relforcerowsecurity::text from pg_class where relnamespace = 'yard'::regnamespace
    order by 1, 2, 3`,
  );
}
