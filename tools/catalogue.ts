import pg from "pg";

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss') and n.nspname not like 'pg_%'`;

const queries = {
  tables: `select n.nspname || '.' || c.relname as name, c.relkind::text as kind, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
      array(select format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attidentity <> '' then ' generated always as identity'
            when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
          case when a.attnotnull then ' not null' else '' end)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
      array(select '  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype <> 'n' order by k.conname) as constraints,
      array(select pg_get_indexdef(i.indexrelid) || ';' from pg_index i
        where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
        order by i.indexrelid::regclass::text) as indexes,
      array(select format('create policy %I on %s for %s%s%s;', p.policyname, n.nspname || '.' || c.relname, lower(p.cmd),
          coalesce(' using (' || p.qual || ')', ''), coalesce(' with check (' || p.with_check || ')', ''))
        from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname order by p.policyname) as policies,
      array(select format('grant %s to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), g.grantee)
        from information_schema.role_table_grants g
        where g.table_schema = n.nspname and g.table_name = c.relname and g.grantee = 'gonghui_app' group by g.grantee) as grants
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition order by 1`,
  functions: `select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours} order by n.nspname, p.proname, p.oid::regprocedure::text`,
  triggers: `select pg_get_triggerdef(t.oid) || ';' as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where ${ours} and not t.tgisinternal and not c.relispartition order by 1`,
};

interface TableRow {
  name: string;
  kind: string;
  rls: boolean;
  forced: boolean;
  columns: string[];
  constraints: string[];
  indexes: string[];
  policies: string[];
  grants: string[];
}

/** The whole schema as text, in a stable order: what a reviewer reads when a migration changes it. */
export async function printCatalogue(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const tables = (await client.query<TableRow>(queries.tables)).rows.map(printTable);
    const functions = (await client.query<{ text: string }>(queries.functions)).rows.map(
      (row) => `${row.text.trim()};\n`,
    );
    const triggers = (await client.query<{ text: string }>(queries.triggers)).rows.map((row) => `${row.text}\n`);
    return `-- Made by npm run db from the migrations; do not edit.\n\n${[...tables, ...functions, ...triggers].join("\n")}`;
  } finally {
    await client.end();
  }
}

function printTable(table: TableRow): string {
  if (table.kind === "v" || table.kind === "m") return `-- view ${table.name}\n${table.columns.join("\n")}\n`;
  const rls = [
    ...(table.rls ? [`alter table ${table.name} enable row level security;`] : []),
    ...(table.forced ? [`alter table ${table.name} force row level security;`] : []),
  ];
  const body = [...table.columns, ...table.constraints].join(",\n");
  return `${[`create table ${table.name} (\n${body}\n);`, ...table.indexes, ...rls, ...table.policies, ...table.grants].join("\n")}\n`;
}
