import { sql } from "kysely";
import type { Db } from "./database/db.ts";

/** The path of a node, or undefined. */
export async function findNodePath(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    path: string;
  }>`select path::text as path from kernel.node where id = ${id}::uuid`.execute(db);
  return rows[0]?.path;
}

/** Adds a node under `parentId` (null: a root); gives its path. */
export async function insertNode(db: Db, id: string, parentId: string | null): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select kernel.add_node(${id}::uuid, ${parentId}::uuid)::text as path`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("a node was not added");
  return row.path;
}
