import type pg from "pg";
// The kernel's own rooms name their sealed columns when they are loaded.
import "../notify/notify.ts";
import "../sign-in/staff-sign-in.ts";
import { currentHeader, type FieldKeys, open, seal } from "./field-encryption.ts";
import { type SealedColumn, sealedArchives, sealedColumns } from "./sealed-columns.ts";

type Query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<pg.QueryResult<Row>>;

export interface ResealOptions {
  /** One session that sees every row (owner with `app.scope` '*'); each statement commits by itself. */
  query: Query;
  secrets: FieldKeys;
  /** Rows of one statement (500). */
  batch?: number;
  say?: (progress: { column: string; done: number; left: number }) => void;
}

const nameOf = ({ table, column }: SealedColumn) => `${table}.${column}`;
const quoted = (name: string) =>
  name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");

/**
 * Seals everything anew that is not sealed with the current key and algorithm, in batches, while the server works. What changes
 * meanwhile is left to whoever changed it. Stopped anywhere, it goes on where it was. Gives how many values it sealed.
 */
export async function resealAll(options: ResealOptions): Promise<number> {
  let total = 0;
  for (const column of sealedColumns()) total += await resealColumn(options, column);
  return total + (await resealSettings(options));
}

async function resealColumn(
  { query, secrets, batch = 500, say }: ResealOptions,
  column: SealedColumn,
): Promise<number> {
  const header = currentHeader(secrets);
  const [table, name] = [quoted(column.table), quoted(column.column)];
  const stale = `${name} is not null and substring(${name} from 1 for 4) <> $1`;
  let after = "00000000-0000-0000-0000-000000000000";
  const all = await countOthers(query, column, header);
  let done = 0;
  for (;;) {
    const { rows } = await query<{ id: string; value: Buffer }>(
      `select id, ${name} as value from ${table} where id > $2::uuid and ${stale} order by id limit ${batch}`,
      [header, after],
    );
    const last = rows.at(-1);
    if (last === undefined) return done;
    after = last.id;
    const sealed = rows.map(({ id, value }) => seal(secrets, column.place(id), open(secrets, column.place(id), value)));
    const { rowCount } = await query(
      `update ${table} t set ${name} = n.sealed
       from unnest($1::uuid[], $2::bytea[], $3::bytea[]) n (id, before, sealed) where t.id = n.id and t.${name} = n.before`,
      [rows.map(({ id }) => id), rows.map(({ value }) => value), sealed],
    );
    done += rowCount ?? 0;
    say?.({ column: nameOf(column), done, left: Math.max(0, all - done) });
  }
}

const countOthers = async (query: Query, { table, column }: SealedColumn, header: Buffer): Promise<number> => {
  const { rows } = await query<{ count: number }>(
    `select count(*)::int as count from ${quoted(table)} where ${quoted(column)} is not null
       and substring(${quoted(column)} from 1 for 4) <> $1`,
    [header],
  );
  return rows[0]?.count ?? 0;
};

interface KeptSetting {
  key: string;
  sealed: string;
}

const settings = "select key, value->>'sealed' as sealed from kernel.setting where value ? 'sealed'";

/** Settings with a secret are sealed for their key. */
async function resealSettings({ query, secrets }: ResealOptions): Promise<number> {
  const header = currentHeader(secrets);
  let done = 0;
  for (const { key, sealed } of (await query<KeptSetting>(settings)).rows) {
    const value = Buffer.from(sealed, "base64");
    if (value.subarray(0, 4).equals(header)) continue;
    const place = `setting.value.${key}`;
    const anew = seal(secrets, place, open(secrets, place, value)).toString("base64");
    const { rowCount } = await query(
      "update kernel.setting set value = jsonb_set(value, '{sealed}', to_jsonb($2::text)) where key = $1 and value->>'sealed' = $3",
      [key, anew, sealed],
    );
    done += rowCount ?? 0;
  }
  return done;
}

/** How much is sealed with which key, by the key's id: what a key must not have before it can be retired. */
export async function countByKey(query: Query): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  const add = (key: number, count: number) => counts.set(key, (counts.get(key) ?? 0) + count);
  for (const { table, column } of sealedColumns()) {
    const name = quoted(column);
    const { rows } = await query<{ key: number; count: number }>(
      `select get_byte(${name}, 2) * 256 + get_byte(${name}, 3) as key, count(*)::int as count
       from ${quoted(table)} where ${name} is not null group by 1`,
    );
    for (const { key, count } of rows) add(key, count);
  }
  for (const { sealed } of (await query<KeptSetting>(settings)).rows)
    add(Buffer.from(sealed, "base64").readUInt16BE(2), 1);
  return counts;
}

/** Files that were sealed before `since` and are still kept; an older key opens them. */
export async function countArchives(query: Query, since: string): Promise<{ name: string; count: number }[]> {
  const found: { name: string; count: number }[] = [];
  for (const { name, countBefore } of sealedArchives()) {
    const { rows } = await query<{ count: number }>(countBefore, [since]);
    if ((rows[0]?.count ?? 0) > 0) found.push({ name, count: rows[0]?.count ?? 0 });
  }
  return found;
}
