import { sql } from "kysely";
import type { Db } from "./database/db.ts";

/** The path of a node, or undefined. */
export async function findNodePath(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    path: string;
  }>`select path::text as path from kernel.node where id = ${id}::uuid`.execute(db);
  return rows[0]?.path;
}

/** The id of the node at a path, or undefined. */
export async function findNodeId(db: Db, path: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from kernel.node where path = ${path}::ltree`.execute(db);
  return rows[0]?.id;
}

/** Adds the root of a play tree; gives its path. What is put below it is play as well. */
export async function insertPlayRoot(db: Db, id: string): Promise<string> {
  const { rows } = await sql<{ path: string }>`select kernel.add_play_root(${id}::uuid)::text as path`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("a play root was not added");
  return row.path;
}

/** True when the node at this path lies in a play tree. */
export async function isPlayNode(db: Db, path: string): Promise<boolean> {
  const { rows } = await sql<{ play: boolean }>`select play from kernel.node where path = ${path}::ltree`.execute(db);
  return rows[0]?.play ?? false;
}

/** Adds a node under `parentId` (null: a root); gives its path. */
export async function insertNode(db: Db, id: string, parentId: string | null): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select kernel.add_node(${id}::uuid, ${parentId}::uuid)::text as path`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("a node was not added");
  return row.path;
}

/** The notification channel of "a node and all below it has another path"; the payload is the old one. */
export const nodeMovedChannel = "node_moved";

/** Acts that may move nodes happen one after another: taken before anything is read, nobody waits for another in a circle. */
export const holdMoves = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('kernel.move_node', 0))`.execute(db);

/** Puts a node with all below it under another parent; gives how many rows got another path. Throws unless that may be. */
export async function moveNode(db: Db, id: string, parentId: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select kernel.move_node(${id}::uuid, ${parentId}::uuid)::float8 as rows`.execute(db);
  return rows[0]?.rows ?? 0;
}

/** Moves what was written with an old path after all; gives how many rows. */
export async function settleMoves(db: Db, sinceMinutes: number): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select kernel.settle_moves(make_interval(mins => ${sinceMinutes}))::float8 as rows`.execute(db);
  return rows[0]?.rows ?? 0;
}
