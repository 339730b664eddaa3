import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** The ids of the nodes at these paths. */
export async function idsOfPaths(db: Db, paths: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; path: string }>`select id, path::text as path from kernel.node
    where path = any(${[...new Set(paths)]}::ltree[])`.execute(db);
  return new Map(rows.map((row) => [row.path, row.id]));
}
