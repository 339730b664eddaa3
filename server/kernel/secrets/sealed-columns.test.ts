import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing.ts";
import { sealedColumns } from "./sealed-columns.ts";
import "./reseal.ts"; // loads the kernel's own
import "#server/modules";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Bytes that are no sealed values: hashes, indexes, signatures, public keys, random handles; and the parts of an import or export, which are sealed by its own key. */
const plain =
  /(_hash|_index|_hmac|sha256|digest|fingerprint|signature|public_key|secret_published)$|\.(hash|mark)$|^codes\.|^sheets\.(import_file\.content|line\.sealed)$|^membership\.people_export_part\.content$/;

test("every column of bytes is either told to be sealed or known to be something else", async () => {
  const { rows } = await database.pool.query<{ name: string }>(`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.atttypid = 'bytea'::regtype and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss') order by 1`);
  const told = sealedColumns().map(({ table, column }) => `${table}.${column}`);
  expect(
    rows
      .map(({ name }) => name)
      .filter((name) => !plain.test(name))
      .sort(),
  ).toEqual([...told].sort());
  expect(told.length).toBeGreaterThan(9);
});
